"""Learns from what people moved or confirmed, on top of what the map alone says.

A multinomial logistic model over the words of a text begins at the map's own scores and moves from
them only as far as corrections push it: with few of them it cannot do worse than the map. The same
corrections in the same order always give the same model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# How far one correction moves the weights, and how many earlier ones are gone over again with it:
# of those tried, the pair that on two maps was never below the map alone.
_PACE = 1.0
_AGAIN = 4
_SCATTER = 104_729
# "None of these" begins well below every touchpoint.
_NONE_OF_THESE = -3.0


@dataclass(frozen=True)
class Correction:
    """A text that a person placed; None says that no touchpoint of the map fits it."""

    text: str
    touchpoint: str | None


@dataclass(frozen=True)
class Example:
    """A correction as it is learned: its stems' weights, the map's logits, the right number."""

    weights: Mapping[str, float]
    cold: Floats
    right: int


class Learned:
    """What corrections taught about words, for each touchpoint and "none of these"."""

    def __init__(self, touchpoints: int) -> None:
        self._size = touchpoints + 1
        self._by_stem: dict[str, Floats] = {}
        self._examples: list[Example] = []

    def logits(self, cold: Floats, weights: Mapping[str, float]) -> Floats:
        """Return the map's logits as moved by corrections; the last is "none of these"."""
        return self._moved(_with_none(cold), weights)

    def moved_by(self, weights: Mapping[str, float], number: int) -> dict[str, float]:
        """Return how far each stem moves a touchpoint by what was learned."""
        return {
            stem: float(self._by_stem[stem][number]) * weight
            for stem, weight in weights.items()
            if stem in self._by_stem
        }

    def learn(self, example: Example) -> None:
        """Learn one example, and go over earlier ones again so that they are kept."""
        self._examples.append(example)
        self._step(example)
        count = len(self._examples)
        for turn in range(1, _AGAIN + 1):
            # Scattered over all of them, and the same at every start.
            self._step(self._examples[turn * (_SCATTER + count) % count])

    def _step(self, example: Example) -> None:
        logits = self._moved(_with_none(example.cold), example.weights)
        errors = shares_of(logits)
        errors[example.right] -= 1
        for stem, weight in example.weights.items():
            known = self._by_stem.get(stem)
            if known is None:
                known = self._by_stem[stem] = np.zeros(self._size)
            known -= _PACE * weight * errors

    def _moved(self, logits: Floats, weights: Mapping[str, float]) -> Floats:
        for stem, weight in weights.items():
            if stem in self._by_stem:
                logits += weight * self._by_stem[stem]
        return logits


def shares_of(logits: Floats) -> Floats:
    """Return the share of belief in each (the last axis); they add up to 1."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _with_none(cold: Floats) -> Floats:
    logits = np.empty(len(cold) + 1)
    logits[:-1] = cold
    logits[-1] = _NONE_OF_THESE
    return logits


def without(corrections: Sequence[Correction], taken_back: Correction) -> list[Correction]:
    """Return the corrections less the last one equal to the one taken back."""
    left = list(corrections)
    for at in reversed(range(len(left))):
        if left[at] == taken_back:
            del left[at]
            break
    return left
