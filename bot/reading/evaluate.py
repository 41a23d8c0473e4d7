"""Measures how well routing and feelings are read, with the labels hidden from the reader."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

from bot.journey import JourneyMap
from bot.reading import Lesson, Reading
from bot.reading.meaning import MakesVectors, Remembering, meanings_of, meant, packed
from bot.reading.reader import MapReader
from bot.verbatim import Verbatim

Polarity = Literal["positive", "negative", "neutral"]

# Shares of the feedback, surest first, at which accuracy is told.
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# Bins of confidence over which the error of calibration is added up.
_BINS = 10


# Fewer than this tell nothing of a group.
LEAST_OF_A_GROUP = 20
# How long a text is, in characters: so many at most are short, so many middling.
_SHORT, _MIDDLING = 60, 250
# What people write in place of a touchpoint where none of the map fits.
NONE = "nowhere"


class NothingLabelled(ValueError):
    """No feedback in the file carries a touchpoint of the map or a polarity."""


class NothingLeft(ValueError):
    """So much was asked to be learned that nothing is left to measure."""


@dataclass(frozen=True)
class Labelled:
    """Feedback with what people said of it; None where they said nothing.

    The touchpoint `NONE` says that it belongs to no touchpoint of the map.
    """

    verbatim: Verbatim
    touchpoint: str | None = None
    polarity: Polarity | None = None


@dataclass(frozen=True)
class RoutingScore:
    """How well touchpoints were found; shares between 0 and 1, `count` feedbacks measured.

    `accuracy` and `macro_f1` take the likeliest touchpoint, sure or not; `placed` is the share
    that was sure enough to be placed and `placed_accuracy` how often that was right.
    `calibration_error` is the expected one, over ten bins of confidence. `by_coverage` is the
    accuracy of the surest share of the feedback. `off_map_auroc` is how often feedback that
    belongs to a touchpoint is surer than feedback that belongs to none, None without any.
    """

    count: int
    accuracy: float
    macro_f1: float
    top3: float
    calibration_error: float
    placed: float
    placed_accuracy: float
    by_coverage: Mapping[float, float]
    off_map_count: int = 0
    off_map_auroc: float | None = None


@dataclass(frozen=True)
class GroupScore:
    """How well the touchpoints of one kind of customer are found, so that worse service shows."""

    count: int
    accuracy: float
    placed: float
    calibration_error: float


@dataclass(frozen=True)
class Evaluation:
    """What was measured: routing cold and, when asked for, after corrections; feelings.

    `polarity_auroc` is how often something positive reads as better than something negative, by
    the words alone. `groups` has the scores of `learned`, else of `cold`, by language, length and
    channel, where there are two groups or more of `LEAST_OF_A_GROUP`.
    """

    cold: RoutingScore | None
    learned: RoutingScore | None
    corrections: int
    polarity_auroc: float | None
    groups: Mapping[str, Mapping[str, GroupScore]]


def evaluate(
    journey_map: JourneyMap,
    labelled: Sequence[Labelled],
    *,
    learn: int = 0,
    meaning: MakesVectors | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """Measure the reading by labelled feedback; `progress` is told each feedback that was read.

    With `learn`, that many of each touchpoint are given as corrections, and both figures are those
    of the others. With `meaning` all is read by what it means, too. Raises `NothingLabelled`,
    `NothingLeft`.
    """
    hidden = [replace(each, verbatim=replace(each.verbatim, touchpoint=None)) for each in labelled]
    known = {*journey_map.touchpoints, NONE}
    placed = [each for each in hidden if each.touchpoint in known]
    felt = [
        replace(each, verbatim=replace(each.verbatim, score=None))
        for each in hidden
        if each.polarity in ("positive", "negative")
    ]
    if not placed and not felt:
        raise NothingLabelled("No touchpoint of the map and no polarity stand in this feedback.")
    taught, asked = _parted(placed, each=learn)
    if placed and not asked:
        raise NothingLeft("No touchpoint has more feedback than is to be learned.")
    maker = Remembering(meaning) if meaning else None
    reader = _reader(journey_map, (), maker)
    cold = _read(reader, asked, progress, maker)
    learned = None
    if taught:
        guesses = _read(reader, taught, lambda _: None, maker)
        lessons = _lessons(taught, guesses, maker)
        learned = _read(_reader(journey_map, lessons, maker), asked, progress, maker)
    return Evaluation(
        cold=_routing_score(asked, cold),
        learned=_routing_score(asked, learned) if learned else None,
        corrections=len(taught),
        polarity_auroc=_polarity_auroc(felt, _read(reader, felt, progress, None)),
        groups=_groups(asked, learned or cold),
    )


def _reader(
    journey_map: JourneyMap, lessons: Iterable[Lesson], maker: MakesVectors | None
) -> MapReader:
    reader = MapReader(journey_map, lessons)
    if maker:
        reader.know_map(meanings_of(maker, reader.map_texts()))
    return reader


def _lessons(
    taught: Sequence[Labelled], guesses: Sequence[Reading], maker: MakesVectors | None
) -> list[Lesson]:
    texts = [each.verbatim.text for each in taught]
    meanings = meanings_of(maker, texts) if maker else {}
    kept = {text: packed(vector) for text, vector in meanings.items()}
    return [
        Lesson(
            number=number,
            case=f"C-{number}",
            how="none" if each.touchpoint == NONE else "moved",
            touchpoint=None if each.touchpoint == NONE else each.touchpoint,
            text=each.verbatim.text,
            guess=guess.candidates[0].touchpoint if guess.candidates else None,
            sureness=guess.sureness,
            meaning=kept.get(meant(each.verbatim.text), ""),
        )
        for number, (each, guess) in enumerate(zip(taught, guesses, strict=True), start=1)
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
    reader: MapReader,
    labelled: Iterable[Labelled],
    progress: Callable[[int], None],
    maker: MakesVectors | None,
) -> list[Reading]:
    readings = []
    for number, each in enumerate(labelled, start=1):
        meanings = meanings_of(maker, [each.verbatim.text]) if maker else {}
        readings.append(reader.closely(meanings).read(each.verbatim))
        progress(number)
    return readings


def _routing_score(
    labelled: Sequence[Labelled], readings: Sequence[Reading]
) -> RoutingScore | None:
    """Return the score of what belongs to a touchpoint; None where nothing does."""
    pairs = list(zip(labelled, readings, strict=True))
    inside = [(each, reading) for each, reading in pairs if each.touchpoint != NONE]
    if not inside:
        return None
    outside = [reading.confidence for each, reading in pairs if each.touchpoint == NONE]
    guesses = [_guesses(reading) for _, reading in inside]
    truths = [each.touchpoint for each, _ in inside]
    hits = [guess[0] == truth for guess, truth in zip(guesses, truths, strict=True)]
    sure = [
        reading.touchpoint == each.touchpoint for each, reading in inside if reading.touchpoint
    ]
    confidences = [reading.confidence for _, reading in inside]
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
        off_map_count=len(outside),
        off_map_auroc=_above(confidences, outside),
    )


def _groups(
    labelled: Sequence[Labelled], readings: Sequence[Reading]
) -> dict[str, dict[str, GroupScore]]:
    found: dict[str, dict[str, list[tuple[float, bool, bool]]]] = {
        "language": defaultdict(list),
        "length": defaultdict(list),
        "channel": defaultdict(list),
    }
    for each, reading in zip(labelled, readings, strict=True):
        if each.touchpoint == NONE:
            continue
        hit = _guesses(reading)[0] == each.touchpoint
        one = (reading.confidence, hit, reading.touchpoint is not None)
        found["language"][reading.language].append(one)
        found["length"][_length_of(each.verbatim.text)].append(one)
        found["channel"][each.verbatim.channel].append(one)
    scores = {
        kind: {
            name: _group_score(group)
            for name, group in sorted(groups.items())
            if len(group) >= LEAST_OF_A_GROUP
        }
        for kind, groups in found.items()
    }
    return {kind: groups for kind, groups in scores.items() if len(groups) > 1}


def _group_score(group: Sequence[tuple[float, bool, bool]]) -> GroupScore:
    confidences = [confidence for confidence, _, _ in group]
    hits = [hit for _, hit, _ in group]
    return GroupScore(
        count=len(group),
        accuracy=_share(hits),
        placed=_share([is_placed for _, _, is_placed in group]),
        calibration_error=_calibration_error(confidences, hits),
    )


def _length_of(text: str) -> str:
    if len(text) <= _SHORT:
        return "short"
    return "middling" if len(text) <= _MIDDLING else "long"


def _guesses(reading: Reading) -> list[str | None]:
    return [*(candidate.touchpoint for candidate in reading.candidates)] or [None]


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
    return _above(by_label["positive"], by_label["negative"])


def _above(upper: Sequence[float], lower: Sequence[float]) -> float | None:
    """Return how often one of the first is above one of the second; level counts a half."""
    if not upper or not lower:
        return None
    ordered = sorted(lower)
    above = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in upper)
    return above / 2 / (len(upper) * len(lower))
