"""What every occasion needs at hand: the ledger, the clock, the map, the reader, the settings."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.engine.plan import Clock
from bot.journey import JourneyMap, with_groups
from bot.ledger import Ledger
from bot.reading import CloseReader
from bot.settings import Settings
from bot.verbatim import Verbatim
from handlers.close_reading import CloseReading
from handlers.tally import Tally
from handlers.work import Work


class UnderWay:
    """Counts the occasions that are being handled right now."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._count -= 1

    def is_empty(self) -> bool:
        """Tell whether nothing is being handled."""
        return self._count == 0


@dataclass(frozen=True)
class _InUse:
    """A map as it was written, with its groups of leads as people; and what reads by it."""

    written: JourneyMap
    journey: JourneyMap
    reader: CloseReader


class Desk:
    """The parts that `bot.__main__` wired together, handed to each occasion."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        journey: JourneyMap,
        reader: CloseReader,
        settings: Settings,
        wake: Callable[[], None],
        tally: Tally | None = None,
    ) -> None:
        """`wake` lets the engine look after a turn: a card changes at once, not at a tick."""
        self.ledger = ledger
        self.clock = clock
        self.settings = settings
        self.wake = wake
        self.under_way = UnderWay()
        self.tally = tally or Tally()
        self.work = Work()
        self.read_closely: Callable[[Sequence[Verbatim]], CloseReading] = lambda _: CloseReading(
            self.reader
        )
        self._groups: Mapping[str, Sequence[str]] = {}
        self._in_use = _InUse(journey, journey, reader)

    @property
    def journey(self) -> JourneyMap:
        """Return the map in use; its leads are people, as far as Slack told who is in a group."""
        return self._in_use.journey

    @property
    def reader(self) -> CloseReader:
        """Return what understands verbatims by the map in use."""
        return self._in_use.reader

    @property
    def written(self) -> JourneyMap:
        """Return the map in use as it was written: its leads may be groups."""
        return self._in_use.written

    def use(self, journey: JourneyMap, reader: CloseReader) -> None:
        """Use another map, and what reads by it, from now on: both at once."""
        self._in_use = _InUse(journey, with_groups(journey, self._groups), reader)

    def know_groups(self, people: Mapping[str, Sequence[str]]) -> None:
        """Learn the ids of the people behind "@handles" and ids of groups."""
        self._groups = people
        self.use(self.written, self.reader)

    def people_of(self, group: str) -> Sequence[str]:
        """Return the ids of the people of a group ("@cx"); none for what is no group we know."""
        return self._groups.get(group, ())

    def now(self) -> datetime:
        """Return business time."""
        return self.clock.now()
