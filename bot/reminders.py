"""What waits on whom: the lines of the one message a day to a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.action import Action
from bot.case import Case
from bot.loop import next_step

LineKind = Literal[
    "untaken",
    "plan",
    "answer",
    "action_tomorrow",
    "action_today",
    "action_late",
    "promise_tomorrow",
    "promise_today",
    "promise_late",
]


@dataclass(frozen=True)
class ReminderLine:
    """One line of a nudge. `key` is what is never said twice to the same person."""

    case_id: int
    kind: LineKind
    on: date | None = None
    action_id: int | None = None

    @property
    def key(self) -> tuple[int, str]:
        """Return the case and what is said of it; a new date is a new line."""
        about = f":{self.action_id or ''}:{self.on.isoformat()}" if self.on else ""
        return self.case_id, f"{self.kind}{about}"


def lines_for_taker(case: Case, actions: Iterable[Action], *, today: date) -> list[ReminderLine]:
    """Return what waits on the person who has a case.

    A promise to the customer speaks for the actions that are due with it or later.
    """
    promise = _promise_line(case, today=today)
    lines = [promise] if promise else []
    for action in actions:
        when = _when(action.due.on, today=today) if action.is_open else None
        if when and not (promise and promise.on and promise.on <= action.due.on):
            kind: LineKind = _ACTION_LINES[when]
            lines.append(ReminderLine(case.id, kind, action.due.on, action.id))
    step = next_step(case)
    if (
        not lines
        and step
        and step.name in ("act", "answer")
        and _is_of_an_earlier_day(case, today)
    ):
        lines.append(ReminderLine(case.id, "plan" if step.name == "act" else "answer"))
    return lines


def lines_for_leads(case: Case, *, today: date) -> list[ReminderLine]:
    """Return what waits on the leads of a department: a case that nobody took on its day."""
    step = next_step(case)
    is_old = case.shared_at is not None and case.shared_at.date() < today
    return [ReminderLine(case.id, "untaken")] if step and step.name == "take" and is_old else []


When = Literal["tomorrow", "today", "late"]
_ACTION_LINES: Mapping[When, LineKind] = {
    "tomorrow": "action_tomorrow",
    "today": "action_today",
    "late": "action_late",
}
_PROMISE_LINES: Mapping[When, LineKind] = {
    "tomorrow": "promise_tomorrow",
    "today": "promise_today",
    "late": "promise_late",
}


def _promise_line(case: Case, *, today: date) -> ReminderLine | None:
    if case.promised_on is None or case.answered_at is None or case.followed_up_at is not None:
        return None
    when = _when(case.promised_on, today=today)
    return ReminderLine(case.id, _PROMISE_LINES[when], case.promised_on) if when else None


def _when(due: date, *, today: date) -> When | None:
    """Return when a day falls: the day before, the day itself, after it; None for later."""
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "tomorrow" if due == today + timedelta(days=1) else None


def _is_of_an_earlier_day(case: Case, today: date) -> bool:
    return case.taken_at is not None and case.taken_at.date() < today
