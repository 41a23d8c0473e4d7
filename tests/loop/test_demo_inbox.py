"""Who plays a customer answers our mail in the workspace, and it lands as a real one does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.customer import Customer
from tests.house import BEFORE_THE_ROUND, MAP, PATIENT_PACE, House, living, map_of, words_in
from tests.records import PETIT
from workspace import Workspace

CHANNEL = "voix-facturation"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house as the demo sets it up: the bot reads the mailbox of the workspace."""
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off", pace=PATIENT_PACE)
    workspace.start()
    journey = map_of(MAP)
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    workspace.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
    with living(tmp_path, workspace, journey, boucle_imap=workspace.imap_url) as opened:
        opened.bot.read_mail()  # where the mailbox begins
        yield opened
    workspace.stop()


def play_customer(house: House, what: str, **given: str) -> None:
    """Answer the last mail, or let it come back, as the page does."""
    mail = house.inbox()[-1]["id"]
    httpx.post(
        f"{house.workspace.url}/_workspace/{what}", json={"mail": mail, **given}
    ).raise_for_status()
    house.bot.read_mail()
    house.settle()


def answer(house: House, case: int) -> None:
    """Take, plan by Friday and answer."""
    house.press("ana", CHANNEL, case, "take")
    form = house.press("ana", CHANNEL, case, "act")
    house.fill("ana", form, what="rembourser le trop-perçu", due="vendredi")
    house.fill("ana", house.press("ana", CHANNEL, case, "answer"))
    house.fill("ana", {"views": house.views("ana")})


def test_a_reply_in_the_customers_inbox_lands_under_the_card_and_asks_for_an_answer(
    house: House,
) -> None:
    [case] = house.show(PETIT)
    answer(house, case)
    assert "Répondu" in words_in(house.card(CHANNEL, case))

    play_customer(house, "reply", text="Je ne suis pas d’accord, c’est 78 € qui manquent !")

    assert "c’est 78 € qui manquent" in words_in(house.thread(CHANNEL, case))
    assert "> Bonjour" not in words_in(house.thread(CHANNEL, case))
    assert "Répondre au client" in words_in(house.card(CHANNEL, case))


def given(house: House, case: int, address: str) -> dict[str, Any]:
    """Let Ana give another address; returns what the form said, {} when it took it."""
    form = house.choose("ana", CHANNEL, case, "address")
    answer = house.fill("ana", form, address=address)
    return dict((answer.get("response") or {}).get("errors") or {})


def test_another_address_is_given_and_the_message_approved_and_sent_there(house: House) -> None:
    [case] = house.show(PETIT)
    answer(house, case)
    play_customer(house, "bounce")

    errors = given(house, case, "Camille Petit <camille@ailleurs.example>")
    form = house.press("ana", CHANNEL, case, "answer")
    preview = house.fill("ana", form)
    shown = words_in(preview["views"][-1])
    house.fill("ana", preview)

    assert errors == {}
    assert "camille@ailleurs.example" in shown
    assert "Adresse donnée par Ana" in shown
    assert [mail["to"] for mail in house.inbox()] == [
        ["c.petit@exemple.example"],
        ["camille@ailleurs.example"],
    ]
    assert "Pas arrivé" not in words_in(house.card(CHANNEL, case))
    history = words_in(house.choose("ana", CHANNEL, case, "show")["views"][-1])
    assert "autre adresse du client donnée · Ana" in history


def test_the_replaced_address_does_not_come_back_with_the_next_export(house: House) -> None:
    [case] = house.show(PETIT)
    answer(house, case)
    play_customer(house, "bounce")
    given(house, case, "camille@ailleurs.example")

    house.hear(PETIT | {"id": "later", "text": "Toujours rien, et une facture de plus."})

    with house.ledger.look() as look:
        customer = look.customer(str(look.case(case).customer_id))
        assert customer is not None
        assert customer.email == "camille@ailleurs.example"
        assert look.customers_called("c.petit@exemple.example") == [customer.id]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("camille", "n’en est pas une"),
        ("camille@ailleurs", "n’en est pas une"),
        ("c.petit@exemple.example", "vient déjà de revenir"),
        ("bonjour@velolibre.example", "adresse de la maison"),
        ("ana@velolibre.example", "adresse de la maison"),
        ("parti@exemple.example", "ne plus recevoir"),
    ],
)
def test_an_address_that_cannot_be_the_customers_is_refused_in_the_form(
    house: House, address: str, why: str
) -> None:
    [case] = house.show(PETIT)
    with house.ledger.turn() as turn:
        gone = Customer("gone", email="parti@exemple.example")
        turn.record_customers([gone])
        turn.record_stop(gone, at=house.workspace.now())
    answer(house, case)
    play_customer(house, "bounce")

    errors = given(house, case, address)

    assert why in errors["address"]


def test_no_address_is_asked_of_who_may_not_be_contacted(house: House) -> None:
    unasked = PETIT | {"channel": "survey", "customer_email": None, "contact_ok": None}
    [case] = house.show(unasked, source="survey")

    assert "address:" not in words_in(house.card(CHANNEL, case))


def test_a_mail_that_comes_back_in_the_inbox_opens_its_step_again(house: House) -> None:
    [case] = house.show(PETIT)
    answer(house, case)

    play_customer(house, "bounce")

    card = words_in(house.card(CHANNEL, case))
    assert "Pas arrivé chez le client (l’adresse n’existe pas)" in card
    assert "Répondre au client" in card
