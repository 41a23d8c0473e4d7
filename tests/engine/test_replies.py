"""Whoever dies while a reply leaves, wherever: its customer is told once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import NotSent, Outcome, Sender, Sent, Uncertain
from bot.engine.pace import Pace
from bot.journey import JourneyMap
from bot.loop import take_in
from bot.message import Message, Way
from bot.notice import Notice
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.reply import Reply
from bot.settings import Settings
from bot.webhook_signature import read_secrets
from connectors.webhook import Webhook, WebhookSender
from connectors.zendesk import Zendesk
from connectors.zendesk_sender import ZendeskSender
from handlers.customer_reply import compose_reply, place_of
from storage.ledger import DatabaseLedger
from tests.engine.conftest import MachineTime
from tests.helpdesk_server import HelpDesk, help_desk
from tests.records import PETIT, of_somebody_else
from tests.webhook_receiver import SECRET, Receiver, webhook_receiver

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
CUSTOMERS = 100
SETTINGS = Settings()


class Killed(BaseException):
    """The process is gone: nothing after this line of it happens."""


@dataclass
class Mortal:
    """A sender whose process dies, before or after the effect, at each turn of the list."""

    sender: Sender
    deaths: list[str]

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        death = self.deaths.pop(0) if self.deaths else ""

        def passes() -> bool:
            if death == "before":
                raise Killed
            passed = point_of_no_return()
            if death == "at":
                raise Killed
            return passed

        outcome = self.sender.send(notice, point_of_no_return=passes)
        if death == "after":
            raise Killed
        return outcome

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        return self.sender.find(notice, past_return=past_return)

    def may_repeat(self, notice: Notice) -> bool:
        return self.sender.may_repeat(notice)


@dataclass
class Office:
    ledger: DatabaseLedger
    journey: JourneyMap
    time: MachineTime = field(default_factory=MachineTime)

    def approve(self, way: Way, places: list[str]) -> None:
        """Remember an approved answer to a customer at each place, and stage it."""
        zone = self.journey.timezone
        records = [
            of_somebody_else(PETIT, f"c{number}", customer_email=None, id=place)
            for number, place in enumerate(places)
        ]
        intakes = [read_record(one, source="zendesk", zone=zone, now=NOW) for one in records]
        with self.ledger.turn() as turn:
            reader = MapReader(self.journey)
            taken = take_in(turn, intakes, reader=reader, journey=self.journey, now=NOW)
            for place, one in zip(places, taken, strict=True):
                message = Message(
                    one.case_id or 0, "answer", way, "fr", "Réglé.", "U1", NOW, to=place
                )
                told = turn.add_message(message)
                key = f"{way}:{told.id}"
                about = {"message": told.id}
                turn.stage(Notice(key, "mail", key, case_id=one.case_id, about=about))

    def compose(self, notice: Notice) -> Reply:
        with self.ledger.look() as look:
            return compose_reply(look, notice, self.journey, SETTINGS)

    def place(self, notice: Notice) -> tuple[str, str]:
        with self.ledger.look() as look:
            return place_of(look, notice)

    def deliver(self, way: Way, sender: Sender) -> None:
        """Deliver everything; a process that dies is followed by another."""
        delivery = Delivery(
            self.ledger,
            {way: sender},
            self.time,
            lambda: 1.0,
            Pace(zendesk=0.0, webhook=0.0),
            Patience(),
        )
        for _ in range(1000):
            with suppress(Killed):
                while delivery.deliver_one():
                    pass
            if not {"waiting", "sending"} & set(self.states()):
                return
            self.time.seconds += 10.0

    def states(self) -> dict[str, int]:
        with self.ledger.look() as look:
            return dict(look.count_notices())


@pytest.fixture
def office(tmp_path: Path, journey: JourneyMap) -> Iterator[Office]:
    ledger = DatabaseLedger(f"sqlite:///{tmp_path / 'boucle.db'}")
    yield Office(ledger, journey)
    ledger.close()


@pytest.fixture
def desk() -> Iterator[HelpDesk]:
    with help_desk() as served:
        yield served


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhook_receiver() as served:
        yield served


DEATHS = ["", "after", "", "at", "before", "after", "at", ""] * 3


def test_a_hundred_tickets_are_told_in_once_by_processes_that_die(
    office: Office, desk: HelpDesk
) -> None:
    numbers = range(1, CUSTOMERS + 1)
    for number in numbers:
        desk.open_ticket(number, email=None)
    office.approve("zendesk", [str(number) for number in numbers])
    zendesk = Zendesk(desk.url, timeout=5)
    desk.fail_next("PUT", "drop_after", "drop_before", "500", "429", "503", "409")

    sender = Mortal(ZendeskSender(zendesk, office.compose, office.place), list(DEATHS))
    office.deliver("zendesk", sender)
    zendesk.close()

    told = [len(desk.tickets[number].public_comments) - 1 for number in numbers]
    assert told == [1] * CUSTOMERS
    assert office.states() == {"sent": CUSTOMERS}


def test_a_hundred_replies_are_taken_once_by_the_webhook(
    office: Office, receiver: Receiver
) -> None:
    office.approve("webhook", [f"zendesk/{number}" for number in range(1, CUSTOMERS + 1)])
    webhook = Webhook(
        receiver.url, read_secrets(SECRET), timeout=5, machine_now=lambda: 1_700_000_000.0
    )
    receiver.answers = ["drop_after", 500, 429, 204, "drop_before", 204] * 5

    office.deliver("webhook", Mortal(WebhookSender(webhook, office.compose), list(DEATHS)))
    webhook.close()

    assert len(receiver.taken) == CUSTOMERS
    assert len(receiver.tries) > CUSTOMERS
    assert office.states() == {"sent": CUSTOMERS}
