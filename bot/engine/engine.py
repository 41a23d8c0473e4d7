"""The engine: follows business time, plans what is due on the way, and delivers without pause."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.engine.deliver import Delivery, Ended
from bot.engine.mishap import log_mishap
from bot.engine.plan import Clock, Occasion, moments_between, plan
from bot.ledger import Ledger
from bot.notice import Claimed

# A sleeping machine or a slow tick is not a moved clock: only larger leaps are stepped through.
LEAP = timedelta(minutes=2)


class Engine:
    """Ticks in one thread and delivers in a few more, until it is stopped."""

    def __init__(
        self,
        ledger: Ledger,
        occasions: Sequence[Occasion],
        delivery: Delivery,
        clock: Clock,
        *,
        steps_through_time: bool,
        nothing_under_way: Callable[[], bool],
        chores: Sequence[Callable[[], None]] = (),
        tick_every: float = 1.0,
        workers: int = 16,
    ) -> None:
        """`steps_through_time`: a moved clock is followed from one due moment to the next.

        Without it, a leap (a machine that slept) is planned once, where it ends.
        `nothing_under_way` tells that no press is being handled. `chores` are done before each
        planning; one that fails is logged and done again. `tick_every` is in seconds; `workers`
        are enough to keep several channels at the pace Slack allows, and for many to share a turn:
        with 8 each message takes a third more of the processor than with 16.
        """
        self._ledger = ledger
        self._occasions = occasions
        self._delivery = delivery
        self._clock = clock
        self._steps_through_time = steps_through_time
        self._nothing_under_way = nothing_under_way
        self._chores = chores
        self._tick_every = tick_every
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        # Counts what deliverers have to look at, so that none of it is missed while they look.
        self._news = 0
        self._has_news = threading.Condition()
        self._ticks_wanted = 0
        self._ticks_done = 0
        self._planned_until: datetime | None = None
        self._threads = [self._thread(self._tick_until_stopped, "boucle-tick")]
        self._threads += [
            self._thread(self._deliver_until_stopped, f"boucle-deliver-{number}")
            for number in range(workers)
        ]

    @staticmethod
    def _thread(target: Callable[[], None], name: str) -> threading.Thread:
        # A daemon: a mail server that never answers does not keep the process from ending.
        return threading.Thread(target=target, name=name, daemon=True)

    def start(self) -> None:
        """Begin to plan and to deliver."""
        for thread in self._threads:
            thread.start()

    def stop(self, *, until: float | None = None) -> None:
        """Finish what is being sent, and stop; at most until then (`time.monotonic`).

        What is still being sent then is looked up when its lease is over, by whoever runs next.
        """
        self._stopping.set()
        self.wake()
        with self._has_news:
            self._has_news.notify_all()
        for thread in self._threads:
            thread.join(None if until is None else max(0.0, until - time.monotonic()))

    def wake(self) -> None:
        """Let a deliverer look again: a turn staged something. Whoever finds it wakes the next."""
        with self._has_news:
            self._news += 1
            self._has_news.notify()
        with self._changed:
            self._changed.notify_all()

    def idle(self, timeout: float) -> bool:
        """Wait until everything due is planned and delivered; False after `timeout` seconds."""
        until = time.monotonic() + timeout
        with self._changed:
            self._ticks_wanted = wanted = self._ticks_done + 2  # one may be under way already
            self._changed.notify_all()
        while time.monotonic() < until and not self._stopping.is_set():
            with self._changed:
                if self._ticks_done < wanted:
                    self._changed.wait(timeout=0.05)
                    continue
            if self._is_drained():
                return True
            with self._changed:
                self._changed.wait(timeout=0.05)
        return False

    def tick(self) -> None:
        """Plan what is due up to where business time has been moved."""
        goal = self._clock.goal()
        start = self._planned_until
        if self._steps_through_time and start is not None and goal - start > LEAP:
            for moment in moments_between(self._occasions, start, goal):
                self._clock.step_to(moment)
                plan(self._ledger, self._occasions, now=moment)
                self._drain()
        self._clock.step_to(goal)
        plan(self._ledger, self._occasions, now=goal)
        self._planned_until = goal
        if self._delivery.has_due():
            self.wake()

    def _tick_until_stopped(self) -> None:
        while not self._stopping.is_set():
            for chore in self._chores:
                self._do(chore)
            try:
                self.tick()
            except Exception as error:  # noqa: BLE001 # tried again; the thread must live
                log_mishap("tick failed", error)
            with self._changed:
                self._ticks_done += 1
                self._changed.notify_all()
                if self._ticks_done >= self._ticks_wanted:
                    self._changed.wait_for(self._tick_is_wanted, timeout=self._tick_every)

    def _do(self, chore: Callable[[], None]) -> None:
        try:
            chore()
        except Exception as error:  # noqa: BLE001 # done again at the next tick
            log_mishap("chore failed", error, chore=chore.__qualname__)

    def _tick_is_wanted(self) -> bool:
        return self._stopping.is_set() or self._ticks_done < self._ticks_wanted

    def _deliver_until_stopped(self) -> None:
        ended: Ended | None = None
        while ended or not self._stopping.is_set():
            seen = self._news
            try:
                before, ended = ended, None
                claimed = self._claimed(after=before)
                if before or claimed:
                    self.wake()  # what came after it may go now, and another may find another
                if claimed:
                    ended = self._delivery.send(claimed)
                    continue
                rest = self._delivery.rest()
            except Exception as error:  # noqa: BLE001 # its lease makes up for it
                log_mishap("delivery failed", error)
                rest = self._tick_every
            # New notices wake at once, resting paces when they are free; each tick looks whether
            # a retry is due.
            with self._has_news:
                self._has_news.wait_for(partial(self._is_newer, seen), timeout=rest)

    def _claimed(self, *, after: Ended | None) -> Claimed | None:
        """Return what to send next, when what was sent before is settled; None when we stop."""
        if not self._stopping.is_set():
            return self._delivery.claim(after=after)
        if after:
            self._delivery.settle(after)
        return None

    def _is_newer(self, seen: int) -> bool:
        return self._news != seen or self._stopping.is_set()

    def _is_drained(self) -> bool:
        if not self._nothing_under_way() or self._ledger.unfinished():
            return False
        with self._ledger.look() as look:
            counts, pause = look.count_notices(), look.paused()
        may_wait = pause is not None
        return not counts.get("sending") and (may_wait or not counts.get("waiting"))

    def _drain(self) -> None:
        """Wait until what was planned has left, so that it says the time it was due."""
        until = time.monotonic() + self._delivery.patience.timeout
        while time.monotonic() < until and not self._stopping.is_set():
            if self._is_drained():
                return
            self.wake()
            with self._changed:
                self._changed.wait(timeout=0.05)
