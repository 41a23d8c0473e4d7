"""Drafts of messages to a customer: two words to change, and a person's name under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.action import Action, still_counting
from bot.case import Case
from bot.customer import Customer
from bot.journey import JourneyMap
from bot.reading import Reading
from bot.replies import Replies, ReplyText, filled
from bot.wording import Language, say
from bot.wording.dates import say_day

# What a message is drafted for; a new date is a follow-up too.
DraftKind = Literal[
    "acknowledgement",
    "answer",
    "follow_up",
    "new_date",
    "reassurance",
    "thanks",
    "question",
    "improvement_done",  # to one of many: you said, we did
    "improvement_since",  # the same, to who asked for it long ago and was answered otherwise
    "improvement_later",  # to one of many: a new date
]

# Stands where a person has to write; `left_open` finds what they overlooked.
_OPEN = "…"
# Whoever hears late that they were heard, hears more the day after tomorrow at the latest.
_SOONEST = timedelta(days=2)
_OF_WHAT_IS_DONE = ("follow_up", "improvement_done", "improvement_since")
# What is shorter is an initial.
_NAME_AT_LEAST = 3


@dataclass(frozen=True)
class Draft:
    """A message that nobody has approved yet; `promised_on` is the date it would tell."""

    language: Language
    subject: str
    text: str
    signed: str
    promised_on: date | None = None


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
    channel: str = "",
    statement: str = "",
) -> Draft:
    """Draft a message in the customer's language, signed with a first name and the team.

    It answers the customer's own point, says what is done and by when, and blames nobody. What
    only a person can say is left as "…". Without a known `author` the team alone signs. The
    company's own texts (`replies/`) go before ours. `statement` is what we say to all who ask.
    """
    language = language_for(reading, journey)
    team = journey.in_charge(case.department).name.in_(language)
    action = _told(actions, is_done=kind in _OF_WHAT_IS_DONE)
    day = _day(kind, case, actions, journey, today=today)
    replies = journey.replies.get(language, Replies()).on(channel)
    parts = {
        "greeting": _greeting(customer, language, replies),
        "about": _about(case, journey, language),
        "sorry": say(language, f"draft-sorry-{'low' if reading.is_low else 'calm'}"),
        "what": _on_one_line(action.what) if action else statement or _OPEN,
        "day": say_day(day, language, today=today) if day else _OPEN,
    }
    about, subject = _text_for(kind, case, action)
    signed = f"{author}, {team}" if author else team
    around = parts | {"name": _name(customer), "author": author, "team": team}
    around["company"] = journey.company
    own = _own_text(replies, about.replace("-", "_"))
    texts = [filled(own.text, around) if own.text else say(language, f"draft-{about}", **parts)]
    if action and statement and kind == "answer":
        texts.append(statement)
    is_own = bool(replies.signature and author)
    texts.append(filled(replies.signature, around) if is_own else f"{signed}\n{journey.company}")
    return Draft(
        language=language,
        subject=filled(own.subject, around) or say(language, f"subject-{subject}"),
        text="\n\n".join(texts),
        signed=signed,
        promised_on=day,
    )


def left_open(draft: Draft, text: str) -> bool:
    """Tell whether a text still holds a line of its draft that a person had to complete."""
    open_lines = {line.strip() for line in draft.text.splitlines() if _OPEN in line}
    return any(line.strip() in open_lines for line in text.splitlines())


def language_for(reading: Reading, journey: JourneyMap) -> Language:
    """Return the language to write in: the customer's when we speak it, else the map's first."""
    return journey.languages[0] if reading.language == "other" else reading.language


def promised_day(actions: Sequence[Action], *, today: date) -> date | None:
    """Return the day an answer may promise: when what we are doing is due, if that is to come."""
    action = _told(actions, is_done=False)
    return action.due.on if action and action.is_open and action.due.on >= today else None


def _own_text(replies: Replies, kind: str) -> ReplyText:
    """Return the company's own text for a kind of message; what is done is said as it says it."""
    if kind == "improvement_since" and kind not in replies.messages:
        kind = "improvement_done"
    return replies.messages.get(kind, ReplyText())


def _text_for(kind: DraftKind, case: Case, action: Action | None) -> tuple[str, str]:
    """Return the names of the text and of the subject of a message."""
    usual = kind.replace("_", "-")
    if case.grave:
        return "grave", usual  # never answered from a template
    if kind != "answer" or action is None:
        return usual, usual
    if action.kind == "not_now":
        return "answer-not-now", usual
    return ("answer-done", "answer-done") if action.done_at else (usual, usual)


def _day(
    kind: DraftKind,
    case: Case,
    actions: Sequence[Action],
    journey: JourneyMap,
    *,
    today: date,
) -> date | None:
    """Return the day a message would tell: of what we are doing, or by when we answer."""
    if kind in ("answer", "improvement_later"):
        return promised_day(actions, today=today)
    if kind == "reassurance" and case.promised_on:
        return case.promised_on if case.promised_on >= today else None
    if kind != "acknowledgement":
        return None
    limit = journey.in_charge(case.department).time_limits.answer
    until = (case.clock_from + limit).astimezone(journey.timezone).date()
    return max(until, today + _SOONEST)


def _told(actions: Sequence[Action], *, is_done: bool) -> Action | None:
    """Return the action a message tells about: the last one that is (not) done, or the last."""
    told = still_counting(actions)
    fitting = [action for action in told if (action.done_at is not None) == is_done]
    return (fitting or told)[-1] if told else None


def _greeting(customer: Customer | None, language: Language, replies: Replies) -> str:
    name = _name(customer)
    if not name:
        return replies.greeting_without_name or say(language, "draft-greeting")
    if replies.register == "warm":
        name = _first_name(name)
    if replies.greeting:
        return filled(replies.greeting, {"name": name})
    return say(language, "draft-greeting-name", name=name)


def _name(customer: Customer | None) -> str:
    return (customer.name if customer else None) or ""


def _first_name(name: str) -> str:
    """Return the first name; an initial or a title is none, and the whole name stays."""
    first = name.split()[0]
    return name if first.endswith(".") or len(first) < _NAME_AT_LEAST else first


def _about(case: Case, journey: JourneyMap, language: Language) -> str:
    """Return " about “Invoice”", with its space; nothing where the touchpoint is not known."""
    if case.touchpoint not in journey.touchpoints:
        return ""
    name = journey.touchpoint(str(case.touchpoint)).name.in_(language)
    return f" {say(language, 'draft-about', touchpoint=name)}"


def _on_one_line(what: str) -> str:
    return " ".join(what.split()).rstrip(".")
