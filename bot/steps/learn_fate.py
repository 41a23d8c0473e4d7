"""Learn what became of a message after it left; one that never arrived opens its step again."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card, say_under_card
from bot.case import About, Case, Fact
from bot.fate import Fate, FateWhy, says_more
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.untold import as_untold


def learn_fate(
    turn: Turn,
    message_id: int,
    fate: Fate,
    journey: JourneyMap,
    *,
    now: datetime,
    why: FateWhy | None = None,
) -> bool:
    """Remember what became of a message; False, and nothing happens, when that is no news.

    Any way to the customer may tell it, in any order, twice or late. Bounced and refused mean
    that the customer was NOT told: who has the case hears it under the card. Raises
    `NotRemembered` for a message that nobody sent.
    """
    case = turn.case(turn.message(message_id).case_id)  # locked before it is looked at again
    message = turn.message(message_id)
    if message.held_back_at is not None or not says_more(fate, message.fate):
        return False
    learned = replace(message, fate=fate, fate_at=now, fate_why=why)
    if learned.has_failed:
        learned = replace(learned, fate_why=why or "other")
    turn.record_message(learned)
    if message.fate in ("held", "dead") and fate in ("delivered", "bounced"):
        # Nobody has to say any more whether it arrived.
        turn.settle_stuck(f"{message.way}:{message.id}", arrived=True)
    about: About = {"message": message.id, "why": learned.fate_why}
    if learned.has_failed:
        _open_again(turn, case, learned, journey, Fact(fate, now, about=about))
    else:
        turn.record(case, Fact(fate, now, about=about))
        if fate != "accepted" or message.fate is not None:  # the usual is not worth an update
            refresh_card(turn, case, journey)
    return True


def _open_again(turn: Turn, case: Case, message: Message, journey: JourneyMap, fact: Fact) -> None:
    after = as_untold(turn, case, message)
    turn.record(after, fact)
    turn.remind_again(after.id)
    say_under_card(
        turn,
        after,
        journey,
        "line-not-arrived",
        to=case.taken_by or message.author,
        told=message.kind,
        fate=message.fate_why,
    )
    refresh_card(turn, after, journey)
