"""When customers suddenly speak of one thing: the owner and the leads hear of it the same day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.calendar import local_moment
from bot.journey import Department
from bot.ledger import Look, Turn
from bot.notice import Notice
from bot.spikes import spike_of, touchpoints_risen
from handlers.cards.elements import Post
from handlers.cards.themes import spike_post
from handlers.desk import Desk

# A rise that goes on is not news again for a week.
_NEWS_AGAIN = 7
# What was said since the last working day may arrive today in one file.
_LOOKS_BACK = 3


@dataclass(frozen=True)
class Spikes:
    """Looks once an hour of a department's work whether something rose at its touchpoints."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return the full hours in (start, end] at which it looks."""
        zone = self.desk.journey.timezone
        day = start.astimezone(zone).date()
        while day <= end.astimezone(zone).date():
            for hour in self._hours(day):
                if start < (moment := local_moment(day, time(hour), zone)) <= end:
                    yield moment
            day += timedelta(days=1)

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Look for rises, once an hour, and tell each to its owner and the leads once."""
        local = now.astimezone(self.desk.journey.timezone)
        what = f"spikes:{local.hour}"
        if local.hour not in self._hours(local.date()) or turn.was_planned(what, local.date()):
            return
        turn.record_planned(what, local.date())
        for days_ago in reversed(range(_LOOKS_BACK + 1)):
            on = local.date() - timedelta(days=days_ago)
            for touchpoint in touchpoints_risen(turn, self.desk.journey, on=on):
                self._tell(turn, touchpoint, on)

    def _hours(self, day: date) -> range:
        """Return the full hours of a day at which somebody works."""
        stretches = [
            stretch
            for department in self.desk.journey.departments.values()
            for stretch in department.working_hours.on(day)
        ]
        if not stretches:
            return range(0)
        opens = min(opens for opens, _ in stretches)
        return range(opens.hour + (opens > time(opens.hour)), max(c.hour for _, c in stretches))

    def _tell(self, turn: Turn, touchpoint: str, on: date) -> None:
        owner = self.desk.journey.owner_of(touchpoint)
        for destination in self._destinations(owner):
            before = (on - timedelta(days=ago) for ago in range(1, _NEWS_AGAIN))
            if any(turn.has_notice(_id(touchpoint, day, destination)) for day in before):
                continue
            about = {"touchpoint": touchpoint, "on": on.isoformat()}
            turn.stage(Notice(_id(touchpoint, on, destination), "spike", destination, about=about))

    def _destinations(self, owner: Department) -> list[str]:
        leads = [f"lead:{lead}" for lead in self.desk.journey.leads]
        return leads if owner.mode == "rehearsal" else [f"channel:{owner.channel}", *leads]


def render_spike(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the rise as it counts when it is sent; None when it is none any more."""
    on = date.fromisoformat(str(notice.about["on"]))
    touchpoint = str(notice.about["touchpoint"])
    if touchpoint not in desk.journey.touchpoints:
        return None
    spike = spike_of(look, desk.journey, touchpoint=touchpoint, on=on)
    today = desk.now().astimezone(desk.journey.timezone).date()
    return spike_post(spike, desk.journey, language, today=today) if spike else None


def _id(touchpoint: str, on: date, destination: str) -> str:
    return f"spike:{touchpoint}:{on.isoformat()}:{destination}"
