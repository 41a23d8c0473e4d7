"""When a person's day begins: the one message that lists what waits on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.calendar import local_moment
from bot.leads import leads_of
from bot.ledger import Look, Turn
from bot.loop import next_step
from bot.notice import Notice
from bot.person import Person
from bot.reminders import LineKind, ReminderLine, lines_for_leads, lines_for_taker
from handlers.cards.elements import Post
from handlers.cards.nudge import nudge_post
from handlers.desk import Desk
from handlers.moments import moments_at

# The step that a line waits for; the other lines wait for their day.
_STEP_OF: Mapping[LineKind, str] = {"untaken": "take", "plan": "act", "answer": "answer"}

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
                self._plan_zone(turn, zone, today)

    def _plan_zone(self, turn: Turn, zone: ZoneInfo, today: date) -> None:
        people = {person.id: person for person in turn.people() if person.zone == zone}
        for person_id, lines in self._lines(turn, people, today).items():
            said = turn.said_lines(person_id)
            fresh = [line for line in lines if line.key not in said]
            if not fresh:
                continue
            about = {"lines": [_as_about(line) for line in fresh]}
            key = f"nudge:{person_id}:{today.isoformat()}"
            turn.stage(Notice(key, "nudge", f"person:{person_id}", about=about))
            turn.record_said(person_id, [line.key for line in fresh])

    def _lines(
        self, turn: Turn, people: Mapping[str, Person], today: date
    ) -> dict[str, list[ReminderLine]]:
        lines: dict[str, list[ReminderLine]] = {}
        leads: dict[str, list[str]] = {}
        for case in turn.open_cases():
            if case.taken_by in people:
                found = lines_for_taker(case, turn.actions(case.id), today=today)
                lines.setdefault(str(case.taken_by), []).extend(found)
            for line in lines_for_leads(case, today=today):
                whose = "" if case.grave else case.department
                if whose not in leads:
                    those = leads_of(turn, case, self.desk.journey)
                    leads[whose] = [lead.id for lead in those]
                for lead in leads[whose]:
                    if lead in people:
                        lines.setdefault(lead, []).append(line)
        return lines

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


def render_nudge(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the message as it is true when it is sent; None when nothing waits any more."""
    lines = [_from_about(about) for about in notice.about["lines"]]
    waiting = [line for line in lines if _still_waits(look, line)]
    return nudge_post(look, waiting, desk.journey, language) if waiting else None


def _still_waits(look: Look, line: ReminderLine) -> bool:
    case = look.case(line.case_id)
    if case.closed_at is not None:
        return False
    actions = {action.id: action for action in look.actions(case.id)}
    action = actions.get(line.action_id or 0)
    if line.kind.startswith("action"):
        return action is not None and action.is_open
    if line.kind.startswith("promise"):
        return case.followed_up_at is None and case.promised_on == line.on
    step = next_step(case)
    return step is not None and step.name == _STEP_OF.get(line.kind)


def _as_about(line: ReminderLine) -> dict[str, object]:
    on = line.on.isoformat() if line.on else None
    return {"case": line.case_id, "kind": line.kind, "on": on, "action": line.action_id}


def _from_about(about: Mapping[str, object]) -> ReminderLine:
    on = about["on"]
    return ReminderLine(
        case_id=int(str(about["case"])),
        kind=about["kind"],  # type: ignore[arg-type] # written by _as_about
        on=date.fromisoformat(str(on)) if on else None,
        action_id=int(str(about["action"])) if about["action"] else None,
    )
