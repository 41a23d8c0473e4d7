"""When someone says what is done about a case and by when, or says it anew."""

from datetime import date
from typing import get_args
from zoneinfo import ZoneInfo

from slack_bolt import App

from bot.action import Action, ActionKind
from bot.calendar import WorkingHours, next_working_day
from bot.case import Case
from bot.due import Due, DueQuestion
from bot.journey import Department, JourneyMap
from bot.ledger import Look
from bot.steps.act import Plan, change, drop, finish, is_tracker_link, plan
from bot.wording import language_of, say
from bot.wording.dates import say_day, say_due
from handlers.cards.actions_window import CHANGE
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    actions,
    button,
    context,
    form,
    option,
    person_input,
    radio_input,
    section,
    text_input,
    values_of,
)
from handlers.cards.text import escape, quote_block
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "plan_action"
CHANGE_CALLBACK = "change_action"

_NOT_NOW = "not_now"
# How a changed action goes on.
_GOES_ON, _DONE, _DROPPED = "goes_on", "done", "dropped"


def register(app: App, desk: Desk) -> None:
    """Connect both forms."""
    app.view(CALLBACK)(form_listener(desk, check, save))
    app.view(CHANGE_CALLBACK)(form_listener(desk, check, save_change))


def open_for_press(received: Received) -> None:
    """Open the form for the case of a button."""
    open_form(received, int(received.pressed))


def open_form(received: Received, case_id: int) -> None:
    """Open the form, which asks what would really make a difference to this customer."""
    with received.desk.ledger.look() as look:
        view = _form(look, case_id, received)
    received.open_form(view)


def open_change_for_press(received: Received) -> None:
    """Open the form that says an action anew, for the "case:action" of a button."""
    case_id, _, action_id = received.pressed.partition(":")
    with received.desk.ledger.look() as look:
        found = [one for one in look.actions(int(case_id)) if one.id == int(action_id)]
        view = _form(look, int(case_id), received, *found[:1])
    received.open_form(view)


def check(received: Received) -> dict[str, str] | None:
    """Refuse a date that was not understood, or a link that is none, in the form itself."""
    typed, language = values_of(dict(received.body["view"])), received.language
    due = _due(received, typed)
    if isinstance(due, DueQuestion):
        return {"due": question(due, language)}
    if typed["link"] and not is_tracker_link(typed["link"]):
        return {"link": say(language, "action-link-wrong")}
    return None


def day_off_words(day: date, department: Department, locale: str, *, today: date) -> str:
    """Return that a team does not work on a day, and when it does next; "" where it works."""
    hours = department.working_hours
    if hours.is_working_day(day):
        return ""
    is_holiday = bool(hours.week[day.weekday()])
    return say(
        language_of(locale),
        "due-holiday" if is_holiday else "due-day-off",
        day=say_day(day, locale, today=today),
        next=say_day(next_working_day(day, hours), locale, today=today),
    )


def save(received: Received) -> None:
    """Plan the action, and repeat to the person the date that was understood."""
    view, desk = dict(received.body["view"]), received.desk
    planned = _plan_typed(received)
    if planned is None:
        return
    with received.turn() as turn:
        case = turn.case(int(about_of(view)["case"]))
        action = plan(turn, case, desk.journey, planned, by=received.by, now=desk.now())
    _confirm(received, case, planned, action)


def save_change(received: Received) -> None:
    """Change the action, or say that it is done or dropped."""
    view, desk = dict(received.body["view"]), received.desk
    planned, state = _plan_typed(received), values_of(view)["state"]
    if planned is None:
        return
    ids, by, now = about_of(view), received.by, desk.now()
    with received.turn() as turn:
        case = turn.case(int(ids["case"]))
        action = next(one for one in turn.actions(case.id) if one.id == int(ids["action"]))
        if state == _DROPPED:
            drop(turn, case, action, desk.journey, by=by, now=now)
            return
        action = change(turn, case, action, desk.journey, planned, by=by, now=now)
        if state == _DONE:
            finish(turn, turn.case(case.id), action, desk.journey, by=by, now=now)
            return
    _confirm(received, case, planned, action)


def due_typed(received: Received, text: str) -> Due | DueQuestion:
    """Understand a due date as its writer means it: their language, their zone, their week."""
    # Here: a bot that starts does not wait for it (`load_date_reader`).
    from bot.due_date import OFFICE_HOURS, understand_due

    person = received.person
    zone: ZoneInfo = person.zone if person else received.desk.journey.timezone
    now = received.desk.now().astimezone(zone)
    hours = _hours_of(received) or OFFICE_HOURS
    return understand_due(text, now=now, locale=received.locale, hours=hours)


def _hours_of(received: Received) -> WorkingHours | None:
    """Return when the department of a form's case works, holidays included."""
    case_id = about_of(dict(received.body["view"])).get("case")
    if case_id is None:
        return None
    with received.desk.ledger.look() as look:
        department = look.case(int(case_id)).department
    return received.desk.journey.in_charge(department).working_hours


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


def _due(received: Received, typed: dict[str, str]) -> Due | DueQuestion:
    """Return the date typed.

    A "not now" needs none and is decided today; an action keeps its date unless another is typed.
    """
    kept = _action_of(received)
    if kept and (
        typed["state"] != _GOES_ON or typed["due"] in ("", say_due(kept.due, received.locale))
    ):
        return kept.due
    if typed["kind"] == _NOT_NOW and not typed["due"]:
        return Due(received.desk.now().astimezone(received.desk.journey.timezone).date())
    return due_typed(received, typed["due"])


def _action_of(received: Received) -> Action | None:
    """Return the action that the form changes; None where it plans a new one."""
    ids = about_of(dict(received.body["view"]))
    with received.desk.ledger.look() as look:
        return next(
            (one for one in look.actions(int(ids["case"])) if one.id == ids.get("action")), None
        )


def _plan_typed(received: Received) -> Plan | None:
    """Return what the form says; None, and the person asked, where the date has passed since."""
    typed = values_of(dict(received.body["view"]))
    due = _due(received, typed)
    if isinstance(due, DueQuestion):
        # Checked before the ack; a date that has passed meanwhile is asked for again.
        received.only_you(question(due, received.language))
        return None
    kind = next(one for one in get_args(ActionKind) if one == typed["kind"])
    taker = typed["taker"] or received.by
    return Plan(typed["what"], taker, due, kind=kind, link=typed["link"])


def _confirm(received: Received, case: Case, planned: Plan, action: Action) -> None:
    """Repeat the date that was understood, and a day off as one; after "not now", what is next."""
    desk, language = received.desk, received.language
    if planned.kind == _NOT_NOW:
        received.only_you(say(language, "action-not-now-noted", case=case.name))
        return
    department = desk.journey.in_charge(case.department)
    today = desk.now().astimezone(department.timezone).date()
    noted = say_due(planned.due, received.locale, today=desk.now().date())
    text = say(language, "action-noted", case=case.name, due=noted)
    off = day_off_words(planned.due.on, department, received.locale, today=today)
    if not off:
        received.only_you(text)
        return
    text = f"{text}\n⚠️ {off}"
    other = button(say(language, "due-another-day"), CHANGE, f"{case.id}:{action.id}")
    received.only_you(text, blocks=[section(text), actions([other])])


def _form(look: Look, case_id: int, received: Received, action: Action | None = None) -> Block:
    case, language = look.case(case_id), received.language
    words = look.reading(case.verbatim_id).masked
    return form(
        CHANGE_CALLBACK if action else CALLBACK,
        say(language, "action-title"),
        [
            *([quote_block(words, at_most=300)] if words else []),
            *promise_of(received.desk.journey, case.touchpoint, language),
            *_fields(received, action, taker=case.taken_by or received.by),
        ],
        submit=say(language, "form-save"),
        close=say(language, "form-cancel"),
        about=about(case=case_id, action=action.id if action else None, channel=received.channel),
    )


def _fields(received: Received, action: Action | None, *, taker: str) -> list[Block]:
    """Return what to fill in; in front, for an action that goes on, how it goes on."""
    language, locale = received.language, received.locale
    kinds = [
        option(say(language, f"action-kind-{kind}".replace("_", "-")), kind)
        for kind in ("real_change", "quick_win", _NOT_NOW)
    ]
    states = [
        option(say(language, f"action-state-{state}".replace("_", "-")), state)
        for state in (_GOES_ON, _DONE, _DROPPED)
    ]
    return [
        *([radio_input("state", say(language, "action-state"), states)] if action else []),
        text_input(
            "what",
            say(language, "action-what"),
            initial=action.what if action else "",
            multiline=True,
            at_most=500,
        ),
        text_input(
            "due",
            say(language, "action-due"),
            initial=say_due(action.due, locale) if action else "",
            placeholder=say(language, "action-due-example"),
            at_most=100,
            optional=True,
        ),
        radio_input(
            "kind",
            say(language, "action-kind"),
            kinds,
            initial=action.kind if action else None,
            hint=say(language, "action-kind-hint"),
        ),
        person_input(
            "taker",
            say(language, "action-taker"),
            initial=(action.taker if action else "") or taker,
        ),
        text_input(
            "link",
            say(language, "action-link"),
            initial=action.link if action else "",
            placeholder="https://",
            optional=True,
            at_most=500,
        ),
    ]
