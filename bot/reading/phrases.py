"""Finds phrases of a list in a text, with small freedoms: endings, alternatives, words between.

A phrase is written as words without accents: `a|b` is one of them, `word*` any ending, `word?` may
be missing, `...` leaves room for up to three words. It begins with a word that is always there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

# Words that a "*" stands on have at least this many letters, so that few texts try them.
_BEGINNING = 3


class Phrases:
    """Phrases under labels, found in one pass over the words of a text."""

    def __init__(self, sections: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        self._by_beginning: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        for label, phrases in sections.items():
            for phrase in phrases:
                self._add(label, phrase)

    def found(self, folded: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield (label, number of the first word) of every phrase in folded words."""
        text = ""
        starts: list[int] = []
        for number, word in enumerate(folded):
            known = self._by_word.get(word, ()), self._by_beginning.get(word[:_BEGINNING], ())
            if known == ((), ()):
                continue
            if not text:
                text, starts = _joined(folded)
            for patterns in known:
                for label, pattern in patterns:
                    if pattern.match(text, starts[number]):
                        yield label, number

    def labels(self, folded: Sequence[str]) -> set[str]:
        """Return the labels under which a phrase was found."""
        return {label for label, _ in self.found(folded)}

    def _add(self, label: str, phrase: str) -> None:
        first, *rest = phrase.split()
        tail = "".join(map(_slot, rest))
        for word in first.split("|"):
            pattern = re.compile(_word(word) + r"(?= |$) ?" + tail)
            if word.endswith("*"):
                self._by_beginning[word[:_BEGINNING]].append((label, pattern))
            else:
                self._by_word[word].append((label, pattern))


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
