"""Reads the next records in processes of their own, while those before are being remembered."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.reading.reader import MapReader
from bot.verbatim import Score, Verbatim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from multiprocessing.connection import Connection
    from typing import Self

    from bot.journey import JourneyMap
    from bot.reading import Lesson, Lessons, Meant, Rated, Reader, Reading

# Remembering keeps one processor busy, and gives no more than three others enough to read.
_MOST_HELPERS = 3
# Looking for circles after every 700 new objects takes a fifth of the time of an import.
_BETWEEN_COLLECTIONS = 100_000

_Key = tuple[str, str, str, Score | None]


class ReadingAhead:
    """A `Reader` that has helpers read what was announced; all else it reads itself.

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
        self._read: dict[_Key, Reading] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.stop()

    def announce(self, verbatims: Sequence[Verbatim]) -> Announced:
        """Let helpers read what will be asked for; `fetch` it when its turn comes."""
        if not self._helpers:
            self._helpers = [_Helper(self._journey) for _ in range(self._number)]
        parts = [verbatims[at :: self._number] for at in range(self._number)]
        coming = [
            (part, helper.begin(part, self._heard))
            for helper, part in zip(self._helpers, parts, strict=True)
        ]
        return Announced(len(self._lessons), coming)

    def fetch(self, announced: Announced | None) -> None:
        """Wait for what was announced, so that `read_all` has it at hand."""
        self._read = {}
        if announced is not None and announced.lessons == len(self._lessons):
            self._read = announced.readings()

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
        keys = [_key(verbatim) for verbatim in verbatims]
        others = [at for at, key in enumerate(keys) if key not in self._read]
        read = iter(self._reader.read_all([verbatims[at] for at in others]))
        return [self._read[key] if key in self._read else next(read) for key in keys]


@dataclass(frozen=True)
class Announced:
    """What helpers were given to read together, who know so many lessons."""

    lessons: int
    coming: Sequence[tuple[Sequence[Verbatim], Future[Sequence[Reading]]]]

    def readings(self) -> dict[_Key, Reading]:
        """Wait for the readings; those of a helper that failed are missing."""
        return {
            _key(verbatim): reading
            for part, readings in self.coming
            for verbatim, reading in zip(part, readings.result(), strict=False)
        }


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
    """A process that reads by the same map, and the thread that waits for it."""

    def __init__(self, journey: JourneyMap) -> None:
        # Started from nothing: a fork would take along locks and connections of ours.
        starting = multiprocessing.get_context("spawn")
        self._line, theirs = starting.Pipe()
        self._process = starting.Process(
            target=_help, args=(theirs, journey), daemon=True, name="boucle-reading"
        )
        self._process.start()
        theirs.close()
        self._told = 0
        self._waiting = ThreadPoolExecutor(1, "reading-ahead")

    def begin(
        self, verbatims: Sequence[Verbatim], told: Sequence[_Told]
    ) -> Future[Sequence[Reading]]:
        """Give it something to read, and what was taught meanwhile."""
        newer, self._told = told[self._told :], len(told)
        return self._waiting.submit(self._asked, verbatims, newer)

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.terminate()
        self._process.join()
        self._waiting.shutdown()
        self._line.close()

    def _asked(self, verbatims: Sequence[Verbatim], newer: Sequence[_Told]) -> Sequence[Reading]:
        try:
            self._line.send((verbatims, newer))
            readings: Sequence[Reading] = self._line.recv()
        except (EOFError, OSError):
            return ()  # it was ended: we read by ourselves
        return readings


def _help(line: Connection, journey: JourneyMap) -> None:
    """Read what comes until whoever began this process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is theirs to handle
    reader = MapReader(journey)
    with collecting_seldom(), suppress(EOFError, OSError):
        while True:
            verbatims, newer = line.recv()
            for told in newer:
                reader.catch_up(told)
            line.send(reader.read_all(verbatims))


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for circles of objects less often: an import makes many objects and few circles."""
    usual = gc.get_threshold()
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _key(verbatim: Verbatim) -> _Key:
    return verbatim.source, verbatim.source_id, verbatim.text, verbatim.score


def _spare_processors() -> int:
    return min(_MOST_HELPERS, (os.cpu_count() or 1) - 1)
