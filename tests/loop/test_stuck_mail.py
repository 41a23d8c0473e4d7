"""A mail that may have arrived is held for a lead, who settles it with one press."""

from typing import Any

import httpx

from tests.house import House
from tests.records import PETIT

CHANNEL = "voix-facturation"


def _broken_off(house: House, kind: str) -> None:
    """Let Ana answer C. Petit while the mail server hangs up in the middle."""
    (case_id,) = house.hear(PETIT)
    house.move_to("2026-11-24T09:15:00+01:00")
    house.press("ana", CHANNEL, case_id, "take")
    form = house.press("ana", CHANNEL, case_id, "act")
    house.fill("ana", form, what="Rembourser le double", due="vendredi")
    preview = house.fill("ana", house.press("ana", CHANNEL, case_id, "answer"), way="mail")
    fault = {"method": "smtp", "kind": kind, "nth": 1}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()
    house.fill("ana", preview)


def _settle(house: House, action: str) -> dict[str, Any]:
    status = house.type("lea", "general", "etat")
    return house.does("lea", "click", channel="general", ts=status["ts"], action_id=action)


def test_a_mail_that_arrived_is_taken_as_such_and_not_sent_again(house: House) -> None:
    _broken_off(house, "drop_after")
    assert "c.petit@exemple.example" in str(house.type("lea", "general", "etat"))

    _settle(house, "stuck_arrived")

    assert len(house.inbox()) == 1
    assert "Arrivé ou non" not in str(house.type("lea", "general", "etat"))


def test_a_mail_that_did_not_arrive_is_sent_again_once(house: House) -> None:
    _broken_off(house, "drop_before")
    assert house.inbox() == []

    _settle(house, "stuck_again")

    assert len(house.inbox()) == 1


def test_only_leads_see_what_is_stuck(house: House) -> None:
    _broken_off(house, "drop_after")

    assert "c.petit" not in str(house.type("ana", "general", "etat"))
