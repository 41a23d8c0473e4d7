"""Told to stop in the middle of a burst, the bot ends soon, and does later what it had acked."""

import asyncio
import json
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs

from bench.presses import Asked, Town, bot_running, open_town
from handlers.inbox import key_of
from storage.ledger import DatabaseLedger

PRESSES = 160
EVERY = 0.005  # seconds
# So many are acked before the stop.
ACKED_BEFORE = 20
ENDS_WITHIN = 5.0


def test_a_stop_in_the_middle_of_a_burst_over_http_loses_nothing_that_was_acked(
    tmp_path: Path,
) -> None:
    with open_town(tmp_path, "HTTP", "") as town, _slow_request(town), _long_wait(town):
        # In a thread of its own: a browser's loop may run in this one.
        with ThreadPoolExecutor(1) as thread:
            acked, seconds = thread.submit(lambda: asyncio.run(_stopped_on_the_way(town))).result()
        status = town.process.returncode
        kept = _keys(town, "inbox")

        with bot_running(town.folder, town.settings, pace=0.02):
            town.settle()
            done = _keys(town, "inbox where finished_at is not null and failed_at is null")
            town.check()

    assert status == 0
    assert seconds < ENDS_WITHIN
    assert ACKED_BEFORE <= len(acked) < PRESSES
    assert acked <= kept
    assert acked <= done


async def _stopped_on_the_way(town: Town) -> tuple[set[str], float]:
    """Press, and stop the bot meanwhile; return the keys of what was acked, and how long it took.

    Whoever comes too late finds the line closed.
    """
    acked: set[str] = set()
    is_enough = asyncio.Event()

    async def press(number: int, asked: Asked) -> None:
        await asyncio.sleep(number * EVERY)
        try:
            is_acked = await town.send(asked) is not None
        except (OSError, IndexError):
            return
        if is_acked:
            acked.add(_key_of(asked))
        if len(acked) >= ACKED_BEFORE:
            is_enough.set()

    presses = [
        asyncio.create_task(press(number, asked))
        for number, asked in enumerate(town.next_presses(PRESSES))
    ]
    await is_enough.wait()
    began = time.monotonic()
    town.process.send_signal(signal.SIGTERM)
    await asyncio.to_thread(town.process.wait, 60)
    seconds = time.monotonic() - began
    await asyncio.gather(*presses)
    return acked, seconds


def _key_of(asked: Asked) -> str:
    (payload,) = parse_qs(asked[1].decode())["payload"]
    return str(key_of(json.loads(payload)))


def _slow_request(town: Town) -> socket.socket:
    """Begin to bring something, and never end."""
    line = _line_to(town)
    line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: b\r\nContent-Length: 1000\r\n\r\n{")
    return line


def _long_wait(town: Town) -> socket.socket:
    """Ask to be told once everything is done, which in a burst takes long."""
    line = _line_to(town)
    line.sendall(b"GET /_boucle/idle?timeout=60 HTTP/1.1\r\nHost: b\r\n\r\n")
    return line


def _line_to(town: Town) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(town.bot.rpartition(":")[2])), timeout=20)


def _keys(town: Town, what: str) -> set[str]:
    ledger = DatabaseLedger(town.database)
    with ledger._database.reading() as transaction:
        rows = transaction.query(f"select key from {what}")  # noqa: S608 # our own words
    ledger.close()
    return {row["key"] for row in rows}
