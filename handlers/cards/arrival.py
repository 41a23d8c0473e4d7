"""Whether what was sent to a customer reached them, and what can be done where it did not."""

from collections.abc import Sequence

from bot.message import Message
from bot.wording import say


def arrival(messages: Sequence[Message], language: str) -> str:
    """Return what became of the last message that was sent; "" where there is nothing to tell.

    That a mail server took it is what happens to nearly all of them: no line says so.
    """
    sent = [one for one in messages if one.held_back_at is None]
    if not sent or not sent[-1].leaves_by_itself:
        return ""
    last = sent[-1]
    if last.has_failed:
        return say(language, "card-not-arrived", why=why_not(last.fate_why, language))
    if last.fate in ("held", "dead", "delivered"):
        return say(language, f"card-fate-{last.fate}")
    return ""


def why_not(why: object, language: str) -> str:
    """Return why a message did not reach its customer, as a part of a sentence."""
    return say(language, f"fate-why-{why or 'other'}".replace("_", "-"))
