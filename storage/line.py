"""A line of threads: one at a time, in the order in which they came, but the urgent ones first."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Line:
    """Lets one thread in at a time.

    A plain lock goes to whoever happens to run: with many turns waiting, an ack would wait for
    most of them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_taken = False
        # Each of those who wait has a lock of its own, which is opened when it is their turn.
        self._urgent: deque[threading.Lock] = deque()
        self._others: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self, *, is_urgent: bool = False) -> Iterator[None]:
        """Wait for one's turn; it lasts until the block ends."""
        self._enter(self._urgent if is_urgent else self._others)
        try:
            yield
        finally:
            self._leave()

    def waiting(self) -> int:
        """Return how many wait."""
        with self._lock:
            return len(self._urgent) + len(self._others)

    def _enter(self, line: deque[threading.Lock]) -> None:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            line.append(mine)
        mine.acquire()

    def _leave(self) -> None:
        with self._lock:
            line = self._urgent or self._others
            if line:
                line.popleft().release()
            else:
                self._is_taken = False
