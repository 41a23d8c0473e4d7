"""When a person's day begins: the one message that lists what waits on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.calendar import local_moment
from bot.case import Case
from bot.improvement import has_own_step
from bot.journey import JourneyMap
from bot.leads import cx_leads, leads_of
from bot.ledger import Look, Turn
from bot.loop import next_step
from bot.notice import Notice
from bot.person import Person
from bot.reminders import (
    GROUP_OF,
    LineKind,
    ReminderLine,
    line_for_leads_of,
    lines_for,
    lines_for_improvement,
    lines_for_leads,
)
from handlers.cards.elements import Post
from handlers.cards.nudge import nudge_post
from handlers.desk import Desk
from handlers.moments import moments_at

# The step that a line waits for; the other lines wait for their day.
_STEP_OF: Mapping[LineKind, str] = {"untaken": "take", "plan": "act", "answer": "answer"}

# The leads of the whole, beside the departments by their keys.
_OF_ALL = ""

# Where no department says when its day begins.
_DAY_BEGINS = time(9)


@dataclass(frozen=True)
class Nudge:
    """At most one message a person and working day, at the start of their own day."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return when somebody's day begins in (start, end]."""
        for zone in self._zones():
            yield from moments_at(self._day_begins(), zone, start, end, on=self._is_working_day)

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Plan the messages of every zone whose day has begun."""
        for zone in self._zones():
            today = now.astimezone(zone).date()
            what = f"nudge:{zone.key}"
            has_begun = local_moment(today, self._day_begins(), zone) <= now
            if not has_begun or not self._is_working_day(today) or turn.was_planned(what, today):
                continue
            if turn.record_planned(what, today):
                self._plan_zone(turn, zone, now=now, today=today)

    def _plan_zone(self, turn: Turn, zone: ZoneInfo, *, now: datetime, today: date) -> None:
        people = {
            person.id: person
            for person in turn.people()
            if person.zone == zone and person.is_here(today)
        }
        for person_id, lines in self._lines(turn, people, now=now, today=today).items():
            fresh = _wanted(turn, person_id, lines, today=today)
            if not fresh:
                continue
            about = {"lines": [_as_about(line) for line in fresh]}
            key = f"nudge:{person_id}:{today.isoformat()}"
            turn.stage(Notice(key, "nudge", f"person:{person_id}", about=about))
            turn.record_said(person_id, [line.key for line in fresh])

    def _lines(
        self, turn: Turn, people: Mapping[str, Person], *, now: datetime, today: date
    ) -> dict[str, list[ReminderLine]]:
        lines: dict[str, list[ReminderLine]] = {}
        for person_id, line in self._all_lines(turn, now=now, today=today):
            if person_id in people:
                lines.setdefault(person_id, []).append(line)
        return lines

    def _all_lines(
        self, turn: Turn, *, now: datetime, today: date
    ) -> Iterator[tuple[str, ReminderLine]]:
        """Yield who is reminded of what: of their own first, then what leads should know."""
        leads, improvements = _Leads(turn, self.desk.journey), _Improvements(turn)
        planned = turn.open_actions()
        for case in turn.open_cases():
            for_leads = lines_for_leads(case, self.desk.journey, now=now, today=today)
            if improvements.speak_for(case, is_late=bool(for_leads)):
                continue
            actions = planned.get(case.id, ())
            for person_id in {str(case.taken_by), *(action.taker for action in actions)}:
                for line in lines_for(person_id, case, actions, today=today):
                    yield person_id, line
            for line in for_leads:
                for lead in leads.to_hear(line, case):
                    # Who has it is reminded of it as theirs, not as a lead.
                    if lead != case.taken_by:
                        yield lead, line
        yield from improvements.lines(leads, today=today)

    def _zones(self) -> list[ZoneInfo]:
        with self.desk.ledger.look() as look:
            keys = {person.zone.key for person in look.people()}
        return [ZoneInfo(key) for key in sorted(keys)]

    def _day_begins(self) -> time:
        monday = date(2026, 1, 5)  # any week: hours are the same in all
        days = [date.fromordinal(monday.toordinal() + number) for number in range(7)]
        begins = [
            start
            for department in self.desk.journey.departments.values()
            for day in days
            if (start := department.working_hours.day_start(day))
        ]
        return min(begins, default=_DAY_BEGINS)

    def _is_working_day(self, day: date) -> bool:
        departments = self.desk.journey.departments.values()
        return any(department.working_hours.is_working_day(day) for department in departments)


class _Improvements:
    """The improvements, and those of their open cases that have no step of their own."""

    def __init__(self, turn: Turn) -> None:
        self._known = {one.id: one for one in turn.improvements()}
        self._untold_closed = turn.untold_closed()
        self._waiting: dict[int, Case] = {}
        self._late: dict[int, Case] = {}

    def speak_for(self, case: Case, *, is_late: bool) -> bool:
        """Tell whether an improvement speaks for a case, which then has no line of its own."""
        together = self._known.get(case.improvement_id or 0)
        if together is None or has_own_step(case, together):
            return False
        self._waiting[together.id] = case
        if is_late:
            self._late[together.id] = case
        return True

    def lines(self, leads: "_Leads", *, today: date) -> Iterator[tuple[str, ReminderLine]]:
        """Yield who is reminded of what: one line, however many customers wait."""
        for one in self._known.values():
            is_untold = one.id in self._waiting or one.id in self._untold_closed
            for line in lines_for_improvement(one, is_untold=is_untold, today=today):
                yield one.taker, line
            if one.id in self._late:
                line = line_for_leads_of(one)
                for lead in leads.to_hear(line, self._late[one.id]):
                    if lead != one.taker:
                        yield lead, line


class _Leads:
    """Who leads hears what, each looked up once."""

    def __init__(self, turn: Turn, journey: JourneyMap) -> None:
        self._turn = turn
        self._journey = journey
        self._known: dict[str, set[str]] = {}

    def to_hear(self, line: ReminderLine, case: Case) -> list[str]:
        """Return the department's leads; without an answer in time also those of the whole."""
        whose = _OF_ALL if case.grave else case.department
        if whose not in self._known:
            found = leads_of(self._turn, case, self._journey)
            self._known[whose] = {lead.id for lead in found}
        if line.kind != "late_answer":
            return sorted(self._known[whose])
        if _OF_ALL not in self._known:
            self._known[_OF_ALL] = {lead.id for lead in cx_leads(self._turn, self._journey)}
        return sorted(self._known[whose] | self._known[_OF_ALL])


def _wanted(
    turn: Turn, person_id: str, lines: Iterable[ReminderLine], *, today: date
) -> list[ReminderLine]:
    """Return what a person was not reminded of before, has not put off and wants to hear."""
    said, muted = turn.said_lines(person_id), turn.muted(person_id)
    put_off = turn.put_off(person_id)
    return [
        line
        for line in lines
        if line.key not in said
        and GROUP_OF[line.kind] not in muted
        and put_off.get(line.case_id, today) <= today
    ]


def render_nudge(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the message as it is true when it is sent; None when nothing waits any more."""
    lines = [_from_about(about) for about in notice.about["lines"]]
    waiting = [line for line in lines if _still_waits(look, line)]
    return nudge_post(look, waiting, desk.journey, language) if waiting else None


def _still_waits(look: Look, line: ReminderLine) -> bool:
    if line.improvement_id is not None:
        together = look.improvement(line.improvement_id)
        if line.kind in ("improvement_untold", "improvement_waiting"):
            waits = any(case.closed_at is None for case in look.cases_in(together.id))
            return together.goes_on and (waits or together.id in look.untold_closed())
        return together.is_open and together.due.on == line.on
    case = look.case(line.case_id)
    if case.closed_at is not None:
        return False
    actions = {action.id: action for action in look.actions(case.id)}
    action = actions.get(line.action_id or 0)
    if line.kind.startswith("action"):
        return action is not None and action.is_open
    if line.kind.startswith("promise"):
        return case.followed_up_at is None and case.promised_on == line.on
    if line.kind == "late_promise":
        return case.followed_up_at is None and case.promised_on == line.on
    if line.kind.startswith("late"):
        return case.needs_answer and case.answered_at is None
    step = next_step(case)
    return step is not None and step.name == _STEP_OF.get(line.kind)


def _as_about(line: ReminderLine) -> dict[str, object]:
    on = line.on.isoformat() if line.on else None
    return {
        "case": line.case_id,
        "kind": line.kind,
        "on": on,
        "action": line.action_id,
        "improvement": line.improvement_id,
    }


def _from_about(about: Mapping[str, object]) -> ReminderLine:
    on = about["on"]
    return ReminderLine(
        case_id=int(str(about["case"])),
        kind=about["kind"],  # type: ignore[arg-type] # written by _as_about
        on=date.fromisoformat(str(on)) if on else None,
        action_id=int(str(about["action"])) if about["action"] else None,
        # A message planned by an earlier version knows of no improvements.
        improvement_id=int(str(about["improvement"])) if about.get("improvement") else None,
    )
