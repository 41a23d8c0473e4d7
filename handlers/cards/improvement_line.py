"""An improvement on one line: its name, what is done, who has it and by when."""

from bot.case import Case
from bot.improvement import Improvement, has_own_step
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.wording import say
from bot.wording.dates import say_day, say_due
from handlers.cards.elements import Block, button, section
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape

SHOW_IMPROVEMENT = "show_improvement"

_MOST_OWN = 10


def improvement_line(
    look: Look, improvement: Improvement, journey: JourneyMap, language: str, *, at_most: int
) -> str:
    """Return an improvement on one line: its name, what is done, where it stands."""
    what = escape(cut(" ".join(improvement.what.split()), at_most=at_most))
    return f"{improvement.name} · {what} · {state_line(look, improvement, journey, language)}"


def own_cases(look: Look, person_id: str) -> list[Case]:
    """Return the open cases somebody has, without those that wait for an improvement."""
    together = {one.id: one for one in look.improvements()}
    return [
        case
        for case in look.open_cases()
        if case.taken_by == person_id
        and (
            case.improvement_id not in together
            or has_own_step(case, together[case.improvement_id])
        )
    ]


def own_improvements(
    look: Look, person_id: str, journey: JourneyMap, language: str
) -> list[Block]:
    """Return the improvements somebody has, a line each with a button; nothing without any."""
    mine = [one for one in look.improvements() if one.taker == person_id and one.is_open]
    show = say(language, "improvement-show")
    return [
        section(
            improvement_line(look, one, journey, language, at_most=120),
            accessory=button(show, SHOW_IMPROVEMENT, str(one.id)),
        )
        for one in mine[-_MOST_OWN:]
    ]


def state_line(look: Look, improvement: Improvement, journey: JourneyMap, language: str) -> str:
    """Return where an improvement stands: who has it and by when, done, dropped or stuck."""
    nobody = say(language, "action-nobody")
    name = name_of(look, improvement.taker) if improvement.taker else nobody
    if improvement.dropped_at is not None:
        return say(language, "improvement-dropped")
    if improvement.done_at is not None:
        day = say_day(improvement.done_at.astimezone(journey.timezone).date(), language)
        return say(language, "improvement-done", name=name, day=day)
    due = say_due(improvement.due, language)
    key = "improvement-open" if improvement.taker else "improvement-free"
    line = say(language, key, name=name, due=due)
    if improvement.stuck_on is None:
        return line
    on = say(language, f"obstacle-{improvement.stuck_on}")
    why = escape(cut(" ".join(improvement.stuck_why.split()), at_most=120))
    stuck = say(language, "action-stuck", on=f"{on} ({why})" if why else on)
    return f"{line} · {stuck}"
