"""How soon presses are acked: 100 a second for a while, and 2,000 at once; nothing may be lost.

The bot is a process of its own, once in Socket Mode and once over HTTP; so is the workspace. Four
people take fifty cases and hand them back. `python -m bench.presses [postgresql://…]`.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import multiprocessing
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import uvloop

from bench.figure import Figure, milliseconds, percentile, print_table
from bot.case import Fact
from bot.journey_file import read_journey
from handlers.clock import machine_now
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND, MAP
from tests.records import PETIT, of_somebody_else
from tests.scale.demonstration import free_port
from tests.scale.mornings import boucle, command, surroundings

WAYS = ("sockets", "HTTP")
CASES = 50
A_SECOND = 100
SECONDS = 20
BURST = 2_000
PEOPLE = ("ana", "bruno", "chloe", "david")
CHANNEL = "voix-facturation"
MORNING = "2026-11-24T09:15:00+01:00"
SIGNING_SECRET = "local-signing-secret"
# What Slack waits for an ack.
ACK_SECONDS = 3.0
# An unhurried machine does everything that follows in a few seconds.
DONE_WITHIN = 120.0

Json = dict[str, Any]
# An address, a body, and the headers that go with it.
Asked = tuple[str, bytes, dict[str, str]]


def main(arguments: list[str]) -> None:
    """Measure on the database of that address (none: SQLite) and print the table."""
    print_table(figures(database=arguments[0] if arguments else ""))


def figures(*, database: str = "") -> list[Figure]:
    """Measure it over Socket Mode and over HTTP."""
    return [figure for way in WAYS for figure in _figures(way, database)]


def _figures(way: str, database: str) -> list[Figure]:
    with TemporaryDirectory() as place, open_town(Path(place), way, database) as town:
        # A loop in C: those who press take no more of the machine than they must.
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as people:
            floor = percentile(people.run(town.floor(200)), 0.50)
            steady = people.run(town.press(A_SECOND * SECONDS, every=1 / A_SECOND))
            town.settle()
            burst = people.run(town.press(BURST, every=0.0))
        town.settle()
        town.check()
    missed = sum(ack is None for ack in steady + burst)
    acked = [ack if ack is not None else ACK_SECONDS for ack in steady]
    print(f"{way}: {missed} of {len(steady + burst)} presses not acked in {ACK_SECONDS:.0f} s")
    return [
        Figure(f"{way}: {what}", milliseconds(value), value, milliseconds(floor), floor)
        for what, value in (
            (f"ack, {A_SECOND} presses a second, half of them", percentile(acked, 0.50)),
            (f"ack, {A_SECOND} presses a second, 99 of 100", percentile(acked, 0.99)),
            (
                f"ack, {BURST:,} presses at once, the last",
                max(ack or ACK_SECONDS for ack in burst),
            ),
        )
    ]


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
    cases: list[int] = field(default_factory=list)
    channel: str = ""
    buttons: list[Json] = field(default_factory=list)  # the message of each case, as Slack has it
    people: dict[str, str] = field(default_factory=dict)  # ids by name
    pressed: int = 0

    def open(self) -> None:
        """Have the round posted, and two buttons for each case below it."""
        moved = self.http.post(f"{self.url}/_workspace/clock", json={"to": MORNING})
        moved.raise_for_status()
        self.settle()
        state = self.http.get(f"{self.url}/_workspace/state").json()
        self.people = {user["name"]: user["id"] for user in state["users"]}
        (self.channel,) = (one["id"] for one in state["channels"] if one["name"] == CHANNEL)
        ledger = DatabaseLedger(self.database)
        with ledger.look() as look:
            self.cases = [case.id for case in look.open_cases()]
        ledger.close()
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

    def _payload(self, case: int, user: str, action: str, number: int) -> Json:
        """Return what Slack sends when somebody presses a button."""
        message = self.buttons[case]
        where = {"message_ts": message["ts"], "channel_id": self.channel}
        return {
            "type": "block_actions",
            "user": {"id": self.people[user], "name": user, "team_id": message["team"]},
            "team": {"id": message["team"], "domain": "local"},
            "channel": {"id": self.channel, "name": CHANNEL},
            "container": {"type": "message", **where, "is_ephemeral": False},
            "message": message,
            "trigger_id": f"1.{number}.press",
            "actions": [
                {
                    "type": "button",
                    "block_id": "b",
                    "action_id": action,
                    "value": str(self.cases[case]),
                    "action_ts": f"1795508100.{number:06}",
                }
            ],
        }

    async def press(self, times: int, *, every: float) -> list[float | None]:
        """Press so often; return the seconds until each ack, None where there was none in time."""
        # Written and signed before: the time that takes is not the bot's.
        asked = self.next_presses(times)
        began = time.perf_counter()
        presses = []
        for number, one in enumerate(asked):
            wait = began + number * every - time.perf_counter()
            await asyncio.sleep(max(0.0, wait))
            presses.append(asyncio.create_task(self.send(one)))
        return list(await asyncio.gather(*presses))

    async def floor(self, times: int) -> list[float]:
        """Ask the bot whether it lives; return the seconds of each answer."""
        seconds = []
        for _ in range(times):
            began = time.perf_counter()
            await _asked(f"{self.bot}/healthz", "GET", b"", {})
            seconds.append(time.perf_counter() - began)
        return seconds

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
        ledger = DatabaseLedger(self.database)
        with ledger.look() as look:
            for case_id in self.cases:
                one_order_explains(look.history(case_id), look.case(case_id).taken_by)
        assert not ledger.unfinished()
        ledger.close()

    def next_presses(self, times: int) -> list[Asked]:
        """Return the next presses, written and signed."""
        asked = [self._asked_for(self.pressed + number) for number in range(times)]
        self.pressed += times
        return asked

    def _asked_for(self, number: int) -> Asked:
        # Two presses of the same two people follow each other on a case: some take it, some are
        # refused, some hand it back.
        case = number % len(self.cases)
        user = PEOPLE[(number // len(self.cases)) % len(PEOPLE)]
        action = "take" if (number // len(self.cases) // len(PEOPLE)) % 2 == 0 else "hand_back"
        if self.way == "sockets":
            asked = {"channel": CHANNEL, "ts": self.buttons[case]["ts"], "action_id": action}
            path = f"{self.url}/_workspace/as/{user}/click"
            return path, json.dumps(asked).encode(), {"Content-Type": "application/json"}
        payload = self._payload(case, user, action, number)
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return f"{self.bot}/slack/events", body, _signed(body)

    async def send(self, asked: Asked) -> float | None:
        """Send a press; return the seconds until its ack, None where there was none in time."""
        path, body, headers = asked
        began = time.perf_counter()
        status, answer = await _asked(path, "POST", body, headers)
        seconds = time.perf_counter() - began
        if self.way == "sockets":
            told = json.loads(answer)
            return told["ack_ms"] / 1000 if told["acked"] else None
        return seconds if status == 200 and seconds < ACK_SECONDS else None


def one_order_explains(history: Sequence[Fact], taken_by: str | None) -> None:
    """Check that who took a case was alone in it, and that only they handed it back."""
    holder = None
    for fact in history:
        if fact.kind == "taken":
            assert holder is None, fact
            holder = fact.by
        elif fact.kind == "released":
            assert holder == fact.by, fact
            holder = None
    assert holder == taken_by


@contextmanager
def open_town(folder: Path, way: str, database: str) -> Iterator[Town]:
    """Open a workspace, let fifty customers speak, start the bot, post two buttons for each."""
    with ExitStack() as closing:
        url = closing.enter_context(workspace_running())
        http = closing.enter_context(httpx.Client(timeout=60))
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
        process = closing.enter_context(bot_running(folder, settings, pace=0.02))
        bot = f"http://127.0.0.1:{port}"
        town = Town(url, bot, way, address, http, folder, settings, process)
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


@contextmanager
def workspace_running() -> Iterator[str]:
    """Run a workspace without limits, with the map's channels; its address."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve_workspace, args=(theirs,))
    process.start()
    yield ours.recv()
    process.terminate()
    process.join()


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


async def _asked(
    address: str, method: str, body: bytes, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Ask over a connection of its own; a library would measure itself. Return status and body."""
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    lines = [f"{method} {where.path} HTTP/1.1", f"Host: {where.netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}", "", ""]
    writer.write("\r\n".join(lines).encode() + body)
    answer = await reader.read()
    writer.close()
    head, _, told = answer.partition(b"\r\n\r\n")
    return int(head.split(maxsplit=2)[1]), told


if __name__ == "__main__":
    main(sys.argv[1:])
