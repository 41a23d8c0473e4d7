"""How long it takes to understand one text, alone and among many."""

from bench.feedback import sample
from bench.figure import Figure, lowest, milliseconds
from bot.journey_file import read_journey
from bot.reading.reader import MapReader
from bot.verbatim import Verbatim
from tests.house import BEFORE_THE_ROUND, MAP

RUNS = 5


def figures() -> list[Figure]:
    """Measure it over the texts of our sample."""
    reader = MapReader(read_journey(MAP.read_bytes(), name=str(MAP)))
    said = [_verbatim(number, text) for number, text in enumerate(_texts())]
    reader.read(said[0])
    alone = lowest(RUNS, lambda: [reader.read(one) for one in said]) / len(said)
    together = lowest(RUNS, lambda: reader.read_all(said)) / len(said)
    plain = lowest(RUNS, lambda: [one.text.casefold().split() for one in said]) / len(said)
    return [
        Figure(what, milliseconds(each), each, f"{plain * 1e6:,.1f} µs", plain)
        for what, each in (("read a text", alone), ("read a text, many together", together))
    ]


def _texts() -> list[str]:
    return [str(record["text"]) for record in sample() if record.get("text")]


def _verbatim(number: int, text: str) -> Verbatim:
    return Verbatim(
        id=number,
        source="bench",
        source_id=str(number),
        channel="review",
        happened_at=BEFORE_THE_ROUND,
        received_at=BEFORE_THE_ROUND,
        text=text,
    )
