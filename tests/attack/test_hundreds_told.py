"""Hundreds of customers answered by one improvement, bots killed half-way: each told once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.due import Due
from bot.improvement import Improvement
from bot.journey import JourneyMap
from bot.ledger import Ledger
from bot.loop import accept_map, take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.sending_all import approve_all, tell_together
from bot.steps.improve import Plan, finish, start
from bot.telling_all import (
    authorship,
    count_states,
    fingerprint_of,
    letters,
    together,
)
from storage.ledger import DatabaseLedger
from tests.attack.nursery import Nursery, is_alive
from tests.house import MAP, _free_port
from workspace import Workspace

CUSTOMERS = 130
NOW = datetime.fromisoformat("2026-11-24T10:05:00+01:00")
BY_MAIL = frozenset({"mail"})
# So many mails have left when the first bot is killed, and the second.
KILLED_AFTER = (20, 70)
ALL_WITHIN = 60.0


@pytest.fixture
def workspace(journey: JourneyMap) -> Iterator[Workspace]:
    opened = Workspace(port=0, clock_start=NOW, limits="off")
    opened.start()
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    opened.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
    yield opened
    opened.stop()


def test_hundreds_of_customers_are_told_once_though_bots_are_killed_half_way(
    tmp_path: Path, workspace: Workspace, journey: JourneyMap
) -> None:
    database = f"sqlite:///{tmp_path / 'boucle.db'}"
    ledger = DatabaseLedger(database)
    improvement = _done_for_all(ledger, journey)
    _approve(ledger, improvement, journey)
    nursery = Nursery()

    def start() -> int:
        return _start(nursery, tmp_path, database, workspace)

    try:
        for number in KILLED_AFTER:
            nursery.kill(_run_until(lambda least=number: len(_mails(workspace)) >= least, start))
        _run_until(lambda: not _on_their_way(ledger), start)
    except TimeoutError as late:
        late.add_note((tmp_path / "bot.log").read_text()[-3000:])
        raise
    finally:
        nursery.close()

    received = Counter(address for mail in _mails(workspace) for address in mail["to"])
    with ledger.look() as look:
        told = look.told_of(improvement.id)
        states = {one.fate for one in told}
        held = {one.to for one in told if one.fate == "held"}
        cases = look.cases_in(improvement.id)
    ledger.close()
    assert len(told) == len({one.to for one in told}) == CUSTOMERS
    assert set(received.values()) == {1}, "nobody twice"
    assert {one.to for one in told} - held <= set(received), "and nobody is left out"
    assert states <= {"accepted", "held"}
    assert len(held) <= len(KILLED_AFTER), "what broke off is held for a person"
    assert all(case.closed_how == "told" for case in cases)


def _done_for_all(ledger: Ledger, journey: JourneyMap) -> Improvement:
    """Let hundreds of customers ask mildly for one thing, and let it be done."""
    reader = MapReader(journey)
    records = [
        {
            "id": f"s-{number}",
            "text": "Il faudrait pouvoir choisir l’heure des messages.",
            "score": 7,
            "scale": "nps",
            "channel": "ticket",
            "touchpoint": "messages",
            "customer_id": f"c{number}",
            "customer_name": f"Client {number}",
            "customer_email": f"c{number}@exemple.example",
            "happened_at": (NOW - timedelta(hours=14)).isoformat(),
        }
        for number in range(CUSTOMERS)
    ]
    zone = journey.timezone
    intakes = [read_record(one, source="helpdesk", zone=zone, now=NOW) for one in records]
    with ledger.turn() as turn:
        accept_map(turn, "1", MAP.read_text(encoding="utf-8"), journey, now=NOW)
        taken = take_in(turn, intakes, reader=reader, journey=journey, now=NOW)
        cases = [turn.case(one.case_id or 0) for one in taken]
        due = Due(NOW.date() + timedelta(days=3))
        said = {"fr": "Chacun choisit l’heure de ses messages."}
        planned = Plan("Choisir l’heure.", "U1", due, said=said)
        begun = start(turn, planned, cases, journey, by="U1", now=NOW)
    with ledger.turn() as turn:
        return finish(turn, turn.improvement(begun.id), journey, by="U1", now=NOW)


def _approve(ledger: Ledger, improvement: Improvement, journey: JourneyMap) -> None:
    with ledger.turn() as turn:
        who = authorship(turn, improvement, by="U1", connected=BY_MAIL)
        found = letters(turn, improvement, "done", journey, who, now=NOW)
        assert count_states(found) == {"together": CUSTOMERS}
        shown = fingerprint_of(together(found))
        approval = approve_all(
            turn,
            turn.improvement(improvement.id),
            "done",
            journey,
            shown=shown,
            by="U1",
            connected=BY_MAIL,
            now=NOW,
        )
        sent = tell_together(turn, approval, journey, now=NOW)
    assert sent == CUSTOMERS


def _start(nursery: Nursery, folder: Path, database: str, workspace: Workspace) -> int:
    return nursery.start(
        "run",
        "--pace",
        "0",
        "--patience",
        "0.5",
        where=folder,
        log=folder / "bot.log",
        SLACK_BOT_TOKEN="xoxb-local",
        SLACK_APP_TOKEN="xapp-local",
        SLACK_API_URL=f"{workspace.url}/api",
        BOUCLE_DATABASE=database,
        BOUCLE_JOURNEY=str(MAP),
        BOUCLE_LISTEN=f"127.0.0.1:{_free_port()}",
        BOUCLE_SMTP=workspace.smtp_url,
        BOUCLE_MAIL_FROM="bonjour@velolibre.example",
        BOUCLE_SECRET="a secret of tests",
        BOUCLE_CLOCK=workspace.url,
    )


def _mails(workspace: Workspace) -> list[dict[str, list[str]]]:
    answer = httpx.get(f"{workspace.url}/_workspace/inbox").raise_for_status()
    return list(answer.json()["mails"])


def _on_their_way(ledger: Ledger) -> int:
    """Return how many letters have no known end yet."""
    with ledger.look() as look:
        found = look.improvements()
        return sum(one.fate is None for each in found for one in look.told_of(each.id))


def _run_until(is_so: Callable[[], bool], start: Callable[[], int]) -> int:
    """Let a bot run until it is so; return its process. Raises `TimeoutError`.

    One that could not start, Slack being silent for as long as it is patient, is started again:
    a supervisor would do the same.
    """
    until = time.monotonic() + ALL_WITHIN
    bot = start()
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("not within the time")
        if not is_alive(bot):
            bot = start()
        time.sleep(0.05)
    return bot
