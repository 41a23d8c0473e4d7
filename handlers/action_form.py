"""When someone says what is done about a case, and by when."""

from zoneinfo import ZoneInfo

from slack_bolt import App

from bot.due_date import Due, DueQuestion, understand_due
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.steps.act import plan
from bot.wording import say
from bot.wording.dates import say_due
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    context,
    form,
    person_input,
    text_input,
    values_of,
)
from handlers.cards.text import escape, quote_block
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "plan_action"


def register(app: App, desk: Desk) -> None:
    """Connect the form."""
    app.view(CALLBACK)(form_listener(desk, check, save))


def open_for_press(received: Received) -> None:
    """Open the form for the case of a button."""
    open_form(received, int(received.pressed))


def open_form(received: Received, case_id: int) -> None:
    """Open the form, which asks what would really make a difference to this customer."""
    with received.desk.ledger.look() as look:
        view = _form(look, case_id, received)
    received.open_form(view)


def check(received: Received) -> dict[str, str] | None:
    """Refuse a date that was not understood, in the form itself."""
    typed = values_of(dict(received.body["view"]))
    due = due_typed(received, typed["due"])
    if isinstance(due, DueQuestion):
        return {"due": question(due, received.language)}
    return None


def save(received: Received) -> None:
    """Plan the action, and repeat to the person the date that was understood."""
    view = dict(received.body["view"])
    typed, desk = values_of(view), received.desk
    due = due_typed(received, typed["due"])
    if isinstance(due, DueQuestion):
        # Checked before the ack; a date that has passed meanwhile is asked for again.
        received.only_you(question(due, received.language))
        return
    with received.turn() as turn:
        case = turn.case(int(about_of(view)["case"]))
        plan(
            turn,
            case,
            desk.journey,
            what=typed["what"],
            taker=typed["taker"] or received.by,
            due=due,
            by=received.by,
            now=desk.now(),
        )
    noted = say_due(due, received.locale, today=desk.now().date())
    received.only_you(say(received.language, "action-noted", case=case.name, due=noted))


def due_typed(received: Received, text: str) -> Due | DueQuestion:
    """Understand a due date as its writer means it: their language, their zone, their week."""
    person = received.person
    zone: ZoneInfo = person.zone if person else received.desk.journey.timezone
    now = received.desk.now().astimezone(zone)
    return understand_due(text, now=now, locale=received.locale)


def question(asked: DueQuestion, language: str) -> str:
    """Return what to ask back when a date was not understood."""
    return say(language, f"due-{asked.reason}".replace("_", "-"))


def promise_of(journey: JourneyMap, touchpoint: str | None, language: str) -> list[Block]:
    """Return what the company promises at a touchpoint, and what anybody may do there."""
    if touchpoint not in journey.touchpoints:
        return []
    there = journey.touchpoint(str(touchpoint))
    lines = []
    if there.we_promise:
        promise = escape(there.we_promise.in_(language))
        lines.append(say(language, "form-we-promise", what=promise))
    if there.you_may:
        lines.append(say(language, "form-you-may", what=escape(there.you_may.in_(language))))
    return [context("\n".join(lines))] if lines else []


def _form(look: Look, case_id: int, received: Received) -> Block:
    case, language = look.case(case_id), received.language
    words = look.reading(case.verbatim_id).masked
    return form(
        CALLBACK,
        say(language, "action-title"),
        [
            *([quote_block(words, at_most=300)] if words else []),
            *promise_of(received.desk.journey, case.touchpoint, language),
            text_input("what", say(language, "action-what"), multiline=True, at_most=500),
            text_input(
                "due",
                say(language, "action-due"),
                placeholder=say(language, "action-due-example"),
                at_most=100,
            ),
            person_input(
                "taker", say(language, "action-taker"), initial=case.taken_by or received.by
            ),
        ],
        submit=say(language, "form-save"),
        close=say(language, "form-cancel"),
        about=about(case=case_id, channel=received.channel),
    )
