"""When someone closes a loop: how, why it had happened; or why no reply is needed."""

from typing import get_args

from slack_bolt import App

from bot.case import Case, Closing
from bot.steps.close import close
from bot.wording import say
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    form,
    menu_input,
    option,
    text_input,
    values_of,
)
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "close_case"
NO_REPLY_CALLBACK = "no_reply"

_NONE_NEEDED: Closing = "none_needed"


def register(app: App, desk: Desk) -> None:
    """Connect both forms."""
    app.view(CALLBACK)(form_listener(desk, check_reason, save))
    app.view(NO_REPLY_CALLBACK)(form_listener(desk, check_reason, save))


def open_for_press(received: Received) -> None:
    """Open the form for the case of a button."""
    case_id = int(received.pressed)
    language = received.language
    with received.desk.ledger.look() as look:
        case = look.case(case_id)
    hows = [option(say(language, f"closed-{how.replace('_', '-')}"), how) for how in _hows(case)]
    likely = "told" if case.answered_at else "cannot_be_reached"
    blocks = [
        menu_input("how", say(language, "close-how"), hows, initial=likely),
        _causes(received),
        text_input("reason", say(language, "close-reason"), optional=True, at_most=300),
    ]
    _open(received, CALLBACK, "close-title", blocks, case_id)


def open_no_reply_for_press(received: Received) -> None:
    """Open the form "no reply needed" for the case of a button."""
    open_no_reply(received, int(received.pressed))


def open_no_reply(received: Received, case_id: int) -> None:
    """Open the form that asks why no reply is needed."""
    blocks = [
        text_input("reason", say(received.language, "no-reply-reason"), at_most=300),
        _causes(received),
    ]
    _open(received, NO_REPLY_CALLBACK, "no-reply-title", blocks, case_id)


def check_reason(received: Received) -> dict[str, str] | None:
    """Ask for the reason where no reply is said to be needed."""
    typed = values_of(dict(received.body["view"]))
    if typed.get("how", _NONE_NEEDED) == _NONE_NEEDED and not typed["reason"]:
        return {"reason": say(received.language, "close-reason-needed")}
    return None


def save(received: Received) -> None:
    """Close the loop as the form says."""
    view, desk = dict(received.body["view"]), received.desk
    typed = values_of(view)
    how = next(how for how in get_args(Closing) if how == typed.get("how", _NONE_NEEDED))
    with received.turn() as turn:
        close(
            turn,
            turn.case(int(about_of(view)["case"])),
            desk.journey,
            how=how,
            by=received.by,
            now=desk.now(),
            cause=typed["cause"] or None,
            reason=typed["reason"] or None,
        )


def _hows(case: Case) -> list[Closing]:
    """Return how this loop may end: nobody was told, or thanked, who was not."""
    left_out = set() if case.answered_at else {"told"}
    if case.needs_hands:
        left_out.add("thanked")
    return [how for how in get_args(Closing) if how not in left_out]


def _causes(received: Received) -> Block:
    language = received.language
    options = [option(c.name.in_(language), c.key) for c in received.desk.journey.causes]
    return menu_input("cause", say(language, "close-cause"), options, optional=True)


def _open(
    received: Received, callback: str, title: str, blocks: list[Block], case_id: int
) -> None:
    language = received.language
    received.open_form(
        form(
            callback,
            say(language, title),
            blocks,
            submit=say(language, "form-close-case"),
            close=say(language, "form-cancel"),
            about=about(case=case_id, channel=received.channel),
        )
    )
