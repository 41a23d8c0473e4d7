"""The one message a day to a person: each line with what can be done about it at once."""

from collections.abc import Sequence

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.loop import next_step
from bot.reminders import ReminderLine
from bot.wording import say
from bot.wording.dates import say_day
from handlers.cards.actions_window import CHANGE, FINISH, STUCK
from handlers.cards.case_card import NEW_DATE, PASS_ON, SHOW, touchpoint_name
from handlers.cards.elements import (
    MESSAGE_AT_MOST,
    Block,
    Post,
    actions,
    button,
    divider,
    option,
    overflow,
    section,
    size_of,
)
from handlers.cards.improvement import IMPROVED, TELL
from handlers.cards.improvement_line import SHOW_IMPROVEMENT
from handlers.cards.text import cut, escape

LATER, CHOOSE = "later", "choose_reminders"

# A message holds so many characters; what is more is counted, and comes up in `/boucle today`.
_SIZE_AT_MOST = MESSAGE_AT_MOST - 600


def nudge_post(
    look: Look, lines: Sequence[ReminderLine], journey: JourneyMap, language: str
) -> Post:
    """Return the message: a line for each thing, with its buttons."""
    text = say(language, "nudge-header", lines=len(lines))
    blocks = [section(f"*{text}*")]
    for number, line in enumerate(lines):
        more = _line(look, line, journey, language)
        if size_of([*blocks, *more]) > _SIZE_AT_MOST:
            blocks.append(section(say(language, "list-more", more=len(lines) - number)))
            break
        blocks += more
    choose = button(say(language, "nudge-choose"), CHOOSE, "all")
    return Post(text, [*blocks, divider(), actions([choose])])


def _line(look: Look, line: ReminderLine, journey: JourneyMap, language: str) -> list[Block]:
    if line.improvement_id is not None:
        return _improvement(look, line, line.improvement_id, language)
    case = look.case(line.case_id)
    words = cut(" ".join(look.reading(case.verbatim_id).masked.split()), at_most=80)
    what = next((a.what for a in look.actions(case.id) if a.id == line.action_id), "")
    said = say(
        language,
        f"nudge-{line.kind}".replace("_", "-"),
        case=case.name,
        about=escape(touchpoint_name(case, journey, language)),
        what=escape(cut(what, at_most=120)),
        day=say_day(line.on, language) if line.on else "",
    )
    quoted = f"{said}\n>{escape(words)}" if words else said
    menu = _later(line, language)
    return [section(quoted, accessory=menu), actions(_buttons(line, case, language))]


def _later(line: ReminderLine, language: str) -> Block:
    later = [
        option(say(language, f"later-{when}".replace("_", "-")), f"{when}:{line.case_id}")
        for when in ("1d", "monday", "later_day")
    ]
    return overflow(LATER, later)


def _improvement(
    look: Look, line: ReminderLine, improvement_id: int, language: str
) -> list[Block]:
    """Return what waits on who has an improvement, however many customers it is for."""
    together, value = look.improvement(improvement_id), str(improvement_id)
    said = say(
        language,
        f"nudge-{line.kind}".replace("_", "-"),
        improvement=together.name,
        what=escape(cut(" ".join(together.what.split()), at_most=120)),
        day=say_day(line.on, language) if line.on else "",
    )
    show = button(say(language, "improvement-show"), SHOW_IMPROVEMENT, value)
    done = button(say(language, "nudge-done"), IMPROVED, value)
    tell = button(say(language, "improvement-tell"), TELL, value)
    row = {"improvement_untold": [tell], "improvement_waiting": [show]}
    buttons = row.get(line.kind, [done, show])
    return [section(said, accessory=_later(line, language)), actions(buttons)]


def _buttons(line: ReminderLine, case: Case, language: str) -> list[Block]:
    """Return what can be done about a line at once."""
    value = str(line.case_id)
    if line.kind.startswith("action"):
        action = f"{line.case_id}:{line.action_id}"
        return [
            button(say(language, "nudge-done"), FINISH, action),
            button(say(language, "nudge-new-date"), CHANGE, action),
            button(say(language, "actions-stuck"), STUCK, action),
            *_hand_back(line, language, action),
        ]
    if line.kind.startswith("promise"):
        return [
            _keep_promise(case, language),
            button(say(language, "nudge-new-date"), NEW_DATE, value),
            button(say(language, "actions-stuck"), STUCK, value),
            *_hand_back(line, language, value),
        ]
    if line.kind.startswith("late"):
        return [
            button(say(language, "more-show"), SHOW, value),
            button(say(language, "more-pass-on"), PASS_ON, value),
        ]
    step = {"untaken": "take", "plan": "act", "answer": "answer"}[line.kind]
    return [button(say(language, f"button-{step}"), step, value)]


def _keep_promise(case: Case, language: str) -> Block:
    """Offer to tell the customer; after "heard you" alone they still wait for an answer."""
    step = next_step(case)
    if case.answered_at is None and step and step.name in ("act", "answer"):
        return button(say(language, f"button-{step.name}"), step.name, str(case.id))
    return button(say(language, "nudge-tell-done"), "follow_up", str(case.id))


def _hand_back(line: ReminderLine, language: str, value: str) -> list[Block]:
    """Offer to hand it back once the day has gone by."""
    if not line.kind.endswith("late"):
        return []
    return [button(say(language, "nudge-hand-back"), "hand_back", value)]
