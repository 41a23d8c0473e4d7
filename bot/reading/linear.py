"""A linear model over words and parts of words: what they add up to, in each column.

A word speaks by itself (turned round after a negation), by its letters 2 to 5 at a time, which
forgives spelling and endings, and by the word before it; marks ("?", "!!", "😂") speak as words
do, after all of them. Each feature has its row in a table of weights, found by a checksum; two
that share a row disturb each other little. All of a text's rows add up, divided by the root of
their number.
"""

import re
from collections.abc import Collection, Sequence
from itertools import accumulate, chain, repeat
from typing import NamedTuple, cast, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.reading import EmotionName
from bot.reading.lists import sections_of
from bot.reading.weights import linear_weights
from bot.reading.words import grams_of

Floats = NDArray[np.float32]
Signs = NDArray[np.int64]

# The columns of the weights: the nine emotions, then how good or bad it sounds.
EMOTIONS: tuple[EmotionName, ...] = get_args(EmotionName)
POLARITY = len(EMOTIONS)
COLUMNS = POLARITY + 1

NEGATIONS = frozenset(" ".join(sections_of("degrees")["negation"]).split())
# How far a negation reaches ("pas du tout très efficace").
REACH = 3
# Sets the first word of a pair apart from the second.
_FIRST = 31
# Marks are looked for so far, and so many kept.
_MARKS = re.compile(r"\?+|!+|\.\.+|…|[\u2600-\u27bf\U0001f300-\U0001faff]")
# Of which one stands in whatever is marked by ASCII signs: five times as fast to look for.
_MAY_MARK = re.compile(r"[?!]|\.\.")
_MARKED_PART, _MOST_MARKS = 1_000, 6
# Words whose rows are kept: 2 MB. No chunk of texts has as many, with its marks.
_REMEMBERED = 41_000
# What stands before a negated word; a folded word holds no space.
_NOT = "not "


class Leaning(NamedTuple):
    """Where a text leans: log-odds of each emotion by name, and of sounding good."""

    emotions: dict[EmotionName, float]
    polarity: float


class LinearFeelings:
    """The model of feelings in one language ("fr" or "en")."""

    def __init__(self, language: str) -> None:
        weights, scale, self._bias = linear_weights(f"feelings_{language}")
        self._words = WordTable(weights, scale)

    def leanings(self, texts: Sequence[Sequence[str]]) -> list[Leaning]:
        """Return where texts lean, given as folded words; each as it would alone.

        All of them together hold at most 40,000 different words.
        """
        rows = self._words.rows_of([word for text in texts for word in negated(text)])
        words = [len(text) for text in texts]
        couples = [max(0, number - 1) for number in words]
        sums = sums_of(self._words.table[rows], words)
        sums[:, :COLUMNS] += sums_of(self._words.pairs(rows, words), couples)
        numbers = np.maximum(sums[:, COLUMNS] + couples, 1)
        logits = sums[:, :COLUMNS] / np.sqrt(numbers)[:, None] + self._bias
        return [
            Leaning(dict(zip(EMOTIONS, told, strict=False)), told[POLARITY])
            for told in logits.tolist()
        ]


class WordTable:
    """What each word's features add up to in each column of a model, remembered once found.

    `table` has a row for each word; its last column is the number of its features.
    """

    def __init__(self, weights: NDArray[np.int8], scale: Floats) -> None:
        """Take the rows of features, and what the square of a step is worth in each column."""
        self._weights, self._scale = weights, scale
        self._size, columns = weights.shape
        self._rows: dict[str, int] = {}
        self.table = np.zeros((_REMEMBERED, columns + 1), dtype=np.float32)
        self._signs = np.zeros(_REMEMBERED, dtype=np.int64)

    def rows_of(self, words: Sequence[str]) -> list[int]:
        """Return the row of each word, until the next time; at most 40,000 different ones."""
        if len(self._rows) + len(words) > _REMEMBERED:
            self._rows.clear()
        self._remember(sorted(set(words).difference(self._rows)))
        return list(map(self._rows.__getitem__, words))

    def pairs(self, rows: Sequence[int], words: Sequence[int]) -> Floats:
        """Return what neighbours tell, where texts of so many words stand one after another."""
        signs = self._signs[rows]
        is_inside = np.ones(max(0, len(rows) - 1), dtype=bool)
        ends = [end - 1 for end in accumulate(words) if 0 < end < len(rows)]
        is_inside[ends] = False
        return self._read(pairs_of(signs, self._size)[is_inside])

    def _remember(self, words: Collection[str]) -> None:
        """Give each new word its row of the table."""
        if not words:
            return
        rows = slice(len(self._rows), len(self._rows) + len(words))
        features = [features_of(word) for word in words]
        numbers = [len(each) for each in features]
        steps = self._read(np.fromiter(chain.from_iterable(features), np.int64) % self._size)
        self.table[rows, :-1] = sums_of(steps, numbers)
        self.table[rows, -1] = numbers
        self._signs[rows] = [sign_of(word.removeprefix(_NOT)) for word in words]
        self._rows |= dict(zip(words, range(rows.start, rows.stop), strict=True))

    def _read(self, rows: Signs) -> Floats:
        steps = self._weights[rows].astype(np.float32)
        return steps * np.abs(steps) * self._scale


def marks_in(text: str) -> list[str]:
    """Return the marks in a text that tell a feeling, each once: "?", "!", more of them, faces."""
    if text.isascii() and not _MAY_MARK.search(text):
        return []
    marks = {mark[0] * min(2, len(mark)) for mark in _MARKS.findall(text[:_MARKED_PART])}
    return sorted(marks)[:_MOST_MARKS]


def negated(folded: Sequence[str]) -> list[str]:
    """Return folded words, with "not " before those shortly before which a negation stands."""
    words = list(folded)
    for at in _negated_in(folded):
        words[at] = _NOT + words[at]
    return words


def _negated_in(folded: Sequence[str]) -> set[int]:
    """Return the numbers of the words shortly before which a negation stands."""
    if NEGATIONS.isdisjoint(folded):
        return set()
    negations = [at for at, word in enumerate(folded) if word in NEGATIONS]
    return {after for at in negations for after in range(at + 1, min(len(folded), at + 1 + REACH))}


def pairs_of(signs: Signs, size: int) -> Signs:
    """Return the rows of neighbouring words, given by their signs, in a table of so many."""
    return cast(Signs, (signs[:-1] * _FIRST + signs[1:]) % size)


def features_of(word: str) -> list[int]:
    """Return the signs of a word (of `negated`): its own, and those of its letters.

    The row of a sign is what is left when it is divided by the size of the table.
    """
    letters = grams_of(word.removeprefix(_NOT), shortest=2)
    return [sign_of(word), *map(crc32, map(str.encode, letters), repeat(_LETTERS))]


def sign_of(feature: str) -> int:
    """Return the checksum a feature is known by."""
    return crc32(feature.encode())


# Sets letters apart from words: the checksum of a dot before them.
_LETTERS = sign_of(".")


def sums_of(rows: Floats, lengths: Sequence[int]) -> Floats:
    """Return the sums of consecutive rows, so many at a time."""
    sums = np.zeros((len(lengths), rows.shape[1]), dtype=np.float32)
    numbers = np.array(lengths)
    ends = np.cumsum(numbers)
    if len(rows):
        some = numbers > 0
        sums[some] = np.add.reduceat(rows, (ends - numbers)[some], axis=0)
    return sums
