"""What reads a handful that comes in: by their words, and where it can by what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger import Turn
from bot.loop import TakenIn
from bot.reading import Reader
from bot.reading.meaning import Floats, packed


@dataclass(frozen=True)
class CloseReading:
    """What reads some texts, and what they mean, found before the turn that takes them in."""

    reader: Reader
    maker: str = ""
    meanings: Sequence[Floats | None] = ()

    def keep(self, turn: Turn, taken: Sequence[TakenIn]) -> None:
        """Keep what texts mean that were taken in, in the order in which they were given."""
        for one, meaning in zip(taken, self.meanings, strict=False):
            if meaning is not None and one.how != "duplicate":
                turn.keep_meaning(one.verbatim_id, packed(meaning), maker=self.maker)
