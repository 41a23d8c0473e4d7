"""The header of a department's morning, and what still waits behind it."""

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.notice import Notice
from bot.wording import say
from handlers.cards.case_line import case_lines
from handlers.cards.elements import Block, Post, button, section, window
from handlers.cards.text import escape

SEE_WAITING = "see_waiting"


def round_header(look: Look, notice: Notice, language: str) -> Post:
    """Return the header of a round: how many customers, how many thanks, how many wait."""
    department = str(notice.about["department"])
    shown = [look.case(case_id) for case_id in notice.about["cases"]]
    thanks = sum(not case.needs_hands for case in shown)
    waiting = len(cases_waiting(look, department, besides={case.id for case in shown}))
    all_of_them = "all" if thanks == len(shown) else thanks
    text = say(language, "round-header", customers=len(shown), thanks=all_of_them)
    if not waiting:
        return Post(text, [section(text)])
    more = say(language, "round-waiting", waiting=waiting)
    see = button(say(language, "round-see"), SEE_WAITING, department)
    return Post(f"{text} {more}", [section(f"{text} {more}", accessory=see)])


def cases_waiting(look: Look, department: str, *, besides: set[int]) -> list[Case]:
    """Return the cases of a department that nobody has taken and that need somebody."""
    unseen = look.cases_next("share", department=department)
    untaken = look.cases_next("take", department=department)
    return [case for case in [*untaken, *unseen] if case.id not in besides and not case.grave]


def waiting_window(
    look: Look, department: str, journey: JourneyMap, language: str, *, site: str
) -> Block:
    """Return the window that lists what waits in a department, with links to the cards."""
    waiting = cases_waiting(look, department, besides=set())
    lines = case_lines(look, waiting, journey, language, site=site)
    name = journey.in_charge(department).name.in_(language)
    empty = section(say(language, "list-empty"))
    blocks = [section(f"*{escape(name)}*"), *(lines or [empty])]
    return window(say(language, "waiting-title"), blocks, close=say(language, "form-close"))
