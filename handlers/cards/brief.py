"""Three customers, good and bad, to take to tomorrow's meeting."""

from collections.abc import Sequence

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.wording import say
from handlers.cards.case_card import score_line, touchpoint_name
from handlers.cards.elements import Block, context, section
from handlers.cards.text import escape, quote_block


def brief_blocks(
    look: Look, cases: Sequence[Case], journey: JourneyMap, language: str
) -> tuple[str, list[Block]]:
    """Return the brief: each customer's words, where on the journey, what is done."""
    text = say(language, "brief-title", customers=len(cases))
    blocks = [section(f"*{text}*")]
    for case in cases:
        reading = look.reading(case.verbatim_id)
        parts = [
            case.name,
            score_line(look.verbatim(case.verbatim_id).score, language),
            escape(touchpoint_name(case, journey, language)),
            *(escape(action.what) for action in look.actions(case.id)),
        ]
        blocks += [
            quote_block(reading.masked),
            context(" · ".join(part for part in parts if part)),
        ]
    return text, blocks
