"""What is asked of the parts the bot stands on, at most so often as they can bear."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from bot.notice import Lanes
from handlers.clock import machine_now
from handlers.desk import Desk

T = TypeVar("T")

# A probe asks every few seconds, and Slack counts its calls.
SLACK_EVERY = 30.0
# Several probes and a scrape at once look at the database once.
LANES_EVERY = 1.0


@dataclass(frozen=True)
class Standing:
    """How the lanes stand, and for how many seconds the first that may go has waited."""

    lanes: Lanes
    oldest_seconds: float


class Watch:
    """Looks after database, Slack and lanes for `/readyz` and `/metrics`."""

    def __init__(
        self,
        desk: Desk,
        *,
        slack_answers: Callable[[], bool] | None = None,
        clock: Callable[[], float] = machine_now,
    ) -> None:
        """`slack_answers` asks Slack, and may raise; None where nothing is said there."""
        self._desk = desk
        self._clock = clock
        self._first: tuple[int | None, float] = (None, clock())
        self.standing = Kept(self._look, every=LANES_EVERY, clock=clock)
        self.slack = Kept(slack_answers, every=SLACK_EVERY, clock=clock) if slack_answers else None

    def _look(self) -> Standing:
        now = self._clock()
        with self._desk.ledger.look() as look:
            lanes = look.lanes(now=now)
        # A notice does not remember when it was staged: it is timed since it was first seen first.
        if lanes.first_due != self._first[0]:
            self._first = (lanes.first_due, now)
        return Standing(lanes, 0.0 if lanes.first_due is None else now - self._first[1])


class Kept(Generic[T]):
    """An answer that is good for a while, however many ask."""

    def __init__(self, ask: Callable[[], T], *, every: float, clock: Callable[[], float]) -> None:
        """`ask` is called when the last answer is older than `every` seconds."""
        self._ask = ask
        self._every = every
        self._clock = clock
        self._lock = threading.Lock()
        self._answer: T | None = None
        self._failure: Exception | None = None
        self._good_until = float("-inf")

    def get(self) -> T:
        """Return the answer. Raises what asking raised, as long as that is good."""
        with self._lock:
            now = self._clock()
            # Also where the clock was set back: an answer is never good for longer than it was.
            if not now < self._good_until <= now + self._every:
                self._ask_now(now)
            if self._failure is not None:
                raise self._failure
            return cast(T, self._answer)

    def _ask_now(self, now: float) -> None:
        try:
            self._answer, self._failure = self._ask(), None
        except Exception as failure:  # noqa: BLE001 # raised to each who asks
            self._failure = failure
        self._good_until = now + self._every
