"""An improvement in Slack: its one live message, its window, and how each customer stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.digest.afterwards import moods_after
from bot.digest.week import Mood
from bot.digest.words import effect_words, mood_words, moved_words
from bot.improvement import Improvement, Telling
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.telling_all import (
    Letter,
    State,
    authorship,
    count_states,
    letters,
    tellings_of,
)
from bot.told_before import told_the_end
from bot.wording import language_of, say
from bot.wording.dates import say_day
from handlers.cards.case_line import paragraphs
from handlers.cards.elements import (
    Block,
    Post,
    about,
    actions,
    button,
    context,
    fitting,
    option,
    overflow,
    section,
    window,
)
from handlers.cards.improvement_line import SHOW_IMPROVEMENT, improvement_line, state_line
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape, quote_block
from handlers.desk import Desk

IMPROVED, WHO_ELSE = "improved", "who_else"
TELL, MORE_IMPROVEMENT = "tell_customers", "more_improvement"
TELL_MANY, TELL_NEXT, CLOSE_UNREACHED = "tell_many", "tell_next", "close_unreached"
READ_ALL, READ_EACH = "read_all", "read_each"
# What stands behind "…"; each is the first part of its option's value ("change:3").
CHANGE_IT, STUCK_IT, DROP_IT, SHOW_IT = "change", "stuck", "drop", "show"

_WHAT_AT_MOST, _SAID_AT_MOST = 300, 300
# Slack takes 100 blocks in a window; a list of names longer than this is cut, and says so.
_WINDOW_AT_MOST = 60_000
_MOST_NAMES = 60
# In this order: who knows already, who is to be looked at, who cannot be told.
_STATES: Sequence[State] = (
    "told",
    "on_its_way",
    "together",
    "alone",
    "waits_reader",
    "along",
    "later",
    "by_hand",
    "unsaid",
    "stuck",
    "cannot",
    "apart",
)


@dataclass(frozen=True)
class Standing:
    """How the customers of an improvement stand as to one thing they can be told."""

    telling: Telling
    letters: Sequence[Letter]

    @property
    def counts(self) -> Mapping[State, int]:
        """Return how many stand how."""
        return count_states(self.letters)


def standings_of(look: Look, improvement: Improvement, desk: Desk, *, by: str) -> list[Standing]:
    """Return how its customers stand, for each thing that they can be told now."""
    journey, now = desk.journey, desk.now()
    who = authorship(look, improvement, by=by, connected=desk.settings.connected_ways())
    today = now.astimezone(journey.timezone).date()
    return [
        Standing(telling, letters(look, improvement, telling, journey, who, now=now))
        for telling in tellings_of(look, improvement, today=today)
    ]


def improvement_post(look: Look, improvement: Improvement, desk: Desk, language: str) -> Post:
    """Return the live message as it has to stand now."""
    standings = standings_of(look, improvement, desk, by=improvement.taker)
    text = say(language, "improvement-notification", improvement=improvement.name)
    blocks = [
        *summary(look, improvement, desk, language),
        *_figures(look, improvement, standings, language),
    ]
    row = _buttons(improvement, standings, language)
    return Post(text, fitting([*blocks, *([actions(row)] if row else [])]))


def summary(look: Look, improvement: Improvement, desk: Desk, language: str) -> list[Block]:
    """Return what is done, who has it, what it brings, what customers hear and felt after."""
    what = escape(cut(" ".join(improvement.what.split()), at_most=_WHAT_AT_MOST))
    lines = [
        f"*{improvement.name}* · {what}",
        state_line(look, improvement, desk.journey, language),
    ]
    if effect := effect_words(improvement.effect, language):
        lines.append(effect)
    said = improvement.said.get(language_of(language)) or next(iter(improvement.said.values()), "")
    moods = _mood_lines(look, improvement, desk.journey, language, now=desk.now())
    return [
        section("\n".join(lines)),
        *([quote_block(said, at_most=_SAID_AT_MOST)] if said else []),
        *([context("\n".join(moods))] if moods else []),
    ]


def improvement_window(
    look: Look,
    improvement: Improvement,
    desk: Desk,
    language: str,
    *,
    viewer: str,
    channel: str | None,
) -> Block:
    """Return the window: everything about it, and how each of its customers stands."""
    blocks = summary(look, improvement, desk, language)
    standings = standings_of(look, improvement, desk, by=viewer)
    for standing in standings:
        blocks += _standing_blocks(improvement, standing, language)
    if not standings:
        names = _names([case.name for case in look.cases_in(improvement.id)], language)
        blocks += paragraphs(say(language, "improvement-customers-are", names=names))
    history = look.improvement_history(improvement.id)[-15:]
    lines = [
        f"{say_day(one.at.astimezone(desk.journey.timezone).date(), language)} · "
        f"{say(language, f'improvement-change-{one.kind}'.replace('_', '-'))}"
        + (f" · {name_of(look, one.by)}" if one.by else "")
        for one in history
    ]
    blocks.append(context("\n".join(lines)))
    if improvement.goes_on:
        value = str(improvement.id)
        blocks.append(actions([button(say(language, "improvement-who-else"), WHO_ELSE, value)]))
    shown = window(
        improvement.name,
        fitting(blocks, at_most=_WINDOW_AT_MOST),
        close=say(language, "form-close"),
    )
    return shown | {"private_metadata": about(channel=channel)}


def improvements_blocks(
    look: Look, found: Sequence[Improvement], journey: JourneyMap, language: str
) -> tuple[str, list[Block]]:
    """Return the list of improvements, the newest first, each with a button to its window."""
    title = say(language, "improvements-title", improvements=len(found))
    blocks = [section(f"*{title}*")]
    for one in found:
        customers = _told_of_all(look, one, language)
        line = f"{improvement_line(look, one, journey, language, at_most=120)} · {customers}"
        show = button(say(language, "improvement-show"), SHOW_IMPROVEMENT, str(one.id))
        blocks.append(section(line, accessory=show))
    return title, fitting(blocks)


def _told_of_all(look: Look, improvement: Improvement, language: str) -> str:
    """Return how many customers there are, and how many of them know that it is done."""
    cases = look.cases_in(improvement.id)
    customers = say(language, "improvement-customers", customers=len(cases))
    if improvement.is_open:
        return customers
    told = told_the_end(look, improvement.id)
    return f"{customers}, {say(language, 'letter-told', customers=len(told))}"


def _mood_lines(
    look: Look, improvement: Improvement, journey: JourneyMap, language: str, *, now: datetime
) -> list[str]:
    """Return how customers felt at its touchpoints before it was done, and since.

    Beside the main one, those where enough have spoken since.
    """
    moods = moods_after(look, improvement, now=now)
    return [
        _mood_line(mood, journey, language)
        for number, mood in enumerate(moods)
        if mood.key in journey.touchpoints and (not number or mood.polarity is not None)
    ]


def _mood_line(mood: Mood, journey: JourneyMap, language: str) -> str:
    place = escape(journey.touchpoint(mood.key).name.in_(language))
    if mood.polarity is None:
        return say(language, "improvement-mood-unknown", place=place)
    read = language_of(language)
    felt = ", ".join(
        part for part in (mood_words(mood.polarity, read), moved_words(mood, read)) if part
    )
    before = mood_words(mood.before, read)
    return say(language, "improvement-mood", place=place, felt=felt, before=before)


def _figures(
    look: Look, improvement: Improvement, standings: Sequence[Standing], language: str
) -> list[Block]:
    """Return how many customers there are, and how many of them stand how."""
    many = len(look.cases_in(improvement.id))
    lines = [say(language, "improvement-customers", customers=many)]
    for standing in standings:
        said = [
            say(language, f"letter-{state}".replace("_", "-"), customers=standing.counts[state])
            for state in _STATES
            if standing.counts.get(state)
        ]
        what = say(language, f"telling-{standing.telling}".replace("_", "-"))
        who = ", ".join(said)
        lines.append(say(language, "improvement-line", what=what, who=who) if said else what)
    if improvement.asked_by:
        name = name_of(look, improvement.asked_by)
        lines.append(say(language, "improvement-asked", name=name))
    return [context("\n".join(lines))]


def _buttons(
    improvement: Improvement, standings: Sequence[Standing], language: str
) -> list[Block]:
    if not improvement.goes_on:
        return []
    value = str(improvement.id)
    row = []
    if improvement.is_open:
        row.append(
            button(say(language, "improvement-it-is-done"), IMPROVED, value, style="primary")
        )
    if any(_waits(standing) for standing in standings):
        style = None if row else "primary"
        row.append(button(say(language, "improvement-tell"), TELL, value, style=style))
    if improvement.asked_by:
        row.append(button(say(language, "button-read"), READ_ALL, value))
    if any(standing.counts.get("waits_reader") for standing in standings):
        row.append(button(say(language, "letters-read-each"), READ_EACH, value))
    row.append(button(say(language, "improvement-who-else"), WHO_ELSE, value))
    verbs = [CHANGE_IT, *([STUCK_IT, DROP_IT] if improvement.is_open else []), SHOW_IT]
    options = [
        option(say(language, f"improvement-more-{verb}"), f"{verb}:{value}") for verb in verbs
    ]
    return [*row, overflow(MORE_IMPROVEMENT, options)]


def _waits(standing: Standing) -> bool:
    """Tell whether somebody can be told something now, or has to be looked at."""
    waiting: Sequence[State] = ("together", "alone", "by_hand", "unsaid", "cannot")
    return any(standing.counts.get(state) for state in waiting)


def _standing_blocks(improvement: Improvement, standing: Standing, language: str) -> list[Block]:
    """Return who stands how as to one thing to tell, by name, with what can be done about it."""
    what = say(language, f"telling-{standing.telling}".replace("_", "-"))
    lines = [f"*{what}*"]
    for state in _STATES:
        there = [one for one in standing.letters if one.state == state]
        if not there:
            continue
        said = say(language, f"letter-{state}".replace("_", "-"), customers=len(there))
        if state == "cannot":
            lines += [said, *(_why_not(one, language) for one in there[:_MOST_NAMES])]
        else:
            names = _names([one.case.name for one in there], language)
            lines.append(say(language, "improvement-line", what=said, who=names))
    row = _tell_buttons(improvement, standing, language)
    return [*paragraphs("\n".join(lines)), *([actions(row)] if row else [])]


def _why_not(letter: Letter, language: str) -> str:
    """Return why a customer cannot be told, and what can be done instead."""
    why = letter.why_not.sentence if letter.why_not else "refused-no-contact"
    is_final = why in ("refused-no-contact", "refused-stopped")
    key = "letter-why-closed" if is_final and letter.case.closed_at else f"instead-{why}"
    said = say(language, key)
    return f"• {letter.case.name} · {said}"


def _tell_buttons(improvement: Improvement, standing: Standing, language: str) -> list[Block]:
    counts, value = standing.counts, f"{improvement.id}:{standing.telling}"
    row = []
    if many := counts.get("together", 0):
        label = say(language, "improvement-tell-many", customers=many)
        row.append(button(label, TELL_MANY, value, style="primary"))
    if alone := counts.get("alone", 0) + counts.get("by_hand", 0):
        label = say(language, "improvement-tell-each", customers=alone)
        row.append(button(label, TELL_NEXT, f"{value}:0"))
    lost = sum(letter.is_lost for letter in standing.letters)
    if standing.telling == "done" and lost:
        label = say(language, "improvement-close-unreached", customers=lost)
        row.append(button(label, CLOSE_UNREACHED, str(improvement.id)))
    return row


def _names(names: Sequence[str], language: str) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown}, {say(language, 'list-more', more=more)}" if more > 0 else shown
