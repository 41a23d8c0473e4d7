"""Tell the customer "here's what we're doing", once a person has approved every word."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import About, Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.refusal import Refusal
from bot.telling import tell


class AlreadyAnswered(Refusal):
    """This customer was told already: pressing "send" twice sends once."""

    sentence = "refused-already-answered"


def check_unanswered(case: Case, message: Message) -> None:
    """Refuse to tell twice. Raises `AlreadyAnswered`."""
    del message
    if case.answered_at is not None:
        raise AlreadyAnswered(case=case.name)


def answer(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    now: datetime,
    stand: int | None = None,
) -> Message:
    """Approve an answer; a date it promises keeps the case open until it is followed up.

    Raises `AlreadyAnswered` and the refusals of `bot.telling.tell`.
    """
    check_unanswered(case, message)
    told = tell(turn, case, message, journey, revision=revision, stand=stand)
    answered = replace(
        case, answered_at=now, promised_on=told.promised_on, followed_up_at=None, asked_at=None
    )
    promised = told.promised_on.isoformat() if told.promised_on else None
    about: About = {"message": told.id, "way": told.way, "promised": promised}
    turn.record(answered, Fact("answered", now, told.approved_by, about))
    refresh_card(turn, answered, journey)
    return told


def thank(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    now: datetime,
    stand: int | None = None,
) -> Message:
    """Thank a customer for praise, which closes the loop.

    Raises `AlreadyAnswered` and the refusals of `bot.telling.tell`.
    """
    check_unanswered(case, message)
    told = tell(turn, case, message, journey, revision=revision, stand=stand)
    thanked = replace(case, answered_at=now, closed_at=now, closed_how="thanked")
    about = {"message": told.id, "way": told.way}
    turn.record(
        thanked,
        Fact("thanked", now, told.approved_by, about),
        Fact("closed", now, told.approved_by, {"how": "thanked"}),
    )
    refresh_card(turn, thanked, journey)
    return told
