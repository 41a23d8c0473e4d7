"""Finds phrases of a list in a text, with small freedoms: endings, alternatives, words between.

A phrase is written as words without accents: `a|b` is one of them, `word*` any ending, `word?` may
be missing, `...` leaves room for up to three words, `!word` must not come next. It begins with a
word that is always there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Words that a "*" stands on have at least this many letters, so that few texts try them.
_BEGINNING = 3
# Words that a "..." leaves room for.
_MOST_BETWEEN = 3
# Words whose patterns are kept: about 3 MB.
_REMEMBERED = 30_000


class Hit(NamedTuple):
    """A phrase in a text: its label, the number of its first word, and the words themselves."""

    label: str
    at: int
    said: Sequence[str]


class Phrases:
    """Phrases under labels, found in one pass over the words of a text."""

    def __init__(self, sections: Mapping[str, Iterable[str]]) -> None:
        self._begun = _Begun(
            (first, pattern)
            for label, phrases in sections.items()
            for phrase in phrases
            for firsts, _, rest in [phrase.partition(" ")]
            for pattern in [_Pattern.of(label, rest.split())]
            for first in firsts.split("|")
        )

    def found(self, folded: Sequence[str]) -> Iterator[Hit]:
        """Yield every phrase that stands in folded words."""
        following = [*folded[1:], ""]
        for at, begun in enumerate(map(self._begun.__getitem__, folded)):
            # Most words begin nothing.
            if begun:
                likely = begun.by_next.get(following[at], begun.alone)
                if begun.others:
                    rest = following[at : at + begun.longest]
                    likely = likely + [one for one in begun.others if one.may_go_on(rest)]
                for pattern in likely:
                    end = _end(pattern.slots, folded, at + 1)
                    if end is not None:
                        yield Hit(pattern.label, at, folded[at:end])

    def labels(self, folded: Sequence[str]) -> set[str]:
        """Return the labels under which a phrase was found."""
        return {hit.label for hit in self.found(folded)}


@dataclass(frozen=True)
class _Slot:
    """What stands at one place of a phrase: one of some words, or (a gap) any words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    is_gap: bool
    is_barred: bool
    may_be_missing: bool

    @classmethod
    def of(cls, written: str) -> "_Slot":
        words = written.removeprefix("!").removesuffix("?").split("|")
        return cls(
            words=frozenset(word for word in words if not word.endswith("*")),
            beginnings=tuple(word.removesuffix("*") for word in words if word.endswith("*")),
            is_gap=written == "...",
            is_barred=written.startswith("!"),
            may_be_missing=written.endswith("?"),
        )

    @property
    def is_certain(self) -> bool:
        """Tell whether one of its words, as they are written, must stand there."""
        return not (self.is_gap or self.is_barred or self.may_be_missing or self.beginnings)

    def fits(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings)


@dataclass(frozen=True)
class _Pattern:
    """A phrase after its first word: `next` are the words of which one must follow at once.

    Where any may follow, `next` is None, and `needs` are words of which one stands further on, if
    any are certain. `longest` is in how many words all of it can be said.
    """

    label: str
    slots: Sequence[_Slot]
    next: frozenset[str] | None
    needs: frozenset[str]
    longest: int

    @classmethod
    def of(cls, label: str, rest: Sequence[str]) -> "_Pattern":
        slots = [_Slot.of(written) for written in rest]
        certain = [slot.words for slot in slots if slot.is_certain]
        return cls(
            label,
            slots,
            next=_next(slots),
            needs=min(certain, key=len, default=frozenset()),
            longest=sum(_MOST_BETWEEN if slot.is_gap else 1 for slot in slots),
        )

    def may_go_on(self, rest: Sequence[str]) -> bool:
        """Tell whether the words that follow hold one that it needs."""
        return not self.needs.isdisjoint(rest)


def _next(slots: Sequence[_Slot]) -> frozenset[str] | None:
    """Return the words with which a phrase goes on, None where it may end or be any word."""
    words: frozenset[str] = frozenset()
    for slot in slots:
        if slot.is_gap or slot.beginnings:
            return None
        if not slot.is_barred:
            words |= slot.words
            if not slot.may_be_missing:
                return words
    return None


def _end(slots: Sequence[_Slot], folded: Sequence[str], at: int) -> int | None:
    """Return the number of the word after those that fill all slots from `at` on, or None."""
    if not slots:
        return at
    slot, *rest = slots
    if slot.is_gap:
        ends = (_end(rest, folded, at + between) for between in range(_MOST_BETWEEN + 1))
        return next((end for end in ends if end is not None), None)
    fits = at < len(folded) and slot.fits(folded[at])
    if slot.is_barred:
        return None if fits else _end(rest, folded, at)
    end = _end(rest, folded, at + 1) if fits else None
    if end is None and slot.may_be_missing:
        end = _end(rest, folded, at)
    return end


class _Patterns:
    """The patterns that one word begins: those to try before each word that may come next.

    `alone` are to be tried before any other word, and `others` where one that they need comes
    further on; `longest` is the length of the longest.
    """

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self.longest = max(pattern.longest for pattern in patterns)
        self.alone = [one for one in patterns if one.next is None and not one.needs]
        self.others = [one for one in patterns if one.next is None and one.needs]
        self.by_next: dict[str, list[_Pattern]] = {}
        for pattern in patterns:
            for word in pattern.next or ():
                self.by_next.setdefault(word, [*self.alone]).append(pattern)


class _Begun(dict[str, _Patterns | None]):
    """The patterns that a word begins (None: it begins nothing), remembered once worked out."""

    def __init__(self, patterns: Iterable[tuple[str, _Pattern]]) -> None:
        super().__init__()
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_beginning: dict[str, list[tuple[str, _Pattern]]] = defaultdict(list)
        for first, pattern in patterns:
            beginning = first.removesuffix("*")
            if beginning != first:
                self._by_beginning[first[:_BEGINNING]].append((beginning, pattern))
            else:
                self._by_word[first].append(pattern)

    def __missing__(self, word: str) -> _Patterns | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        open_ended = self._by_beginning.get(word[:_BEGINNING], ())
        begun = [
            *self._by_word.get(word, ()),
            *(one for beginning, one in open_ended if word.startswith(beginning)),
        ]
        self[word] = _Patterns(begun) if begun else None
        return self[word]
