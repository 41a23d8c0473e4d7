"""What arrives in one go may be more than a database bears in one statement."""

from pathlib import Path

from bot.journey_file import read_journey
from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND, MAP

NUMBER = 1_201


def test_all_that_was_remembered_is_known_again_however_much_comes_at_once(
    tmp_path: Path,
) -> None:
    journey = read_journey(MAP.read_bytes(), name=str(MAP))
    reader, ledger = MapReader(journey), DatabaseLedger(f"sqlite:///{tmp_path / 'boucle.db'}")
    intakes = [
        read_record(
            {"id": f"r{number}", "score": 9, "scale": "nps"},
            source="survey",
            zone=journey.timezone,
            now=BEFORE_THE_ROUND,
        )
        for number in range(NUMBER)
    ]

    with ledger.turn() as turn:
        first = take_in(turn, intakes, reader=reader, journey=journey, now=BEFORE_THE_ROUND)
        again = take_in(turn, intakes, reader=reader, journey=journey, now=BEFORE_THE_ROUND)
    ledger.close()

    assert {one.how for one in first} == {"accepted"}
    assert [one.verbatim_id for one in again] == [one.verbatim_id for one in first]
    assert {one.how for one in again} == {"duplicate"}
