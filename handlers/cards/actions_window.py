"""Everything that is done about a case, with what can be said of each action."""

from bot.action import Action
from bot.case import Case
from bot.ledger import Look
from bot.wording import say
from bot.wording.dates import say_due
from handlers.cards.elements import Block, about, actions, button, section, window
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape

CHANGE, STUCK, FINISH = "change_action", "say_stuck", "finish"

_WHAT_AT_MOST = 500
# Slack takes 100 blocks in a window; nobody plans more for one customer.
_MOST = 30


def actions_window(look: Look, case: Case, language: str, *, channel: str | None) -> Block:
    """Return the window: a line and its buttons for each action, and one to plan another.

    It remembers the `channel` it was asked for in: what only the reader sees is said there.
    """
    blocks: list[Block] = []
    for action in look.actions(case.id)[-_MOST:]:
        blocks.append(section(_line(look, action, language)))
        if action.is_open and case.closed_at is None:
            blocks.append(actions(_buttons(case, action, language)))
    if case.closed_at is None:
        more = button(say(language, "actions-another"), "act", str(case.id), style="primary")
        blocks.append(actions([more]))
    close = say(language, "form-close")
    shown = window(say(language, "action-title"), blocks, close=close)
    return shown | {"private_metadata": about(channel=channel)}


def action_line(look: Look, action: Action, language: str, *, at_most: int) -> str:
    """Return an action on one line: what, who, by when, and what stands in its way."""
    what = escape(cut(" ".join(action.what.split()), at_most=at_most))
    if action.link:
        what = f"{what} (<{action.link}|{say(language, 'action-link-shown')}>)"
    name = name_of(look, action.taker) if action.taker else say(language, "action-nobody")
    values = {"name": name, "what": what, "due": say_due(action.due, language)}
    line = say(language, f"card-action-{_state(action)}", **values)
    if action.is_open and action.kind == "quick_win":
        line = f"{line} · {say(language, 'action-kind-quick-win')}"
    if action.is_open and action.stuck_on:
        return f"{line} · {say(language, 'action-stuck', on=obstacle(action, language))}"
    return line


def obstacle(action: Action, language: str) -> str:
    """Return what stands in the way, with a colleague's few words about it."""
    on = say(language, f"obstacle-{action.stuck_on}")
    why = escape(cut(" ".join(action.stuck_why.split()), at_most=120))
    return f"{on} ({why})" if why else on


def _line(look: Look, action: Action, language: str) -> str:
    return action_line(look, action, language, at_most=_WHAT_AT_MOST)


def _state(action: Action) -> str:
    if action.dropped_at is not None:
        return "dropped"
    if action.kind == "not_now":
        return "not-now"
    return "done" if action.done_at is not None else "open"


def _buttons(case: Case, action: Action, language: str) -> list[Block]:
    value = f"{case.id}:{action.id}"
    return [
        button(say(language, "nudge-done"), FINISH, value),
        button(say(language, "actions-change"), CHANGE, value),
        button(say(language, "actions-stuck"), STUCK, value),
    ]
