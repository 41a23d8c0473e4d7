"""Which way texts lie by their words, so that a text is placed whose words the map does not hold.

Each frequent stem has a row of numbers, distilled from a language model (`train_likeness.py`);
the rows of a text's words add up to the way it lies. "Fast" so says something of "quick", of which
the map speaks. Where words of the map itself stand in a text, they know better.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.reading.linear import sums_of
from bot.reading.weights import likeness_rows
from bot.reading.word_rows import Numbers

Floats = NDArray[np.float64]

# Numbers of a row.
NUMBERS = 64
# Ways have whole numbers, so that their products are the same in whatever company they are made.
_LENGTH = 127


class Compass:
    """Tells towards which touchpoint of a map texts of one language lie."""

    def __init__(self, language: str, touchpoints: Sequence[Sequence[Sequence[str]]]) -> None:
        """Take what the map says of each touchpoint: texts, as stems without small words."""
        self._rows, self._steps, self._scale = likeness_rows(language)
        self._lengths = np.array([len(texts) for texts in touchpoints], dtype=np.intp)
        texts = list(chain.from_iterable(touchpoints))
        every = self.rows_of(list(chain.from_iterable(texts)))
        said = np.array([len(stems) for stems in texts], dtype=np.intp)
        self._texts = _of_length_1(self._sums(every, np.ones(len(every)), said))
        self._middle = self._texts.sum(axis=0) / max(1, len(texts))
        means = sums_of(self._texts, self._lengths) / np.maximum(1, self._lengths)[:, None]
        self._towards = self._seen(means)

    def rows_of(self, stems: Sequence[str]) -> Numbers:
        """Return the row of each stem; the last one is nobody's."""
        nobody = len(self._steps) - 1
        return np.array([self._rows.get(stem, nobody) for stem in stems], dtype=np.intp)

    def measure(self, rows: Numbers, often: Floats, lengths: Numbers) -> Floats:
        """Return how far texts (rows) lie towards each touchpoint (columns).

        Their words come one after the other: their rows, how much each counts, and how many words
        each text has. A text of which no word is known lies nowhere.
        """
        return self._ways(rows, often, lengths) @ self._towards.T

    def nearest(self, rows: Numbers, number: int) -> int | None:
        """Return which of a touchpoint's texts is most like a text, given by its words' rows.

        It is told by the order of the texts; None where none is like it.
        """
        seen = self._ways(rows, np.ones(len(rows)), np.array([len(rows)]))[0]
        start = int(self._lengths[:number].sum())
        own = self._texts[start : start + int(self._lengths[number])]
        alike = self._seen(own) @ seen
        return int(alike.argmax()) if len(alike) and alike.max() > 0 else None

    def _ways(self, rows: Numbers, often: Floats, lengths: Numbers) -> Floats:
        return self._seen(_of_length_1(self._sums(rows, often, lengths)))

    def _sums(self, rows: Numbers, often: Floats, lengths: Numbers) -> Floats:
        counts = (self._scale.take(rows) * often).astype(np.float32)
        sums = sums_of(self._steps.take(rows, axis=0) * counts[:, None], lengths)
        return sums.astype(np.float64)

    def _seen(self, ways: Floats) -> Floats:
        """Return ways as seen from the middle of the map, in whole numbers."""
        known = ways.any(axis=1, keepdims=True)
        seen = _of_length_1(np.where(known, ways - self._middle, 0))
        return np.asarray(np.round(_LENGTH * seen))


def _of_length_1(rows: Floats) -> Floats:
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(lengths == 0, 1, lengths))
