"""Remembers words by their rows in a table, so that what is known of one is found out once."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]


class WordRows:
    """The rows of words in a table that somebody else fills; when it is full, it begins anew."""

    def __init__(self, most: int, fill: Callable[[Sequence[str], slice], None]) -> None:
        """Take how many rows there are, and who fills those of new words."""
        self._most, self._fill = most, fill
        self._rows: dict[str, int] = {}

    def of(self, words: Sequence[str]) -> Numbers:
        """Return the row of each word, until the next time; there must be as many rows."""
        new = set(words).difference(self._rows)
        if len(self._rows) + len(new) > self._most:
            self._rows = {}
            new = set(words)
        if new:
            rows = slice(len(self._rows), len(self._rows) + len(new))
            self._fill(list(new), rows)
            self._rows |= zip(new, range(rows.start, rows.stop), strict=True)
        return np.fromiter(map(self._rows.__getitem__, words), np.intp, len(words))
