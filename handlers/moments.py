"""When something that happens at an hour of the day is due."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import local_moment


def moments_at(
    at: time, zone: ZoneInfo, start: datetime, end: datetime, *, on: Callable[[date], bool]
) -> Iterator[datetime]:
    """Yield the moments in (start, end] at an hour of a zone, on the days that `on` accepts."""
    day = start.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        moment = local_moment(day, at, zone)
        if start < moment <= end and on(day):
            yield moment
        day += timedelta(days=1)
