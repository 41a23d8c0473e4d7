"""When someone puts a reminder off, or chooses which reminders they want."""

from datetime import date, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from slack_bolt import App

from bot.due import DueQuestion
from bot.reminders import ReminderGroup
from bot.wording import say
from bot.wording.dates import say_day
from handlers.action_form import due_typed, question
from handlers.cards.elements import (
    about,
    about_of,
    checkbox_input,
    form,
    option,
    text_input,
    values_of,
)
from handlers.cards.nudge import CHOOSE, LATER
from handlers.desk import Desk
from handlers.receive import Received, form_listener, listener

LATER_CALLBACK = "later_on_a_day"
CHOOSE_CALLBACK = "choose_reminders"

_MONDAY = 0


def register(app: App, desk: Desk) -> None:
    """Connect the menu of a reminder, and both forms."""
    app.action(LATER)(listener(desk, choose_later))
    app.action(CHOOSE)(listener(desk, open_choices))
    app.view(LATER_CALLBACK)(form_listener(desk, check_day, save_day))
    app.view(CHOOSE_CALLBACK)(form_listener(desk, check_choices, save_choices))


def choose_later(received: Received) -> None:
    """Put the reminders of a case off: by a day, to Monday, or to a day in the person's words."""
    when, _, case_id = received.pressed.partition(":")
    today = _today(received)
    if when == "later_day":
        language = received.language
        day = text_input(
            "due",
            say(language, "later-until"),
            placeholder=say(language, "action-due-example"),
            at_most=100,
        )
        received.open_form(
            form(
                LATER_CALLBACK,
                say(language, "later-title"),
                [day],
                submit=say(language, "form-save"),
                close=say(language, "form-cancel"),
                about=about(case=int(case_id), channel=received.channel),
            )
        )
        return
    to_monday = 7 - (today.weekday() - _MONDAY) % 7
    _put_off(received, int(case_id), today + timedelta(days=1 if when == "1d" else to_monday))


def check_day(received: Received) -> dict[str, str] | None:
    """Refuse a day that was not understood, in the form itself."""
    due = due_typed(received, values_of(dict(received.body["view"]))["due"])
    return {"due": question(due, received.language)} if isinstance(due, DueQuestion) else None


def save_day(received: Received) -> None:
    """Put the reminders off to the day that was typed."""
    view = dict(received.body["view"])
    due = due_typed(received, values_of(view)["due"])
    if isinstance(due, DueQuestion):
        # Checked before the ack; a day that has passed meanwhile is asked for again.
        received.only_you(question(due, received.language))
        return
    _put_off(received, int(about_of(view)["case"]), due.on)


def open_choices(received: Received) -> None:
    """Open the form that asks which reminders a person wants."""
    language = received.language
    with received.desk.ledger.look() as look:
        muted = look.muted(received.by)
    groups = get_args(ReminderGroup)
    options = [
        option(say(language, f"reminders-{group}".replace("_", "-")), group) for group in groups
    ]
    wanted = [group for group in groups if group not in muted]
    received.open_form(
        form(
            CHOOSE_CALLBACK,
            say(language, "reminders-title"),
            [checkbox_input("wanted", say(language, "reminders-wanted"), options, chosen=wanted)],
            submit=say(language, "form-save"),
            close=say(language, "form-cancel"),
            about=about(channel=received.channel),
        )
    )


def check_choices(received: Received) -> None:
    """Accept the form as it is: any choice is a good one."""


def save_choices(received: Received) -> None:
    """Remember which reminders a person wants."""
    wanted = values_of(dict(received.body["view"]))["wanted"].split(",")
    with received.turn() as turn:
        unwanted = [group for group in get_args(ReminderGroup) if group not in wanted]
        turn.record_muted(received.by, unwanted)
    received.only_you(say(received.language, "reminders-noted"))


def _put_off(received: Received, case_id: int, until: date) -> None:
    with received.turn() as turn:
        turn.record_put_off(received.by, case_id, until=until)
    day = say_day(until, received.locale, today=_today(received))
    received.only_you(say(received.language, "later-noted", case=f"C-{case_id}", day=day))


def _today(received: Received) -> date:
    """Return the day it is where the person is."""
    person = received.person
    zone: ZoneInfo = person.zone if person else received.desk.journey.timezone
    return received.desk.now().astimezone(zone).date()
