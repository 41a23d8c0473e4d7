"""How customers felt where something was improved, and how many of them know of it."""

from dataclasses import replace
from datetime import timedelta

from bot.digest.afterwards import improved_lately, moods_after
from bot.digest.words import improved_words
from bot.journey import JourneyMap
from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from storage.ledger import DatabaseLedger
from tests.test_telling_all import NOW, begin


def thank(ledger: DatabaseLedger, journey: JourneyMap, touchpoint: str, times: int) -> None:
    """Let customers be glad at a touchpoint, the day after."""
    later = NOW + timedelta(days=1)
    zone = journey.timezone
    intakes = [
        read_record(
            {
                "id": f"{touchpoint}-{number}",
                "text": "Merci, c’est formidable, je suis ravie !",
                "touchpoint": touchpoint,
                "happened_at": later.isoformat(),
            },
            source="survey",
            zone=zone,
            now=later,
        )
        for number in range(times)
    ]
    with ledger.turn() as turn:
        take_in(turn, intakes, reader=MapReader(journey), journey=journey, now=later)


def test_each_touchpoint_that_its_customers_spoke_of_is_told_of_the_main_one_first(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    improvement = begin(
        ledger,
        journey,
        {},
        {"touchpoint": "repair"},
        {"touchpoint": "repair"},
        {"touchpoint": "app"},
    )
    thank(ledger, journey, "repair", 5)
    thank(ledger, journey, "app", 4)
    thank(ledger, journey, "invoice", 9)

    with ledger.look() as look:
        moods = moods_after(look, improvement, now=NOW + timedelta(days=2))
        (improved,) = improved_lately(
            look, start=NOW, end=NOW + timedelta(days=7), now=NOW + timedelta(days=7)
        )

    assert [mood.key for mood in moods] == ["messages", "repair", "app"]
    assert [mood.heard for mood in moods] == [None, 5, None]
    assert [mood.key for mood in improved.moods] == ["repair"], "the week tells what is known"
    (what, repair) = improved_words(improved, journey, "en")
    assert what.endswith("fewer than five customers")
    assert repair.startswith("Repair")


def test_the_week_says_how_many_had_been_answered_otherwise_before(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    improvement = begin(ledger, journey, *[{} for _ in range(6)])

    with ledger.turn() as turn:
        for case in turn.cases_in(improvement.id)[:5]:
            closed = replace(case, closed_at=NOW, closed_how="told", joined_closed_at=NOW)
            turn.record(closed)
    with ledger.look() as look:
        (improved,) = improved_lately(look, start=NOW, end=NOW + timedelta(days=7), now=NOW)

    assert (improved.customers, improved.told, improved.earlier) == (6, 0, 5)
    (what,) = improved_words(replace(improved, moods=()), journey, "fr")
    assert what.endswith("dont 5 à qui nous avions d’abord répondu autrement")
