"""What customers write in Zendesk lands on the case, once; new requests come in where named."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.forgetting import forget
from bot.help_desk import HelpDeskSilent
from tests.helpdesk_server import HelpDesk, StoredTicket, help_desk
from tests.house import MAP, House, open_house, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
AGAIN = "Toujours rien reçu, et personne ne me rappelle. Quand serai-je remboursée ?"


@pytest.fixture(scope="module")
def desk() -> Iterator[HelpDesk]:
    with help_desk() as served:
        yield served


@pytest.fixture(scope="module")
def shared_house(tmp_path_factory: pytest.TempPathFactory, desk: HelpDesk) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("tickets")
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", "at_most: 30")
    journey = folder / "journey.yaml"
    named = "\nsources:\n  zendesk: {contact: yes}\n"
    journey.write_text(text.replace("\nsources:\n", named), encoding="utf-8")
    with open_house(folder, journey=journey, boucle_zendesk=desk.url) as opened:
        opened.bot.read_help_desk()
        yield opened


def answered(office: House, desk: HelpDesk, number: int) -> tuple[int, StoredTicket]:
    """Let a customer's request come in by itself, and be answered there by Ana."""
    name = f"z{number}"
    ticket = desk.open_ticket(
        number,
        email=f"{name}@exemple.example",
        name=name.capitalize(),
        subject="Facture",
        description=PETIT["text"],
        created_at=office.workspace.now().isoformat(),
    )
    case_id = came_in(office)[-1]
    office.next_morning()
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="Rembourser le double.", due="demain")
    form = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", form, due=""))
    return case_id, ticket


def came_in(office: House) -> list[int]:
    """Look into the help desk, and return the ids of all cases."""
    office.bot.read_help_desk()
    office.settle()
    with office.ledger.look() as look:
        return [case.id for case in look.open_cases()]


def facts_of(office: House, case_id: int) -> list[str]:
    with office.ledger.look() as look:
        return [fact.kind for fact in look.history(case_id)]


def test_a_new_request_comes_in_once_and_is_answered_there(office: House, desk: HelpDesk) -> None:
    case_id, ticket = answered(office, desk, 101)

    for _ in range(2):
        desk.add(ticket, "an agent's own note", public=False)
        came_in(office)

    assert "Débitée deux fois" in words_in(office.card(BILLING, case_id))
    assert len(ticket.public_comments) == 2
    with office.ledger.look() as look:
        mine = look.verbatim(look.case(case_id).verbatim_id)
        others = [look.verbatim(one.verbatim_id).source_id for one in look.open_cases()]
    assert (mine.source, mine.source_id, mine.channel) == ("zendesk", "101", "ticket")
    assert others.count("101") == 1


def test_what_the_customer_writes_next_lands_under_the_card_once(
    office: House, desk: HelpDesk
) -> None:
    case_id, ticket = answered(office, desk, 102)
    desk.add(ticket, AGAIN, author=ticket.requester)

    for _ in range(3):
        came_in(office)
        desk.add(ticket, "noted", public=False)

    assert facts_of(office, case_id).count("customer_replied") == 1
    lines = [one for one in office.thread(BILLING, case_id) if "Toujours rien" in words_in(one)]
    assert len(lines) == 1
    assert "Toujours rien" not in lines[0]["text"], "a notification holds no customer's words"
    assert office.card(BILLING, case_id)["text"].endswith("réponse à écrire")


def test_a_closed_request_goes_on_in_another_and_what_is_answered_there_comes_back(
    office: House, desk: HelpDesk
) -> None:
    case_id, ticket = answered(office, desk, 190)
    desk.add(ticket, AGAIN, author=ticket.requester)
    came_in(office)
    ticket.status = "closed"
    before = set(desk.tickets)
    form = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", form, due=""))

    (number,) = set(desk.tickets) - before
    follow_up = desk.tickets[number]
    desk.add(follow_up, AGAIN, author=follow_up.requester)
    for _ in range(2):
        came_in(office)

    assert follow_up.goes_on_from == ticket.number
    assert facts_of(office, case_id).count("customer_replied") == 2
    with office.ledger.look() as look:
        others = [look.verbatim(one.verbatim_id).source_id for one in look.open_cases()]
    assert str(number) not in others, "it is no new request of the customer's"


def test_agents_notes_and_what_came_before_us_are_no_answer(office: House, desk: HelpDesk) -> None:
    case_id, ticket = answered(office, desk, 103)
    desk.add(ticket, "Un agent répond aussi.", public=True)
    desk.add(ticket, "Interne, de la cliente transmise", author=ticket.requester, public=False)
    desk.add(ticket, "Une voisine en copie", author=4242)

    came_in(office)

    assert "customer_replied" not in facts_of(office, case_id)


def test_who_writes_stop_is_left_alone(office: House, desk: HelpDesk) -> None:
    case_id, ticket = answered(office, desk, 104)
    desk.add(ticket, "STOP", author=ticket.requester)

    came_in(office)

    assert "customer_stopped" in facts_of(office, case_id)


def test_nothing_is_lost_when_the_help_desk_fails_on_the_way(
    office: House, desk: HelpDesk
) -> None:
    case_id, ticket = answered(office, desk, 105)
    desk.add(ticket, AGAIN, author=ticket.requester)
    desk.page_size = 1
    desk.fail_next("EXPORT", "429")
    desk.fail_next("GET", "500")

    for _ in range(2):
        with pytest.raises(HelpDeskSilent):
            office.bot.read_help_desk()
    came_in(office)
    desk.page_size = 100

    assert facts_of(office, case_id).count("customer_replied") == 1


def test_a_rating_with_words_is_feedback_of_its_own(office: House, desk: HelpDesk) -> None:
    _, ticket = answered(office, desk, 106)
    ticket.rating = {"score": "bad", "comment": "Trois semaines pour un remboursement."}
    desk.add(ticket, "rated", public=False)

    for _ in range(2):
        came_in(office)

    with office.ledger.look() as look:
        cases = look.open_cases()
        said = [look.verbatim(one.verbatim_id) for one in cases]
    (rated,) = [one for one in said if one.source_id == "106-rating"]
    assert rated.score is not None
    assert (rated.score.value, rated.score.scale, rated.channel) == (1.0, "csat", "survey")


@pytest.mark.parametrize(
    "change",
    [{"status": "solved"}, {"status": "closed"}, {"status": "deleted"}],
    ids=lambda change: str(change["status"]),
)
def test_requests_that_are_over_do_not_come_in(
    office: House, desk: HelpDesk, change: dict[str, Any]
) -> None:
    before = came_in(office)
    number = 200 + len(desk.tickets)
    desk.open_ticket(number, email="w@exemple.example", description=PETIT["text"], **change)

    assert came_in(office) == before


def test_a_customer_who_was_forgotten_is_heard_no_more(office: House, desk: HelpDesk) -> None:
    case_id, ticket = answered(office, desk, 107)
    with office.ledger.turn() as turn:
        forget(turn, "z107@exemple.example", office.journey, now=office.workspace.now())
    desk.add(ticket, AGAIN, author=ticket.requester)

    came_in(office)

    assert "customer_replied" not in facts_of(office, case_id)
    assert "Toujours rien" not in words_in(office.thread(BILLING, case_id))


def test_requests_stay_out_where_the_map_does_not_name_them(tmp_path: Any, desk: HelpDesk) -> None:
    with open_house(tmp_path, boucle_zendesk=desk.url) as house:
        desk.open_ticket(301, email="n@exemple.example", description=PETIT["text"])
        for ticket in desk.tickets.values():
            desk.add(ticket, "x", public=False)

        assert house.bot.read_help_desk() >= 0
        with house.ledger.look() as look:
            assert look.open_cases() == []


def test_a_record_by_file_and_the_same_request_are_one(office: House, desk: HelpDesk) -> None:
    record = of_somebody_else(PETIT, "z108", id="108", channel="ticket")
    (case_id,) = office.hear(office.lately(record), source="zendesk")
    desk.open_ticket(
        108, email="z108@exemple.example", description=PETIT["text"], subject="Autre titre"
    )

    assert came_in(office).count(case_id) == 1
    assert "revised" not in facts_of(office, case_id)
