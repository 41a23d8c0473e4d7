"""What stands around the words of a message: who it comes from, and the line with its link."""

from datetime import date

from bot.journey import JourneyMap
from bot.message import MessageKind
from bot.settings import Settings
from bot.wording import say


def sender_name(signed: str, journey: JourneyMap) -> str:
    """Return who a mail comes from: "Ana, Facturation · Vélo Libre"."""
    return f"{signed} · {journey.company}"


def line_below(kind: MessageKind, promised_on: date | None, settings: Settings) -> str | None:
    """Return the sentence under a message, with its link: "did this help?", under our last word.

    Not while a promise is open (they are asked once, when it is kept), not under a thank-you,
    and not where the company has set no secret to sign the link with. Under a question it is
    where to reply.
    """
    if settings.boucle_secret is None:
        return None
    if kind == "question":
        return "mail-reply-here"
    return None if promised_on or kind == "thanks" else "mail-did-it-help"


def with_line(text: str, language: str, line: str, link: str) -> str:
    """Return a message with the sentence of its link under it."""
    return f"{text}\n\n—\n{say(language, line, link=link)}"
