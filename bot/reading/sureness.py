"""How sure a reading is: how often readings with as much to speak for them are right.

A logistic curve over five things: among how many touchpoints it chooses, the share of belief, how
much of what the text says is explained by what the map and corrections said of the touchpoint,
how much of the map's own words was found, and how telling the best word is that stands in the map
letter by letter. A coincidence of everyday words ("bravo", "I had to call") so makes nothing sure.
What colleagues corrected and confirmed then moves the curve, so that "90 %" is what they saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Fitted on six maps (two of them of names only) with 0 to 30 corrections of each touchpoint, and
# texts of other worlds, a third as many: film, forums, hospitals, agencies, assistants. A map's
# error of calibration was 4 to 12 points where the map was left out, 20 on an assistant's domains.
_SHARE, _EXPLAINS, _FOUND, _TELLING, _START = 2.61, 0.792, 0.096, 1.567, -1.85
# Those maps have ten touchpoints and more. Of fewer the best is right more often than the curve
# says: on parts of two maps the log-odds were too low by 0.3 to 1.3 with 5 touchpoints, by 0.6 and
# 0.1 with 7, and by 0.5 and -0.1 with 9; and too low on eleven strange maps of 5 to 8.
_MANY, _FEWEST, _AMONG_FEW = 12, 5, 1.0
# What a text says is explained the less, the longer it is, and a little always is.
_LENGTH, _A_LITTLE = 0.4, 0.1
# Where meaning was counted in, three are enough; one is how far the text lies towards the
# touchpoint. Fitted on four maps with 0, 5 and 10 corrections of each touchpoint, and texts of
# other worlds; off by 4 to 10 points on a map that was left out, by 15 to 20 on two strange ones.
_CLOSE_SHARE, _CLOSE_TELLING, _CLOSE_TOWARDS, _CLOSE_START = 3.95, 2.2, 2.45, -4.95
# What corrections taught counts as telling, so that it can make sure.
_TAUGHT_IS_TELLING, _CLOSE_TAUGHT_IS_TELLING = 0.2, 0.3
_TAUGHT_IS_TOWARDS = 0.1
# How much it counts how near the nearest correction is, how near it usually is, and the number of
# corrections of a touchpoint whose word on that counts half. Chosen on five maps with 1 to 30
# corrections of each touchpoint; on a sixth, of ten broad domains and names alone, it makes
# confidence more modest than it already was.
_NEAR, _USUALLY_NEAR, _HALF_KNOWN = 1.5, 0.45, 5
# Where the evidence has how much is explained, and the most telling word.
EXPLAINED, _TELLS = 0, 2
# How strongly the curve is held where it began: of those tried with 12 to 300 judged readings on
# three maps, none with so much to gain on a new map lost as little on the known ones.
_HELD, _BEGAN = np.array([12.0, 40.0]), np.array([0.0, 1.0])
_STEPS, _CLOSE_ENOUGH = 20, 1e-6
_LEAST_SLOPE = 0.2
# A target, and the confidence from which on so many are right on three maps together, with one
# text in ten from another world.
_TARGETS = (0.80, 0.83, 0.86, 0.90, 0.93, 0.95, 1.0)
_LEAST = (0.34, 0.52, 0.67, 0.80, 0.89, 0.92, 1.0)


def least_confidence(target: float) -> float:
    """Return the confidence from which on placed feedback is right as often as `target` (0 to 1).

    Below 0.4 a guess is wrong more often than right, whatever the target.
    """
    return max(0.4, float(np.interp(target, _TARGETS, _LEAST)))


def sureness(evidence: Floats, whole: Floats, *, shares: Floats, moved: Floats) -> Floats:
    """Return the log-odds that the best touchpoint of each text is right.

    `evidence` holds for each text (first axis) how much is explained, weight of what was found,
    and the most telling word, for each touchpoint (last axis); `whole` is how much there is to
    explain, and `moved` how far corrections moved each touchpoint.
    """
    texts, first = np.arange(len(shares)), shares.argmax(axis=1)
    explained, found, telling = evidence[texts, :, first].T
    share, taught = shares[texts, first], np.maximum(0, moved[texts, first])
    sure = np.log(explained + _A_LITTLE) - _LENGTH * np.log(whole + _A_LITTLE)
    sure = _EXPLAINS * sure + _FOUND * found
    sure += _TELLING * np.minimum(1, telling + _TAUGHT_IS_TELLING * taught)
    sure += _SHARE * share + _START + _of_choice(shares.shape[1])
    return np.asarray(sure)


def _of_choice(touchpoints: int) -> float:
    """Return what is to be added to the log-odds because a map has few touchpoints to mistake."""
    return _AMONG_FEW * log(_MANY / min(_MANY, max(_FEWEST, touchpoints)))


def sureness_of_likes(near: Floats) -> Floats:
    """Return what is to be added to the log-odds where colleagues placed feedback.

    `near` holds for each text (rows) how near the nearest correction of the best touchpoint is (0
    to 1), and how many that has. Of which much was taught, what is like none of it is less sure.
    """
    nearest, number = near.T
    return np.asarray(_NEAR * number / (number + _HALF_KNOWN) * (nearest - _USUALLY_NEAR))


def sureness_closely(evidence: Floats, lies: Floats, *, shares: Floats, moved: Floats) -> Floats:
    """Return the same where meaning was counted in: `lies` is how far texts lie towards each."""
    texts, first = np.arange(len(shares)), shares.argmax(axis=1)
    telling = evidence[texts, _TELLS, first]
    share, taught = shares[texts, first], np.maximum(0, moved[texts, first])
    sure = _CLOSE_TELLING * np.minimum(1, telling + _CLOSE_TAUGHT_IS_TELLING * taught)
    sure += _CLOSE_TOWARDS * (lies[texts, first] + _TAUGHT_IS_TOWARDS * taught)
    sure += _CLOSE_SHARE * share + _CLOSE_START
    return np.asarray(sure)


@dataclass(frozen=True)
class Calibration:
    """A curve from log-odds to confidence, as far as colleagues moved it."""

    shift: float = 0.0
    slope: float = 1.0

    def confidences(self, sure: Floats) -> Floats:
        """Return the confidence (0 to 1) of each log-odds."""
        return np.asarray(1 / (1 + np.exp(-(self.shift + self.slope * sure))))


def calibrated(judged: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the curve that fits what colleagues saw: log-odds of readings, and who was right.

    Held where it began (Platt's logistic curve with a prior), so that a few move it little.
    """
    if not judged:
        return Calibration()
    sure = np.array([odds for odds, _ in judged])
    right = np.array([float(is_right) for _, is_right in judged])
    weights = _BEGAN
    features = np.stack([np.ones_like(sure), sure], axis=1)
    for _ in range(_STEPS):
        belief = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (right - belief) - _HELD * (weights - _BEGAN)
        bend = (features.T * (belief * (1 - belief))) @ features + np.diag(_HELD)
        step = np.linalg.solve(bend, slope)
        if np.abs(step).max() < _CLOSE_ENOUGH:
            break
        # Where many were as surprising as can be, a whole step leads far beyond the best curve.
        now = _misfit(weights, features, right)
        while _misfit(weights + step, features, right) > now:
            step = step / 2
        weights = weights + step
    # A curve that falls would make the surest the least sure.
    return Calibration(float(weights[0]), max(_LEAST_SLOPE, float(weights[1])))


def _misfit(weights: Floats, features: Floats, right: Floats) -> float:
    """Return how badly a curve fits what was judged, and how far it is from where it began."""
    odds = features @ weights
    misses = np.logaddexp(0, odds) - right * odds
    return float(misses.sum() + _HELD @ np.square(weights - _BEGAN) / 2)
