"""Measures how well routing and feelings are read, with the labels hidden from the reader."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

from bot.journey import JourneyMap
from bot.reading import Lesson, Reading
from bot.reading.reader import MapReader
from bot.verbatim import Verbatim

Polarity = Literal["positive", "negative", "neutral"]

# Shares of the feedback, surest first, at which accuracy is told.
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# Bins of confidence over which the error of calibration is added up.
_BINS = 10


class NothingLabelled(ValueError):
    """No feedback in the file carries a touchpoint of the map or a polarity."""


@dataclass(frozen=True)
class Labelled:
    """Feedback with what people said of it; None where they said nothing."""

    verbatim: Verbatim
    touchpoint: str | None = None
    polarity: Polarity | None = None


@dataclass(frozen=True)
class RoutingScore:
    """How well touchpoints were found; shares between 0 and 1, `count` feedbacks measured.

    `accuracy` and `macro_f1` take the likeliest touchpoint, sure or not; `placed` is the share
    that was sure enough to be placed and `placed_accuracy` how often that was right.
    `calibration_error` is the expected one, over ten bins of confidence. `by_coverage` is the
    accuracy of the surest share of the feedback.
    """

    count: int
    accuracy: float
    macro_f1: float
    top3: float
    calibration_error: float
    placed: float
    placed_accuracy: float
    by_coverage: Mapping[float, float]


@dataclass(frozen=True)
class Evaluation:
    """What was measured: routing cold and, when asked for, after corrections; feelings.

    `polarity_auroc` is how often something positive reads as better than something negative.
    """

    cold: RoutingScore | None
    learned: RoutingScore | None
    corrections: int
    polarity_auroc: float | None


def evaluate(
    journey_map: JourneyMap,
    labelled: Sequence[Labelled],
    *,
    learn: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """Measure the reading by labelled feedback; `progress` is told each feedback that was read.

    With `learn`, that many of each touchpoint are given as corrections, and both figures are those
    of the others. Raises `NothingLabelled`.
    """
    hidden = [replace(each, verbatim=replace(each.verbatim, touchpoint=None)) for each in labelled]
    placed = [each for each in hidden if each.touchpoint in journey_map.touchpoints]
    felt = [each for each in hidden if each.polarity in ("positive", "negative")]
    if not placed and not felt:
        raise NothingLabelled("No touchpoint of the map and no polarity stand in this feedback.")
    taught, asked = _parted(placed, each=learn)
    reader = MapReader(journey_map)
    cold = _read(reader, asked, progress)
    learned = None
    if taught:
        learned = _read(MapReader(journey_map, _lessons(taught)), asked, progress)
    return Evaluation(
        cold=_routing_score(asked, cold) if asked else None,
        learned=_routing_score(asked, learned) if learned else None,
        corrections=len(taught),
        polarity_auroc=_polarity_auroc(felt, _read(reader, felt, progress)),
    )


def _lessons(taught: Iterable[Labelled]) -> list[Lesson]:
    return [
        Lesson(number, f"C-{number}", "moved", each.touchpoint, each.verbatim.text)
        for number, each in enumerate(taught, start=1)
    ]


def _parted(placed: Sequence[Labelled], *, each: int) -> tuple[list[Labelled], list[Labelled]]:
    """Return so many of each touchpoint, turn by turn, and all the others.

    Files are often sorted by topic: which are taken is left to a checksum of their words.
    """
    seen: Counter[str | None] = Counter()
    rounds: dict[int, list[Labelled]] = defaultdict(list)
    asked: list[Labelled] = []
    for one in sorted(placed, key=lambda one: crc32(one.verbatim.text.encode(errors="replace"))):
        seen[one.touchpoint] += 1
        if seen[one.touchpoint] <= each:
            rounds[seen[one.touchpoint]].append(one)
        else:
            asked.append(one)
    return [one for number in sorted(rounds) for one in rounds[number]], asked


def _read(
    reader: MapReader, labelled: Iterable[Labelled], progress: Callable[[int], None]
) -> list[Reading]:
    readings = []
    for number, each in enumerate(labelled, start=1):
        readings.append(reader.read(each.verbatim))
        progress(number)
    return readings


def _routing_score(labelled: Sequence[Labelled], readings: Sequence[Reading]) -> RoutingScore:
    guesses: list[list[str | None]] = [
        [*(candidate.touchpoint for candidate in reading.candidates)] or [None]
        for reading in readings
    ]
    truths = [each.touchpoint for each in labelled]
    hits = [guess[0] == truth for guess, truth in zip(guesses, truths, strict=True)]
    sure = [
        reading.touchpoint == truth
        for reading, truth in zip(readings, truths, strict=True)
        if reading.touchpoint
    ]
    confidences = [reading.confidence for reading in readings]
    surest = sorted(range(len(hits)), key=lambda at: -confidences[at])
    return RoutingScore(
        count=len(hits),
        accuracy=_share(hits),
        macro_f1=_macro_f1([guess[0] for guess in guesses], truths),
        top3=_share([truth in guess for guess, truth in zip(guesses, truths, strict=True)]),
        calibration_error=_calibration_error(confidences, hits),
        placed=len(sure) / len(hits),
        placed_accuracy=_share(sure),
        by_coverage={
            coverage: _share([hits[at] for at in surest[: max(1, round(coverage * len(hits)))]])
            for coverage in COVERAGES
        },
    )


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _macro_f1(guesses: Sequence[str | None], truths: Sequence[str | None]) -> float:
    """Return the mean over the touchpoints that occur of 2 x right / (guessed + true)."""
    right = Counter(guess for guess, truth in zip(guesses, truths, strict=True) if guess == truth)
    guessed, true = Counter(guesses), Counter(truths)
    return sum(2 * right[key] / (guessed[key] + true[key]) for key in true) / len(true)


def _calibration_error(confidences: Sequence[float], hits: Sequence[bool]) -> float:
    bins: dict[int, list[int]] = defaultdict(list)
    for at, confidence in enumerate(confidences):
        bins[min(int(confidence * _BINS), _BINS - 1)].append(at)
    return sum(
        abs(sum(confidences[at] for at in members) - sum(hits[at] for at in members))
        for members in bins.values()
    ) / len(hits)


def _polarity_auroc(labelled: Sequence[Labelled], readings: Sequence[Reading]) -> float | None:
    by_label: dict[str | None, list[float]] = defaultdict(list)
    for each, reading in zip(labelled, readings, strict=True):
        by_label[each.polarity].append(reading.emotion.polarity)
    good, bad = by_label["positive"], sorted(by_label["negative"])
    if not good or not bad:
        return None
    # A good one above a bad one counts one, level with it a half.
    above = sum(bisect_left(bad, value) + bisect_right(bad, value) for value in good)
    return above / 2 / (len(good) * len(bad))
