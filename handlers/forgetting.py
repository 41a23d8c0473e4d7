"""When words have been kept long enough: each night they are erased, a part at a time."""

from datetime import datetime, time

from bot.forgetting import forget_old
from bot.ledger import Turn
from handlers.night import NightWork


class Forgetting(NightWork):
    """Erases old words, and who did what in cases long closed."""

    name = "forgetting"
    begins = time(3, 30)

    def do_part(self, turn: Turn, *, now: datetime) -> int:
        """Erase a part; return how much it was."""
        return forget_old(turn, self.desk.journey, now=now)
