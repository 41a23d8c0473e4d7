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
            told = _Told(texts)
            levels, by_itself = told.levels[:_JUDGED], told.sounds[:_JUDGED]
            unseen = _unseen(texts, told)[:_JUDGED]
            if _in_order(levels, unseen) >= _in_order(levels, by_itself) + _BETTER:
                learned = _learned(told, np.full(len(texts), fill_value=True))
                self._weights = dict(zip(told.columns, learned.tolist(), strict=True))

    def moved(self, folded: Sequence[str]) -> float:
        """Return how much better (above 0) or worse a text sounds here than by itself."""
        if not self._weights:
            return 0.0
        words = set(negated(folded))
        moved = sum(self._weights.get(word, 0.0) for word in sorted(words))
        return moved / sqrt(len(words) or 1)


class _Told:
    """Scored texts as numbers: which words (columns) stand in which text (rows), and how much."""

    def __init__(self, texts: Sequence[ScoredText]) -> None:
        self.columns: dict[str, int] = {}
        words = [sorted(set(negated(text.words))) for text in texts]
        number = np.array([len(each) for each in words])
        columns = self.columns
        held = [columns.setdefault(word, len(columns)) for each in words for word in each]
        self.row, self.column = np.repeat(np.arange(len(texts)), number), np.array(held, int)
        self.value = np.repeat(1 / np.sqrt(number), number)
        self.sounds = np.array([text.sounds for text in texts])
        self.levels = np.array([text.level for text in texts])

    def moved(self, weights: Floats) -> Floats:
        """Return how much each text is moved by so much for each word."""
        moved = np.bincount(self.row, self.value * weights[self.column], len(self.sounds))
        return np.asarray(moved, dtype=np.float64)


def _unseen(texts: Sequence[ScoredText], told: _Told) -> Floats:
    """Return what each text sounds like to those who learned from the others only."""
    # By its words: who wrote the very same is kept back with it.
    part = np.array([crc32(" ".join(text.words).encode()) % _PARTS for text in texts])
    sounds = told.sounds.copy()
    for kept_back in range(_PARTS):
        moved = told.moved(_learned(told, part != kept_back))
        sounds += np.where(part == kept_back, moved, 0)
    return sounds


def _in_order(levels: Floats, heard: Floats) -> float:
    """Return the share of pairs with different scores of which the better one sounds better."""
    is_better = levels[:, None] > levels[None, :]
    if not is_better.any():
        return 0.0
    order = np.sign(heard[:, None] - heard[None, :])[is_better]
    return float((order.mean() + 1) / 2)


def _learned(told: _Told, is_shown: NDArray[np.bool_]) -> Floats:
    """Return what each word adds by the texts that are shown.

    Found by steps along the slope of each, as sure as it is.
    """
    weights, usual = np.zeros(len(told.columns)), 0.0
    if not is_shown.any():
        return weights
    shown = is_shown[told.row]
    row, column, value = told.row[shown], told.column[shown], told.value[shown]
    sounds, wanted = np.clip(told.sounds, -_SUREST, _SUREST), (told.levels + 1) / 2
    for _ in range(_STEPS):
        heard = sounds + usual + np.bincount(row, value * weights[column], len(sounds))
        belief = 1 / (1 + np.exp(-2 * heard))
        missing = 2 * (wanted - belief) * is_shown
        doubt = 4 * np.maximum(belief * (1 - belief), _LEAST_DOUBT) * is_shown
        usual += 0.5 * float(missing.sum() / doubt.sum())
        slope = np.bincount(column, value * missing[row], len(weights)) - _HELD_BACK * weights
        # Words of one text move together: each takes its part of the step.
        weights = weights + slope / (np.bincount(column, doubt[row], len(weights)) + _HELD_BACK)
    return weights
