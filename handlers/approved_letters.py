"""When letters to many were approved: they are written a part at a time, in turns of their own."""

from dataclasses import dataclass

from bot.again import again
from bot.sending_all import write_approved
from handlers.desk import Desk


@dataclass(frozen=True)
class ApprovedLetters:
    """Writes what was approved and waits, also after a restart; not while all is paused."""

    desk: Desk

    def write(self) -> None:
        """Write all of it, a part after the other."""
        while again(self._write_part):
            self.desk.wake()

    def _write_part(self) -> bool:
        """Write a part of the letters of one improvement; False when nothing is left."""
        desk = self.desk
        with desk.ledger.look() as look:
            waiting = [] if look.paused() else look.improvements_approved()
        if not waiting:
            return False
        with desk.ledger.turn() as turn:
            improvement = turn.improvement(waiting[0])
            connected = desk.settings.connected_ways()
            write_approved(turn, improvement, desk.journey, connected=connected, now=desk.now())
        return True
