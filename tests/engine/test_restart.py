"""Killed at any moment, the bot does what it had received, and nothing twice."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.journey import JourneyMap
from tests.engine.conftest import BILLING, HOME, NOW, ROOT, PostOffice
from tests.house import BEFORE_THE_ROUND, House, living
from tests.records import PETIT
from workspace import Workspace
from workspace.pace import Pace

MORNING = "2026-11-24T09:15:00+01:00"

# Receives a press, claims a notice and posts it; is killed before it can remember that.
KILLED_ON_THE_WAY = """
import os, signal, sys
from datetime import UTC, datetime
from slack_sdk import WebClient
from bot.notice import Settled
from storage.ledger import DatabaseLedger

address, api, channel = sys.argv[1:]
ledger = DatabaseLedger(address)
ledger.receive("press:1", {"type": "block_actions"}, at=datetime(2026, 11, 24, tzinfo=UTC))
with ledger.turn() as turn:
    (claimed,) = turn.claim(now=1000.0, lease=70.0)
client = WebClient("xoxb-local", base_url=f"{api}/api/", retry_handlers=[])
ids = {one["name"]: one["id"] for one in client.conversations_list()["channels"]}
client.conversations_join(channel=ids[channel])
metadata = {"event_type": "boucle_notice", "event_payload": {"id": claimed.notice.id}}
client.chat_postMessage(channel=ids[channel], text="posted", metadata=metadata)
with ledger.turn() as turn:
    turn.settle([Settled(claimed, "sent", free_at=0.0)])
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_while_it_settles_has_posted_once(office: PostOffice) -> None:
    case_id = office.open_case()
    address = f"sqlite:///{office.path}"
    arguments = [sys.executable, "-c", KILLED_ON_THE_WAY, address, office.workspace.url, BILLING]

    killed = subprocess.run(arguments, cwd=ROOT, check=False, timeout=60)  # noqa: S603 # our own
    posted_before = office.ids()
    office.deliver_all(for_seconds=200)

    assert killed.returncode == -signal.SIGKILL
    assert posted_before == office.ids() == [f"card:C-{case_id}:0:{HOME}"]
    assert office.states() == {"sent": 1}
    assert [item.key for item in office.ledger.unfinished()] == ["press:1"]


@pytest.fixture
def workspace(journey: JourneyMap) -> Iterator[Workspace]:
    opened = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off")
    opened.start()
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    opened.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
    # What happens while the bot is away comes again at once, not after Slack's minute.
    opened._core.delivery._pace = Pace(event_retries=(0.3, 0.3))
    yield opened
    opened.stop()


def test_what_was_acked_before_the_stop_is_done_after_it_and_once(
    tmp_path: Path, workspace: Workspace, journey: JourneyMap
) -> None:
    with living(tmp_path, workspace, journey) as house:
        (case_id,) = house.hear(PETIT)
        house.move_to(MORNING)
        press = _press(house, case_id, "take")
        house.ledger.receive("press:take", press, at=NOW)
        broken = _press(house, case_id, "take", value="no number")
        house.ledger.receive("press:broken", broken, at=NOW)

    with living(tmp_path, workspace, journey) as house:
        house.settle()
        kinds = _kinds(house, case_id)
        posts = len(house.messages(BILLING))
        left = house.ledger.unfinished()
    with living(tmp_path, workspace, journey) as house:
        house.settle()

        assert kinds.count("taken") == 1
        assert posts == 2  # the header of the round, and the card
        assert left == []
        assert _kinds(house, case_id) == kinds
        assert len(house.messages(BILLING)) == posts


def test_what_arrives_twice_is_done_once(
    tmp_path: Path, workspace: Workspace, journey: JourneyMap
) -> None:
    with living(tmp_path, workspace, journey) as house:
        (case_id,) = house.hear(PETIT)
        house.move_to(MORNING)
        card = house.card(BILLING, case_id)
        fault = {"method": "events", "kind": "twice"}
        httpx.post(f"{workspace.url}/_workspace/faults", json=fault).raise_for_status()

        house.does("ana", "react", channel=BILLING, ts=card["ts"], name="raising_hand")
        house.does("ana", "unreact", channel=BILLING, ts=card["ts"], name="raising_hand")
        house.does("ana", "react", channel=BILLING, ts=card["ts"], name="raising_hand")

        kinds = [kind for kind in _kinds(house, case_id) if kind in ("taken", "released")]
        assert kinds == ["taken", "released", "taken"]


def test_a_press_whose_handling_fails_is_told_and_finished(
    tmp_path: Path, workspace: Workspace, journey: JourneyMap
) -> None:
    with living(tmp_path, workspace, journey) as house:
        (case_id,) = house.hear(PETIT)
        house.move_to(MORNING)
        card = house.card(BILLING, case_id)
        with house.ledger.turn() as turn:
            turn._db.execute("delete from cases")

        house.does("ana", "click", channel=BILLING, ts=card["ts"], action_id="take")

        told = house.messages(BILLING, user="ana")[-1]
        assert house.ledger.unfinished() == []
        assert told["ts"] != card["ts"]


def _kinds(house: House, case_id: int) -> list[str]:
    with house.ledger.look() as look:
        return [fact.kind for fact in look.history(case_id)]


def _press(
    house: House, case_id: int, action: str, *, value: str | None = None
) -> Mapping[str, Any]:
    """Return what Slack sends when Ana presses a button of a card."""
    card = house.card(BILLING, case_id)
    with house.ledger.look() as look:
        ana = next(person for person in look.people() if person.first_name == "Ana")
        place = look.card_of(case_id, HOME)
    assert place is not None
    return {
        "type": "block_actions",
        "team": {"id": card["team"], "domain": "local"},
        "user": {"id": ana.id, "team_id": card["team"]},
        "channel": {"id": place.channel, "name": BILLING},
        "container": {"type": "message", "message_ts": place.ts, "channel_id": place.channel},
        "message": card,
        "actions": [
            {
                "type": "button",
                "block_id": "b",
                "action_id": action,
                "value": value or str(case_id),
                "action_ts": "1795508100.1",
            }
        ],
        "trigger_id": "1.2.3",
    }
