"""A colleague who uses the bot in Slack."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

# What stands for somebody once who did what has been taken out of a closed case.
FORMER = "former"


@dataclass(frozen=True)
class Person:
    """Someone of the company, by their Slack id; `locale` such as "fr-FR", `zone` their own."""

    id: str
    name: str
    locale: str
    zone: ZoneInfo
    email: str | None = None

    @property
    def first_name(self) -> str:
        """Return the name colleagues and customers know them by."""
        return self.name.split(maxsplit=1)[0] if self.name.strip() else self.id
