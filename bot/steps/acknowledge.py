"""Tell the customer at once that their words arrived, and by when they will hear from us."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import About, Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.refusal import Refusal
from bot.telling import tell


class AlreadyAcknowledged(Refusal):
    """This customer knows already that we heard: pressing "send" twice sends once."""

    sentence = "refused-already-acknowledged"


def check_unacknowledged(case: Case, message: Message) -> None:
    """Refuse to acknowledge twice, or after the answer. Raises `AlreadyAcknowledged`."""
    del message
    if case.acknowledged_at is not None or case.answered_at is not None:
        raise AlreadyAcknowledged(case=case.name)


def acknowledge(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    now: datetime,
    stand: int | None = None,
) -> Message:
    """Approve an acknowledgement; the date it tells is a promise, which keeps the case open.

    Raises `AlreadyAcknowledged` and the refusals of `bot.telling.tell`.
    """
    check_unacknowledged(case, message)
    told = tell(turn, case, message, journey, revision=revision, stand=stand)
    acknowledged = replace(
        case, acknowledged_at=now, promised_on=told.promised_on or case.promised_on
    )
    promised = told.promised_on.isoformat() if told.promised_on else None
    about: About = {"message": told.id, "way": told.way, "promised": promised}
    turn.record(acknowledged, Fact("acknowledged", now, told.approved_by, about))
    refresh_card(turn, acknowledged, journey)
    return told
