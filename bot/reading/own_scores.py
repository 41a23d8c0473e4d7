"""Learns how words sound at this company from the scores that customers gave with them.

A score says how its words were meant. A logistic model over the words of a text, a negated one
apart, begins at what the text sounds like by itself and moves only as far as scores push it (ridge
regression with an offset: one optimum, in whatever order they came). How good scores are on the
whole is fitted beside it and then left out: where most are content, a complaint stays one. It is
used only where it tells scores that it has not seen better than before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.reading.linear import negated

Floats = NDArray[np.float64]

# Scored texts of a language from which something is learned, and the newest that are looked at.
LEAST_SCORED, MOST_SCORED = 100, 2_000
# Each quarter is kept back from what the others teach, to see whether that helps; so many of the
# newest are compared in pairs.
_PARTS, _JUDGED = 4, 700
# What was learned must put so many more pairs of scores in the right order (0 to 1).
_BETTER = 0.005
# How far scores may pull away: the best of 1 to 16, with 100 to 3,000 scores of patients.
_HELD_BACK = 4.0
# Steps after which it is found to three digits.
_STEPS = 30
# What a text sounds like by itself, in half log-odds, counts up to here; and how little doubt may
# remain about one text.
_SUREST, _LEAST_DOUBT = 3.8, 0.02


@dataclass(frozen=True)
class ScoredText:
    """A text as folded words, what it sounds like (half log-odds of good), and its level -1…1."""

    words: Sequence[str]
    sounds: float
    level: float


class OwnScores:
    """What the company's own scores say of the words of one language."""

    def __init__(self, texts: Sequence[ScoredText] = ()) -> None:
        """Learn from scored texts, in a fixed order; nothing where it would not help."""
        self._weights: Mapping[str, float] = {}
        texts = [text for text in texts if text.words]  # a face alone teaches no word
        if len(texts) >= LEAST_SCORED:
            judged = texts[:_JUDGED]
            by_itself = [text.sounds for text in judged]
            if (
                _in_order(judged, _unseen(texts)[:_JUDGED])
                >= _in_order(judged, by_itself) + _BETTER
            ):
                self._weights = _learned(texts)

    def moved(self, folded: Sequence[str]) -> float:
        """Return how much better (above 0) or worse a text sounds here than by itself."""
        return _moved(folded, self._weights) if self._weights else 0.0


def _unseen(texts: Sequence[ScoredText]) -> list[float]:
    """Return what each text sounds like to those who learned from the others only."""
    # By its words: who wrote the very same is kept back with it.
    part = [crc32(" ".join(text.words).encode()) % _PARTS for text in texts]
    learned = [
        _learned([text for text, its in zip(texts, part, strict=True) if its != kept_back])
        for kept_back in range(_PARTS)
    ]
    return [
        text.sounds + _moved(text.words, learned[its])
        for text, its in zip(texts, part, strict=True)
    ]


def _moved(folded: Sequence[str], weights: Mapping[str, float]) -> float:
    words = set(negated(folded))
    return sum(weights.get(word, 0.0) for word in sorted(words)) / sqrt(len(words) or 1)


def _in_order(texts: Sequence[ScoredText], sounds: Sequence[float]) -> float:
    """Return the share of pairs with different scores of which the better one sounds better."""
    levels, heard = np.array([text.level for text in texts]), np.array(sounds)
    is_better = levels[:, None] > levels[None, :]
    if not is_better.any():
        return 0.0
    order = np.sign(heard[:, None] - heard[None, :])[is_better]
    return float((order.mean() + 1) / 2)


def _learned(texts: Sequence[ScoredText]) -> dict[str, float]:
    """Return what each word adds, found by steps along the slope of each, as sure as it is."""
    if not texts:
        return {}
    columns: dict[str, int] = {}
    rows, held, values = [], [], []
    for at, text in enumerate(texts):
        words = sorted(set(negated(text.words)))
        rows += [at] * len(words)
        held += [columns.setdefault(word, len(columns)) for word in words]
        values += [1 / sqrt(len(words))] * len(words)
    row, column, value = np.array(rows, int), np.array(held, int), np.array(values)
    sounds = np.array([max(-_SUREST, min(_SUREST, text.sounds)) for text in texts])
    wanted = np.array([(text.level + 1) / 2 for text in texts])
    weights, usual = np.zeros(len(columns)), 0.0
    for _ in range(_STEPS):
        told = sounds + usual + np.bincount(row, value * weights[column], len(texts))
        belief = 1 / (1 + np.exp(-2 * told))
        missing = 2 * (wanted - belief)
        doubt = 4 * np.maximum(belief * (1 - belief), _LEAST_DOUBT)
        usual += 0.5 * float(missing.sum() / doubt.sum())
        slope = np.bincount(column, value * missing[row], len(columns)) - _HELD_BACK * weights
        # Words of one text move together: each takes its part of the step.
        weights = weights + slope / (np.bincount(column, doubt[row], len(columns)) + _HELD_BACK)
    return dict(zip(columns, weights.tolist(), strict=True))
