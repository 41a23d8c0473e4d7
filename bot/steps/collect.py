"""Accept what a customer said: once, or as a revision of what they said before."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.ledger import Known
from bot.reading import Reading
from bot.verbatim import Verbatim

Accepted = Literal["accepted", "revised", "duplicate"]

# Fourteen days: what is older when it arrives is backlog; its wait is counted from the arrival.
BACKLOG_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Collected:
    """What became of one record; `verbatim` carries the id and revision to remember it under."""

    how: Accepted
    verbatim: Verbatim


def collect(verbatim: Verbatim, known: Known | None) -> Collected:
    """Tell a new verbatim from a revision and from a duplicate of what is known, or was."""
    if known is None:
        return Collected("accepted", verbatim)
    if known.is_forgotten or known.fingerprint == verbatim.fingerprint():
        return Collected("duplicate", replace(verbatim, id=known.verbatim_id))
    revised = replace(verbatim, id=known.verbatim_id, revision=known.revision + 1)
    return Collected("revised", revised)


def becomes_case(verbatim: Verbatim, reading: Reading, fresh_for: timedelta | None) -> bool:
    """Tell whether somebody should act on it: it says something and is not of long ago."""
    if not reading.says_something:
        return False
    return fresh_for is None or verbatim.received_at - verbatim.happened_at <= fresh_for


def wait_from(verbatim: Verbatim) -> datetime:
    """Return when the customer's wait began: when they spoke, or when a backlog arrived."""
    is_backlog = verbatim.received_at - verbatim.happened_at > BACKLOG_AFTER
    return verbatim.received_at if is_backlog else verbatim.happened_at
