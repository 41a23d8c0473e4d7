"""Killed at any moment, the bot does what it had received, and nothing twice."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from bot.notice import Notice
from bot.steps.take import take
from tests.house import MAP, House, living, open_house
from tests.records import PETIT

BILLING = "voix-facturation"
MORNING = "2026-11-24T09:15:00+01:00"

# Claims a notice, posts it, and is killed before it can remember that.
KILLED_WHILE_SENDING = """
import os, signal, sys
from pathlib import Path
from slack_sdk import WebClient
from storage.ledger import DatabaseLedger

ledger = DatabaseLedger(f"sqlite:///{sys.argv[1]}")
with ledger.turn() as turn:
    claimed = turn.claim(now=0.0, lease=0.1)
client = WebClient("xoxb-local", base_url=f"{sys.argv[2]}/api/", retry_handlers=[])
client.conversations_join(channel=sys.argv[3])
payload = {"event_type": "boucle_notice", "event_payload": {"id": claimed.notice.id}}
client.chat_postMessage(channel=sys.argv[3], text="posted", metadata=payload)
with ledger.turn() as turn:
    turn.settle(claimed, "sent", free_at=0.0)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_arrived_and_was_acked_is_done_after_a_restart_and_once(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        (case_id,) = house.hear(PETIT)
        house.move_to(MORNING)
        press = _press(house, case_id)
        house.bot.stop()
        house.ledger.receive("press:before-the-kill", press, at=house.workspace.now())

        with living(tmp_path, house.workspace, house.journey) as again:
            again.settle()

            assert "Ana" in str(again.card(BILLING, case_id))
            with again.ledger.look() as look:
                taken = [fact for fact in look.history(case_id) if fact.kind == "taken"]
            assert len(taken) == 1
            assert again.ledger.unfinished() == []
            assert len(again.messages(BILLING)) == 2
        house.bot.start = lambda: None  # type: ignore[method-assign] # it was stopped above


def _press(house: House, case_id: int) -> dict[str, object]:
    """Return what Slack sends when Ana presses "take"."""
    card = house.card(BILLING, case_id)
    with house.ledger.look() as look:
        ana = look.person_by_email("ana@velolibre.example")
    assert ana is not None
    return {
        "type": "block_actions",
        "api_app_id": "A1",
        "team": {"id": "T0LOCAL0001", "domain": "local"},
        "user": {"id": ana.id, "team_id": "T0LOCAL0001"},
        "channel": {"id": card.get("channel", "C1"), "name": BILLING},
        "container": {"type": "message", "message_ts": card["ts"]},
        "message": card,
        "actions": [
            {"type": "button", "action_id": "take", "value": str(case_id), "action_ts": "1.1"}
        ],
        "trigger_id": "1.2.3",
    }
