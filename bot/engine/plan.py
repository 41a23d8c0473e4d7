"""Plan what is due: ask each occasion, at each moment that matters, what it has to say."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.engine.mishap import log_mishap
from bot.ledger import Ledger, Turn


class Clock(Protocol):
    """Business time: what the clock says to people."""

    def now(self) -> datetime:
        """Return business time, with its zone."""
        ...

    def goal(self) -> datetime:
        """Return where business time has been moved to; `now()` follows by `step_to`."""
        ...

    def step_to(self, moment: datetime) -> None:
        """Let business time be that moment, on the way to the goal."""
        ...


class Occasion(Protocol):
    """Something that happens by itself when its time has come: a round, a nudge, a digest."""

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return the moments in (start, end] at which it may have something to say."""
        ...

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Stage what is due at that moment and was not staged before."""
        ...


def plan(ledger: Ledger, occasions: Sequence[Occasion], *, now: datetime) -> None:
    """Let each occasion plan what is due, in a turn of its own. Planning twice is harmless.

    One that fails keeps no other from being planned; it is asked again at the next tick. While
    everything is paused nothing is planned: what fell due is, once, when it goes on.
    """
    for occasion in occasions:
        try:
            with ledger.turn() as turn:
                if turn.paused() is None:
                    occasion.plan(turn, now=now)
        except Exception as error:  # noqa: BLE001 # a bug in one must not silence the others
            log_mishap("occasion not planned", error, occasion=type(occasion).__name__)


def moments_between(
    occasions: Sequence[Occasion], start: datetime, end: datetime
) -> list[datetime]:
    """Return the moments in (start, end] at which something may be due, in their order."""
    moments = {at for occasion in occasions for at in occasion.moments(start, end)}
    return sorted(moments)
