"""What waits on whom: the lines of the one message a day to a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.action import Action
from bot.case import Case
from bot.improvement import Improvement
from bot.journey import JourneyMap
from bot.late import is_late_for_customer
from bot.loop import next_step

LineKind = Literal[
    "plan",
    "answer",
    "action_tomorrow",
    "action_today",
    "action_late",
    "promise_tomorrow",
    "promise_today",
    "promise_late",
    # To the leads, on the time limits: what waits, not who.
    "untaken",
    "late_acknowledge",
    "late_answer",
    "late_promise",
    # Of an improvement, to who has it; the last one to the leads.
    "improvement_tomorrow",
    "improvement_today",
    "improvement_late",
    "improvement_untold",
    "improvement_waiting",
]
# What a person can choose to be reminded of, or not.
ReminderGroup = Literal["before", "on_the_day", "after", "undecided", "for_leads"]
GROUP_OF: Mapping[LineKind, ReminderGroup] = {
    "plan": "undecided",
    "answer": "undecided",
    "action_tomorrow": "before",
    "promise_tomorrow": "before",
    "action_today": "on_the_day",
    "promise_today": "on_the_day",
    "action_late": "after",
    "promise_late": "after",
    "untaken": "for_leads",
    "late_acknowledge": "for_leads",
    "late_answer": "for_leads",
    "late_promise": "for_leads",
    "improvement_tomorrow": "before",
    "improvement_today": "on_the_day",
    "improvement_late": "after",
    "improvement_untold": "undecided",
    "improvement_waiting": "for_leads",
}


@dataclass(frozen=True)
class ReminderLine:
    """One line of a nudge. `key` is what is never said twice to the same person.

    A line of an improvement names the case that it began with.
    """

    case_id: int
    kind: LineKind
    on: date | None = None
    action_id: int | None = None
    improvement_id: int | None = None

    @property
    def key(self) -> tuple[int, str]:
        """Return the case and what is said of it; a new date is a new line."""
        about = f":{self.action_id or ''}:{self.on.isoformat()}" if self.on else ""
        if self.improvement_id is not None:
            about = f":A-{self.improvement_id}{about}"
        return self.case_id, f"{self.kind}{about}"


def lines_for(
    person_id: str, case: Case, actions: Iterable[Action], *, today: date
) -> list[ReminderLine]:
    """Return what waits on a person: their actions, and the case where they have it.

    A promise to the customer speaks for the actions that are due with it or later. It may have
    been made with the acknowledgement: then the answer is due that day.
    """
    has_case = case.taken_by == person_id
    promise = _promise_line(case, today=today) if has_case else None
    lines = [promise] if promise else []
    for action in actions:
        is_theirs = action.is_open and action.taker == person_id
        when = _when(action.due.on, today=today) if is_theirs else None
        if when and not (promise and promise.on and promise.on <= action.due.on):
            lines.append(ReminderLine(case.id, _ACTION_LINES[when], action.due.on, action.id))
    undecided = _undecided_line(case, today=today) if has_case and not lines else None
    return [*lines, undecided] if undecided else lines


def lines_for_leads(
    case: Case, journey: JourneyMap, *, now: datetime, today: date
) -> list[ReminderLine]:
    """Return what waits on the leads: the highest time limit that a case has passed, if one.

    Nothing of a case that was not shown yet: a backlog is nobody's fault.
    """
    if case.shared_at is None or case.closed_at is not None:
        return []
    limits = journey.in_charge(case.department).time_limits
    is_late = is_late_for_customer(case, journey, now=now)
    if is_late and case.answered_at is not None:
        return [ReminderLine(case.id, "late_promise", case.promised_on)]
    if is_late and now > case.clock_from + limits.answer:
        return [ReminderLine(case.id, "late_answer")]
    step = next_step(case)
    is_old = case.shared_at.astimezone(journey.timezone).date() < today
    if step and step.name == "take" and is_old:
        return [ReminderLine(case.id, "untaken")]
    return [ReminderLine(case.id, "late_acknowledge")] if is_late else []


def lines_for_improvement(
    improvement: Improvement, *, is_untold: bool, today: date
) -> list[ReminderLine]:
    """Return what waits on who has an improvement: its day, or customers who have to be told."""
    if improvement.is_open:
        when = _when(improvement.due.on, today=today)
        return [_of_improvement(improvement, _IMPROVEMENT_LINES[when])] if when else []
    return [_of_improvement(improvement, "improvement_untold")] if is_untold else []


def line_for_leads_of(improvement: Improvement) -> ReminderLine:
    """Return the one line that the leads hear when its customers wait for too long."""
    return _of_improvement(improvement, "improvement_waiting")


def _of_improvement(improvement: Improvement, kind: LineKind) -> ReminderLine:
    on = improvement.due.on
    return ReminderLine(improvement.first_case, kind, on, improvement_id=improvement.id)


When = Literal["tomorrow", "today", "late"]
_IMPROVEMENT_LINES: Mapping[When, LineKind] = {
    "tomorrow": "improvement_tomorrow",
    "today": "improvement_today",
    "late": "improvement_late",
}
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
    if case.promised_on is None or case.followed_up_at is not None:
        return None
    when = _when(case.promised_on, today=today)
    return ReminderLine(case.id, _PROMISE_LINES[when], case.promised_on) if when else None


def _undecided_line(case: Case, *, today: date) -> ReminderLine | None:
    """Return the line of a case that was taken on an earlier day and waits for its next step."""
    step = next_step(case)
    is_old = case.taken_at is not None and case.taken_at.date() < today
    if step is None or step.name not in ("act", "answer") or not is_old:
        return None
    return ReminderLine(case.id, "plan" if step.name == "act" else "answer")


def _when(due: date, *, today: date) -> When | None:
    """Return when a day falls: the day before, the day itself, after it; None for later."""
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "tomorrow" if due == today + timedelta(days=1) else None
