"""When a CX lead changes the map, every open case keeps an owner, and a card to be read at."""

from datetime import UTC, datetime

from bot.journey import JourneyMap
from bot.journey_file import digest_of, read_journey
from bot.loop import accept_map, take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.steps.share import share
from bot.steps.take import take
from storage.ledger import DatabaseLedger
from tests.house import MAP
from tests.records import PETIT

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
TEXT = MAP.read_text()


def _accept(ledger: DatabaseLedger, text: str) -> JourneyMap:
    journey = read_journey(text)
    with ledger.turn() as turn:
        accept_map(turn, digest_of(text), text, journey, now=NOW)
    return journey


def _shown_case(ledger: DatabaseLedger, journey: JourneyMap, *, taken_by: str = "") -> int:
    intake = read_record(PETIT, source="helpdesk", zone=journey.timezone, now=NOW)
    with ledger.turn() as turn:
        reader = MapReader(journey)
        (taken,) = take_in(turn, [intake], reader=reader, journey=journey, now=NOW)
        case = share(turn, turn.case(taken.case_id or 0), journey, now=NOW)
        if taken_by:
            take(turn, case, journey, by=taken_by, now=NOW)
    return case.id


def test_a_changed_owner_moves_what_nobody_has_taken(ledger: DatabaseLedger) -> None:
    case_id = _shown_case(ledger, _accept(ledger, TEXT))
    before, invoice, after = TEXT.partition("key: invoice")

    _accept(ledger, before + invoice + after.replace("owner: billing", "owner: support", 1))

    with ledger.look() as look:
        case = look.case(case_id)
        assert (case.department, case.touchpoint) == ("support", "invoice")
        assert look.has_notice(f"card:C-{case_id}:0:channel:#voix-assistance")
        assert look.history(case_id)[-1].kind == "routed"


def test_a_changed_owner_leaves_with_a_person_what_they_have(ledger: DatabaseLedger) -> None:
    case_id = _shown_case(ledger, _accept(ledger, TEXT), taken_by="UANA")
    before, invoice, after = TEXT.partition("key: invoice")

    _accept(ledger, before + invoice + after.replace("owner: billing", "owner: support", 1))

    with ledger.look() as look:
        assert look.case(case_id).department == "billing"


def test_a_touchpoint_that_left_the_map_sends_its_cases_to_the_fallback(
    ledger: DatabaseLedger,
) -> None:
    case_id = _shown_case(ledger, _accept(ledger, TEXT))

    _accept(ledger, TEXT.replace("key: invoice", "key: statement"))

    with ledger.look() as look:
        case = look.case(case_id)
        assert (case.department, case.touchpoint) == ("cx", None)


def test_a_renamed_touchpoint_keeps_its_cases(ledger: DatabaseLedger) -> None:
    case_id = _shown_case(ledger, _accept(ledger, TEXT))

    _accept(ledger, TEXT.replace("key: invoice", "key: statement\n        was: [invoice]"))

    with ledger.look() as look:
        case = look.case(case_id)
        assert (case.department, case.touchpoint) == ("billing", "statement")


def test_the_same_map_again_changes_nothing(ledger: DatabaseLedger) -> None:
    case_id = _shown_case(ledger, _accept(ledger, TEXT))
    with ledger.look() as look:
        before = look.history(case_id)

    _accept(ledger, TEXT)

    with ledger.look() as look:
        assert look.history(case_id) == before
