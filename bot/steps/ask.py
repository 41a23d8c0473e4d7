"""Ask the customer one question, and bring what they reply to who has the case."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card, say_under_card
from bot.case import Case, Fact
from bot.hear_back import HeardBack
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.refusal import Refusal
from bot.telling import tell


class AlreadyAsked(Refusal):
    """One question at a time: the customer has not replied to the last one yet."""

    sentence = "refused-already-asked"


def check_unasked(case: Case, message: Message) -> None:
    """Refuse a second question while the first one waits. Raises `AlreadyAsked`."""
    del message
    if case.asked_at is not None:
        raise AlreadyAsked(case=case.name)


def ask(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    now: datetime,
    stand: int | None = None,
) -> Message:
    """Approve a question; the case stays open and waits on the customer.

    Raises `AlreadyAsked` and the refusals of `bot.telling.tell`.
    """
    check_unasked(case, message)
    told = tell(turn, case, message, journey, revision=revision, stand=stand)
    asked = replace(case, asked_at=now)
    turn.record(asked, Fact("asked", now, told.approved_by, {"message": told.id}))
    refresh_card(turn, asked, journey)
    return told


def hear_reply(
    turn: Turn, case: Case, heard: HeardBack, journey: JourneyMap, *, now: datetime
) -> Case:
    """Bring the customer's reply under the card; saying the same once more changes nothing."""
    before = turn.heard_back(case.id)
    if before and before.says_the_same(heard):
        return case
    turn.record_heard_back(heard)
    replied = replace(case, asked_at=None)
    turn.record(replied, Fact("customer_replied", now))
    say_under_card(
        turn, replied, journey, "line-customer-replied", to=replied.taken_by, with_words=True
    )
    refresh_card(turn, replied, journey)
    return replied
