"""The day something is promised for, or why no day was understood."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Due:
    """The day something is promised for, with a time only when one was said."""

    on: date
    at: time | None = None

    def isoformat(self) -> str:
        """Write it as "2026-11-27" or "2026-11-25T17:00"."""
        return f"{self.on.isoformat()}T{self.at:%H:%M}" if self.at else self.on.isoformat()


@dataclass(frozen=True)
class DueQuestion:
    """Why no date came out: needs_a_day, in_the_past, not_understood or too_far."""

    reason: str
