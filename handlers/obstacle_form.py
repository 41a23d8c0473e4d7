"""When someone is stuck: what stands in the way, so that it can be got out of it."""

from typing import get_args

from slack_bolt import App

from bot.action import Obstacle
from bot.case import Case
from bot.steps.act import say_stuck
from bot.wording import say
from handlers.cards.case_card import NEW_DATE, REASSURE
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    actions,
    button,
    form,
    option,
    radio_input,
    section,
    text_input,
    values_of,
)
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "say_stuck"


def register(app: App, desk: Desk) -> None:
    """Connect the form."""
    app.view(CALLBACK)(form_listener(desk, check, save))


def open_for_press(received: Received) -> None:
    """Open the form for the "case" or "case:action" of a button."""
    case_id, _, action_id = received.pressed.partition(":")
    language = received.language
    obstacles = [option(say(language, f"obstacle-{one}"), one) for one in get_args(Obstacle)]
    received.open_form(
        form(
            CALLBACK,
            say(language, "stuck-title"),
            [
                radio_input("on", say(language, "stuck-on"), obstacles),
                text_input(
                    "why",
                    say(language, "stuck-why"),
                    hint=say(language, "stuck-who-reads"),
                    optional=True,
                    at_most=200,
                ),
            ],
            submit=say(language, "form-save"),
            close=say(language, "form-cancel"),
            about=about(
                case=int(case_id),
                action=int(action_id) if action_id else None,
                channel=received.channel,
            ),
        )
    )


def check(received: Received) -> None:
    """Accept the form as it is: one obstacle is always chosen."""


def save(received: Received) -> None:
    """Note what stands in the way; where the customer waits for a date, offer to write."""
    view, desk = dict(received.body["view"]), received.desk
    typed, ids = values_of(view), about_of(view)
    on = next(one for one in get_args(Obstacle) if one == typed["on"])
    with received.turn() as turn:
        case = turn.case(int(ids["case"]))
        found = (one for one in turn.actions(case.id) if one.id == ids.get("action"))
        say_stuck(
            turn,
            case,
            next(found, None),
            desk.journey,
            on=on,
            why=typed["why"],
            by=received.by,
            now=desk.now(),
        )
    text = say(received.language, "stuck-noted", case=case.name)
    blocks = [section(text)]
    if case.promised_on and case.followed_up_at is None:
        blocks.append(actions(_words_to_the_customer(case, received.language)))
    received.only_you(text, blocks=blocks)


def _words_to_the_customer(case: Case, language: str) -> list[Block]:
    """Offer to tell a customer who waits: on it, with the day that was promised; or a new one."""
    new_date = button(say(language, "stuck-new-date"), NEW_DATE, str(case.id))
    if case.reassured_on == case.promised_on:
        return [new_date]
    on_it = button(say(language, "stuck-reassure"), REASSURE, str(case.id), style="primary")
    return [on_it, new_date]
