"""When someone passes a case on: to whom, and why."""

from slack_bolt import App

from bot.steps.route import pass_on, place
from bot.wording import say
from handlers.cards.elements import (
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

CALLBACK = "pass_on"

_DEPARTMENT, _TOUCHPOINT = "department", "touchpoint"


def register(app: App, desk: Desk) -> None:
    """Connect the form."""
    app.view(CALLBACK)(form_listener(desk, check, save))


def open_for_press(received: Received) -> None:
    """Open the form for the case of a button."""
    open_form(received, int(received.pressed.partition(":")[0]))


def open_form(received: Received, case_id: int) -> None:
    """Open the form: the step of the journey it is about, or the department, and why."""
    desk, language = received.desk, received.language
    with desk.ledger.look() as look:
        case = look.case(case_id)
    stages = desk.journey.stages
    touchpoints = [
        option(
            f"{stage.name.in_(language)} · {desk.journey.touchpoint(key).name.in_(language)}", key
        )
        for stage in stages
        for key in stage.touchpoints
        if key != case.touchpoint
    ]
    departments = [
        option(department.name.in_(language), key)
        for key, department in desk.journey.departments.items()
        if key != case.department
    ]
    blocks = [
        menu_input(
            _TOUCHPOINT,
            say(language, "pass-on-touchpoint"),
            touchpoints,
            optional=True,
            hint=say(language, "pass-on-touchpoint-hint"),
        ),
        menu_input(_DEPARTMENT, say(language, "pass-on-department"), departments, optional=True),
        text_input("why", say(language, "pass-on-why"), at_most=200),
    ]
    received.open_form(
        form(
            CALLBACK,
            say(language, "pass-on-title"),
            blocks,
            submit=say(language, "form-pass-on"),
            close=say(language, "form-cancel"),
            about=about(case=case_id, channel=received.channel),
        )
    )


def check(received: Received) -> dict[str, str] | None:
    """Ask for a touchpoint or a department: one of them."""
    typed = values_of(dict(received.body["view"]))
    if not typed[_TOUCHPOINT] and not typed[_DEPARTMENT]:
        return {_TOUCHPOINT: say(received.language, "pass-on-nowhere")}
    return None


def save(received: Received) -> None:
    """Place the case at the touchpoint, or hand it to the department."""
    view, desk = dict(received.body["view"]), received.desk
    typed = values_of(view)
    with received.turn() as turn:
        case = turn.case(int(about_of(view)["case"]))
        if typed[_TOUCHPOINT]:
            case = place(
                turn,
                case,
                typed[_TOUCHPOINT],
                desk.journey,
                by=received.by,
                now=desk.now(),
                why=typed["why"],
            )
        if typed[_DEPARTMENT] and typed[_DEPARTMENT] != case.department:
            pass_on(
                turn,
                case,
                typed[_DEPARTMENT],
                desk.journey,
                by=received.by,
                why=typed["why"],
                now=desk.now(),
            )
