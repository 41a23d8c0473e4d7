"""Tells languages apart by their letters, where words are too few or unknown to tell.

Which letter sequences are how likely in which language was learned from texts of each
(`train_profiles.py`). At each letter the longest known sequence that ends there counts, often ones
less and less (as in py3langid).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from bot.reading.weights import language_profiles

# Letters of the longest sequence, and what one step of a weight is worth (in natural logarithms).
LONGEST, STEP = 4, 0.0625


def lead_of_others(words: Sequence[str]) -> float:
    """Return how much likelier words are in another language than in French and English.

    As a difference of log-likelihoods: below 0 where they are likelier in one of the two.
    """
    known, told, others = _profiles()
    counts = Counter(_sequences(f" {' '.join(words)} ", known))
    if not counts:
        return 0.0
    often = np.log1p(np.array([*counts.values()], dtype=np.float64))
    likely = STEP * (often @ told[[*counts]])
    return float(likely[others:].max() - likely[:others].max())


def _sequences(text: str, known: dict[str, int]) -> list[int]:
    found = []
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST), end):
            number = known.get(text[start:end])
            if number is not None:
                found.append(number)
                break
    return found


@cache
def _profiles() -> tuple[dict[str, int], "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", int]:
    """Return the sequences' rows, their weights, and where the other languages begin."""
    grams, told = language_profiles()
    return {gram: row for row, gram in enumerate(grams)}, told.astype(np.float64), 2
