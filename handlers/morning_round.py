"""When a department's morning comes: the customers' words that matter most, in its channel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from slack_bolt import App

from bot.calendar import local_moment
from bot.card import homes_of_department
from bot.journey import Department
from bot.ledger import Look, Turn
from bot.notice import Notice
from bot.steps.share import round_of, share_round
from handlers.cards.elements import Post
from handlers.cards.round_header import SEE_WAITING, round_header, waiting_window
from handlers.desk import Desk
from handlers.moments import moments_at
from handlers.receive import Received, listener
from handlers.site import site_of


@dataclass(frozen=True)
class MorningRound:
    """The round of each department, on its working days, at its own hour."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return when a round is due in (start, end]."""
        for department in self.desk.journey.departments.values():
            works_on, zone = department.working_hours.is_working_day, department.timezone
            yield from moments_at(department.round.at, zone, start, end, on=works_on)

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Plan the rounds whose hour has come and whose working day is not over."""
        for department in self.desk.journey.departments.values():
            if self._is_due(turn, department, now):
                day = now.astimezone(department.timezone).date()
                share_round(turn, department, self.desk.journey, on=day, now=now)

    def _is_due(self, turn: Turn, department: Department, now: datetime) -> bool:
        local = now.astimezone(department.timezone)
        day = local.date()
        stretches = department.working_hours.on(day)
        if not stretches:
            return False
        begins = local_moment(day, department.round.at, department.timezone)
        # A machine that wakes in the evening leaves the round to the next morning.
        is_time = begins <= now and local.time() < stretches[-1][1]
        return is_time and not turn.was_planned(round_of(department), day)


def render_round(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the header as it is true when it is sent; None where no card will follow it."""
    department = desk.journey.in_charge(str(notice.about["department"]))
    if notice.destination not in homes_of_department(department):
        return None
    return round_header(look, notice, language)


def register(app: App, desk: Desk) -> None:
    """Connect the header's button."""
    app.action(SEE_WAITING)(listener(desk, see_waiting))


def see_waiting(received: Received) -> None:
    """Show the cases of a department that still wait, with links to their cards."""
    desk, department = received.desk, received.pressed
    language, site = received.language, site_of(received.client)
    with desk.ledger.look() as look:
        view = waiting_window(look, department, desk.journey, language, site=site)
    received.open_form(view)
