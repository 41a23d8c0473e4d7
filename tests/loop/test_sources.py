"""What a map says of a source is kept to: who may be known, and what a procedure handles."""

from datetime import UTC, datetime

import pytest

from bot.case import Case
from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from handlers.cards.case_card import case_card
from storage.ledger import DatabaseLedger
from tests.house import MAP
from tests.records import PETIT

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
TEXT = MAP.read_text()


def _map(policy: str) -> JourneyMap:
    return read_journey(TEXT.replace("\nsources:\n", f"\nsources:\n  helpdesk: {policy}\n"))


def _heard(ledger: DatabaseLedger, journey: JourneyMap, **said: str) -> Case:
    intake = read_record(PETIT | said, source="helpdesk", zone=journey.timezone, now=NOW)
    with ledger.turn() as turn:
        reader = MapReader(journey)
        (taken,) = take_in(turn, [intake], reader=reader, journey=journey, now=NOW)
        return turn.case(taken.case_id or 0)


@pytest.mark.parametrize("identity", ["confidential", "anonymous"])
def test_nothing_is_kept_of_a_person_who_must_not_be_recognised(
    ledger: DatabaseLedger, identity: str
) -> None:
    case = _heard(ledger, _map(f"{{identity: {identity}, contact: yes}}"))

    assert (case.customer_id, case.needs_answer) == (None, False)
    with ledger.look() as look:
        assert look.customer("petit") is None


@pytest.mark.parametrize("identity", ["named", "confidential", "anonymous"])
def test_a_customer_whom_the_record_names_is_not_named_by_their_words(
    ledger: DatabaseLedger, identity: str
) -> None:
    journey = _map(f"{{identity: {identity}, contact: yes}}")
    words = "Kervadec encore, débité deux fois. Rappelez Odilon Kervadec."
    case = _heard(ledger, journey, text=words, customer_name="Odilon Kervadec")

    with ledger.look() as look:
        card = case_card(look, case, journey, "fr", NOW)
        reading = look.reading(case.verbatim_id)

    assert "[nom] encore, débité deux fois. Rappelez [nom]." in str(card.blocks)
    assert "kervadec" not in f"{reading.gist} {card.blocks}".lower()


def test_the_card_of_a_regulated_complaint_says_so(ledger: DatabaseLedger) -> None:
    journey = _map("{identity: named, contact: yes, regulated: true}")
    case = _heard(ledger, journey)

    with ledger.look() as look:
        card = case_card(look, case, journey, "fr", NOW)

    assert "Réclamation réglementée" in str(card.blocks)
