"""Records are read by helpers while others are remembered: only the time it takes differs."""

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.journey_file import read_journey
from bot.reading import Lesson, Rated
from bot.reading.reader import MapReader
from bot.verbatim import Score, Verbatim
from handlers.command_line.import_file import BATCH
from handlers.command_line.reading_ahead import ReadingAhead
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND, MAP
from tests.scale.mornings import command, surroundings

JOURNEY = read_journey(MAP.read_bytes(), name=str(MAP))
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="processes are found under /proc"
)
SAID = ("The invoice is wrong again", "Livraison en retard, encore", "Great help on the phone")


def _verbatims(number: int) -> list[Verbatim]:
    return [
        Verbatim(
            source="survey",
            source_id=str(at),
            happened_at=BEFORE_THE_ROUND,
            received_at=BEFORE_THE_ROUND,
            channel="survey",
            text=f"{SAID[at % 3]} ({at})",
        )
        for at in range(number)
    ]


class Taught:
    """What people taught so far."""

    def __init__(self) -> None:
        self.lessons: list[Lesson] = []
        self.scores: list[Rated] = []

    def lessons_after(self, number: int) -> Sequence[Lesson]:
        return [lesson for lesson in self.lessons if lesson.number > number]

    def newest_verbatim(self) -> int:
        return len(self.scores)

    def rated(self, *, up_to: int, at_most: int) -> Sequence[Rated]:
        return self.scores[:up_to][-at_most:]


def _lesson(number: int, text: str) -> Lesson:
    touchpoint = next(iter(JOURNEY.touchpoints))
    return Lesson(number, f"C-{number}", "moved", touchpoint, text)


def test_helpers_read_as_one_reads_by_oneself() -> None:
    said, taught = _verbatims(30), Taught()
    taught.lessons = [_lesson(1, "The invoice is wrong")]
    taught.scores = [
        Rated(f"{SAID[at % 2]} ({at})", "fr", Score(1 + 4 * (at % 2), "csat")) for at in range(600)
    ]
    alone = MapReader(JOURNEY)
    alone.catch_up(taught)

    with ReadingAhead(MapReader(JOURNEY), JOURNEY, helpers=2) as reader:
        reader.catch_up(taught)
        reader.fetch(reader.announce(said))
        read = reader.read_all(said)

    assert read == alone.read_all(said) != MapReader(JOURNEY, taught.lessons).read_all(said)


def test_what_is_taught_meanwhile_is_known() -> None:
    said, taught = _verbatims(30), Taught()

    with ReadingAhead(MapReader(JOURNEY), JOURNEY, helpers=1) as reader:
        announced = reader.announce(said)
        taught.lessons = [_lesson(number, SAID[number]) for number in range(1, 3)]
        reader.catch_up(taught)
        reader.fetch(announced)
        at_once = reader.read_all(said)
        reader.fetch(reader.announce(said))
        afterwards = reader.read_all(said)

    assert at_once == afterwards == MapReader(JOURNEY, taught.lessons).read_all(said)


def test_a_helper_that_is_killed_costs_nothing_but_time() -> None:
    said = _verbatims(2_000)

    with ReadingAhead(MapReader(JOURNEY), JOURNEY, helpers=1) as reader:
        announced = reader.announce(said)
        for helper in multiprocessing.active_children():
            if helper.name == "boucle-reading":
                helper.kill()
        reader.fetch(announced)
        read = reader.read_all(said[:50])

    assert read == MapReader(JOURNEY).read_all(said[:50])


@needs_proc
def test_an_import_that_is_killed_and_done_again_takes_each_in_once_and_leaves_nobody_reading(
    tmp_path: Path,
) -> None:
    file, database = tmp_path / "many.jsonl", f"sqlite:///{tmp_path / 'boucle.db'}"
    number = 3 * BATCH
    file.write_text(
        "\n".join(
            json.dumps({"id": one.source_id, "text": one.text}) for one in _verbatims(number)
        )
    )
    around = surroundings(BOUCLE_JOURNEY=str(MAP), BOUCLE_DATABASE=database)
    words = command("import", str(file), "--source", "survey", "--json")

    with subprocess.Popen(  # noqa: S603 # our own command
        words, env=around, stdout=subprocess.DEVNULL
    ) as broken_off:
        helpers: list[int] = []
        while not helpers and broken_off.poll() is None:
            helpers = _children(broken_off.pid)
        broken_off.kill()
    again = subprocess.run(words, env=around, check=True, capture_output=True)  # noqa: S603 # ours
    told = json.loads(again.stdout)

    assert told["accepted"] + told["duplicate"] == number
    assert not any(_is_reading(helper) for helper in helpers)
    ledger = DatabaseLedger(database)
    with ledger.look() as look:
        cases = look.open_cases()
        assert len({case.verbatim_id for case in cases}) == len(cases) == number
        assert all(look.is_history_whole(case.id) for case in cases[:: BATCH // 4])
    ledger.close()


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def _is_reading(process: int) -> bool:
    told = Path(f"/proc/{process}/cmdline")
    return told.exists() and Path(sys.executable).name.encode() in told.read_bytes()
