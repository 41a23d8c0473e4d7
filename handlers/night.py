"""When it is night: what takes the ledger for a while is done, a part at a time."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar

from bot.ledger import Turn
from handlers.desk import Desk


@dataclass(frozen=True)
class NightWork(ABC):
    """Something done once a night, from an hour on at which nobody waits for an answer."""

    desk: Desk

    name: ClassVar[str]
    begins: ClassVar[time]

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return no moment of its own: when business time leaps, the next tick is early enough."""
        del start, end
        return ()

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Do a part; the night is over when nothing is left."""
        local = now.astimezone(self.desk.journey.timezone)
        if local.time() < self.begins or turn.was_planned(self.name, local.date()):
            return
        if not self.do_part(turn, now=now):
            turn.record_planned(self.name, local.date())

    @abstractmethod
    def do_part(self, turn: Turn, *, now: datetime) -> int:
        """Do a part that takes a moment only; return how much it was, 0 when nothing is left."""
