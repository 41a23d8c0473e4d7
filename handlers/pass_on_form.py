"""When someone passes a case on: to a colleague, a step of the journey or a team; and why."""

from slack_bolt import App

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.steps.route import pass_on, place, set_apart
from bot.steps.take import hand_over
from bot.wording import say
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    form,
    menu_input,
    option,
    person_input,
    text_input,
    values_of,
)
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "pass_on"

_COLLEAGUE, _DEPARTMENT, _TOUCHPOINT = "colleague", "department", "touchpoint"
# The choice that nothing on the map fits; no key of a touchpoint begins with a dash.
NONE = "-none"
# Slack takes so many choices in a menu; the likeliest come first.
_MOST_CHOICES = 100


def register(app: App, desk: Desk) -> None:
    """Connect the form."""
    app.view(CALLBACK)(form_listener(desk, check, save))


def open_for_press(received: Received) -> None:
    """Open the form for the case of a button."""
    open_form(received, int(received.pressed.partition(":")[0]))


def open_form(received: Received, case_id: int) -> None:
    """Open the form: the step of the journey it is about, a team or a colleague, and why.

    First come the steps that were understood too, and those the customer goes to from here.
    """
    desk, language = received.desk, received.language
    with desk.ledger.look() as look:
        case = look.case(case_id)
        likely = _likely(look, case, desk.journey)
    touchpoints = [
        option(_named(key, desk.journey, language, is_likely=key in likely), key)
        for key in [*likely, *(key for key in desk.journey.touchpoints if key not in likely)]
        if (key, desk.journey.owner_of(key).key) != (case.touchpoint, case.department)
    ]
    none = option(say(language, "pass-on-none"), NONE)
    touchpoints = [*touchpoints[: _MOST_CHOICES - 1], none]
    departments = [
        option(department.name.in_(language), key)
        for key, department in desk.journey.departments.items()
        if key != case.department
    ]
    blocks = [
        # A small map may have one touchpoint or one department: Slack takes no empty menu.
        *_menu(_TOUCHPOINT, touchpoints, language, hint=say(language, "pass-on-touchpoint-hint")),
        *_menu(_DEPARTMENT, departments, language),
        *([] if case.grave else [_colleague(language)]),
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
    """Ask for a touchpoint, a department or a colleague: one of them, or two that fit."""
    typed = values_of(dict(received.body["view"]))
    touchpoint, department = typed.get(_TOUCHPOINT), typed.get(_DEPARTMENT)
    colleague, language = typed.get(_COLLEAGUE), received.language
    if colleague:
        if touchpoint or department:
            return {_COLLEAGUE: say(language, "pass-on-nowhere")}
        with received.desk.ledger.look() as look:
            person = look.person(colleague)
        today = received.desk.now().astimezone(received.desk.journey.timezone).date()
        if person is None or not person.is_here(today):
            return {_COLLEAGUE: say(language, "pass-on-no-colleague")}
        return None
    problem = {next(iter(typed)): say(language, "pass-on-nowhere")}
    if not touchpoint and not department:
        return problem
    if touchpoint and touchpoint != NONE and department:
        owner = received.desk.journey.owner_of(touchpoint).key
        return problem if owner != department else None
    return None


def save(received: Received) -> None:
    """Hand the case to a colleague, place it at a touchpoint or at none, or give it to a team."""
    view, desk = dict(received.body["view"]), received.desk
    typed = values_of(view)
    by, why, now = received.by, typed["why"], desk.now()
    with received.turn() as turn:
        case = turn.case(int(about_of(view)["case"]))
        touchpoint, department = typed.get(_TOUCHPOINT), typed.get(_DEPARTMENT)
        if colleague := typed.get(_COLLEAGUE):
            hand_over(turn, case, desk.journey, to=colleague, by=by, why=why, now=now)
        elif touchpoint == NONE:
            set_apart(
                turn, case, desk.journey, by=by, why=why, now=now, department=department or None
            )
        elif touchpoint:
            place(turn, case, touchpoint, desk.journey, by=by, why=why, now=now)
        else:
            pass_on(turn, case, str(department), desk.journey, by=by, why=why, now=now)


def _likely(look: Look, case: Case, journey: JourneyMap) -> list[str]:
    """Return the touchpoints it may be about too: those also read, and the customer's next."""
    reading = look.reading(case.verbatim_id)
    here = journey.touchpoints.get(case.touchpoint or "")
    found = [*reading.also, *(here.hands_to if here else ())]
    found += [one.touchpoint for one in reading.candidates]
    return [key for key in dict.fromkeys(found) if key in journey.touchpoints]


def _named(key: str, journey: JourneyMap, language: str, *, is_likely: bool) -> str:
    stage = journey.stage_of(key).name.in_(language)
    name = f"{stage} · {journey.touchpoint(key).name.in_(language)}"
    return f"➜ {name}" if is_likely else name


def _menu(block_id: str, options: list[Block], language: str, *, hint: str = "") -> list[Block]:
    if not options:
        return []
    label = say(language, f"pass-on-{block_id}")
    return [menu_input(block_id, label, options, optional=True, hint=hint)]


def _colleague(language: str) -> Block:
    label, hint = say(language, "pass-on-colleague"), say(language, "pass-on-colleague-hint")
    return person_input(_COLLEAGUE, label, optional=True, hint=hint)
