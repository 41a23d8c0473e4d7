"""Drafts of messages to a customer: two words to change, and a person's name under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.action import Action
from bot.case import Case
from bot.customer import Customer
from bot.journey import JourneyMap
from bot.reading import Reading
from bot.wording import Language, say
from bot.wording.dates import say_day

# What a message is drafted for; a new date is a follow-up too.
DraftKind = Literal["acknowledgement", "answer", "follow_up", "new_date", "thanks"]


@dataclass(frozen=True)
class Draft:
    """A message that nobody has approved yet."""

    language: Language
    subject: str
    text: str
    signed: str


def draft(
    kind: DraftKind,
    case: Case,
    reading: Reading,
    customer: Customer | None,
    actions: Sequence[Action],
    journey: JourneyMap,
    *,
    author: str,
    today: date,
) -> Draft:
    """Draft a message in the customer's language, signed with a first name and the team.

    It answers the customer's own point, says what is done and by when, and blames nobody.
    """
    language = language_for(reading, journey)
    team = journey.in_charge(case.department).name.in_(language)
    action = _telling(actions, is_done=kind == "follow_up")
    parts = {
        "greeting": _greeting(customer, language),
        "about": _about(case, journey, language),
        "what": action.what.strip().rstrip(".") if action else say(language, "draft-what"),
        "day": say_day(action.due.on if action else today, language),
    }
    key = f"draft-{kind}".replace("_", "-")
    if kind == "answer" and action is None:
        key = "draft-answer-open"
    elif kind in ("answer", "acknowledgement") and not reading.is_low:
        key = f"{key}-calm"
    signed = f"{author}, {team}"
    return Draft(
        language=language,
        subject=say(language, f"subject-{kind}".replace("_", "-"), company=journey.company),
        text=f"{say(language, key, **parts)}\n\n{signed}\n{journey.company}",
        signed=signed,
    )


def language_for(reading: Reading, journey: JourneyMap) -> Language:
    """Return the language to write in: the customer's when we speak it, else the map's first."""
    return journey.languages[0] if reading.language == "other" else reading.language


def _telling(actions: Sequence[Action], *, is_done: bool) -> Action | None:
    """Return the action a message tells about: the last one that is (not) done, or the last."""
    fitting = [action for action in actions if (action.done_at is not None) == is_done]
    told = fitting or actions
    return told[-1] if told else None


def _greeting(customer: Customer | None, language: Language) -> str:
    if customer is None or not customer.name:
        return say(language, "draft-greeting")
    return say(language, "draft-greeting-name", name=customer.name)


def _about(case: Case, journey: JourneyMap, language: Language) -> str:
    if case.touchpoint not in journey.touchpoints:
        return say(language, "draft-about-you")
    name = journey.touchpoint(str(case.touchpoint)).name.in_(language)
    return say(language, "draft-about", touchpoint=name)
