"""Told to stop in the middle of a burst, the bot ends soon, and does later what it had acked."""

import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.crowd import Heard, ask_all
from bench.town import Town, bot_running, open_town
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
        acked, seconds = _stopped_on_the_way(town)
        status = town.process.returncode
        kept = _keys(town, "inbox")

        with bot_running(town.folder, town.settings, pace=0.02):
            town.settle()
            done = _keys(town, "inbox where finished_at is not null and failed_at is null")
            town.check_order()

    assert status == 0
    assert seconds < ENDS_WITHIN
    assert ACKED_BEFORE <= len(acked) < PRESSES
    assert acked <= kept
    assert acked <= done


def _stopped_on_the_way(town: Town) -> tuple[set[str], float]:
    """Press, and stop the bot meanwhile; return the keys of what was acked, and how long it took.

    Whoever comes too late finds the line closed.
    """
    presses = town.next_presses(PRESSES)
    acked: set[str] = set()
    is_enough = threading.Event()

    def hear(place: int, heard: Heard) -> None:
        if town.ack_of(heard) is not None:
            acked.add(str(key_of(town.payload_of(presses[place]))))
        if len(acked) >= ACKED_BEFORE:
            is_enough.set()

    asked = [town.asked_for(press) for press in presses]
    with ThreadPoolExecutor(1) as thread:
        pressing = thread.submit(ask_all, asked, every=EVERY, hearing=hear)
        is_enough.wait(60)
        began = time.monotonic()
        town.process.send_signal(signal.SIGTERM)
        town.process.wait(60)
        seconds = time.monotonic() - began
        pressing.result()
    return acked, seconds


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
