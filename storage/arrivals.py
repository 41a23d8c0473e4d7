"""What arrives at the same time is kept by the same commit: a disk is waited for once for all."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from storage.database import Row


@dataclass
class _Arrival:
    """A row that somebody waits to see kept."""

    row: Row
    is_over: bool = False
    is_new: bool = False
    error: BaseException | None = None


@dataclass
class Arrivals:
    """Keeps rows; those that come while a commit is under way go together into the next one.

    `keep_all` keeps rows in one transaction and returns, for each, whether it was new.
    """

    keep_all: Callable[[Sequence[Row]], Sequence[bool]]
    _waiting: list[_Arrival] = field(default_factory=list)
    _list: threading.Lock = field(default_factory=threading.Lock)
    _commit: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, row: Row) -> bool:
        """Return, once it is kept, whether it was new. Raises what `keep_all` does."""
        arrival = _Arrival(row)
        with self._list:
            self._waiting.append(arrival)
        with self._commit:  # whoever comes first keeps the rows of all who wait
            if not arrival.is_over:
                self._keep_waiting()
        if arrival.error is not None:
            raise arrival.error
        return arrival.is_new

    def waiting(self) -> int:
        """Return how many wait for the next commit."""
        with self._list:
            return len(self._waiting)

    def _keep_waiting(self) -> None:
        with self._list:
            together, self._waiting = self._waiting, []
        try:
            kept = self.keep_all([arrival.row for arrival in together])
            for arrival, is_new in zip(together, kept, strict=True):
                arrival.is_new = is_new
        except Exception as error:  # noqa: BLE001 # each of those who wait raises it
            for arrival in together:
                arrival.error = error
        finally:
            for arrival in together:
                arrival.is_over = True
