"""Finds phrases of a list in a text, with small freedoms: endings, alternatives, words between.

A phrase is written as words without accents: `a|b` is one of them, `word*` any ending, `word?` may
be missing, `...` leaves room for up to three words, `!word` must not come next. It begins with a
word that is always there.

A phrase is recognised by the word of it that is rarest: most texts then try none. The longest of
those that must stand there is taken for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from typing import NamedTuple

# The words that a "*" stands on and by which a phrase is recognised have so many letters at least.
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
        patterns = [
            _Pattern.of(label, phrase.split())
            for label, phrases in sections.items()
            for phrase in phrases
        ]
        self._recognised = _Recognised(patterns)
        self._beyond = [""] * max((one.most_words for one in patterns), default=0)

    def found(self, folded: Sequence[str]) -> Iterator[Hit]:
        """Yield every phrase that stands in folded words; some twice."""
        telling = list(map(self._recognised.__getitem__, folded))
        if not any(telling):
            return
        said = frozenset(folded)
        # Beyond the last word, and before the first one, every phrase finds empty ones.
        words = [*folded, *self._beyond]
        for at in compress(count(), telling):
            for beside, also, pattern in telling[at]:
                if words[at + beside] not in also if beside else also and also.isdisjoint(said):
                    continue
                for start in range(max(0, at - pattern.most_before), at - pattern.before + 1):
                    end = _end(pattern.slots, words, start)
                    if end is not None:
                        yield Hit(pattern.label, start, folded[start:end])

    def labels(self, folded: Sequence[str]) -> set[str]:
        """Return the labels under which a phrase was found."""
        return {hit.label for hit in self.found(folded)}


class _Slot(NamedTuple):
    """What stands at one place of a phrase: one of some words, or (a gap) any words.

    One `is_certain` where one of its words must stand there.
    """

    words: frozenset[str]
    beginnings: tuple[str, ...]
    is_gap: bool
    is_barred: bool
    is_certain: bool

    @classmethod
    def of(cls, written: str) -> "_Slot":
        words = written.removeprefix("!").removesuffix("?").split("|")
        is_gap, is_barred = written == "...", written.startswith("!")
        return cls(
            words=frozenset(word for word in words if not word.endswith("*")),
            beginnings=tuple(word.removesuffix("*") for word in words if word.endswith("*")),
            is_gap=is_gap,
            is_barred=is_barred,
            is_certain=not (is_gap or is_barred or written.endswith("?")),
        )

    @property
    def most_words(self) -> int:
        """In how many words it is said, at most."""
        if self.is_gap:
            return _MOST_BETWEEN
        return 0 if self.is_barred else 1

    def tells(self) -> int:
        """Return how well a phrase is recognised by it: by the letters of its shortest word."""
        if not self.is_certain or min(map(len, self.beginnings), default=_BEGINNING) < _BEGINNING:
            return 0
        return min(map(len, [*self.words, *self.beginnings]))


class _Pattern(NamedTuple):
    """A phrase, and the number (`place`) of the slot it is recognised by.

    Before that stand so many words, at least and at most.
    """

    label: str
    slots: Sequence[_Slot]
    place: int
    before: int
    most_before: int

    @classmethod
    def of(cls, label: str, words: Sequence[str]) -> "_Pattern":
        slots = [_Slot.of(written) for written in words]
        place = max(range(len(slots)), key=lambda place: slots[place].tells())
        return cls(
            label,
            slots,
            place=place,
            before=sum(slot.is_certain for slot in slots[:place]),
            most_before=sum(slot.most_words for slot in slots[:place]),
        )

    @property
    def most_words(self) -> int:
        """In how many words it is said, at most."""
        return sum(slot.most_words for slot in self.slots)

    @property
    def telling(self) -> _Slot:
        """The slot it is recognised by."""
        return self.slots[self.place]

    def also(self) -> tuple[int, frozenset[str]]:
        """Return words of which one stands beside the telling one, and on which side (-1 or 1).

        Or (0) somewhere in the text, where the slots beside it leave that open.
        """
        certain = {
            at - self.place: slot.words
            for at, slot in enumerate(self.slots)
            if at != self.place and slot.is_certain and not slot.beginnings
        }
        for beside in (1, -1):
            if beside in certain:
                return beside, certain[beside]
        return 0, min(certain.values(), key=len, default=frozenset())


def _end(slots: Sequence[_Slot], words: Sequence[str], at: int) -> int | None:
    """Return the number of the word after those that fill all slots from `at` on, or None."""
    for place, (listed, beginnings, _, _, is_certain) in enumerate(slots):
        if not is_certain:
            return _end_of_open(slots[place], slots[place + 1 :], words, at)
        if words[at] not in listed and not (beginnings and words[at].startswith(beginnings)):
            return None
        at += 1
    return at


def _end_of_open(slot: _Slot, rest: Sequence[_Slot], words: Sequence[str], at: int) -> int | None:
    """Return the same where a slot comes first that is a gap, or barred, or may be missing."""
    if slot.is_gap:
        ends = (_end(rest, words, at + between) for between in range(_MOST_BETWEEN + 1))
        return next((end for end in ends if end is not None), None)
    fits = words[at] in slot.words or words[at].startswith(slot.beginnings)
    if slot.is_barred:
        return None if fits else _end(rest, words, at)
    end = _end(rest, words, at + 1) if fits else None
    return _end(rest, words, at) if end is None else end


# A phrase, after what `_Pattern.also` returns.
_Try = tuple[int, frozenset[str], _Pattern]


class _Recognised(dict[str, Sequence[_Try]]):
    """The phrases that a word tells of, remembered once worked out."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        super().__init__()
        self._by_word: dict[str, list[_Try]] = defaultdict(list)
        self._by_beginning: dict[str, list[tuple[str, _Try]]] = defaultdict(list)
        for pattern in patterns:
            one = (*pattern.also(), pattern)
            for word in pattern.telling.words:
                self._by_word[word].append(one)
            for beginning in pattern.telling.beginnings:
                self._by_beginning[beginning[:_BEGINNING]].append((beginning, one))

    def __missing__(self, word: str) -> Sequence[_Try]:
        if len(self) >= _REMEMBERED:
            self.clear()
        open_ended = self._by_beginning.get(word[:_BEGINNING], ())
        self[word] = (
            *self._by_word.get(word, ()),
            *(one for beginning, one in open_ended if word.startswith(beginning)),
        )
        return self[word]
