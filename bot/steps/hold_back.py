"""Take back what was approved and in the end not sent: its case waits for another answer."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.card import refresh_card, say_under_card
from bot.case import About, Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message, MessageKind
from bot.refusal import Refusal
from bot.telling import LeftAlone

# What each kind of message had set, and what is so no more.
_UNDONE: dict[MessageKind, dict[str, Any]] = {
    "acknowledgement": {"acknowledged_at": None, "promised_on": None},
    "answer": {"answered_at": None, "promised_on": None},
    "thanks": {"answered_at": None},
    "follow_up": {"followed_up_at": None},
    "question": {"asked_at": None},
}


def hold_back(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    refusal: Refusal,
    now: datetime,
) -> Case:
    """Remember that a message did not leave, open its case again, and tell who has it why."""
    if message.held_back_at is not None:
        return case
    turn.record_message(replace(message, held_back_at=now))
    after = replace(case, **_UNDONE[message.kind], closed_at=None, closed_how=None)
    if isinstance(refusal, LeftAlone):
        after = replace(after, needs_answer=False)
    about: About = {"message": message.id, "why": refusal.sentence}
    turn.record(after, Fact("held_back", now, about=about))
    to = case.taken_by or message.author
    say_under_card(turn, after, journey, "line-held-back", to=to, why=refusal.sentence)
    refresh_card(turn, after, journey)
    return after
