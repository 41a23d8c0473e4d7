"""People who press at the same moment, at little cost: what they take, the bot does not have.

Real HTTP, a line for each press, and nothing but the calls of the system: a library of HTTP took
six times as long, and measured itself.
"""

import select
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

# Whoever hears nothing for so long hears nothing any more.
_PATIENCE = 30.0

# An answer by its place among what was asked, as soon as it is there.
Hearing = Callable[[int, "Heard"], None]


@dataclass(frozen=True)
class Asked:
    """A whole HTTP request, written and signed before: the time that takes is not the bot's."""

    port: int  # of this machine
    request: bytes


@dataclass(frozen=True)
class Heard:
    """What was answered: its status (0: the line broke), its body, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Crowd:
    """People in a process of their own."""

    _process: ProcessPoolExecutor

    def ask_all(self, asked: Sequence[Asked], *, every: float) -> tuple[list[Heard], float]:
        """Ask one after the other, or (every 0 seconds) all at once.

        Return what was heard, in their order, and the processor time that it took, in seconds.
        """
        return self._process.submit(_ask_all_timed, asked, every).result()


@contextmanager
def crowd() -> Iterator[Crowd]:
    """Gather a crowd."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        process.submit(time.perf_counter).result()  # it is there
        yield Crowd(process)


def _ask_all_timed(asked: Sequence[Asked], every: float) -> tuple[list[Heard], float]:
    before = time.process_time()
    heard = ask_all(asked, every=every)
    return heard, time.process_time() - before


def ask_all(
    asked: Sequence[Asked], *, every: float, hearing: Hearing | None = None
) -> list[Heard]:
    """Ask one after the other, or (every 0 seconds) all at once; return what was heard."""
    began = time.perf_counter()
    waiting = deque(enumerate(asked))
    heard: dict[int, Heard] = {}
    lines: dict[int, _Line] = {}
    with select.epoll() as epoll:
        while waiting or lines:
            while waiting and waiting[0][0] * every <= time.perf_counter() - began:
                line = _Line(*waiting.popleft())
                lines[line.fileno()] = line
                epoll.register(line.fileno(), select.EPOLLOUT)
            pause = _PATIENCE
            if waiting:
                pause = max(0.0, began + waiting[0][0] * every - time.perf_counter())
            ready = epoll.poll(pause)
            if not ready and not waiting:
                raise TimeoutError(f"{len(lines)} of {len(asked)} hear nothing")
            for number, _ in ready:
                line = lines[number]
                if line.goes_on(epoll):
                    continue
                del lines[number]
                heard[line.place] = line.heard()
                if hearing is not None:
                    hearing(line.place, heard[line.place])
    return [heard[place] for place in range(len(asked))]


class _Line:
    """One line, over which one thing is asked."""

    def __init__(self, place: int, asked: Asked) -> None:
        self.place = place
        self._left = asked.request
        self._answer = b""
        self._began = self._latest = time.perf_counter()
        self._socket = socket.socket()
        self._socket.setblocking(False)  # noqa: FBT003 # as the library has it
        self._socket.connect_ex(("127.0.0.1", asked.port))

    def fileno(self) -> int:
        return self._socket.fileno()

    def goes_on(self, epoll: select.epoll) -> bool:
        """Say or hear what can be said or heard now; False at the end."""
        try:
            if self._left:
                self._left = self._left[self._socket.send(self._left) :]
                if not self._left:
                    epoll.modify(self.fileno(), select.EPOLLIN)
                return True
            piece = self._socket.recv(65_536)
        except ConnectionError:
            piece = self._answer = b""
        if piece:
            self._answer += piece
            self._latest = time.perf_counter()
            return True
        self._socket.close()  # which also leaves the epoll
        return False

    def heard(self) -> Heard:
        """Return what was heard, once it is over."""
        head, _, body = self._answer.partition(b"\r\n\r\n")
        status = int(head.split(maxsplit=2)[1]) if head else 0
        return Heard(status, body, self._latest - self._began)
