"""When someone adds feedback that a customer gave them in person."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.loop import take_in
from bot.mail import envelope_address
from bot.record import RecordRefused, read_record
from bot.wording import say
from handlers.cards.elements import (
    about,
    form,
    menu_input,
    option,
    text_input,
    values_of,
)
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "add_feedback"
SOURCE = "frontline"


def register(app: App, desk: Desk) -> None:
    """Connect the form."""
    app.view(CALLBACK)(form_listener(desk, check, save))


def open_form(received: Received, *, words: str = "") -> None:
    """Open the form; `words` are filled in when they were said somewhere in Slack."""
    language, journey = received.language, received.desk.journey
    touchpoints = [option(one.name.in_(language), one.key) for one in journey.touchpoints.values()]
    blocks = [
        text_input(
            "text", say(language, "add-words"), initial=words, multiline=True, at_most=3000
        ),
        menu_input(
            "touchpoint",
            say(language, "add-touchpoint"),
            touchpoints,
            optional=True,
            hint=say(language, "add-touchpoint-hint"),
        ),
        text_input("customer_name", say(language, "add-name"), optional=True, at_most=100),
        text_input(
            "customer_email",
            say(language, "add-email"),
            hint=say(language, "add-email-hint"),
            optional=True,
            at_most=200,
        ),
    ]
    received.open_form(
        form(
            CALLBACK,
            say(language, "add-title"),
            blocks,
            submit=say(language, "form-add"),
            close=say(language, "form-cancel"),
            about=about(channel=received.channel),
        )
    )


def check(received: Received) -> dict[str, str] | None:
    """Refuse what could not be kept, in the form."""
    record = _record(received)
    email = record["customer_email"]
    if email and envelope_address(email) is None:
        return {"customer_email": say(received.language, "add-email-wrong")}
    try:
        read_record(
            record, source=SOURCE, zone=received.desk.journey.timezone, now=received.desk.now()
        )
    except RecordRefused as refused:
        return {"text": refused.problems[0].sentence(received.language)}
    return None


def save(received: Received) -> None:
    """Take the feedback in; the person is told where it went."""
    desk, language = received.desk, received.language
    zone, now = desk.journey.timezone, desk.now()
    intake = read_record(_record(received), source=SOURCE, zone=zone, now=now)
    closely = desk.read_closely([intake.verbatim])
    with received.turn() as turn:
        (taken,) = take_in(turn, [intake], reader=closely.reader, journey=desk.journey, now=now)
        closely.keep(turn, [taken])
        case = turn.case(taken.case_id) if taken.case_id else None
    if case is None:
        received.only_you(say(language, "add-counted"))
        return
    if case.grave:
        received.only_you(say(language, "add-grave"))
        return
    department = desk.journey.in_charge(case.department)
    received.only_you(
        say(
            language,
            "add-taken",
            case=case.name,
            department=department.name.in_(language),
            channel=department.channel,
        )
    )


def _record(received: Received) -> Mapping[str, Any]:
    """Return the form as a feedback record; who gives an address may be answered."""
    typed = values_of(dict(received.body["view"]))
    record = {
        **typed,
        "channel": "frontline",
        "id": str(received.body["view"]["id"]),
        "heard_by": received.by,
    }
    return record | {"contact_ok": True} if typed["customer_email"] else record
