"""When somebody's working hours begin: what was kept for them is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.ledger import Turn
from handlers.desk import Desk


@dataclass(frozen=True)
class QuietHours:
    """Words to a person that came up outside their hours."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return when something that was kept is due in (start, end]."""
        with self.desk.ledger.look() as look:
            return look.later_moments(start, end)

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Stage what was kept until now."""
        for notice in turn.take_later(now=now):
            turn.stage(notice)
