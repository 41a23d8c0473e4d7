"""Tells words by their letters: the checksums of each two to five that stand side by side.

Spaces mark where a word begins and ends. The letters of all words go through each step of the
checksum (CRC-32) together: a hundred texts bring new words by the hundred.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.reading.word_rows import Numbers

Signs = NDArray[np.uint32]

# How many letters a sign tells of.
_LONGEST = 5
_ALL_BITS = 0xFFFFFFFF
# What each byte adds to a checksum.
_OF_BYTE = np.array([~crc32(bytes([it]), _ALL_BITS) & _ALL_BITS for it in range(256)], np.uint32)
# Sets letters apart from words: a checksum begins with a dot before them.
_BEGUN = np.uint32(~crc32(b".") & _ALL_BITS)


def signs_of_letters(words: Sequence[str], *, shortest: int = 2) -> tuple[Signs, Numbers]:
    """Return the signs of the letters of folded words, word after word, and how many each has.

    Signs tell of `shortest` to five letters; a word that has fewer has one of all its letters.
    """
    text = "".join([f" {word} " for word in words])
    lengths = np.array(list(map(len, words)), dtype=np.intp) + 2
    ends = np.cumsum(lengths)
    # How many letters of its word there are from each letter on.
    left = np.repeat(ends, lengths) - np.arange(len(text))
    states = [np.full(len(text), _BEGUN)]
    letters = _Letters(text)
    for size in range(1, _LONGEST + 1):
        states.append(letters.after(states[-1], size - 1))
        whole = (ends - lengths)[lengths < size]
        states[size][whole] = states[size - 1][whole]
    sizes = np.arange(shortest, _LONGEST + 1)
    is_one = left[:, None] >= sizes
    is_one[ends - lengths] = True
    signs = ~np.stack(states[shortest:], axis=1)[is_one]
    return signs, np.maximum(1, lengths[:, None] - sizes + 1).sum(axis=1)


class _Letters:
    """The letters of a text as bytes, of which one to four make a letter (UTF-8)."""

    def __init__(self, text: str) -> None:
        points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        widths = 1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)
        begins = np.cumsum(widths) - widths
        data = np.frombuffer(text.encode() + bytes(3), dtype=np.uint8)
        self._bytes = [(data[begins + at], widths > at) for at in range(widths.max(initial=1))]

    def after(self, states: Signs, ahead: int) -> Signs:
        """Return the states of checksums after the letters that stand so far ahead of each."""
        states = states.copy()
        until = max(0, len(states) - ahead)
        first, _ = self._bytes[0]
        states[:until] = _after(states[:until], first[ahead:])
        for more, is_there in self._bytes[1:]:
            at = np.flatnonzero(is_there[ahead:])
            states[at] = _after(states[at], more[at + ahead])
        return states


def _after(states: Signs, data: NDArray[np.uint8]) -> Signs:
    """Return the states of checksums after one byte each."""
    return np.asarray(_OF_BYTE[states.astype(np.uint8) ^ data] ^ (states >> np.uint32(8)))
