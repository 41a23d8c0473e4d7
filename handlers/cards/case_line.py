"""One line a case, for lists: its name, a few of the words, where on the journey, since when."""

import json
from collections.abc import Sequence

from bot.card import homes_of
from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.wording import say
from bot.wording.dates import say_day, say_number
from handlers.cards.case_card import touchpoint_name
from handlers.cards.elements import MESSAGE_AT_MOST, Block, section
from handlers.cards.text import cut, escape

# A list longer than this is read by nobody; the rest is counted.
_MOST_LINES = 40
_WORDS_AT_MOST = 80


def case_lines(
    look: Look,
    cases: Sequence[Case],
    journey: JourneyMap,
    language: str,
    *,
    site: str = "",
    at_most: int = MESSAGE_AT_MOST,
) -> list[Block]:
    """Return a line for each case; what does not fit into `at_most` characters is counted.

    `site` is the address of the workspace ("https://velolibre.slack.com/"): with it, each name
    leads to its card.
    """
    lines: list[str] = []
    for case in cases[:_MOST_LINES]:
        line = _line(look, case, journey, language, site)
        if len(json.dumps([*lines, line])) > at_most:
            break
        lines.append(line)
    if len(lines) < len(cases):
        more = say_number(len(cases) - len(lines), language)
        lines.append(say(language, "list-more", more=more))
    return paragraphs("\n".join(lines))


def paragraphs(text: str) -> list[Block]:
    """Return lines as blocks that Slack takes: 3,000 characters each, cut between lines."""
    blocks, part = [], ""
    for line in text.split("\n"):
        if len(part) + len(line) > 2800:
            blocks.append(section(part))
            part = ""
        part = f"{part}\n{line}" if part else line
    return [*blocks, section(part)] if part else blocks


def _line(look: Look, case: Case, journey: JourneyMap, language: str, site: str) -> str:
    words = " ".join(look.reading(case.verbatim_id).masked.split())
    link = _link(look, case, journey, site)
    return say(
        language,
        "list-line",
        case=f"<{link}|{case.name}>" if link else case.name,
        words=escape(cut(words, at_most=_WORDS_AT_MOST)) or "…",
        about=escape(touchpoint_name(case, journey, language)),
        day=say_day(case.clock_from.astimezone(journey.timezone).date(), language),
    )


def _link(look: Look, case: Case, journey: JourneyMap, site: str) -> str | None:
    """Return the address of a case's card, as Slack writes it; None where it has none yet."""
    place = look.card_of(case.id, homes_of(case, journey)[0])
    if not site or place is None:
        return None
    return f"{site}archives/{place.channel}/p{place.ts.replace('.', '')}"
