"""When colleagues leave, or are away for a while: what they had comes back to their team."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

import structlog
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.case import Case
from bot.leads import leads_of
from bot.ledger import Turn
from bot.person import Person
from bot.steps import improve
from bot.steps.take import come_back
from bot.word import say_to
from handlers.desk import Desk
from handlers.moments import moments_at
from handlers.people import ask_about, learn_people, record
from handlers.receive import Received, listener

log = structlog.get_logger()

# Before any team's day begins: reminders go to who is there.
_AT = time(5)


def register(app: App, desk: Desk) -> None:
    """Learn about people who are new, have changed, are away or have left."""
    app.event("user_change")(listener(desk, person_changed))
    app.event("team_join")(listener(desk, person_changed))


def person_changed(received: Received) -> None:
    """Remember what Slack says of one person, and bring back what waits on nobody."""
    user_id = str(received.body["event"]["user"]["id"])
    person = ask_about(received.client, user_id, received.desk)
    with received.turn() as turn:
        if person:
            record(turn, person)
            bring_back(turn, [person], received.desk)


@dataclass(frozen=True)
class Absences:
    """Once a day everybody is looked at anew: an event of Slack's may have been missed."""

    desk: Desk
    client: WebClient

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return when people are looked at in (start, end]."""
        return moments_at(_AT, self.desk.journey.timezone, start, end, on=lambda _: True)

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Look at everybody once a day, beside the turn: it asks Slack."""
        today = now.astimezone(self.desk.journey.timezone).date()
        if not turn.was_planned("people", today) and turn.record_planned("people", today):
            threading.Thread(target=self.look_again, daemon=True).start()

    def look_again(self) -> None:
        """Ask Slack who is there, and bring back what those had who are not."""
        with self.desk.under_way:
            try:
                learn_people(self.client, self.desk)
            except (SlackApiError, OSError) as error:
                log.warning("people not looked at", why=type(error).__name__)
                return
            with self.desk.ledger.turn() as turn:
                bring_back(turn, turn.people(), self.desk)
            self.desk.wake()


def bring_back(turn: Turn, people: Iterable[Person], desk: Desk) -> None:
    """Bring back to their teams what waits in the hands of those who left or are away.

    Each department's leads hear once what came back, and not from whom.
    """
    now = desk.now()
    came: dict[str, list[Case]] = {}
    today = now.astimezone(desk.journey.timezone).date()
    absent = {person.id: person for person in people if not person.is_here(today)}
    if not absent:
        return
    for improvement in turn.improvements():
        person = absent.get(improvement.taker)
        if person and improvement.is_open and _is_missed(person, improvement.due.on):
            improve.come_back(turn, turn.improvement(improvement.id), desk.journey, now=now)
    for case in _waiting_on_nobody(turn, absent):
        back = come_back(turn, turn.case(case.id), desk.journey, now=now)
        came.setdefault("" if case.grave else case.department, []).append(back)
    for cases in came.values():
        names = ", ".join(case.name for case in cases)
        for lead in leads_of(turn, cases[0], desk.journey):
            say_to(turn, lead.id, "came_back", cases[0], desk.journey, now=now, cases=names)


def _is_missed(person: Person, on: date | None) -> bool:
    """Tell whether somebody is not back on a day; without a day they are needed at once."""
    return person.has_left or on is None or person.away_until is None or on <= person.away_until


def _waiting_on_nobody(turn: Turn, absent: Mapping[str, Person]) -> Iterator[Case]:
    """Yield the cases in the hands of those who are not there when they are needed.

    A promise that falls after their return waits for them; what is a part of an improvement of
    theirs comes back with it.
    """
    takers = {one.id: one.taker for one in turn.improvements()}
    for case in turn.open_cases():
        person = absent.get(case.taken_by or "")
        if person is None or takers.get(case.improvement_id or 0) == person.id:
            continue
        waits = case.promised_on if case.answered_at and not case.followed_up_at else None
        if _is_missed(person, waits):
            yield case
