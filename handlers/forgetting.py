"""When words have been kept long enough: each night they are erased, a part at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from bot.forgetting import forget_old
from bot.ledger import Turn
from handlers.desk import Desk

# Nobody waits for an answer then.
_AT_NIGHT = time(3, 30)


@dataclass(frozen=True)
class Forgetting:
    """Erases old words, and who did what in cases long closed, once a night."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return no moment of its own: when business time leaps, the next tick is early enough."""
        del start, end
        return ()

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Erase a part; the night is over when nothing is left to erase."""
        local = now.astimezone(self.desk.journey.timezone)
        if local.time() < _AT_NIGHT or turn.was_planned("forgetting", local.date()):
            return
        if not forget_old(turn, self.desk.journey, now=now):
            turn.record_planned("forgetting", local.date())
