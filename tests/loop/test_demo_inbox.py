"""Who plays a customer answers our mail in the workspace, and it lands as a real one does."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.journey_file import read_journey
from tests.house import BEFORE_THE_ROUND, MAP, PATIENT_PACE, House, living, words_in
from tests.records import PETIT
from workspace import Workspace

CHANNEL = "voix-facturation"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house as the demo sets it up: the bot reads the mailbox of the workspace."""
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off", pace=PATIENT_PACE)
    workspace.start()
    journey = read_journey(MAP.read_bytes(), name=str(MAP))
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


def test_a_mail_that_comes_back_in_the_inbox_opens_its_step_again(house: House) -> None:
    [case] = house.show(PETIT)
    answer(house, case)

    play_customer(house, "bounce")

    card = words_in(house.card(CHANNEL, case))
    assert "Pas arrivé chez le client (l’adresse n’existe pas)" in card
    assert "Répondre au client" in card
