"""What was promised to a customer: never a date that has passed, never asked for twice a day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.action import Action
from bot.case import Case
from bot.due import Due
from bot.reminders import lines_for
from tests.house import House, words_in
from tests.records import PETIT

TODAY = date(2026, 11, 27)
TAKEN_AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
PROMISED = Case(
    31,
    31,
    "billing",
    opened_at=TAKEN_AT,
    clock_from=TAKEN_AT,
    taken_at=TAKEN_AT,
    taken_by="UANA",
    acted_at=TAKEN_AT,
    needs_answer=True,
    answered_at=TAKEN_AT,
    promised_on=TODAY,
)


def _due(day: int) -> Action:
    due = Due(date(2026, 11, day))
    return Action(31, "Rembourser le double", "UANA", due, TAKEN_AT, "UANA", id=7)


def _previewed(house: House, channel: str, case_id: int) -> dict[str, Any]:
    """Let Ana take a case, plan for Friday, and write an answer up to its preview."""
    house.press("ana", channel, case_id, "take")
    form = house.press("ana", channel, case_id, "act")
    house.fill("ana", form, what="Rembourser le double", due="vendredi")
    form = house.press("ana", channel, case_id, "answer")
    return house.fill("ana", form, way="mail")


def test_a_promise_speaks_for_the_action_that_is_due_with_it() -> None:
    (line,) = lines_for("UANA", PROMISED, [_due(27)], today=TODAY)

    assert line.kind == "promise_today"


def test_an_action_that_is_due_before_the_promise_has_its_own_line() -> None:
    case = replace(PROMISED, promised_on=date(2026, 11, 28))

    kinds = {line.kind for line in lines_for("UANA", case, [_due(27)], today=TODAY)}

    assert kinds == {"promise_tomorrow", "action_today"}


def test_a_date_that_passed_while_the_preview_was_open_is_not_sent(house: House) -> None:
    (case_id,) = house.hear(PETIT)
    house.move_to("2026-11-24T09:15:00+01:00")
    channel = "voix-facturation"
    preview = _previewed(house, channel, case_id)

    house.move_to("2026-11-30T10:00:00+01:00")
    house.fill("ana", preview)

    assert house.inbox() == []
    told = house.messages(channel, user="ana")[-1]["text"]
    assert "Rien n’est parti" in told


def test_saying_that_it_is_done_finishes_the_action_too(house: House) -> None:
    (case_id,) = house.hear(PETIT)
    house.move_to("2026-11-24T09:15:00+01:00")
    channel = "voix-facturation"
    house.fill("ana", _previewed(house, channel, case_id))

    form = house.press("ana", channel, case_id, "follow_up")
    house.fill("ana", house.fill("ana", form, way="mail"))

    with house.ledger.look() as look:
        assert all(action.done_at for action in look.actions(case_id))


def test_who_waits_is_told_once_that_we_are_still_on_it(house: House) -> None:
    (case_id,) = house.hear(PETIT)
    house.move_to("2026-11-24T09:15:00+01:00")
    channel = "voix-facturation"
    house.fill("ana", _previewed(house, channel, case_id))
    stuck = house.choose("ana", channel, case_id, "actions")
    view = stuck["views"][-1]["id"]
    form = house.does("ana", "click", view_id=view, action_id="say_stuck")
    house.fill("ana", form, on="tool", why="")

    offered = house.told("ana", channel)
    form = house.does("ana", "click", channel=channel, ts=offered["ts"], action_id="reassure")
    preview = house.fill("ana", form, way="mail")
    house.fill("ana", preview)

    told = [mail["text"] for mail in house.inbox()]
    assert len(told) == 2
    assert "Nous nous occupons toujours de votre retour à propos de" in told[-1]
    assert "vendredi 27 novembre" in told[-1]
    with house.ledger.look() as look:
        case = look.case(case_id)
        assert (case.promised_on, case.reassured_on) == (TODAY, TODAY)
    again = house.press("ana", channel, case_id, "follow_up")
    assert "Toujours en cours" not in words_in(again["views"][-1])


def test_what_was_promised_with_heard_you_is_reminded_of_until_the_answer() -> None:
    heard = replace(PROMISED, answered_at=None, acknowledged_at=TAKEN_AT)

    (line,) = lines_for("UANA", heard, [], today=TODAY)

    assert (line.kind, line.on) == ("promise_today", TODAY)
