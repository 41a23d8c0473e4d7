"""Finds phrases of a list in a text, with small freedoms: endings, alternatives, words between.

A phrase is written as words without accents: `a|b` is one of them, `word*` any ending, `word?` may
be missing, `...` leaves room for up to three words. It begins with a word that is always there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

# Words that a "*" stands on have at least this many letters, so that few texts try them.
_BEGINNING = 3
# Words whose patterns are kept: about 3 MB.
_REMEMBERED = 30_000


class Phrases:
    """Phrases under labels, found in one pass over the words of a text."""

    def __init__(self, sections: Mapping[str, Iterable[str]]) -> None:
        self._begins = _Begun()
        for label, phrases in sections.items():
            for phrase in phrases:
                first, *rest = phrase.split()
                for word in first.split("|"):
                    pattern = _word(word) + r"(?= |$) ?" + "".join(map(_slot, rest))
                    self._begins.add(word, label, re.compile(pattern))

    def found(self, folded: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield (label, number of the first word) of every phrase in folded words."""
        begun = [(number, word) for number, word in enumerate(folded) if self._begins[word]]
        if not begun:
            return
        text, starts = _joined(folded)
        for number, word in begun:
            for label, pattern in self._begins[word]:
                if pattern.match(text, starts[number]):
                    yield label, number

    def labels(self, folded: Sequence[str]) -> set[str]:
        """Return the labels under which a phrase was found."""
        return {label for label, _ in self.found(folded)}


_Pattern = tuple[str, re.Pattern[str]]


class _Begun(dict[str, Sequence[_Pattern]]):
    """The (label, pattern) pairs that a word may begin, remembered once worked out."""

    def __init__(self) -> None:
        super().__init__()
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_beginning: dict[str, list[_Pattern]] = defaultdict(list)

    def add(self, word: str, label: str, pattern: re.Pattern[str]) -> None:
        if word.endswith("*"):
            self._by_beginning[word[:_BEGINNING]].append((label, pattern))
        else:
            self._by_word[word].append((label, pattern))

    def __missing__(self, word: str) -> Sequence[_Pattern]:
        if len(self) >= _REMEMBERED:
            self.clear()
        patterns = self._by_word.get(word, []) + self._by_beginning.get(word[:_BEGINNING], [])
        self[word] = patterns
        return patterns


def _slot(slot: str) -> str:
    """Return the pattern of one word of a phrase, with the space after it."""
    if slot == "...":
        return r"(?:\w+ ){0,3}?"
    words = "|".join(map(_word, slot.removesuffix("?").split("|")))
    return rf"(?:(?:{words})(?: |$))" + ("?" if slot.endswith("?") else "")


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """Return the words as one text, and where each of them begins in it."""
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return " ".join(words), starts
