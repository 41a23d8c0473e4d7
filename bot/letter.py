"""What stands around the words of a message: who it comes from, and the line with its link."""

import re
from datetime import date
from html import escape

from bot.journey import JourneyMap
from bot.message import MessageKind
from bot.settings import Settings
from bot.wording import say

# In escaped text; a full stop after a link is none of it.
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


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


def as_html(text: str, language: str) -> str:
    """Return the same words as a page: paragraphs, lines and links, and nothing else."""
    paragraphs = []
    for paragraph in text.strip().split("\n\n"):
        lines = escape(paragraph).replace("\n", "<br>\n")
        paragraphs.append(f"<p>{_LINK.sub(_linked, lines)}</p>")
    body = "\n".join(paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"></head>\n'
        f'<body style="font-family: sans-serif; max-width: 40em">\n{body}\n</body></html>\n'
    )


def _linked(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}">{found[0]}</a>'
