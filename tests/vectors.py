"""A small maker of vectors for tests: texts that share words, or synonyms, are close."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.reading.words import fold, words_in

SIZE = 256
# Shorter words mean nothing.
_LONG = 5
# What means the same here.
_MEANS = {
    "flouze": "remboursement",
    "biffeton": "indemnisation",
    "siege": "selle",
    "couine": "grince",
    "carillon": "sonnette",
    "marmite": "chaudron",
}


class HashedWords:
    """A `bot.reading.meaning.MakesVectors`: each word, or what it means, is a direction."""

    name = "hashed-words"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return a vector of length 1 for each text (rows)."""
        self.asked += texts
        return np.array([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float64]:
        vector = np.full(SIZE, 0.01)
        for plain in map(fold, words_in(text)):
            if len(plain) < _LONG:
                continue
            vector[crc32(_MEANS.get(plain, plain).encode()) % SIZE] += 1
        return np.asarray(vector / np.linalg.norm(vector))
