"""Take back what was approved and in the end not sent: its case waits for another answer."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card, say_under_card
from bot.case import About, Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.refusal import Refusal
from bot.telling import LeftAlone
from bot.untold import as_untold


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
    after = as_untold(turn, case, message)
    if isinstance(refusal, LeftAlone):
        after = replace(after, needs_answer=False)
    about: About = {"message": message.id, "why": refusal.sentence}
    turn.record(after, Fact("held_back", now, about=about))
    to = case.taken_by or message.author
    say_under_card(turn, after, journey, "line-held-back", to=to, why=refusal.sentence)
    refresh_card(turn, after, journey)
    return after
