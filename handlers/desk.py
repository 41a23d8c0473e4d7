"""What every occasion needs at hand: the ledger, the clock, the map, the reader, the settings."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.plan import Clock
from bot.journey import JourneyMap
from bot.ledger import Ledger
from bot.reading import Reader
from bot.settings import Settings
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
class Desk:
    """The parts that `bot.__main__` wired together, handed to each occasion."""

    ledger: Ledger
    clock: Clock
    journey: JourneyMap
    reader: Reader
    settings: Settings
    # Wakes the engine after a turn, so that a card changes at once and not at the next tick.
    wake: Callable[[], None]
    under_way: UnderWay = field(default_factory=UnderWay)
    tally: Tally = field(default_factory=Tally)
    work: Work = field(default_factory=Work)

    def now(self) -> datetime:
        """Return business time."""
        return self.clock.now()
