"""When someone passes a case on: to whom, and why."""

from slack_bolt import App

from bot.steps.route import pass_on, place
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
        if (key, desk.journey.owner_of(key).key) != (case.touchpoint, case.department)
    ]
    departments = [
        option(department.name.in_(language), key)
        for key, department in desk.journey.departments.items()
        if key != case.department
    ]
    blocks = [
        # A small map may have one touchpoint or one department: Slack takes no empty menu.
        *_menu(_TOUCHPOINT, touchpoints, language, hint=say(language, "pass-on-touchpoint-hint")),
        *_menu(_DEPARTMENT, departments, language),
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
    """Ask for a touchpoint or a department: one of them, or two that fit together."""
    typed = values_of(dict(received.body["view"]))
    touchpoint, department = typed.get(_TOUCHPOINT), typed.get(_DEPARTMENT)
    problem = {next(iter(typed)): say(received.language, "pass-on-nowhere")}
    if not touchpoint and not department:
        return problem
    if touchpoint and department:
        owner = received.desk.journey.owner_of(touchpoint).key
        return problem if owner != department else None
    return None


def save(received: Received) -> None:
    """Place the case at the touchpoint, or hand it to the department."""
    view, desk = dict(received.body["view"]), received.desk
    typed = values_of(view)
    with received.turn() as turn:
        case = turn.case(int(about_of(view)["case"]))
        by, why, now = received.by, typed["why"], desk.now()
        if touchpoint := typed.get(_TOUCHPOINT):
            place(turn, case, touchpoint, desk.journey, by=by, why=why, now=now)
        else:
            pass_on(turn, case, typed[_DEPARTMENT], desk.journey, by=by, why=why, now=now)


def _menu(block_id: str, options: list[Block], language: str, *, hint: str = "") -> list[Block]:
    if not options:
        return []
    label = say(language, f"pass-on-{block_id}")
    return [menu_input(block_id, label, options, optional=True, hint=hint)]
