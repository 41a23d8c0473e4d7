"""How well verbatims are understood, on the labelled feedback that lies beside the checkout.

The data is not ours and stays where it is (`../shared/data`); without it there is nothing to show.
`python -m bench understand`. Figures are shares of 100 unless a unit stands beside them.
"""

import json
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

from bench.feedback import sample, verbatim_of
from bench.nine_emotions import nine_emotions
from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.reading import Lesson, Meant, Rated, Reading
from bot.reading.evaluate import Labelled, RoutingScore, evaluate
from bot.reading.language import language_of
from bot.reading.reader import MapReader
from bot.reading.words import words_in
from tests.house import MAP, ROOT

DATA = ROOT.parent / "shared" / "data"


def table() -> Iterator[tuple[str, str]]:
    """Yield what was measured and the figure, a part at a time."""
    if not DATA.is_dir():
        yield "understanding", "nothing to measure: ../shared/data is not here"
        return
    yield from _routing()
    yield from _other_worlds()
    yield from _feelings()
    yield from _alarms()
    yield from _rates()


def agencies() -> tuple[JourneyMap, list[Labelled]]:
    """Return the map of the French agencies and their feedback."""
    return _map("services_publics.yaml"), _labelled("feedback/services_publics_fr.jsonl")


def bank(part: str = "test") -> tuple[JourneyMap, list[Labelled]]:
    """Return the map of the bank and its questions."""
    return _map("bank.yaml"), _labelled(f"understanding/banking77_en.{part}.jsonl")


def topics(part: str) -> list[Labelled]:
    """Return the bank's questions with their topic, one of 77, for a touchpoint."""
    records = _records(f"understanding/banking77_en.{part}.jsonl")
    return [Labelled(verbatim_of(one), one["intent"].lower().strip("?")) for one in records]


def assistant() -> list[Labelled]:
    """Return what is asked of an assistant, and of no bank."""
    return _labelled("understanding/clinc150_en.test_and_oos.jsonl", _is_no_bank)


def our_own() -> tuple[JourneyMap, list[Labelled]]:
    """Return our example map and the sample feedback that says where it belongs."""
    return read_journey(MAP.read_bytes(), name=str(MAP)), [_one(record) for record in sample()]


def patients() -> list[Labelled]:
    """Return the answers of the English survey; no map fits them."""
    return _labelled("feedback/patient_survey_en.jsonl")


def _routing() -> Iterator[tuple[str, str]]:
    for name, (journey_map, labelled) in {
        "French agencies": agencies(),
        "bank": bank(),
        "our example": our_own(),
    }.items():
        yield name, shown(evaluate(journey_map, labelled).cold)
        for corrections in (1, 5, 10):
            evaluation = evaluate(journey_map, labelled, learn=corrections)
            yield f"{name}, before {corrections} each", shown(evaluation.cold)
            yield f"{name}, after {corrections} each", shown(evaluation.learned)


def shown(score: RoutingScore | None) -> str:
    """Return a score on one line."""
    if score is None:
        return "nothing labelled"
    return (
        f"{_hundred(score.accuracy)} right, macro-F1 {_hundred(score.macro_f1)}, "
        f"top 3 {_hundred(score.top3)}, calibration error {_hundred(score.calibration_error)}, "
        f"placed {_hundred(score.placed)} of which right {_hundred(score.placed_accuracy)} "
        f"({score.count})"
    )


def _other_worlds() -> Iterator[tuple[str, str]]:
    """Yield how much of what belongs to no touchpoint would be placed without a person."""
    clinc = [one.verbatim.text for one in assistant()][::5]
    forum = [one.verbatim.text for one in _labelled("understanding/goemotions_en.test.jsonl")][::5]
    films = [one.verbatim.text for one in _labelled("understanding/xed_fr.jsonl")][::10]
    hospitals = [one.verbatim.text for one in patients()][::5]
    offices = [one.verbatim.text for one in agencies()[1]]
    for name, journey_map, others in (
        ("French agencies", agencies()[0], {"films": films, "our sample": _our_french()}),
        ("bank", bank()[0], {"assistant": clinc, "forum": forum, "hospitals": hospitals}),
        (
            "our example",
            our_own()[0],
            {"agencies": offices, "hospitals": hospitals, "forum": forum, "films": films}
            | {"assistant": clinc},
        ),
    ):
        for target in (0.83, 0.90):
            reader = MapReader(replace(journey_map, sure_enough=target))
            counted = {what: _share_placed(reader, texts) for what, texts in others.items()}
            yield (
                f"{name}, placed of other worlds at {_hundred(target)}",
                ", ".join(f"{what} {_hundred(share)}" for what, share in counted.items()),
            )


def _share_placed(reader: MapReader, texts: Sequence[str]) -> float:
    readings = reader.read_all([verbatim_of({"text": text}) for text in texts])
    told = [reading for reading in readings if reading.says_something]
    return sum(reading.touchpoint is not None for reading in told) / len(told)


def _is_no_bank(record: dict[str, Any]) -> bool:
    return record["domain"] not in ("banking", "credit_cards")


def _our_french() -> list[str]:
    texts = [str(record["text"]) for record in sample() if record.get("text")]
    return [text for text in texts if language_of(words_in(text), default="en")[0] == "fr"]


def _feelings() -> Iterator[tuple[str, str]]:
    reader = MapReader(our_own()[0])
    for name, labelled in (("fr, agencies", agencies()[1]), ("en, patients", patients())):
        yield f"polarity AUROC {name}", _hundred(polarity_auroc(reader, labelled))
    yield from _own_scores()
    yield from nine_emotions(reader, DATA / "understanding")


def _own_scores() -> Iterator[tuple[str, str]]:
    """Show so many scores of patients to a reader, and measure it on what others wrote."""
    everybody = sorted(patients(), key=lambda one: crc32(one.verbatim.source_id.encode()))
    scored = [one for one in everybody if one.verbatim.score and one.verbatim.text]
    for number in (128, 256, 1_024, 2_048):
        shown, ids = scored[:number], {one.verbatim.source_id for one in scored[:number]}
        others = [one for one in everybody if one.verbatim.source_id not in ids]
        cold, learned = MapReader(our_own()[0]), MapReader(our_own()[0])
        learned.catch_up(_Scores(shown))
        before, after = (polarity_auroc(reader, others) for reader in (cold, learned))
        yield (
            f"polarity AUROC en, patients, {number} scores",
            f"{_hundred(before)} -> {_hundred(after)}",
        )


class _Scores:
    """Scores as a ledger hands them out."""

    def __init__(self, shown: Sequence[Labelled]) -> None:
        self._shown = shown

    def lessons_after(self, number: int) -> Sequence[Lesson]:
        del number
        return ()

    def meant_after(self, number: int) -> Sequence[Meant]:
        del number
        return ()

    def newest_verbatim(self) -> int:
        return len(self._shown)

    def rated(self, *, up_to: int, at_most: int) -> Sequence[Rated]:
        said = [one.verbatim for one in self._shown[:up_to][-at_most:]]
        return [Rated(one.text, "en", one.score) for one in said if one.score]


def polarity_auroc(reader: MapReader, labelled: Sequence[Labelled]) -> float:
    """Return how often words alone tell something good as better than something bad."""
    told = [one for one in labelled if one.polarity in ("positive", "negative")]
    values = [_words_alone(reader, one).emotion.polarity for one in told]
    pairs = list(zip(values, (one.polarity for one in told), strict=True))
    good = [value for value, polarity in pairs if polarity == "positive"]
    bad = sorted(value for value, polarity in pairs if polarity == "negative")
    above = sum(bisect_left(bad, value) + bisect_right(bad, value) for value in good)
    return above / 2 / (len(good) * len(bad))


def _alarms() -> Iterator[tuple[str, str]]:
    reader = MapReader(our_own()[0])
    for name, labelled in (("agencies", agencies()[1]), ("patients", patients())):
        readings = [reader.read(one.verbatim) for one in labelled]
        kinds = sorted({reading.grave for reading in readings if reading.grave})
        counted = ", ".join(
            f"{kind} {sum(reading.grave == kind for reading in readings)}" for kind in kinds
        )
        share = sum(reading.grave is not None for reading in readings) / len(readings)
        yield f"grave, {name}", f"{_hundred(share)} of {len(readings)} ({counted})"


def _rates() -> Iterator[tuple[str, str]]:
    reader = MapReader(our_own()[0])
    for length in (100, 600):
        said = [verbatim_of({"text": text}) for text in texts_of_length(length)]
        reader.read_all(said[:50])
        started = time.process_time()
        reader.read_all(said[:2000])
        taken = time.process_time() - started
        yield f"whole readings at {length} characters", f"{len(said[:2000]) / taken:,.0f} a second"


def texts_of_length(length: int) -> list[str]:
    """Return what customers said in pieces of about a length, of whole words, each once."""
    texts = [one.verbatim.text for one in (*agencies()[1], *patients(), *bank()[1])]
    pieces = []
    joined = ""
    for text in texts:
        joined += text + " "
        while len(joined) > length * 1.2:
            at = joined.rfind(" ", 0, length)
            at = at if at > 0 else length
            pieces.append(joined[:at].strip())
            joined = joined[at:]
    return list(dict.fromkeys(pieces))


def _words_alone(reader: MapReader, one: Labelled) -> Reading:
    return reader.read(verbatim_of({"text": one.verbatim.text, "language": one.verbatim.language}))


def _map(name: str) -> JourneyMap:
    return read_journey((DATA / "maps" / name).read_bytes(), name=name)


def _records(name: str) -> list[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _labelled(
    name: str, wanted: Callable[[dict[str, Any]], bool] = lambda _: True
) -> list[Labelled]:
    return [_one(record) for record in _records(name) if wanted(record)]


def _one(record: dict[str, Any]) -> Labelled:
    return Labelled(verbatim_of(record), record.get("touchpoint"), record.get("polarity"))


def _hundred(share: float) -> str:
    return f"{100 * share:.1f}"
