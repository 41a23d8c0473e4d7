"""An improvement on one line: its name, what is done, who has it and by when."""

from bot.improvement import Improvement
from bot.ledger import Look
from bot.wording import say
from bot.wording.dates import say_day, say_due
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape

SHOW_IMPROVEMENT = "show_improvement"


def improvement_line(look: Look, improvement: Improvement, language: str, *, at_most: int) -> str:
    """Return an improvement on one line: its name, what is done, where it stands."""
    what = escape(cut(" ".join(improvement.what.split()), at_most=at_most))
    return f"{improvement.name} · {what} · {state_line(look, improvement, language)}"


def state_line(look: Look, improvement: Improvement, language: str) -> str:
    """Return where an improvement stands: who has it and by when, done, dropped or stuck."""
    name = name_of(look, improvement.taker)
    if improvement.dropped_at is not None:
        return say(language, "improvement-dropped")
    if improvement.done_at is not None:
        day = say_day(improvement.done_at.date(), language)
        return say(language, "improvement-done", name=name, day=day)
    line = say(language, "improvement-open", name=name, due=say_due(improvement.due, language))
    if improvement.stuck_on is None:
        return line
    on = say(language, f"obstacle-{improvement.stuck_on}")
    why = escape(cut(" ".join(improvement.stuck_why.split()), at_most=120))
    stuck = say(language, "action-stuck", on=f"{on} ({why})" if why else on)
    return f"{line} · {stuck}"
