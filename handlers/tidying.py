"""When it is night: what was done long ago is let go of, a part at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.ledger import Turn
from handlers.clock import machine_now
from handlers.desk import Desk

# Nobody waits for an answer then.
_AT_NIGHT = time(3)
# Slack brings an event again for an hour at most; a machine may sleep through a long week-end.
_ARRIVED_KEPT = timedelta(days=7)
# Whoever asks "did my answer leave?" asks within a quarter of a year.
_SENT_KEPT = timedelta(days=90)
# Some ten milliseconds a tick.
_AT_ONCE = 500


@dataclass(frozen=True)
class Tidying:
    """Lets go, once a night, of what was done and of notices sent that nobody needs."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return no moment of its own: when business time leaps, the next tick is early enough."""
        del start, end
        return ()

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Let go of a part; the night is over when nothing is left."""
        local = now.astimezone(self.desk.journey.timezone)
        if local.time() < _AT_NIGHT or turn.was_planned("tidying", local.date()):
            return
        gone = turn.let_go_of_done(
            arrived_before=now - _ARRIVED_KEPT,
            sent_before=machine_now() - _SENT_KEPT.total_seconds(),
            at_most=_AT_ONCE,
        )
        if not gone:
            turn.record_planned("tidying", local.date())
