"""How much memory the bot takes, and whether a month of daily feedback adds to it."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench.feedback import sample
from bench.figure import Figure
from bench.own_process import bot
from bot.journey_file import read_journey
from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND, MAP, _free_port
from workspace import Workspace

DAYS = 30
# What a company of some thousand customers hears in a day.
A_DAY = 40
# On the first day caches fill.
SETTLED_ON = 2
_PATIENCE = 120.0


def figures() -> list[Figure]:
    """Measure it: a bot of its own process, thirty days of feedback, rounds, nudges, presses."""
    with TemporaryDirectory() as place:
        taken = list(_month(Path(place)))
    before, after = taken[SETTLED_ON - 1], taken[-1]
    shown = f"{after / 1e6:,.0f} MB on day {DAYS}"
    floor = f"{before / 1e6:,.0f} MB on day {SETTLED_ON}"
    return [Figure("memory over a played month", shown, after, floor, before)]


def _month(folder: Path) -> Iterator[int]:
    """Play a month; yield the bytes of memory in use at the end of each day."""
    journey = read_journey(MAP.read_bytes(), name=str(MAP))
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off")
    workspace.start()
    names = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    workspace.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(names)]})
    database, port = f"sqlite:///{folder}/boucle.db", _free_port()
    ledger, reader, records = DatabaseLedger(database), MapReader(journey), sample()
    idle = f"http://127.0.0.1:{port}/_boucle/idle?timeout=60"
    try:
        with bot(folder, workspace, database, port) as process:
            _await(idle)
            for day in range(DAYS):
                now = workspace.now()
                said = [_record(records, day * A_DAY + number) for number in range(A_DAY)]
                intakes = [
                    read_record(one, source="helpdesk", zone=journey.timezone, now=now)
                    for one in said
                ]
                with ledger.turn() as turn:
                    take_in(turn, intakes, reader=reader, journey=journey, now=now)
                clock = {"advance": "1d"}
                httpx.post(f"{workspace.url}/_workspace/clock", json=clock).raise_for_status()
                _press_all(workspace.url, names)
                _await(idle)
                yield _memory_of(process.pid)
    finally:
        ledger.close()
        workspace.stop()


def _record(records: list[dict[str, Any]], number: int) -> dict[str, Any]:
    record = dict(records[number % len(records)])
    del record["happened_at"]
    return record | {"id": f"month-{number}", "customer_id": f"month-{number}"}


def _press_all(url: str, names: set[str]) -> None:
    """Let Ana take what nobody has in each channel's last messages."""
    for name in sorted(names):
        asked = {"channel": name.lstrip("#"), "limit": 10}
        answer = httpx.get(f"{url}/_workspace/messages", params=asked, timeout=60)
        for card in answer.json()["messages"]:
            if "'take'" in str(card.get("blocks")):
                press = {"channel": asked["channel"], "ts": card["ts"], "action_id": "take"}
                httpx.post(f"{url}/_workspace/as/ana/click", json=press, timeout=60)


def _await(idle: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(idle, timeout=90).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError("the bot does not come to rest")


def _memory_of(pid: int) -> int:
    """Return the bytes of memory that a process holds (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) * 1024
