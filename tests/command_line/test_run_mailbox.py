"""`boucle run` reads the mailbox; killed while it does, it reads each mail once all the same."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from typed_terminal import Terminal

from bot.received_mail import MailboxPlace
from storage.ledger import DatabaseLedger
from tests.imap_server import ImapHouse, imap_house
from workspace import Workspace

SECONDS = 20
DAY = date(2026, 11, 24)
# Nothing that can be read: it waits for a lead, so that what was taken can be counted.
STRANGE = b"\r\nno headers"


@pytest.fixture
def house() -> Iterator[ImapHouse]:
    with imap_house() as served:
        yield served


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    served = Workspace(port=0, limits="off")
    served.start()
    yield served
    served.stop()


@contextmanager
def running(terminal: Terminal) -> Iterator[subprocess.Popen[bytes]]:
    command = terminal.command("run")
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=terminal.folder, stdout=quiet, stderr=quiet)  # noqa: S603 # our own program
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(what: Callable[[], object]) -> None:
    latest = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < latest, "not in time"
        time.sleep(0.02)


def test_a_mail_that_was_fetched_when_the_bot_was_killed_is_taken_once(
    terminal: Terminal, workspace: Workspace, house: ImapHouse
) -> None:
    terminal.set("SLACK_API_URL", f"{workspace.url}/api")
    terminal.set("SLACK_BOT_TOKEN", "xoxb-local")
    terminal.set("SLACK_APP_TOKEN", "xapp-local")
    terminal.set("BOUCLE_IMAP", house.url)
    address = f"sqlite:///{terminal.folder / 'boucle.db'}"
    begin(address, MailboxPlace(validity=1, uid=0, on=DAY))
    house.put(STRANGE, on=DAY)
    house.never_ends = True
    with running(terminal):
        assert house.fetched.wait(SECONDS)
    assert unread(address) == 0

    house.never_ends = False
    looks = house.asked.count("LOGOUT")
    with running(terminal):
        # One look that takes it, and one that finds nothing left.
        wait_until(lambda: house.asked.count("LOGOUT") >= looks + 2)

    assert unread(address) == 1


def begin(address: str, place: MailboxPlace) -> None:
    ledger = DatabaseLedger(address)
    with ledger.turn() as turn:
        turn.begin_mailbox("boucle@127.0.0.1/INBOX", place)
    ledger.close()


def unread(address: str) -> int:
    ledger = DatabaseLedger(address)
    with ledger.look() as look:
        number = len(look.unread_mails())
    ledger.close()
    return number
