"""What arrived and was acked is done here: some at a time, in the order in which it came."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from bot.engine.mishap import log_mishap

# More only wait for each other: turns follow one another, and a press asks Slack once at most.
AT_ONCE = 16
# What opens a form has three seconds, and mostly waits for Slack: more of it may go at once.
FORMS_AT_ONCE = 32
# So many acks may be due while work goes on. With more of them, work rests until there have been
# fewer for a moment, as those of a burst come one after the other; but not for long.
_ACKS = 8
_CALM_SECONDS = 0.1
_REST_SECONDS = 2.5

Job = Callable[[], object]


class Work:
    """The threads that do what was acked. Acks go first: a burst of presses is kept, then done."""

    def __init__(self) -> None:
        self._kept = _Threads(AT_ONCE, name="boucle-work", ready=self._rest)
        self._forms = _Threads(FORMS_AT_ONCE, name="boucle-form")
        self._acks_due = 0
        self._lock = threading.Lock()
        self._calm_at = 0.0
        self._is_stopping = threading.Event()
        self._in_hand: Counter[str] = Counter()

    def do(self, job: Job, *, key: str) -> None:
        """Do soon what is kept under a key: a stop may come before."""
        with self._lock:
            self._in_hand[key] += 1
        if not self._kept.do(lambda: self._do(job, key)):
            self._let_go(key)

    def has(self, key: str) -> bool:
        """Tell whether what is kept under a key is being done, or waits to be."""
        with self._lock:
            return self._in_hand[key] > 0

    def do_at_once(self, job: Job) -> None:
        """Do it before everything that can wait, for somebody waits for a form."""
        self._forms.do(job)

    @contextmanager
    def ack_due(self) -> Iterator[None]:
        """Let work rest while many acks are due at once; this one is until the block ends."""
        self.expect_ack()
        try:
            yield
        finally:
            self.ack_is_over()

    def expect_ack(self) -> None:
        """Count one more ack that is due, until `ack_is_over`."""
        self._count(1)

    def ack_is_over(self) -> None:
        """Count one ack less."""
        self._count(-1)

    def is_empty(self) -> bool:
        """Tell whether nothing is being done, and nothing waits to be."""
        return self._kept.left == self._forms.left == 0

    def stop(self, *, until: float) -> None:
        """Finish what is being done, at most until then (`time.monotonic`).

        What has not begun stays where it is kept.
        """
        self._is_stopping.set()
        self._kept.stop(until=until)
        self._forms.stop(until=until)

    def _do(self, job: Job, key: str) -> None:
        try:
            job()
        finally:
            self._let_go(key)

    def _let_go(self, key: str) -> None:
        with self._lock:
            self._in_hand[key] -= 1
            if self._in_hand[key] <= 0:
                del self._in_hand[key]

    def _rest(self) -> None:
        until = time.monotonic() + _REST_SECONDS
        while not self._is_calm() and time.monotonic() < until:
            if self._is_stopping.wait(_CALM_SECONDS):
                return

    def _is_calm(self) -> bool:
        return self._acks_due <= _ACKS and time.monotonic() >= self._calm_at

    def _count(self, change: int) -> None:
        with self._lock:
            self._acks_due += change
            if self._acks_due > _ACKS:
                self._calm_at = time.monotonic() + _CALM_SECONDS


class _Threads:
    """A few threads that take jobs from one queue; a silent Slack keeps none at the end."""

    def __init__(self, number: int, *, name: str, ready: Callable[[], None] | None = None) -> None:
        self._number = number
        self._name = name
        self._ready = ready
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._is_stopping = False
        self.left = 0

    def do(self, job: Job) -> bool:
        """Take a job; False where no more is taken."""
        with self._lock:
            if self._is_stopping:
                return False
            self.left += 1
            # One for each job that finds nobody free, as long as there may be more.
            if len(self._threads) < min(self._number, self.left):
                name = f"{self._name}-{len(self._threads)}"
                thread = threading.Thread(target=self._run, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()
        self._jobs.put(job)
        return True

    def stop(self, *, until: float) -> None:
        with self._lock:
            self._is_stopping = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._ready is not None:
                self._ready()
            try:
                if not self._is_stopping:
                    job()
            except Exception as error:  # noqa: BLE001 # the thread must live
                log_mishap("work failed", error)
            finally:
                with self._lock:
                    self.left -= 1
