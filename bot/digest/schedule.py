"""Which week a digest tells."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import iso_week
from bot.journey import DigestPlan

# A Thursday lies in the greater half of its week: from then on the digest tells the week it lies
# in, before that the one that is over.
_THURSDAY = 3
_WEEK = timedelta(days=7)


def week_told(due: datetime, plan: DigestPlan, zone: ZoneInfo) -> str:
    """Return the week ("2026-W48") that a digest due at a moment tells."""
    return iso_week(due if plan.weekday >= _THURSDAY else due - _WEEK, zone)
