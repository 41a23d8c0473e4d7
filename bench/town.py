"""A workspace and a bot, each a process of its own, with fifty cases; and who presses there."""

from __future__ import annotations

import hmac
import json
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from bench.crowd import Asked, Crowd, Heard, crowd
from bench.order import Pressed, each_press_is_explained, holder_after
from bench.processes import served
from bot.case import Fact
from bot.journey_file import read_journey
from handlers.clock import machine_now
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND, MAP
from tests.records import PETIT, of_somebody_else
from tests.scale.demonstration import free_port
from tests.scale.mornings import boucle, command, surroundings

CASES = 50
PEOPLE = ("ana", "bruno", "chloe", "david")
CHANNEL = "voix-facturation"
MORNING = "2026-11-24T09:15:00+01:00"
SIGNING_SECRET = "local-signing-secret"
# What Slack waits for an ack.
ACK_SECONDS = 3.0
# An unhurried machine does everything that follows in a few seconds.
DONE_WITHIN = 120.0

Json = dict[str, Any]


@dataclass(frozen=True)
class Press:
    """A press of a person on a button of a case."""

    number: int
    case: int  # its place among the cases of the town
    person: str
    action: str


@dataclass(frozen=True)
class Rush:
    """What became of many presses: the seconds until each ack, None where it came too late."""

    acks: list[float | None]
    crowd_seconds: float  # processor time of those who press

    @property
    def missed(self) -> int:
        """Return how many were not acked in time."""
        return sum(ack is None for ack in self.acks)


@dataclass
class Town:
    """A workspace and a bot, each a process of its own, and fifty cases in a channel."""

    url: str
    bot: str
    way: str
    database: str
    http: httpx.Client
    folder: Path
    settings: dict[str, str]
    process: subprocess.Popen[bytes]
    crowd: Crowd
    cases: list[int] = field(default_factory=list)
    channel: str = ""
    buttons: list[Json] = field(default_factory=list)  # the message of each case, as Slack has it
    people: dict[str, str] = field(default_factory=dict)  # ids by name
    pressed: int = 0
    presses: list[tuple[Press, float | None]] = field(default_factory=list)  # with their acks

    def open(self) -> None:
        """Have the round posted, and two buttons for each case below it."""
        moved = self.http.post(f"{self.url}/_workspace/clock", json={"to": MORNING})
        moved.raise_for_status()
        self.settle()
        state = self.http.get(f"{self.url}/_workspace/state").json()
        self.people = {user["name"]: user["id"] for user in state["users"]}
        (self.channel,) = (one["id"] for one in state["channels"] if one["name"] == CHANNEL)
        with closing(DatabaseLedger(self.database)) as ledger, ledger.look() as look:
            self.cases = [case.id for case in look.open_cases()]
        self.buttons = [self._post_buttons(case_id) for case_id in self.cases]

    def _post_buttons(self, case_id: int) -> Json:
        elements = [
            {
                "type": "button",
                "action_id": action,
                "text": {"type": "plain_text", "text": action},
                "value": str(case_id),
            }
            for action in ("take", "hand_back")
        ]
        answer = self.http.post(
            f"{self.url}/api/chat.postMessage",
            headers={"Authorization": "Bearer xoxb-local"},
            json={
                "channel": self.channel,
                "text": f"C-{case_id}",
                "blocks": [{"type": "actions", "block_id": "b", "elements": elements}],
            },
        )
        return dict(answer.json()["message"])

    def payload_of(self, press: Press) -> Json:
        """Return what Slack sends when somebody presses a button."""
        user, message = press.person, self.buttons[press.case]
        where = {"message_ts": message["ts"], "channel_id": self.channel}
        return {
            "type": "block_actions",
            "user": {"id": self.people[user], "name": user, "team_id": message["team"]},
            "team": {"id": message["team"], "domain": "local"},
            "channel": {"id": self.channel, "name": CHANNEL},
            "container": {"type": "message", **where, "is_ephemeral": False},
            "message": message,
            "trigger_id": f"1.{press.number}.press",
            "actions": [
                {
                    "type": "button",
                    "block_id": "b",
                    "action_id": press.action,
                    "value": str(self.cases[press.case]),
                    "action_ts": f"1795508100.{press.number:06}",
                }
            ],
        }

    def press(self, times: int, *, every: float) -> Rush:
        """Press so often, one after the other or (every 0 seconds) all at once."""
        presses = self.next_presses(times)
        heard, seconds = self.crowd.ask_all([self.asked_for(one) for one in presses], every=every)
        acks = [self.ack_of(one) for one in heard]
        self.presses += zip(presses, acks, strict=True)
        return Rush(acks, seconds)

    def floor(self, times: int) -> list[float]:
        """Ask the bot whether it lives; return the seconds of each answer."""
        asked = Asked(_port_of(self.bot), _request("GET", f"{self.bot}/healthz", b"", {}))
        heard = [self.crowd.ask_all([asked], every=0.0)[0][0] for _ in range(times)]
        return [one.seconds for one in heard]

    def settle(self) -> None:
        """Wait until everything that follows from the presses is done."""
        until = time.monotonic() + DONE_WITHIN
        while time.monotonic() < until:
            asked = {"timeout": "60"}
            if self.http.get(f"{self.bot}/_boucle/idle", params=asked, timeout=90).is_success:
                return
        raise TimeoutError("the bot does not come to rest")

    def check(self) -> None:
        """Check that nothing was lost, and that one order of the presses explains each case."""
        histories, told = self.check_order(), self._told()
        for place, case_id in enumerate(self.cases):
            presses = Counter(
                Pressed(self.people[press.person], press.action, is_sure=ack is not None)
                for press, ack in self.presses
                if press.case == place
            )
            each_press_is_explained(histories[case_id], presses, told[case_id])

    def check_order(self) -> Mapping[int, Sequence[Fact]]:
        """Check that nothing is left undone, and that the facts of each case follow each other.

        Return the history of each.
        """
        with closing(DatabaseLedger(self.database)) as ledger, ledger.look() as look:
            histories = {case_id: look.history(case_id) for case_id in self.cases}
            for case_id, history in histories.items():
                assert holder_after(history) == look.case(case_id).taken_by
            assert not ledger.unfinished()
        return histories

    def _told(self) -> dict[int, Counter[str]]:
        """Return, by case, how often each person was told something that only they see."""
        told: dict[int, Counter[str]] = {case_id: Counter() for case_id in self.cases}
        for person in self.people.values():
            asked = {"channel": self.channel, "user": person}
            answer = self.http.get(f"{self.url}/_workspace/messages", params=asked)
            for message in answer.json()["messages"]:
                if message.get("is_ephemeral"):
                    (case_id,) = re.findall(r"\bC-(\d+)\b", message["text"])
                    told[int(case_id)][person] += 1
        return told

    def next_presses(self, times: int) -> list[Press]:
        """Return the next presses.

        Two presses of the same two people follow each other on a case: some take it, some are
        refused, some hand it back.
        """
        numbers = range(self.pressed, self.pressed + times)
        self.pressed += times
        return [self._press_of(number) for number in numbers]

    def _press_of(self, number: int) -> Press:
        turn = number // len(self.cases)
        action = "take" if (turn // len(PEOPLE)) % 2 == 0 else "hand_back"
        return Press(number, number % len(self.cases), PEOPLE[turn % len(PEOPLE)], action)

    def asked_for(self, press: Press) -> Asked:
        """Return the request of a press, written and signed."""
        if self.way == "sockets":
            ts = self.buttons[press.case]["ts"]
            asked = {"channel": CHANNEL, "ts": ts, "action_id": press.action}
            address = f"{self.url}/_workspace/as/{press.person}/click"
            body, headers = json.dumps(asked).encode(), {"Content-Type": "application/json"}
        else:
            address = f"{self.bot}/slack/events"
            body = urlencode({"payload": json.dumps(self.payload_of(press))}).encode()
            headers = _signed(body)
        return Asked(_port_of(address), _request("POST", address, body, headers))

    def ack_of(self, heard: Heard) -> float | None:
        """Return the seconds until an ack, None where there was none in time."""
        if self.way == "sockets":
            told = json.loads(heard.body)
            return told["ack_ms"] / 1000 if told["acked"] else None
        return heard.seconds if heard.status == 200 and heard.seconds < ACK_SECONDS else None


@contextmanager
def open_town(folder: Path, way: str, database: str) -> Iterator[Town]:
    """Open a workspace, let fifty customers speak, start the bot, post two buttons for each."""
    with ExitStack() as running:
        url = running.enter_context(workspace_running())
        http = running.enter_context(httpx.Client(timeout=60))
        people = running.enter_context(crowd())
        port = free_port()
        address = database or f"sqlite:///{folder / 'boucle.db'}"
        settings = settings_of(folder, url, port, address) | (
            {"SLACK_APP_TOKEN": "xapp-local"}
            if way == "sockets"
            else {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
        )
        said = folder / "said.jsonl"
        said.write_text(
            "\n".join(json.dumps(of_somebody_else(PETIT, f"p{n}")) for n in range(CASES))
        )
        taken = boucle(folder, "import", str(said), "--source", "helpdesk", "--json", **settings)
        assert json.loads(taken.out)["cases"] == CASES, taken
        process = running.enter_context(bot_running(folder, settings, pace=0.02))
        bot = f"http://127.0.0.1:{port}"
        town = Town(url, bot, way, address, http, folder, settings, process, people)
        town.open()
        yield town


def settings_of(folder: Path, url: str, port: int, database: str) -> dict[str, str]:
    """Return the settings of a bot in that workspace, whose rounds show every case."""
    large = folder / "journey.yaml"
    text = MAP.read_text(encoding="utf-8")
    large.write_text(re.sub(r"at_most: \d+", f"at_most: {CASES}", text), encoding="utf-8")
    return {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_API_URL": f"{url}/api",
        "BOUCLE_DATABASE": database,
        "BOUCLE_JOURNEY": str(large),
        "BOUCLE_LISTEN": f"127.0.0.1:{port}",
        "BOUCLE_CLOCK": url,
        "BOUCLE_SECRET": "a secret of measuring",
    }


@contextmanager
def bot_running(
    folder: Path, settings: dict[str, str], *, pace: float
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot with these settings; its log lies in the folder."""
    log = (folder / "bot.log").open("w")
    with (
        log,
        subprocess.Popen(
            command("run", "--pace", str(pace)),
            cwd=folder,
            env=surroundings(**settings),
            stderr=log,
        ) as bot,
    ):
        try:
            _wait_for(f"http://{settings['BOUCLE_LISTEN']}/healthz")
            yield bot
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(60)


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(address)


def workspace_running() -> AbstractContextManager[str]:
    """Run a workspace without limits, with the map's channels; its address."""
    return served(_serve_workspace)


def _serve_workspace(say: Connection) -> None:
    from workspace import Workspace

    workspace = Workspace(0, limits="off", clock_start=BEFORE_THE_ROUND)
    workspace.start()
    journey = read_journey(MAP.read_bytes(), name="journey.yaml")
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    workspace.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
    say.send(workspace.url)
    threading.Event().wait()


def _signed(body: bytes) -> dict[str, str]:
    timestamp = str(int(machine_now()))
    digest = hmac.new(SIGNING_SECRET.encode(), b"v0:" + timestamp.encode() + b":" + body, "sha256")
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def _request(method: str, address: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Write a request over a line of its own."""
    where = urlsplit(address)
    lines = [f"{method} {where.path} HTTP/1.1", f"Host: {where.netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def _port_of(address: str) -> int:
    return int(urlsplit(address).port or 80)
