"""A linear model over words and parts of words: what they add up to, in each column.

A word speaks by itself (turned round after a negation), by its letters 2 to 5 at a time, which
forgives spelling and endings, and by the word before it; marks ("?", "!!", "😂") speak as words
do, after all of them. Each feature has its row in a table of weights, found by a checksum; two
that share a row disturb each other little. All of a text's rows add up, divided by the root of
their number.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, TypeVar, cast, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.reading import EmotionName
from bot.reading.letters import Signs, signs_of_letters
from bot.reading.lists import sections_of
from bot.reading.weights import linear_weights
from bot.reading.word_rows import Numbers, WordRows
from bot.reading.words import has_beyond_latin

Floats = NDArray[np.float32]
Numeric = TypeVar("Numeric", NDArray[np.float32], NDArray[np.float64])

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
_TYPED_MARKS = re.compile(r"\?\?*|!!*|\.\.+")
_MARKS = re.compile(rf"{_TYPED_MARKS.pattern}|…|[\u2600-\u27bf\U0001f300-\U0001faff]")
_MARKED_PART, _MOST_MARKS = 1_000, 6
# Words whose rows are kept: 2 MB. No chunk of texts has as many, with its marks.
_REMEMBERED = 41_000
# What stands before a negated word; a folded word holds no space.
_NOT = "not "


class Leaning(NamedTuple):
    """Where a text leans: the log-odds of each emotion, and of sounding good."""

    log_odds: Sequence[float]

    @property
    def polarity(self) -> float:
        """Return the log-odds of sounding good."""
        return self.log_odds[POLARITY]

    def emotions(self) -> dict[EmotionName, float]:
        """Return the log-odds of each emotion by name."""
        return dict(zip(EMOTIONS, self.log_odds, strict=False))


class LinearFeelings:
    """The model of feelings in one language ("fr" or "en")."""

    def __init__(self, language: str) -> None:
        self._model = LinearModel(f"feelings_{language}", with_pairs=True)

    def leanings(self, texts: Sequence[Sequence[str]]) -> list[Leaning]:
        """Return where texts lean, given as folded words; each as it would alone.

        All of them together hold at most 40,000 different words.
        """
        log_odds = self._model.log_odds([negated(text) for text in texts])
        return list(map(Leaning, log_odds.tolist()))


class LinearModel:
    """A model of the weights of a name, and what words add up to in it, remembered once found.

    A word's row holds sums of steps, which are whole numbers, and at its end how many features it
    has: texts add up to the same in whatever order.
    """

    def __init__(self, name: str, *, with_pairs: bool = False) -> None:
        """Take the weights; `with_pairs` where the model knows of neighbouring words."""
        self._weights, self._scale, self._bias = linear_weights(name)
        self._with_pairs = with_pairs
        self._size, columns = self._weights.shape
        self._rows = WordRows(_REMEMBERED, self._fill)
        self._table = np.zeros((_REMEMBERED, columns + 1), dtype=np.float32)
        self._signs = np.zeros(_REMEMBERED, dtype=np.uint32)

    def log_odds(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Return the log-odds of each column for each text (rows), given as words of `negated`.

        All of them together hold at most 40,000 different words.
        """
        return self.log_odds_of(self.sums(texts))

    def sums(self, texts: Sequence[Sequence[str]], pieces: Numbers | None = None) -> Floats:
        """Return the sums of texts, which add up; `log_odds_of` makes log-odds of them.

        With `pieces`, those of the pieces the texts are made of, each of so many words.
        """
        lengths = np.array(list(map(len, texts)), dtype=np.intp)
        rows = self._rows.of(list(chain.from_iterable(texts)))
        told = self._table.take(rows, axis=0)
        if self._with_pairs:
            self._add_pairs(told, self._signs.take(rows), lengths)
        return sums_of(told, lengths if pieces is None else pieces)

    def log_odds_of(self, sums: Floats) -> Floats:
        """Return the log-odds of each column for each row of sums."""
        numbers = np.maximum(sums[:, -1:], 1)
        return np.asarray(sums[:, :-1] * self._scale / np.sqrt(numbers) + self._bias)

    def _add_pairs(self, told: Floats, signs: Signs, lengths: Numbers) -> None:
        """Add to what words tell what they do after the word before, if they have one."""
        is_after = np.ones(len(signs), dtype=bool)
        is_after[(np.cumsum(lengths) - lengths)[lengths > 0]] = False
        steps = self._steps(pairs_of(signs, self._size))
        told[1:, :-1] += steps * is_after[1:, None]
        told[:, -1] += is_after

    def _fill(self, words: Sequence[str], rows: slice) -> None:
        plain = [word.removeprefix(_NOT) for word in words]
        letters, numbers = signs_of_letters(plain)
        self._table[rows, :-1] = sums_of(self._steps(letters % self._size), numbers)
        self._table[rows, :-1] += self._steps(signs_of(words) % self._size)
        self._table[rows, -1] = numbers + 1
        self._signs[rows] = signs_of(plain)

    def _steps(self, rows: Signs) -> Floats:
        """Return the steps in rows of the weights, squared with their sign."""
        steps = self._weights.take(rows, axis=0).astype(np.float32)
        steps *= np.abs(steps)
        return steps


def marks_in(text: str) -> list[str]:
    """Return the marks in a text that tell a feeling, each once: "?", "!", more of them, faces."""
    if has_beyond_latin(text):
        pattern = _MARKS
    elif "?" in text or "!" in text or ".." in text:
        pattern = _TYPED_MARKS
    else:
        return []
    marks = {mark[0] * min(2, len(mark)) for mark in pattern.findall(text[:_MARKED_PART])}
    return sorted(marks)[:_MOST_MARKS]


def negated(folded: Sequence[str]) -> Sequence[str]:
    """Return folded words, with "not " before those shortly before which a negation stands."""
    if NEGATIONS.isdisjoint(folded):
        return folded
    negations = [at for at, word in enumerate(folded) if word in NEGATIONS]
    reached = {after for at in negations for after in range(at + 1, at + 1 + REACH)}
    return [_NOT + word if at in reached else word for at, word in enumerate(folded)]


def pairs_of(signs: Signs, size: int) -> Signs:
    """Return the rows of neighbouring words, given by their signs, in a table of so many."""
    first = signs[:-1].astype(np.int64)
    return cast(Signs, (first * _FIRST + signs[1:]) % size)


def features_of(word: str) -> list[int]:
    """Return the signs of a word (of `negated`): its own, and those of its letters.

    The row of a sign is what is left when it is divided by the size of the table.
    """
    letters, _ = signs_of_letters([word.removeprefix(_NOT)])
    return [*signs_of([word]).tolist(), *letters.tolist()]


def signs_of(words: Sequence[str]) -> Signs:
    """Return the checksums that words themselves are known by."""
    return np.array([crc32(word.encode()) for word in words], dtype=np.uint32)


def sums_of(rows: Numeric, lengths: Numbers, adding: np.ufunc = np.add) -> Numeric:
    """Return what consecutive rows add up to, so many of them at a time."""
    sums = np.zeros((len(lengths), rows.shape[1]), dtype=rows.dtype)
    some = lengths > 0
    if len(rows):
        sums[some] = adding.reduceat(rows, (np.cumsum(lengths) - lengths)[some], axis=0)
    return sums
