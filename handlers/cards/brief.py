"""Three customers, good and bad, to take to tomorrow's meeting."""

from collections.abc import Sequence

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.wording import say
from handlers.cards.case_card import score_line, touchpoint_name
from handlers.cards.elements import Block, context, section
from handlers.cards.text import cut, escape, quote_block

# Three customers have to fit into one message, and into one breath each.
_QUOTE_AT_MOST, _WHAT_AT_MOST = 200, 60


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
            *(escape(cut(one.what, at_most=_WHAT_AT_MOST)) for one in look.actions(case.id)[-1:]),
        ]
        blocks += [
            quote_block(reading.masked, at_most=_QUOTE_AT_MOST),
            context(" · ".join(part for part in parts if part)),
        ]
    return text, blocks
