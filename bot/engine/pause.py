"""Stop everything that leaves the house, at any time, and let it go on where it stood."""

from datetime import datetime

import structlog

from bot.ledger import Turn
from bot.notice import Pause
from bot.refusal import Refusal

log = structlog.get_logger()

# Who pauses at the command line of the machine, where nobody has a Slack id.
TERMINAL = "terminal"


class PausedAlready(Refusal):
    """Somebody paused it before."""

    sentence = "refused-paused-already"


class NotPaused(Refusal):
    """Nothing is paused."""

    sentence = "refused-not-paused"


def pause(turn: Turn, *, by: str, now: datetime) -> None:
    """Let nothing leave from now on: posts, changes, mails; rounds wait too.

    Raises `PausedAlready`.
    """
    if turn.paused() is not None:
        raise PausedAlready
    turn.record_pause(Pause(now, by))
    log.info("paused", by=by)


def resume(turn: Turn, *, by: str, now: datetime) -> None:
    """Let everything that waited leave, in its order. Raises `NotPaused`."""
    if turn.paused() is None:
        raise NotPaused
    turn.record_resume(by=by, at=now)
    log.info("resumed", by=by)
