"""A verbatim is accepted once; changed words are a revision, which the card shows."""

from typing import Any

from bot.loop import TakenIn, take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from tests.engine.conftest import NOW, PostOffice
from tests.records import PETIT


def _take_in(office: PostOffice, *records: dict[str, Any]) -> list[TakenIn]:
    zone = office.journey.timezone
    intakes = [read_record(one, source="helpdesk", zone=zone, now=NOW) for one in records]
    with office.ledger.turn() as turn:
        reader = MapReader(office.journey)
        return take_in(turn, intakes, reader=reader, journey=office.journey, now=NOW)


def test_the_same_verbatim_opens_only_one_case(office: PostOffice) -> None:
    first = _take_in(office, PETIT, PETIT)
    later = _take_in(office, PETIT)

    assert [one.how for one in first + later] == ["accepted", "duplicate", "duplicate"]
    with office.ledger.look() as look:
        assert len(look.open_cases()) == 1


def test_changed_words_are_a_revision_that_the_card_shows(office: PostOffice) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)

    (revised,) = _take_in(office, PETIT | {"text": "Débitée trois fois maintenant, facture 39 €."})
    office.deliver_all(for_seconds=5)

    assert revised.how == "revised"
    (card,) = office.messages()
    assert "trois fois" in str(card["blocks"])
    with office.ledger.look() as look:
        case = look.case(case_id)
        assert look.verbatim(case.verbatim_id).revision == 2
        assert [fact.kind for fact in look.history(case_id)][-1] == "revised"


def test_two_revisions_in_one_batch_are_both_kept_and_the_last_is_shown(
    office: PostOffice,
) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)

    taken = _take_in(
        office,
        PETIT | {"text": "Débitée trois fois, toujours la facture."},
        PETIT | {"text": "Débitée quatre fois, toujours la facture."},
        PETIT | {"text": "Débitée quatre fois, toujours la facture."},
    )
    office.deliver_all(for_seconds=10)

    assert [one.how for one in taken] == ["revised", "revised", "duplicate"]
    with office.ledger.look() as look:
        assert look.verbatim(look.case(case_id).verbatim_id).revision == 3
    (card,) = office.messages()
    assert "quatre fois" in str(card["blocks"])


def test_a_new_record_and_its_revision_in_one_batch_open_one_case(office: PostOffice) -> None:
    taken = _take_in(office, PETIT, PETIT | {"text": "Débitée trois fois, facture."})

    assert [one.how for one in taken] == ["accepted", "revised"]
    with office.ledger.look() as look:
        (case,) = look.open_cases()
        assert look.verbatim(case.verbatim_id).text == "Débitée trois fois, facture."
