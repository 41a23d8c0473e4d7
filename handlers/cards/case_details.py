"""Everything about a case, for one reader: all the words, what was understood, what happened."""

from datetime import datetime

from bot.case import Case, Fact
from bot.hidden import hidden_of
from bot.journey import JourneyMap
from bot.leads import cx_leads, leads_of
from bot.ledger import Look
from bot.message import Message
from bot.original import is_for_eyes_of
from bot.priority import weights
from bot.reading import Reading
from bot.verbatim import Verbatim
from bot.wording import say
from bot.wording.dates import say_moment, say_money, say_percent, say_wait
from handlers.cards.arrival import arrival
from handlers.cards.case_card import rarer_buttons, score_line, take_until, touchpoint_name
from handlers.cards.elements import Block, actions, context, divider, section, window
from handlers.cards.learned import learned_blocks
from handlers.cards.names import name_of
from handlers.cards.original import original_button, quoted
from handlers.cards.text import escape, quote_block

# Slack takes 3,000 characters in one block.
_PART = 2900
_MOST_PARTS = 15
_MOST_FACTS = 40


def details_window(
    look: Look, case: Case, journey: JourneyMap, language: str, *, viewer: str, now: datetime
) -> Block:
    """Return the window behind "show all", with what found no place behind "more"."""
    rarer = rarer_buttons(look, case, journey, language)
    blocks = [
        *([actions(rarer)] if rarer else []),
        *details(look, case, journey, language, viewer=viewer, now=now),
    ]
    return window(case.name, blocks, close=say(language, "form-close"))


def details(
    look: Look, case: Case, journey: JourneyMap, language: str, *, viewer: str, now: datetime
) -> list[Block]:
    """Return all the words (masked), both clocks, what was understood, and the history.

    Who has the case, and its leads, also see the employees whom a customer names.
    """
    verbatim = look.verbatim(case.verbatim_id)
    reading = look.reading(case.verbatim_id)
    words = _words_for(look, case, verbatim, reading, journey, viewer=viewer)
    hides = words != verbatim.text and is_for_eyes_of(look, viewer, case, journey)
    about = [
        score_line(verbatim.score, language),
        escape(touchpoint_name(case, journey, language)),
        escape(journey.in_charge(case.department).name.in_(language)),
    ]
    sure = say(language, "details-confidence", share=say_percent(reading.confidence, language))
    understood = [
        say(language, f"emotion-{reading.feeling}"),
        *([sure] if reading.candidates else []),
        *(say(language, f"card-signal-{signal}") for signal in reading.signals),
    ]
    messages = [_told(message, language) for message in look.messages(case.id)]
    happened = [
        _line(look, fact, journey, language) for fact in look.history(case.id)[-_MOST_FACTS:]
    ]
    return [
        *quoted(words),
        *([original_button(case, language)] if hides else []),
        context(" · ".join(part for part in about if part)),
        context("\n".join(_clocks(case, journey, language, now))),
        context(say(language, "details-understood", what=" · ".join(understood))),
        *_why_first(case, verbatim, journey, language, now),
        *learned_blocks(look, case, journey, language),
        *messages,
        *_written_back(look, case, reading, journey, language),
        divider(),
        *(context("\n".join(happened[at : at + 15])) for at in range(0, len(happened), 15)),
    ]


def _why_first(
    case: Case, verbatim: Verbatim, journey: JourneyMap, language: str, now: datetime
) -> list[Block]:
    """Return what makes an open case come before others, the heaviest first."""
    if case.closed_at is not None or not case.needs_hands:
        return []
    stake = say_money(verbatim.value, verbatim.currency or "", language) if verbatim.value else ""
    reasons = [
        say(language, f"priority-{why}".replace("_", "-"), stake=stake)
        for why in weights(case, journey, now=now)
    ]
    return (
        [context(say(language, "details-why-first", why=" · ".join(reasons)))] if reasons else []
    )


def _words_for(
    look: Look,
    case: Case,
    verbatim: Verbatim,
    reading: Reading,
    journey: JourneyMap,
    *,
    viewer: str,
) -> str:
    """Return the words as one reader may see them: employees' names for those who act on it."""
    is_named = journey.policy_of(verbatim.source, verbatim.channel).identity == "named"
    leads = {lead.id for lead in (*leads_of(look, case, journey), *cx_leads(look, journey))}
    if not is_named or (viewer != case.taken_by and viewer not in leads):
        return reading.masked
    hidden = hidden_of(look, case, journey)
    return hidden.masked(verbatim.text, language=reading.language, show_titled=True)


def _clocks(case: Case, journey: JourneyMap, language: str, now: datetime) -> list[str]:
    """Return the customer's wait with its limits, and the team's time to take it."""
    team = journey.in_charge(case.department)
    limits, zone = team.time_limits, team.timezone
    lines = []
    if case.closed_at is None and case.answered_at is None:
        lines.append(
            say(
                language,
                "details-customer-clock",
                wait=say_wait(now - case.clock_from, language),
                acknowledge=say_moment(case.clock_from + limits.acknowledge, language, zone),
                answer=say_moment(case.clock_from + limits.answer, language, zone),
            )
        )
    if case.taken_at is not None:
        lines.append(
            say(language, "details-taken-at", at=say_moment(case.taken_at, language, zone))
        )
    elif case.shared_at is not None and case.needs_hands:
        until = take_until(case, case.shared_at, journey)
        lines.append(say(language, "details-team-clock", until=say_moment(until, language, zone)))
    return lines or [say(language, "details-no-clock")]


def _told(message: Message, language: str) -> Block:
    kind = say(language, f"message-{message.kind}".replace("_", "-"))
    arrived = arrival([message], language)
    head = f"*{kind}* · {arrived}" if arrived else f"*{kind}*"
    return section(f"{head}\n{escape(message.text)}")


def _written_back(
    look: Look, case: Case, reading: Reading, journey: JourneyMap, language: str
) -> list[Block]:
    blocks = []
    for mail in look.customer_mails(case.id)[-_MOST_PARTS:]:
        day = say_moment(mail.received_at, language, journey.timezone)
        blocks.append(section(f"*{say(language, 'details-mail', day=day)}*"))
        if mail.words:
            words = hidden_of(look, case, journey).masked(mail.words, language=reading.language)
            blocks.append(quote_block(words, at_most=_PART))
    return blocks


def _what(fact: Fact, journey: JourneyMap, language: str) -> str:
    """Say what happened: where to, if somebody or the map sent the case somewhere."""
    sentence = f"fact-{fact.kind}".replace("_", "-")
    if fact.kind == "passed_on":
        department = journey.departments.get(str(fact.about.get("to")))
        if department is not None:
            to = escape(department.name.in_(language))
            return say(language, "fact-passed-on-to", department=to)
    elif fact.kind in ("routed", "placed", "unlearned"):
        key = fact.about.get("touchpoint")
        if key is None and fact.kind != "unlearned":
            return say(language, f"{sentence}-nowhere")
        if key in journey.touchpoints:
            name = escape(journey.touchpoint(str(key)).name.in_(language))
            return say(language, f"{sentence}-at", touchpoint=name)
    return say(language, sentence)


def _line(look: Look, fact: Fact, journey: JourneyMap, language: str) -> str:
    when = say_moment(fact.at, language, journey.timezone)
    what = _what(fact, journey, language)
    who = name_of(look, fact.by) if fact.by else ""
    return f"{when} · {what}" + (f" · {who}" if who else "")
