"""A whole house for tests: a workspace, the bot in it, and the people who press its buttons.

Everything is real but time: HTTP and WebSocket to the workspace, SMTP to its inbox, a SQLite file.
"""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from bot.engine.deliver import Patience
from bot.engine.pace import Pace
from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.loop import take_in
from bot.reading.meaning import MakesVectors
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.settings import Settings, settings_of
from connectors.mail_sender import MailSender
from connectors.mailbox import ImapMailbox
from connectors.reply_senders import ReplyConnections
from connectors.smtp import Smtp
from handlers.clock import FollowedClock, machine_now
from handlers.running import Parts, RunningBot
from storage.ledger import DatabaseLedger
from workspace import Workspace
from workspace import pace as workspace_pace

ROOT = Path(__file__).parents[1]
MAP = ROOT / "journey.yaml"
# A Tuesday; the rounds of the example map are at 09:15.
BEFORE_THE_ROUND = datetime.fromisoformat("2026-11-24T08:30:00+01:00")
# Tests do not wait for Slack: posts may follow each other at once.
NO_PACE = Pace(post=0.0, update=0.0, mail=0.0, zendesk=0.0, webhook=0.0, all_posts=0.0)
QUICK = Patience(timeout=5, look_after=0.2, attempts=8, longest_pause=0.2)
IDLE_SECONDS = 30
# A machine that plays four houses at once may take longer to open a form than Slack waits.
PATIENT_PACE = workspace_pace.Pace(ack=10.0, trigger=30.0)
FRIDAY = 4


def map_of(file: Path) -> JourneyMap:
    """Return a journey map; what many houses have is read once, as nothing changes it."""
    return _read_once(file.read_bytes())


@cache
def _read_once(text: bytes) -> JourneyMap:
    return read_journey(text)


def words_in(thing: Any) -> str:
    """Return a message or a form as one text, to look for words in it."""
    return json.dumps(thing, ensure_ascii=False)


@dataclass
class House:
    """The parts a test looks at and acts through."""

    workspace: Workspace
    ledger: DatabaseLedger
    journey: JourneyMap
    settings: Settings
    bot: RunningBot

    def __post_init__(self) -> None:
        self._http = httpx.Client(base_url=self.workspace.url, timeout=30)
        self._reader = (self.journey, MapReader(self.journey))

    def close(self) -> None:
        """Let go of the workspace."""
        self._http.close()

    def hear(self, *records: Mapping[str, Any], source: str = "helpdesk") -> list[int]:
        """Let customers say something; returns the ids of the cases it opened."""
        now = self.workspace.now()
        zone = self.journey.timezone
        intakes = [read_record(one, source=source, zone=zone, now=now) for one in records]
        with self.ledger.turn() as turn:
            taken = take_in(
                turn, intakes, reader=self._own_reader(), journey=self.journey, now=now
            )
        return [one.case_id for one in taken if one.case_id is not None]

    def _own_reader(self) -> MapReader:
        journey, reader = self._reader
        if journey is not self.journey:
            reader = MapReader(self.journey)
            self._reader = (self.journey, reader)
        return reader

    def move_to(self, moment: str) -> None:
        """Move business time, and wait until everything due has been planned and delivered."""
        self._http.post("/_workspace/clock", json={"to": moment}).raise_for_status()
        self.settle()

    def advance(self, by: str) -> None:
        """Move business time by "1d", "2h"…, and wait until everything due is done."""
        self._http.post("/_workspace/clock", json={"advance": by}).raise_for_status()
        self.settle()

    def next_morning(self) -> None:
        """Go to 09:15 of the next day from Monday to Friday: every round is posted by then."""
        day = self.workspace.now().astimezone(self.journey.timezone) + timedelta(days=1)
        while day.weekday() > FRIDAY:
            day += timedelta(days=1)
        self.move_to(day.replace(hour=9, minute=15, second=0, microsecond=0).isoformat())

    def lately(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record as if it had been said fourteen hours ago."""
        said_at = self.workspace.now() - timedelta(hours=14)
        return {**record, "happened_at": said_at.isoformat()}

    def show(self, *records: Mapping[str, Any], source: str = "helpdesk") -> list[int]:
        """Let customers say something lately, and have it shown the next morning."""
        cases = self.hear(*(self.lately(one) for one in records), source=source)
        self.next_morning()
        return cases

    def settle(self) -> None:
        """Wait until everything on its way to the bot, and everything due, is done."""
        latest = time.monotonic() + IDLE_SECONDS
        while self._is_under_way() and time.monotonic() < latest:
            time.sleep(0.005)
        assert self.bot.idle(IDLE_SECONDS), "not idle in time"

    def _is_under_way(self) -> bool:
        """Tell whether an event is on its way, or arrived (and was acked) and is not done."""
        delivery = self.workspace._core.delivery  # nothing public tells it
        return bool(delivery._running) or bool(self.ledger.unfinished())

    def does(self, user: str, what: str, **how: Any) -> dict[str, Any]:
        """Let a person act in the workspace, wait for the bot, and return the answer."""
        answer = self._http.post(f"/_workspace/as/{user}/{what}", json=how)
        assert answer.status_code < 400, answer.text
        self.settle()
        return {**answer.json(), "views": self.views(user)}

    def views(self, user: str) -> list[dict[str, Any]]:
        """Return the forms that a person has open, the top one last."""
        answer = self._http.get("/_workspace/views", params={"user": user}).raise_for_status()
        return list(answer.json()["views"])

    def messages(self, channel: str, **which: str) -> list[dict[str, Any]]:
        """Return what stands in a channel, oldest first."""
        params = {"channel": channel, **which}
        answer = self._http.get("/_workspace/messages", params=params).raise_for_status()
        return [one for one in answer.json()["messages"] if not one.get("subtype")]

    def seen_by_one(self) -> list[dict[str, Any]]:
        """Return every message that only one person sees, wherever it is."""
        channels = self.workspace._core.state.channels.values()  # over HTTP, a question for each
        return [shown for one in channels for _, shown in list(one.ephemerals.values())]

    def card(self, channel: str, case_id: int) -> dict[str, Any]:
        """Return the message that is the card of a case."""
        found = [one for one in self.messages(channel) if f"C-{case_id} " in one["text"]]
        assert found, f"no card of C-{case_id} in {channel}"
        return found[-1]

    def press(
        self, user: str, channel: str, case_id: int, action: str, **how: Any
    ) -> dict[str, Any]:
        """Let a person press a button of a card."""
        card = self.card(channel, case_id)
        return self.does(user, "click", channel=channel, ts=card["ts"], action_id=action, **how)

    def fill(self, user: str, answer: Mapping[str, Any], **fields: str) -> dict[str, Any]:
        """Let a person fill the form on top and submit it: a value by block id."""
        view = answer["views"][-1]
        values = {block: {"value": value} for block, value in fields.items()}
        return self.does(user, "submit", view_id=view["id"], values=values)

    def react(
        self, user: str, channel: str, case_id: int, emoji: str, *, off: bool = False
    ) -> None:
        """Let a person put an emoji under a card, or take it off."""
        ts = self.card(channel, case_id)["ts"]
        self.does(user, "unreact" if off else "react", channel=channel, ts=ts, name=emoji)

    def choose(self, user: str, channel: str, case_id: int, verb: str) -> dict[str, Any]:
        """Let a person choose something behind the "…" of a card."""
        return self.press(user, channel, case_id, "more", value=f"{verb}:{case_id}")

    def type(self, user: str, channel: str, words: str) -> dict[str, Any]:
        """Let a person type `/boucle` and words; returns what only they see, or the new form."""
        open_before = {view["id"] for view in self.views(user)}
        answer = self.does(user, "command", channel=channel, text=f"/boucle {words}".strip())
        assert answer["acked"], answer
        opens_form = any(view["id"] not in open_before for view in answer["views"])
        return answer if opens_form else self.told(user, channel)

    def told(self, user: str, channel: str) -> dict[str, Any]:
        """Return the last message that only this person sees in a channel."""
        seen = self.messages(channel, user=user)
        return next(one for one in reversed(seen) if one.get("is_ephemeral"))

    def direct(self, user: str) -> list[dict[str, Any]]:
        """Return what the bot wrote to one person, oldest first; nothing before the first word."""
        answer = self._http.get("/_workspace/messages", params={"channel": "boucle", "user": user})
        return list(answer.json().get("messages", []))

    def thread(self, channel: str, case_id: int) -> list[dict[str, Any]]:
        """Return what stands under a card, oldest first."""
        return self.messages(channel, thread_ts=self.card(channel, case_id)["ts"])[1:]

    def home(self, user: str) -> dict[str, Any]:
        """Let a person open the bot's own page, and return it."""
        self.does(user, "home")
        answer = self._http.get("/_workspace/home", params={"user": user}).raise_for_status()
        return dict(answer.json()["view"])

    def inbox(self) -> list[dict[str, Any]]:
        """Return the mail that customers received."""
        return list(self._http.get("/_workspace/inbox").raise_for_status().json()["mails"])

    def log(self, *, since: int = 0) -> list[dict[str, Any]]:
        """Return the calls the bot made to Slack, after the one of that number (`seq`)."""
        answer = self._http.get("/_workspace/log", params={"since": since}).raise_for_status()
        return list(answer.json()["calls"])

    def last_call(self) -> int:
        """Return the number of the latest call the bot made to Slack."""
        answer = self._http.get("/_workspace/log", params={"limit": 0}).raise_for_status()
        return int(answer.json()["last"])

    def close_window(self, user: str, answer: Mapping[str, Any]) -> None:
        """Let a person close the form or window on top."""
        self.does(user, "close", view_id=answer["views"][-1]["id"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_house(
    folder: Path,
    *,
    journey: Path = MAP,
    start: datetime = BEFORE_THE_ROUND,
    database: str | None = None,
    meaning: MakesVectors | None = None,
    **given: str,
) -> Iterator[House]:
    """Open a house with the people of the example map and the channels of a map."""
    read = map_of(journey)
    workspace = Workspace(port=0, clock_start=start, limits="off", pace=PATIENT_PACE)
    workspace.start()
    try:
        channels = {one.channel for one in read.departments.values()} | {read.digest.channel}
        workspace.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
        with living(folder, workspace, read, database=database, meaning=meaning, **given) as house:
            yield house
    finally:
        workspace.stop()


@contextmanager
def living(
    folder: Path,
    workspace: Workspace,
    journey: JourneyMap,
    *,
    database: str | None = None,
    over_http: bool = False,
    meaning: MakesVectors | None = None,
    **given: str,
) -> Iterator[House]:
    """Let the bot live in a workspace, with its memory in a folder or at a database's address.

    `over_http` lets Slack's side come in over HTTP instead of Socket Mode; `given` are further
    settings.
    """
    settings = settings_of(
        slack_bot_token="xoxb-local",
        slack_app_token=None if over_http else "xapp-local",
        slack_signing_secret="local-signing-secret",
        slack_api_url=f"{workspace.url}/api",
        boucle_listen=f"127.0.0.1:{_free_port()}",
        boucle_smtp=workspace.smtp_url,
        boucle_mail_from="bonjour@velolibre.example",
        boucle_secret="a secret of tests",
        boucle_clock=workspace.url,
        **given,
    )
    ledger = DatabaseLedger(database or f"sqlite:///{folder / 'boucle.db'}")
    clock = FollowedClock(workspace.url)
    smtp = Smtp(workspace.smtp_url, timeout=5)
    replies = ReplyConnections(settings, timeout=QUICK.timeout, machine_now=machine_now)
    mailbox = settings.boucle_imap
    imap = ImapMailbox(mailbox.get_secret_value(), timeout=5) if mailbox else None
    bot = RunningBot(
        Parts(
            ledger=ledger,
            clock=clock,
            journey=journey,
            reader=MapReader(journey),
            make_reader=MapReader,
            settings=settings,
            reply_senders=replies.senders(),
            mail_sender=lambda compose, message_id: MailSender(
                smtp, compose, message_id=message_id, mailbox=imap
            ),
            meaning=meaning,
            mailbox=imap,
            help_desk=replies.help_desk(),
            pace=NO_PACE,
            patience=QUICK,
        )
    )
    house = House(workspace, ledger, journey, settings, bot)
    bot.start()
    try:
        yield house
    finally:
        bot.stop()
        replies.close()
        house.close()
        clock.close()
        ledger.close()
