"""What several threads ask for at the same moment is done once for all of them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def _locked() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass
class _Waiting(Generic[Asked, Answer]):
    """One thing that somebody waits for; who asked sleeps until `called` is free."""

    asked: Asked
    called: threading.Lock = field(default_factory=_locked)
    answers: list[Answer] = field(default_factory=list)  # one, once it is done
    error: BaseException | None = None

    @property
    def is_over(self) -> bool:
        return bool(self.answers) or self.error is not None


@dataclass
class Together(Generic[Asked, Answer]):
    """Does things; what is asked while others are being done goes together into the next time.

    `do_all` does some things at once, in one transaction, and returns an answer for each: a disk
    is waited for once for all of them.
    """

    do_all: Callable[[Sequence[Asked]], Sequence[Answer]]
    _waiting: list[_Waiting[Asked, Answer]] = field(default_factory=list)
    _list: threading.Lock = field(default_factory=threading.Lock)
    _is_doing: bool = False

    def do(self, asked: Asked) -> Answer:
        """Return the answer, once it is done. Raises what `do_all` does."""
        mine: _Waiting[Asked, Answer] = _Waiting(asked)
        with self._list:
            self._waiting.append(mine)
            waits, self._is_doing = self._is_doing, True
        if waits:
            mine.called.acquire()
        if not mine.is_over:
            self._do_waiting()
        if mine.error is not None:
            raise mine.error
        return mine.answers[0]

    def waiting(self) -> int:
        """Return how many wait for the next time."""
        with self._list:
            return len(self._waiting)

    def _do_waiting(self) -> None:
        """Do it for all who wait, and call them; and the first of those who came meanwhile."""
        with self._list:
            together, self._waiting = self._waiting, []
        try:
            answers = self.do_all([one.asked for one in together])
            for one, answer in zip(together, answers, strict=True):
                one.answers.append(answer)
        except BaseException as error:  # noqa: BLE001 # each of those who wait raises it
            for one in together:
                one.error = error
        with self._list:
            called = [*together, *self._waiting[:1]]
            self._is_doing = bool(self._waiting)
        for one in called:
            one.called.release()
