"""Reads the next records in processes of their own, while those before are being remembered."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from ctypes import c_longlong
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.reading.reader import MapReader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from ctypes import Array
    from multiprocessing.connection import Connection
    from typing import Self

    from bot.journey import JourneyMap
    from bot.reading import Lesson, Lessons, Meant, Rated, Reader, Reading
    from bot.verbatim import Score, Verbatim

    _Said = tuple[str, Score | None, str | None, str | None]
    _Part = tuple[Sequence[Verbatim], Sequence[Reading]]

# Remembering keeps one processor busy, and gives no more than three others enough to read.
_MOST_HELPERS = 3
# Who takes texts takes a quarter of what is left, so that both ends meet at nearly one moment; so
# many at least, for arrays to pay, and no more than are read together.
_SHARE, _FEWEST, _MOST = 4, 40, 120
# Announced and not fetched, at once.
_MOST_COMING = 4
# Looking for circles after every 700 new objects takes a fifth of the time of an import.
_BETWEEN_COLLECTIONS = 100_000


class ReadingAhead:
    """A `Reader` that has helpers read what was announced; all else it reads itself.

    Where it has to wait for what was announced, it reads along from the end until both meet.
    What helpers read counts only as long as nobody taught anything since. A helper that fails
    costs time, and nothing else. Helpers end with this process, however it ends.
    """

    def __init__(self, reader: Reader, journey: JourneyMap, *, helpers: int | None = None) -> None:
        self._reader = reader
        self._journey = journey
        self._number = _spare_processors() if helpers is None else helpers
        self._helpers: list[_Helper] = []
        self._heard: list[_Told] = []
        self._lessons: set[int] = set()
        self._read: dict[_Said, Reading] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.stop()

    def announce(self, verbatims: Sequence[Verbatim]) -> Announced:
        """Let helpers read what will be asked for; `fetch` it when its turn comes."""
        if not self._helpers:
            self._helpers = [_Helper(self._journey) for _ in range(self._number)]
        # What many say word for word is read once.
        distinct = list({_said_by(verbatim): verbatim for verbatim in verbatims}.values())
        parts = [distinct[at :: self._number] for at in range(self._number)]
        coming = [
            helper.begin(part, self._heard)
            for helper, part in zip(self._helpers, parts, strict=True)
        ]
        return Announced(len(self._lessons), coming)

    def fetch(self, announced: Announced | None) -> None:
        """Have what was announced at hand for `read_all`: what nobody has read yet is read now."""
        self._read = {}
        if announced is None:
            return
        is_true = announced.lessons == len(self._lessons)
        for coming in announced.coming:
            while mine := coming.taken_back():
                if is_true:
                    self._keep(mine, self._reader.read_all(mine))
        for coming in announced.coming if is_true else ():
            for part, readings in coming.readings.result():
                self._keep(part, readings)

    def catch_up(self, lessons: Lessons) -> None:
        """Learn what people taught since the last time; what was read without it is let go.

        What scores taught meanwhile counts from the next announced on.
        """
        heard = _Heard(lessons, self._lessons)
        self._reader.catch_up(heard)
        if heard.told:
            self._heard.append(heard.told)
        if heard.told.lessons:
            self._lessons |= {lesson.number for lesson in heard.told.lessons}
            self._read = {}

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        return self.read_all([verbatim])[0]

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order: those at hand, the others read now."""
        said = [_said_by(verbatim) for verbatim in verbatims]
        others = [at for at, each in enumerate(said) if each not in self._read]
        read = iter(self._reader.read_all([verbatims[at] for at in others]))
        return [self._read[each] if each in self._read else next(read) for each in said]

    def _keep(self, verbatims: Sequence[Verbatim], readings: Sequence[Reading]) -> None:
        self._read.update(zip(map(_said_by, verbatims), readings, strict=True))


@dataclass(frozen=True)
class Announced:
    """What helpers were given to read together, who know so many lessons."""

    lessons: int
    coming: Sequence[_Coming]


@dataclass(frozen=True)
class _Coming:
    """What one helper was given, and the parts of it that it has read in the end."""

    verbatims: Sequence[Verbatim]
    left: _Left
    readings: Future[list[_Part]]

    def taken_back(self) -> Sequence[Verbatim]:
        """Return some of what the helper has not begun, and need not read; none at the end."""
        part = self.left.from_the_end()
        return self.verbatims[part.start : part.stop]


@dataclass
class _Left:
    """How much of some texts nobody has begun, told to two processes: one reads from each end.

    Each writes its own end alone, and no lock can stay behind with who fails. Where they meet both
    may read the same, which does no harm.
    """

    ends: Array[c_longlong]
    at: int

    def open(self, number: int) -> None:
        """Begin with so many texts."""
        self.ends[self.at], self.ends[self.at + 1] = 0, number

    def from_the_beginning(self) -> range:
        """Take the next ones, if there are any left."""
        start, stop = self.ends[self.at], self.ends[self.at + 1]
        self.ends[self.at] = min(stop, start + _share_of(stop - start))
        return range(start, self.ends[self.at])

    def from_the_end(self) -> range:
        """Take the last ones, if there are any left."""
        start, stop = self.ends[self.at], self.ends[self.at + 1]
        self.ends[self.at + 1] = max(start, stop - _share_of(stop - start))
        return range(self.ends[self.at + 1], stop)


def _share_of(left: int) -> int:
    return min(_MOST, max(_FEWEST, left // _SHARE))


@dataclass
class _Told:
    """What a reader was told once, so that another can be told the same; a `Lessons` itself."""

    lessons: list[Lesson] = field(default_factory=list)
    newest: int = 0
    scores: list[Rated] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lessons or self.scores)

    def lessons_after(self, number: int) -> Sequence[Lesson]:
        return [lesson for lesson in self.lessons if lesson.number > number]

    def meant_after(self, number: int) -> Sequence[Meant]:
        del number
        return ()  # many are read by their words alone

    def newest_verbatim(self) -> int:
        return self.newest

    def rated(self, *, up_to: int, at_most: int) -> Sequence[Rated]:
        del up_to, at_most  # it is asked as the first reader asked
        return self.scores


class _Heard:
    """Answers as the memory does, and notes what was not known before."""

    def __init__(self, lessons: Lessons, known: Collection[int]) -> None:
        self._lessons = lessons
        self._known = known
        self.told = _Told()

    def lessons_after(self, number: int) -> Sequence[Lesson]:
        found = self._lessons.lessons_after(number)
        self.told.lessons += [one for one in found if one.number not in self._known]
        return found

    def meant_after(self, number: int) -> Sequence[Meant]:
        return self._lessons.meant_after(number)

    def newest_verbatim(self) -> int:
        self.told.newest = self._lessons.newest_verbatim()
        return self.told.newest

    def rated(self, *, up_to: int, at_most: int) -> Sequence[Rated]:
        found = self._lessons.rated(up_to=up_to, at_most=at_most)
        self.told.scores += found
        return found


class _Helper:
    """A process that reads by the same map, and the threads that send to it and wait for it."""

    def __init__(self, journey: JourneyMap) -> None:
        # Started from nothing: a fork would take along locks and connections of ours.
        starting = multiprocessing.get_context("spawn")
        self._line, theirs = starting.Pipe()
        self._ends = starting.RawArray(c_longlong, 2 * _MOST_COMING)
        self._process = starting.Process(
            target=_help, args=(theirs, journey, self._ends), daemon=True, name="boucle-reading"
        )
        self._process.start()
        theirs.close()
        self._told = 0
        self._begun = 0
        self._coming: deque[_Coming] = deque(maxlen=_MOST_COMING)
        self._sending = ThreadPoolExecutor(1, "reading-ahead-sends")
        self._waiting = ThreadPoolExecutor(1, "reading-ahead-waits")

    def begin(self, verbatims: Sequence[Verbatim], told: Sequence[_Told]) -> _Coming:
        """Give it something to read, and what was taught meanwhile."""
        if len(self._coming) == _MOST_COMING:
            self._coming[0].readings.result()  # its place is needed
        newer, self._told = told[self._told :], len(told)
        left = _Left(self._ends, 2 * (self._begun % _MOST_COMING))
        left.open(len(verbatims))
        self._begun += 1
        self._sending.submit(self._send, left.at, verbatims, newer)
        self._coming.append(
            _Coming(verbatims, left, self._waiting.submit(self._received, verbatims))
        )
        return self._coming[-1]

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.terminate()
        self._process.join()
        self._sending.shutdown()
        self._waiting.shutdown()
        self._line.close()

    def _send(self, at: int, verbatims: Sequence[Verbatim], newer: Sequence[_Told]) -> None:
        with suppress(OSError):  # it was ended: who waits for it is told
            self._line.send((at, verbatims, newer))

    def _received(self, verbatims: Sequence[Verbatim]) -> list[_Part]:
        parts: list[_Part] = []
        with suppress(EOFError, OSError):  # it was ended: we read the rest by ourselves
            while (part := self._line.recv()) is not None:
                start, readings = part
                parts.append((verbatims[start : start + len(readings)], readings))
        return parts


def _help(line: Connection, journey: JourneyMap, ends: Array[c_longlong]) -> None:
    """Read what comes until whoever began this process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is theirs to handle
    reader = MapReader(journey)
    with collecting_seldom(), suppress(EOFError, OSError):
        while True:
            at, verbatims, newer = line.recv()
            for told in newer:
                reader.catch_up(told)
            left = _Left(ends, at)
            while part := left.from_the_beginning():
                line.send((part.start, reader.read_all(verbatims[part.start : part.stop])))
            line.send(None)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for circles of objects less often: an import makes many objects and few circles."""
    usual = gc.get_threshold()
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _said_by(verbatim: Verbatim) -> _Said:
    """Return all of a verbatim that its reading depends on."""
    return verbatim.text, verbatim.score, verbatim.language, verbatim.touchpoint


def _spare_processors() -> int:
    return min(_MOST_HELPERS, (os.cpu_count() or 1) - 1)
