"""What was learned from people, on a card and behind "show all"."""

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.reading import Reading
from bot.wording import say
from handlers.cards.elements import Block, actions, button, section
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape

UNLEARN = "unlearn"

_WORDS_AT_MOST = 120
# Rare words of ours may look foreign: only what is surely so is called another language.
_SURELY_FOREIGN = 0.8


def because(reading: Reading, language: str) -> str:
    """Say why the reading chose its touchpoint: given, like another case, or by words."""
    for reason in reading.reasons:
        if reason.kind == "given":
            return say(language, "card-given")
        if reason.kind == "correction":
            key = "card-like-moved" if reason.touchpoint else "card-like-none"
            return say(language, key, case=reason.because)
        if reason.kind == "confirmation":
            return say(language, "card-like-kept", case=reason.because)
        if reason.because:
            words = escape(cut(" ".join(reason.because.split()), at_most=_WORDS_AT_MOST))
            key = "card-means" if reason.kind == "meaning" else "card-because"
            return say(language, key, words=words)
    return ""


def why_there(look: Look, case: Case, reading: Reading, language: str) -> str:
    """Say why a case is where it is, and whether something was learned from putting it there."""
    said = look.correction_of(case.id)
    if said is not None and said.how in ("moved", "none"):
        return say(language, "card-learned" if said.how == "moved" else "card-learned-none")
    if case.touchpoint != reading.touchpoint:
        return ""
    parts = [because(reading, language)] if case.touchpoint or _fits_none(reading) else []
    if case.touchpoint is None:
        parts.append(
            say(language, "card-other-language" if _is_foreign(reading) else "card-unsure")
        )
    return " · ".join(part for part in parts if part)


def learned_blocks(look: Look, case: Case, journey: JourneyMap, language: str) -> list[Block]:
    """Return what was learned from a case, and the button to have it forgotten."""
    said = look.correction_of(case.id)
    if said is None or not said.teaches:
        return []
    place = journey.touchpoints.get(said.touchpoint or "")
    text = say(
        language,
        f"details-learned-{said.how}",
        touchpoint=escape(place.name.in_(language) if place else said.touchpoint or ""),
        name=name_of(look, said.by) if said.by else "?",
    )
    forget = button(say(language, "details-unlearn"), UNLEARN, str(case.id))
    return [section(text), actions([forget])]


def _is_foreign(reading: Reading) -> bool:
    return reading.language == "other" and reading.language_confidence >= _SURELY_FOREIGN


def _fits_none(reading: Reading) -> bool:
    return any(why.kind == "correction" and why.touchpoint is None for why in reading.reasons)
