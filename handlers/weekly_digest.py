"""When the week ends: what customers lived through, what was done, what they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.calendar import iso_week, local_moment
from bot.digest.figures import week_of
from bot.ledger import Look, Turn
from bot.notice import Notice
from bot.wording import language_of
from handlers.cards.digest import digest_blocks
from handlers.cards.elements import Post
from handlers.desk import Desk
from handlers.http.links import digest_link
from handlers.moments import moments_at

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
        """Plan the digest of this week once its hour has come, on its day."""
        plan, zone = self.desk.journey.digest, self.desk.journey.timezone
        today = now.astimezone(zone).date()
        if not self._is_its_day(today) or now < local_moment(today, plan.at, zone):
            return
        week = iso_week(now, zone)
        about = {"week": week}
        turn.stage(Notice(f"digest:{week}", "digest", f"channel:{plan.channel}", about=about))

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
