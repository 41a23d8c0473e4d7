"""When it is night: what was done long ago is let go of, a part at a time."""

from datetime import datetime, time, timedelta

from bot.ledger import Turn
from handlers.clock import machine_now
from handlers.night import NightWork

# Slack brings an event again for an hour at most; a machine may sleep through a long week-end.
_ARRIVED_KEPT = timedelta(days=7)
# Whoever asks "did my answer leave?" asks within a quarter of a year.
_SENT_KEPT = timedelta(days=90)
# A mailbox that numbers its mails anew is looked through from the day it was read last.
_MAIL_KNOWN = timedelta(days=60)
# Some ten milliseconds a tick.
_AT_ONCE = 500


class Tidying(NightWork):
    """Lets go of what was done and of notices sent that nobody needs."""

    name = "tidying"
    begins = time(3)

    def do_part(self, turn: Turn, *, now: datetime) -> int:
        """Let go of a part; return how much it was."""
        done = turn.let_go_of_done(
            arrived_before=now - _ARRIVED_KEPT,
            sent_before=machine_now() - _SENT_KEPT.total_seconds(),
            at_most=_AT_ONCE,
        )
        return done + turn.let_go_of_mails_taken(now - _MAIL_KNOWN)
