"""Business time of the workspace: real time, moved. Nothing else here reads a real clock."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(\d+)\s*([smhdw])")
_FRIDAY = 4


class TimeNotUnderstood(ValueError):
    """What was asked of the clock is neither a span, nor a moment, nor a named jump."""


class TimeOnlyMovesForward(ValueError):
    """The moment asked for is already past; messages must keep their order."""


def machine_now() -> float:
    """Seconds that only rise: triggers and rate limits run on these, not on the moved clock."""
    return time.monotonic()


def machine_unix() -> int:
    """Real unix seconds, for what apps compare with their own machine's time: signatures."""
    return int(time.time())


class Clock:
    """Business time: starts where it is told, runs as real time does, can be moved on."""

    def __init__(self, *, start: datetime | None = None, zone: str = "Europe/Paris") -> None:
        """Begin at `start` (aware; without it, at the real time) in the workspace's time zone."""
        self.zone = ZoneInfo(zone)
        real = datetime.now(UTC)
        self._started_at = real if start is None else _with_zone(start, self.zone).astimezone(UTC)
        self._machine_start = machine_now()

    def now(self) -> datetime:
        """The business time, aware, in the workspace's zone."""
        elapsed = timedelta(seconds=machine_now() - self._machine_start)
        return (self._started_at + elapsed).astimezone(self.zone)

    def microseconds(self) -> int:
        """The business time as whole microseconds since 1970, which message ids are made of."""
        elapsed = timedelta(seconds=machine_now() - self._machine_start)
        return round((self._started_at + elapsed).timestamp() * 1_000_000)

    def as_json(self) -> dict[str, object]:
        """What `GET /_workspace/clock` answers: the time, and seconds it is ahead of real time."""
        now = self.now()
        moved_by = round((now - datetime.now(UTC)).total_seconds(), 1)
        return {
            "now": now.isoformat(timespec="seconds"),
            "moved_by": 0.0 if abs(moved_by) < 1 else moved_by,
            "timezone": self.zone.key,
        }

    def advance(self, span: str) -> datetime:
        """Move on by a span such as `1d`, `2h`, `90m` or `1d 2h`; TimeNotUnderstood otherwise."""
        self._started_at += _span(span)
        return self.now()

    def move_to(self, moment: str) -> datetime:
        """Move on to an ISO 8601 moment, `next_morning` or `next_friday`.

        `next_morning` is 09:15 of the next working day, `next_friday` Friday 16:00, both strictly
        after now and in the workspace's zone. Raises TimeNotUnderstood or TimeOnlyMovesForward.
        """
        now = self.now()
        target = self._target(moment, now=now)
        if target < now - timedelta(seconds=1):
            raise TimeOnlyMovesForward(f"It is already {now.isoformat(timespec='seconds')}.")
        self._started_at += max(target - now, timedelta())
        return self.now()

    def _target(self, moment: str, *, now: datetime) -> datetime:
        if moment == "next_morning":
            return _next(now, hour=9, minute=15, fits=lambda day: day.weekday() <= _FRIDAY)
        if moment == "next_friday":
            return _next(now, hour=16, minute=0, fits=lambda day: day.weekday() == _FRIDAY)
        try:
            return _with_zone(datetime.fromisoformat(moment), self.zone)
        except ValueError as not_iso:
            raise TimeNotUnderstood(f"{moment!r} is not an ISO 8601 moment.") from not_iso


def _span(text: str) -> timedelta:
    found = _SPAN.findall(text)
    if not found or _SPAN.sub("", text).strip():
        raise TimeNotUnderstood(f"{text!r} is not a span such as 1d, 2h or 90m.")
    total = timedelta()
    for count, unit in found:
        total += timedelta(**{_UNITS[unit]: int(count)})
    return total


def _with_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _next(now: datetime, *, hour: int, minute: int, fits: Callable[[datetime], bool]) -> datetime:
    day = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while day <= now or not fits(day):
        day += timedelta(days=1)
    return day
