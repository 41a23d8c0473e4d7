"""What people teach is known in every process that shares the database, on either of them."""

from dataclasses import replace

from bot.correction import Correction
from bot.journey import JourneyMap
from bot.loop import take_in
from bot.reading import Rated
from bot.reading.reader import MapReader
from bot.record import Intake
from bot.verbatim import Score, Verbatim
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW

BELL = "La sonnette tinte faux, on dirait un chaudron."
BELLS = "Ma sonnette tinte comme un vieux chaudron."


def said(text: str, number: int = 1) -> Verbatim:
    """Return what somebody said today."""
    return Verbatim(
        source="survey",
        source_id=str(number),
        channel="survey",
        happened_at=NOW,
        received_at=NOW,
        text=text,
    )


def test_a_correction_changes_the_next_reading_in_another_process(
    database: str, ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    here, elsewhere = MapReader(journey), MapReader(journey)
    other = DatabaseLedger(database)
    with ledger.turn() as turn:
        (taken,) = take_in(turn, [Intake(said(BELL), None)], reader=here, journey=journey, now=NOW)
    before = elsewhere.read(said(BELLS)).touchpoint

    with ledger.turn() as turn:
        turn.add_correction(Correction(taken.case_id or 0, "moved", "delivery", "UANA", NOW))
    with other.look() as look:
        elsewhere.catch_up(look)
        (lesson,) = look.lessons_after(0)
        read = look.reading(taken.verbatim_id)
    other.close()

    assert before is None
    after = elsewhere.read(said(BELLS))
    assert after.touchpoint == "delivery"
    assert after.reasons[0].because == f"C-{taken.case_id}"
    assert lesson.sureness == read.sureness
    assert lesson.guess == (read.candidates[0].touchpoint if read.candidates else None)
    assert read.language_confidence > 0


def test_words_with_a_score_are_handed_out_newest_first_until_they_are_erased(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    bad, good = Score(1, "csat"), Score(9, "nps", 7)
    spoken = [
        Intake(replace(said(f"{BELL} {number}", number), score=score), None)
        for number, score in enumerate((bad, None, good))
    ]
    with ledger.turn() as turn:
        taken = take_in(turn, spoken, reader=MapReader(journey), journey=journey, now=NOW)
        newest = turn.newest_verbatim()
        handed_out = turn.rated(up_to=newest, at_most=10)
        before_the_last = turn.rated(up_to=newest - 1, at_most=10)

        turn.erase_words([taken[2].verbatim_id], at=NOW)
        left = turn.rated(up_to=newest, at_most=10)

    first, last = Rated(f"{BELL} 0", "fr", bad), Rated(f"{BELL} 2", "fr", good)
    assert newest == taken[2].verbatim_id
    assert handed_out == [last, first]
    assert before_the_last == left == [first]
