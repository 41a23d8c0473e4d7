"""A delivery with its real surroundings: a workspace over HTTP, SMTP, a file; time is made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import Sender
from bot.engine.pace import Pace
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.loop import take_in
from bot.mail import Mail
from bot.message import Message
from bot.notice import Notice
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.settings import Settings, settings_of
from bot.steps.share import share
from connectors.mail_sender import MailSender
from connectors.smtp import Smtp
from handlers.customer_mail import compose
from handlers.deliver_notices import Render, SlackSender
from handlers.desk import Desk
from handlers.rate_limits import Rests
from handlers.renderers import RENDER
from storage.ledger import DatabaseLedger
from tests.records import PETIT
from workspace import Workspace

ROOT = Path(__file__).parents[2]
NOW = datetime.fromisoformat("2026-11-24T09:15:00+01:00")
BILLING = "voix-facturation"
HOME = f"channel:#{BILLING}"
# How long the client waits for Slack: short, so that a silent Slack is met quickly.
SLACK_SECONDS = 1
PATIENCE = Patience(timeout=10, look_after=60, attempts=6, longest_pause=300)


@dataclass
class StandingClock:
    """Business time that stands still."""

    def now(self) -> datetime:
        return NOW

    def goal(self) -> datetime:
        return NOW

    def step_to(self, moment: datetime) -> None:
        """Do nothing."""


@dataclass
class MachineTime:
    """Machine time that tests move."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class PostOffice:
    """What delivers, and what a test needs to look at."""

    workspace: Workspace
    ledger: DatabaseLedger
    journey: JourneyMap
    delivery: Delivery
    time: MachineTime
    path: Path
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.workspace.url, timeout=30)

    def fault(self, method: str, kind: str, **how: Any) -> None:
        """Let something go wrong in Slack or in the mail."""
        fault = {"method": method, "kind": kind, **how}
        self.http.post("/_workspace/faults", json=fault).raise_for_status()

    def open_case(self, **record: Any) -> int:
        """Let a customer say something, and share the case at once."""
        one = PETIT | record
        intake = read_record(one, source="helpdesk", zone=self.journey.timezone, now=NOW)
        with self.ledger.turn() as turn:
            reader = MapReader(self.journey)
            (taken,) = take_in(turn, [intake], reader=reader, journey=self.journey, now=NOW)
            assert taken.case_id is not None
            share(turn, turn.case(taken.case_id), self.journey, now=NOW)
        return taken.case_id

    def stage(self, *notices: Notice) -> None:
        """Stage notices in one turn."""
        with self.ledger.turn() as turn:
            for notice in notices:
                turn.stage(notice)

    def approve_mail(self, case_id: int) -> Notice:
        """Remember an approved answer and stage its mail."""
        message = Message(
            case_id,
            kind="answer",
            way="mail",
            language="fr",
            text="Bonjour, nous remboursons les 39 € demain.",
            approved_by="U1",
            approved_at=NOW,
            to="c.petit@exemple.example",
            subject="Votre remboursement",
            signed="Ana",
        )
        with self.ledger.turn() as turn:
            told = turn.add_message(message)
            key = f"mail:{told.id}"
            notice = Notice(key, "mail", key, case_id=case_id, about={"message": told.id})
            turn.stage(notice)
        return notice

    @property
    def settings(self) -> Settings:
        """Return the settings by which mails are composed."""
        return settings_of(
            boucle_mail_from="bonjour@velolibre.example",
            boucle_secret="a secret of tests",
        )

    def send_mail_over(self, url: str) -> None:
        """Let mail leave over another server."""

        def mail_of(notice: Notice) -> Mail:
            with self.ledger.look() as look:
                return compose(look, notice, self.journey, self.settings)

        self.deliver_by({"mail": MailSender(Smtp(url, timeout=5), mail_of)})

    def deliver_by(self, senders: Mapping[str, Sender]) -> None:
        """Let what leaves by these ways leave by others."""
        self.delivery = replace(self.delivery, sender_of={**self.delivery.sender_of, **senders})

    def deliver_all(self, *, for_seconds: float = 1000.0) -> None:
        """Deliver what is due, and what becomes due in so many seconds of machine time."""
        until = self.time.seconds + for_seconds
        while self.time.seconds < until:
            while self.delivery.deliver_one():
                pass
            self.time.seconds += 1.0

    def messages(self, channel: str = BILLING, **which: str) -> list[dict[str, Any]]:
        """Return what the bot posted in a channel."""
        answer = self.http.get("/_workspace/messages", params={"channel": channel, **which})
        return [one for one in answer.json()["messages"] if not one.get("subtype")]

    def ids(self) -> list[str]:
        """Return the notice ids that stand in the channel, oldest first."""
        return [one["metadata"]["event_payload"]["id"] for one in self.messages()]

    def mails(self) -> list[dict[str, Any]]:
        """Return the mail that arrived."""
        return list(self.http.get("/_workspace/inbox").json()["mails"])

    def states(self) -> dict[str, int]:
        """Return how many notices there are by state."""
        with self.ledger.look() as look:
            return dict(look.count_notices())


@pytest.fixture
def office(tmp_path: Path, journey: JourneyMap) -> Iterator[PostOffice]:
    with open_office(tmp_path, journey) as opened:
        yield opened


@contextmanager
def open_office(folder: Path, journey: JourneyMap) -> Iterator[PostOffice]:
    """Open a workspace with the channel of billing, and what delivers there."""
    workspace = Workspace(port=0, clock_start=NOW, limits="off")
    workspace.start()
    path = folder / "boucle.db"
    ledger = DatabaseLedger(f"sqlite:///{path}")
    try:
        workspace.seed({"channels": [{"name": BILLING}]})
        time = MachineTime()
        delivery = delivery_of(ledger, workspace, journey, time)
        office = PostOffice(workspace, ledger, journey, delivery, time, path)
        yield office
        office.http.close()
    finally:
        ledger.close()
        workspace.stop()


def delivery_of(
    ledger: DatabaseLedger,
    workspace: Workspace,
    journey: JourneyMap,
    time: MachineTime,
    render: dict[str, Render] | None = None,
    *,
    url: str | None = None,
) -> Delivery:
    """Return a delivery over HTTP and SMTP to a workspace, or to what stands before it (`url`)."""
    settings = settings_of(
        slack_bot_token="xoxb-local",
        slack_api_url=f"{workspace.url}/api",
        boucle_mail_from="bonjour@velolibre.example",
        boucle_secret="a secret of tests",
    )
    desk = Desk(ledger, StandingClock(), journey, MapReader(journey), settings, lambda: None)
    client = WebClient(
        "xoxb-local",
        base_url=f"{url or workspace.url}/api/",
        timeout=SLACK_SECONDS,
        retry_handlers=[],
    )

    def mail_of(notice: Notice) -> Mail:
        with ledger.look() as look:
            return compose(look, notice, journey, settings)

    slack: Sender = SlackSender(desk, client, render or RENDER, Rests(time))
    mail = MailSender(Smtp(workspace.smtp_url, timeout=5), mail_of)
    return Delivery(
        ledger=ledger,
        sender_of={"channel": slack, "person": slack, "lead": slack, "mail": mail},
        machine_now=time,
        jitter=lambda: 1.0,
        pace=Pace(),
        patience=PATIENCE,
    )


def vanished(_desk: Desk, look: Look, notice: Notice, _language: str) -> None:
    """Render a case that is not there any more."""
    look.case(int(notice.case_id or 0) + 1000)
