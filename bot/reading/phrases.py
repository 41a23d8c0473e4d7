"""Finds phrases of a list in a text, with small freedoms: endings, alternatives, words between.

A phrase is written as words without accents: `a|b` is one of them, `word*` any ending, `word?` may
be missing, `...` leaves room for up to three words, `!word` must not come next. It begins with a
word that is always there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    said: str


class Phrases:
    """Phrases under labels, found in one pass over the words of a text."""

    def __init__(self, sections: Mapping[str, Iterable[str]]) -> None:
        self._begun = _Begun(
            _Pattern.of(label, beginning, rest)
            for label, phrases in sections.items()
            for phrase in phrases
            for first, *rest in [phrase.split()]
            for beginning in first.split("|")
        )

    def found(self, folded: Sequence[str]) -> Iterator[Hit]:
        """Yield every phrase that stands in folded words."""
        for at, begun in enumerate(map(self._begun.__getitem__, folded)):
            # Most words begin nothing.
            if begun:
                for pattern in begun.likely(folded[at + 1 : at + begun.longest]):
                    hit = pattern.whole.match(" ".join(folded[at : at + pattern.length]))
                    if hit:
                        yield Hit(pattern.label, at, hit.group())

    def labels(self, folded: Sequence[str]) -> set[str]:
        """Return the labels under which a phrase was found."""
        return {hit.label for hit in self.found(folded)}


@dataclass(frozen=True)
class _Pattern:
    """A phrase from its first word on: `next` are the words of which one must follow at once.

    Where something else may follow, `next` is None, and `needs` are words of which one stands
    further on, if any are certain. `length` is that of the longest way to say it, with the word
    after it.
    """

    label: str
    first: str
    written: str
    next: frozenset[str] | None
    needs: frozenset[str] | None
    length: int

    @classmethod
    def of(cls, label: str, first: str, rest: Sequence[str]) -> "_Pattern":
        certain = [frozenset(slot.split("|")) for slot in rest if _is_certain(slot)]
        return cls(
            label,
            first,
            written=_word(first) + r"(?: |$)" + "".join(map(_slot, rest)),
            next=certain[0] if rest and _is_certain(rest[0]) else None,
            needs=min(certain, key=len, default=None),
            length=2 + sum(_MOST_BETWEEN if slot == "..." else 1 for slot in rest),
        )

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """The pattern itself: made when first needed, for there are a thousand of them."""
        return re.compile(self.written)

    def may_stand_before(self, following: Sequence[str]) -> bool:
        """Tell whether the words that follow hold one that it needs."""
        return self.needs is None or not self.needs.isdisjoint(following)


class _Patterns:
    """The patterns that one word begins; `longest` is the length of the longest."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self.longest = max(pattern.length for pattern in patterns)
        self._by_next: dict[str, list[_Pattern]] = defaultdict(list)
        for pattern in patterns:
            for word in pattern.next or ():
                self._by_next[word].append(pattern)
        self._others = [pattern for pattern in patterns if pattern.next is None]

    def likely(self, following: Sequence[str]) -> Sequence[_Pattern]:
        """Return those that may stand in a text where such words follow."""
        closed = self._by_next.get(following[0], ()) if following else ()
        if not self._others:
            return closed
        needed = [one for one in self._others if one.may_stand_before(following)]
        return [*closed, *needed] if needed else closed


class _Begun(dict[str, _Patterns | None]):
    """The patterns that a word begins (None: it begins nothing), remembered once worked out."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        super().__init__()
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_beginning: dict[str, list[_Pattern]] = defaultdict(list)
        for pattern in patterns:
            if pattern.first.endswith("*"):
                self._by_beginning[pattern.first[:_BEGINNING]].append(pattern)
            else:
                self._by_word[pattern.first].append(pattern)

    def __missing__(self, word: str) -> _Patterns | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        open_ended = self._by_beginning.get(word[:_BEGINNING], ())
        begun = [
            *self._by_word.get(word, ()),
            *(one for one in open_ended if word.startswith(one.first[:-1])),
        ]
        self[word] = _Patterns(begun) if begun else None
        return self[word]


def _is_certain(slot: str) -> bool:
    """Tell whether one of the slot's words, as they are written, must stand there."""
    return slot != "..." and "*" not in slot and slot[0] != "!" and slot[-1] != "?"


def _slot(slot: str) -> str:
    """Return the pattern of one word of a phrase, with the space after it."""
    if slot == "...":
        return rf"(?:\w+ ){{0,{_MOST_BETWEEN}}}?"
    words = "|".join(map(_word, slot.removeprefix("!").removesuffix("?").split("|")))
    if slot.startswith("!"):
        return rf"(?!(?:{words})(?: |$))"
    return rf"(?:(?:{words})(?: |$))" + ("?" if slot.endswith("?") else "")


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
