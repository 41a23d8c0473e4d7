"""A colleague who uses the bot in Slack."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

# What stands for somebody once who did what has been taken out of a closed case.
FORMER = "former"


@dataclass(frozen=True)
class Person:
    """Someone of the company, by their Slack id; `locale` such as "fr-FR", `zone` their own.

    `away_until` is the last day of an absence (`date.max`: nobody knows); None when they are here.
    """

    id: str
    name: str
    locale: str
    zone: ZoneInfo
    email: str | None = None
    has_left: bool = False
    away_until: date | None = None

    @property
    def first_name(self) -> str:
        """Return the name colleagues and customers know them by."""
        return self.name.split(maxsplit=1)[0] if self.name.strip() else self.id

    def is_here(self, today: date) -> bool:
        """Tell whether something can be asked of them on a day."""
        return not self.has_left and (self.away_until is None or self.away_until < today)
