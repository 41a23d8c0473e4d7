"""A statement: what the company is doing about something, said once for all who ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Statement:
    """A sentence for answers about one touchpoint, in each language; somebody stands for it.

    `stale_after` is the day after which it has to be said anew; `id` is 0 until remembered.
    """

    texts: Mapping[str, str]
    touchpoint: str
    owner: str
    said_on: date
    stale_after: date
    withdrawn_at: datetime | None = None
    id: int = 0

    def is_stale(self, *, on: date) -> bool:
        """Tell whether it may no longer be true."""
        return on > self.stale_after

    def in_(self, language: str) -> str:
        """Return its text in a language; "" where nobody has said it in that one."""
        return self.texts.get(language, "")


def fresh_text(
    statements: Sequence[Statement], touchpoint: str | None, language: str, *, on: date
) -> str:
    """Return the newest sentence about a touchpoint that still holds; "" when there is none."""
    for one in reversed(statements):
        if one.touchpoint == touchpoint and not one.is_stale(on=on) and one.in_(language):
            return one.in_(language)
    return ""
