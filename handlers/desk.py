"""What every occasion needs at hand: the ledger, the clock, the map, the reader, the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.engine.plan import Clock
from bot.journey import JourneyMap
from bot.ledger import Ledger
from bot.reading import Reader
from bot.settings import Settings


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

    def now(self) -> datetime:
        """Return business time."""
        return self.clock.now()
