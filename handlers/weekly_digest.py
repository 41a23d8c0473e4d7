"""When the week ends: what customers lived through, what was done, what they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.calendar import local_moment
from bot.digest.figures import week_of
from bot.digest.schedule import week_told
from bot.ledger import Look, Turn
from bot.notice import Notice
from bot.wording import language_of
from handlers.cards.digest import digest_blocks
from handlers.cards.elements import Post
from handlers.desk import Desk
from handlers.http.links import digest_link
from handlers.moments import moments_at

_WEEK = timedelta(days=7)
# Over a weekend and its Monday; after that the week is told no more, the next one is near.
_MADE_UP_FOR = timedelta(days=3)
# Whoever comes back from a long holiday still reads the weeks they missed.
LINK_LASTS = timedelta(days=60)


@dataclass(frozen=True)
class WeeklyDigest:
    """The digest, in its channel, at the map's day and hour."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return when a digest is due in (start, end]."""
        plan, zone = self.desk.journey.digest, self.desk.journey.timezone
        yield from moments_at(plan.at, zone, start, end, on=self._is_its_day)

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Plan the digest once its hour has come, or for a machine that slept then, once it is up.

        Only of a week in which something was done: a bot that is new says nothing of before it.
        """
        plan, zone = self.desk.journey.digest, self.desk.journey.timezone
        due = self._last_due(now)
        week = week_told(due, plan, zone)
        if now - due > _MADE_UP_FOR or turn.has_notice(f"digest:{week}"):
            return
        is_late = now.astimezone(zone).date() > due.date()
        if is_late and not turn.cases_touched_between(due - _WEEK, due):
            return
        about = {"week": week}
        turn.stage(Notice(f"digest:{week}", "digest", f"channel:{plan.channel}", about=about))

    def _last_due(self, now: datetime) -> datetime:
        """Return the last moment, up to now, at which a digest was due."""
        plan, zone = self.desk.journey.digest, self.desk.journey.timezone
        today = now.astimezone(zone).date()
        for ago in range(8):
            day = today - timedelta(days=ago)
            due = local_moment(day, plan.at, zone)
            if self._is_its_day(day) and due <= now:
                break
        return due

    def _is_its_day(self, day: date) -> bool:
        return day.weekday() == self.desk.journey.digest.weekday


def render_digest(desk: Desk, look: Look, notice: Notice, language: str) -> Post:
    """Return the digest of a week, as it counts when it is sent."""
    week = str(notice.about["week"])
    now = desk.now()
    counted = week_of(look, week=week, journey=desk.journey, now=now)
    link = digest_link(desk.settings, week, now + LINK_LASTS)
    text, blocks = digest_blocks(
        counted, journey=desk.journey, language=language_of(language), link=link
    )
    return Post(text, blocks)
