"""Customers of one improvement who wrote in different places: each told once, where they wrote."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.journey import JourneyMap
from bot.journey_file import read_journey
from tests.helpdesk_server import HelpDesk, help_desk
from tests.house import BEFORE_THE_ROUND, MAP, PATIENT_PACE, House, living, words_in
from tests.loop.improving import calm, done, in_window, live, started, told_to
from tests.webhook_receiver import SECRET, Receiver, webhook_receiver
from workspace import Workspace

TICKETS = {501: "tilda", 502: "tom", 503: "toni"}
CHATS = ("wanda", "will")
TEXT = "Il faudrait pouvoir changer d’heure de rappel."


@pytest.fixture
def desk() -> Iterator[HelpDesk]:
    with help_desk() as served:
        yield served


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as served:
        yield served


@pytest.fixture
def journey(tmp_path: Path) -> JourneyMap:
    own = "\nsources:\n  zendesk: {contact: yes}\n  app_chat: {answer_by: webhook, contact: yes}\n"
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", "at_most: 30")
    written = text.replace("\nsources:\n", own)
    return read_journey(written.encode(), name="journey.yaml")


@pytest.fixture
def workspace(journey: JourneyMap) -> Iterator[Workspace]:
    opened = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off", pace=PATIENT_PACE)
    opened.start()
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    opened.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
    yield opened
    opened.stop()


def test_tickets_chats_and_mails_each_once_though_zendesk_is_busy_and_the_bot_starts_anew(
    tmp_path: Path, workspace: Workspace, journey: JourneyMap, desk: HelpDesk, receiver: Receiver
) -> None:
    settings = {
        "boucle_zendesk": desk.url,
        "boucle_webhook": receiver.url,
        "boucle_webhook_secret": SECRET,
    }
    with living(tmp_path, workspace, journey, **settings) as office:
        _write_everywhere(office, desk)
        improvement = started(office, "changer heure rappel", said_fr="On change l’heure.")
        window = done(office, improvement)
        assert "6 messages prêts" in words_in(window["views"][-1])
        assert "un autre retour des mêmes clients" in words_in(window["views"][-1])
        form = in_window(office, "ana", window, "tell_many")
        desk.fail_next("PUT", "429")
        _submit(office, form["views"][-1]["id"])
        # Zendesk asks to wait; the others leave, and then the bot stops.
        _await(lambda: len(receiver.taken) == len(CHATS) and bool(told_to(office, "mira")))
        assert sum(len(one.public_comments) - 1 for one in desk.tickets.values()) < len(TICKETS)

    with living(tmp_path, workspace, journey, **settings) as office:
        # What Slack had to say to the bot that stopped, it says again in a minute: not waited for.
        assert office.bot.idle(20)
        office._http.post("/_workspace/clock", json={"advance": "2m"}).raise_for_status()
        assert office.bot.idle(20)

        for number, ticket in desk.tickets.items():
            (said,) = ticket.public_comments[1:]
            assert f"Bonjour {TICKETS[number].capitalize()}" in said
            assert "On change l’heure" in said
        sent = [one["data"] for one in receiver.taken.values()]
        assert sorted(one["customer"]["id"] for one in sent) == sorted(CHATS)
        assert len(told_to(office, "mira")) == 1
        assert told_to(office, "tilda") == [], "who wrote in a ticket and by mail is told once"
        assert "7 au courant" in words_in(live(office, improvement.name))
        with office.ledger.look() as look:
            assert {case.closed_how for case in look.cases_in(improvement.id)} == {"told"}
            assert len(look.told_of(improvement.id)) == len(TICKETS) + len(CHATS) + 1


def _write_everywhere(office: House, desk: HelpDesk) -> None:
    for number, name in TICKETS.items():
        desk.open_ticket(number, email=f"{name}@exemple.example", description=TEXT)
        office.hear(office.lately(calm(name, id=str(number), text=TEXT)), source="zendesk")
    for name in CHATS:
        office.hear(office.lately(calm(name, text=TEXT)), source="app_chat")
    office.show(calm("mira", text=TEXT), calm("tilda", id="tilda-2", text=TEXT))


def _submit(office: House, view_id: str) -> None:
    """Let Ana send, without waiting for what leaves."""
    how = {"view_id": view_id, "values": {}}
    office._http.post("/_workspace/as/ana/submit", json=how).raise_for_status()


def _await(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until, "not within the time"
        time.sleep(0.01)
