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
from itertools import accumulate
from typing import NamedTuple

# Words that a "*" stands on have at least this many letters, so that few texts try them.
_BEGINNING = 3
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
        self._begins = _Begun()
        for label, phrases in sections.items():
            for phrase in phrases:
                first, *rest = phrase.split()
                for word in first.split("|"):
                    pattern = _word(word) + r"(?: |$)" + "".join(map(_slot, rest))
                    self._begins.add(word, _Pattern(label, pattern, _needed(rest)))

    def found(self, folded: Sequence[str]) -> Iterator[Hit]:
        """Yield every phrase that stands in folded words."""
        begins, said = self._begins, set(folded)
        likely: dict[str, list[_Pattern]] = {}
        for word in said:
            # Most words begin nothing.
            for pattern in begins[word]:
                if pattern.needs is None or not pattern.needs.isdisjoint(said):
                    likely.setdefault(word, []).append(pattern)
        if not likely:
            return
        begun = [
            (number, pattern)
            for number, word in enumerate(folded)
            if word in likely
            for pattern in likely[word]
        ]
        text, starts = _joined(folded)
        for number, pattern in begun:
            hit = pattern.whole.match(text, starts[number])
            if hit:
                yield Hit(pattern.label, number, hit.group())

    def labels(self, folded: Sequence[str]) -> set[str]:
        """Return the labels under which a phrase was found."""
        return {hit.label for hit in self.found(folded)}


@dataclass(frozen=True)
class _Pattern:
    """A phrase from its first word on; `needs` are words of which one stands in it."""

    label: str
    written: str
    needs: frozenset[str] | None

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """The pattern itself: made when first needed, for there are a thousand of them."""
        return re.compile(self.written)


class _Begun(dict[str, Sequence[_Pattern]]):
    """The patterns that a word may begin, remembered once worked out."""

    def __init__(self) -> None:
        super().__init__()
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_beginning: dict[str, list[_Pattern]] = defaultdict(list)

    def add(self, word: str, pattern: _Pattern) -> None:
        if word.endswith("*"):
            self._by_beginning[word[:_BEGINNING]].append(pattern)
        else:
            self._by_word[word].append(pattern)

    def __missing__(self, word: str) -> Sequence[_Pattern]:
        if len(self) >= _REMEMBERED:
            self.clear()
        patterns = self._by_word.get(word, []) + self._by_beginning.get(word[:_BEGINNING], [])
        self[word] = patterns
        return patterns


def _needed(rest: Sequence[str]) -> frozenset[str] | None:
    """Return the fewest whole words of which a phrase needs one; None where endings are open."""
    certain = [
        frozenset(slot.split("|"))
        for slot in rest
        if slot != "..."
        and not slot.startswith("!")
        and not slot.endswith("?")
        and "*" not in slot
    ]
    return min(certain, key=len, default=None)


def _slot(slot: str) -> str:
    """Return the pattern of one word of a phrase, with the space after it."""
    if slot == "...":
        return r"(?:\w+ ){0,3}?"
    words = "|".join(map(_word, slot.removeprefix("!").removesuffix("?").split("|")))
    if slot.startswith("!"):
        return rf"(?!(?:{words})(?: |$))"
    return rf"(?:(?:{words})(?: |$))" + ("?" if slot.endswith("?") else "")


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """Return the words as one text, and where each of them begins in it."""
    lengths = accumulate(map(len, words), initial=0)
    return " ".join(words), [number + length for number, length in enumerate(lengths)]
