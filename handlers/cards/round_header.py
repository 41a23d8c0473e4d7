"""The header of a department's morning, and what still waits behind it."""

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.notice import Notice
from bot.wording import say
from bot.wording.dates import say_day
from handlers.cards.case_card import touchpoint_name
from handlers.cards.elements import Block, Post, button, section, window
from handlers.cards.text import cut, escape

SEE_WAITING = "see_waiting"

# A list longer than this is read by nobody; the rest is counted.
_MOST_LINES = 40


def round_header(look: Look, notice: Notice, language: str) -> Post:
    """Return the header of a round: how many customers, how many thanks, how many wait."""
    department = str(notice.about["department"])
    shown = [look.case(case_id) for case_id in notice.about["cases"]]
    thanks = sum(not case.needs_hands for case in shown)
    waiting = len(cases_waiting(look, department, besides={case.id for case in shown}))
    text = say(language, "round-header", customers=len(shown), thanks=thanks)
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


def waiting_window(look: Look, department: str, journey: JourneyMap, language: str) -> Block:
    """Return the window that lists what waits in a department."""
    waiting = cases_waiting(look, department, besides=set())
    lines = [case_line(look, case, journey, language) for case in waiting[:_MOST_LINES]]
    if len(waiting) > _MOST_LINES:
        lines.append(say(language, "list-more", more=len(waiting) - _MOST_LINES))
    name = journey.in_charge(department).name.in_(language)
    text = "\n".join(lines) or say(language, "list-empty")
    blocks = [section(f"*{escape(name)}*"), *paragraphs(text)]
    return window(say(language, "waiting-title"), blocks, close=say(language, "form-close"))


def case_line(look: Look, case: Case, journey: JourneyMap, language: str) -> str:
    """Return one line about a case: its name, a few of the words, where, since when."""
    words = escape(cut(look.reading(case.verbatim_id).masked.replace("\n", " "), at_most=80))
    where = escape(touchpoint_name(case, journey, language))
    day = say_day(case.clock_from.astimezone(journey.timezone).date(), language)
    return f"*{case.name}* «{words or '…'}» · {where} · {day}"


def paragraphs(text: str) -> list[Block]:
    """Return lines as blocks that Slack takes: 3,000 characters each, cut between lines."""
    blocks, part = [], ""
    for line in text.split("\n"):
        if len(part) + len(line) > 2800:
            blocks.append(section(part))
            part = ""
        part = f"{part}\n{line}" if part else line
    return [*blocks, section(part)] if part else blocks
