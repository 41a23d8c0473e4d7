"""When someone fixes something for all: gathers customers, says what is done, changes it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from slack_bolt import App

from bot.action import Obstacle
from bot.case import Case
from bot.due import Due, DueQuestion
from bot.gathering import gather
from bot.improvement import Effect, Improvement, can_join
from bot.ledger import Look, Turn
from bot.message import Message
from bot.reading.personal_data import mask
from bot.record_values import NotUnderstood, amount_of, number_of
from bot.refusal import Refusal
from bot.steps.improve import Plan, change, drop, finish, leave, say_stuck, start
from bot.wording import say
from bot.wording.dates import say_day, say_due
from handlers.action_form import due_typed, question
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    actions,
    button,
    context,
    form,
    menu_input,
    option,
    radio_input,
    section,
    text_input,
    values_of,
)
from handlers.cards.improvement import TELL
from handlers.cards.improvement_forms import (
    REST,
    action_inputs,
    boxes_in,
    case_boxes,
    effect_inputs,
    rest_box,
    said_inputs,
    ticked_in,
)
from handlers.cards.text import cut, escape
from handlers.desk import Desk
from handlers.gathering import (
    Offer,
    described,
    offer_again,
    offer_around,
    offer_for_case,
    offer_for_words,
)
from handlers.receive import Received, form_listener

START_CALLBACK, CHANGE_CALLBACK = "start_improvement", "change_improvement"
DONE_CALLBACK, STUCK_CALLBACK = "improvement_done", "improvement_stuck"
CASES_CALLBACK, DROP_CALLBACK = "improvement_cases", "drop_improvement"

_NEW = "new"
_SEARCH_AT_MOST = 200
# So many join with one press, in one turn of two seconds; the rest is proposed again.
_MOST_AT_ONCE = 1000
# Slack takes a hundred choices in a menu; nobody works on more at once.
_MOST_OPEN = 90


class NobodyFound(Refusal):
    """No open case says what was searched for."""

    sentence = "refused-nobody-found"


def register(app: App, desk: Desk) -> None:
    """Connect the forms."""
    app.view(START_CALLBACK)(form_listener(desk, check_start, save_start))
    app.view(CHANGE_CALLBACK)(form_listener(desk, check_change, save_change))
    app.view(DONE_CALLBACK)(form_listener(desk, check_effect, save_done))
    app.view(STUCK_CALLBACK)(form_listener(desk, accept, save_stuck))
    app.view(CASES_CALLBACK)(form_listener(desk, check_cases, save_cases))
    app.view(DROP_CALLBACK)(form_listener(desk, accept, save_drop))


def open_for_words(received: Received, search: str) -> None:
    """Open the form with the cases that hold some words. Raises `NobodyFound`."""
    search = mask(search[:_SEARCH_AT_MOST], language=received.language)
    now = received.desk.now()
    with received.desk.ledger.look() as look:
        view = _start_form(look, offer_for_words(look, search, now=now), received, search)
    received.open_form(view)


def open_for_theme(received: Received, case_ids: Sequence[int], search: str) -> None:
    """Open the form with the cases of a theme, and others like them unticked."""
    now = received.desk.now()
    with received.desk.ledger.look() as look:
        place = look.case(case_ids[0]).touchpoint if case_ids else None
        found = offer_for_words(look, search, touchpoint=place, given=case_ids, now=now)
        view = _start_form(look, found, received, search)
    received.open_form(view)


def open_for_case(received: Received, case_id: int) -> None:
    """Open the form for the case of a card: what others said too is ticked, the like is not."""
    with received.desk.ledger.look() as look:
        together = look.improvement_of_same(look.case(case_id))
        going = [one for one in look.improvements() if one.is_open][-_MOST_OPEN:]
        which = _which(going, together, received.language)
        found = offer_for_case(look, case_id, now=received.desk.now())
        view = _start_form(look, found, received, "", which=which)
    received.open_form(view)


def open_change(received: Received, improvement_id: int) -> None:
    """Open the form that says it anew: what, who, by when, what customers hear."""
    with received.desk.ledger.look() as look:
        improvement = look.improvement(improvement_id)
    language = received.language
    received.open_form(
        form(
            CHANGE_CALLBACK,
            improvement.name,
            [
                *action_inputs(improvement, language, received.locale, taker=improvement.taker),
                *said_inputs(improvement, received.desk.journey, language),
                *effect_inputs(improvement.effect, language),
            ],
            submit=say(language, "form-save"),
            close=say(language, "form-cancel"),
            about=about(improvement=improvement_id, channel=received.channel),
        )
    )


def open_done(received: Received, improvement_id: int) -> None:
    """Ask, when it is done, for the sentence to customers and what it brought."""
    with received.desk.ledger.look() as look:
        improvement = look.improvement(improvement_id)
    language = received.language
    received.open_form(
        form(
            DONE_CALLBACK,
            say(language, "improvement-done-title"),
            [
                context(escape(cut(improvement.what, at_most=300))),
                *said_inputs(improvement, received.desk.journey, language),
                *effect_inputs(improvement.effect, language),
            ],
            submit=say(language, "improvement-done-submit"),
            close=say(language, "form-cancel"),
            about=about(improvement=improvement_id, channel=received.channel),
        )
    )


def open_stuck(received: Received, improvement_id: int) -> None:
    """Ask what stands in the way."""
    language = received.language
    obstacles = [option(say(language, f"obstacle-{one}"), one) for one in get_args(Obstacle)]
    why = text_input(
        "why",
        say(language, "stuck-why"),
        hint=say(language, "stuck-who-reads"),
        optional=True,
        at_most=200,
    )
    received.open_form(
        form(
            STUCK_CALLBACK,
            say(language, "stuck-title"),
            [radio_input("on", say(language, "stuck-on"), obstacles), why],
            submit=say(language, "form-save"),
            close=say(language, "form-cancel"),
            about=about(improvement=improvement_id, channel=received.channel),
        )
    )


def open_drop(received: Received, improvement_id: int) -> None:
    """Ask once more, and say what becomes of its customers."""
    with received.desk.ledger.look() as look:
        cases = [case for case in look.cases_in(improvement_id) if case.closed_at is None]
    language = received.language
    promised = sum(bool(case.promised_on and not case.followed_up_at) for case in cases)
    text = say(language, "improvement-drop-sure", customers=len(cases), promised=promised)
    received.open_form(
        form(
            DROP_CALLBACK,
            say(language, "improvement-drop-title"),
            [section(text)],
            submit=say(language, "improvement-more-drop"),
            close=say(language, "form-cancel"),
            about=about(improvement=improvement_id, channel=received.channel),
        )
    )


def open_cases(received: Received, improvement_id: int) -> None:
    """Open the list of its customers, to take some out, and those who may be affected too."""
    with received.desk.ledger.look() as look:
        improvement = look.improvement(improvement_id)
        view = _cases_form(look, improvement, received, search=improvement.search)
    received.open_form(view)


def accept(received: Received) -> None:
    """Accept the form as it is."""


def check_start(received: Received) -> dict[str, str] | None:
    """Ask for a customer at least, for what is done, and for a day that was understood."""
    typed = values_of(dict(received.body["view"]))
    if not ticked_in(typed):
        return {"cases_0": say(received.language, "improvement-nobody-ticked")}
    if typed.get("which", _NEW) != _NEW:
        return None
    return _wrong_in_plan(received, typed)


def save_start(received: Received) -> None:
    """Begin the improvement, or let the cases join one that there is."""
    view, desk = dict(received.body["view"]), received.desk
    typed, carried = values_of(view), about_of(view)
    which = typed.get("which", _NEW)
    planned = _plan_typed(received, typed) if which == _NEW else None
    if which == _NEW and planned is None:
        return
    chosen = _chosen(received)
    by, now = received.by, desk.now()
    known: list[Message] = []
    with received.turn() as turn:
        if planned is None:
            improvement = turn.improvement(int(which))
            cases = _still_free(turn, chosen)
            improvement, known = gather(turn, improvement, cases, desk.journey, by=by, now=now)
        else:
            cases = _still_free(turn, chosen)
            if not cases:
                raise NobodyFound(words="")
            search = str(carried.get("search", ""))
            improvement = start(turn, planned, cases, desk.journey, search=search, by=by, now=now)
    due = say_due(improvement.due, received.locale, today=now.date())
    noted = say(
        received.language,
        "improvement-noted",
        improvement=improvement.name,
        customers=len(cases),
        due=due,
    )
    received.only_you(_with_known(noted, known, received))


def check_change(received: Received) -> dict[str, str] | None:
    """Refuse what was not understood, in the form itself."""
    return _wrong_in_plan(received, values_of(dict(received.body["view"])))


def save_change(received: Received) -> None:
    """Say it anew; customers who were promised another day can be told the new one."""
    view, desk = dict(received.body["view"]), received.desk
    planned = _plan_typed(received, values_of(view))
    if planned is None:
        return
    by, now = received.by, desk.now()
    with received.turn() as turn:
        before = turn.improvement(int(about_of(view)["improvement"]))
        after = change(turn, before, planned, desk.journey, by=by, now=now)
        promised = [
            case
            for case in turn.cases_in(after.id)
            if case.promised_on and not case.followed_up_at and case.promised_on != after.due.on
        ]
    due = say_due(after.due, received.locale, today=now.date())
    text = say(received.language, "improvement-changed", improvement=after.name, due=due)
    if promised and after.is_open:
        text = say(
            received.language,
            "improvement-delayed",
            improvement=after.name,
            due=due,
            customers=len(promised),
        )
    _with_tell_button(received, after, text, offered=bool(promised))


def check_effect(received: Received) -> dict[str, str] | None:
    """Refuse a figure that was not understood."""
    return _wrong_figures(values_of(dict(received.body["view"])), received.language)


def save_done(received: Received) -> None:
    """Say that it is done, and offer to tell its customers."""
    view, desk = dict(received.body["view"]), received.desk
    typed, by, now = values_of(view), received.by, received.desk.now()
    with received.turn() as turn:
        improvement = turn.improvement(int(about_of(view)["improvement"]))
        said = replace(improvement, said=_said_in(received, typed), effect=_effect_in(typed))
        done = finish(turn, said, desk.journey, by=by, now=now)
    text = say(received.language, "improvement-noted-done", improvement=done.name)
    _with_tell_button(received, done, text, offered=True)


def save_stuck(received: Received) -> None:
    """Note what stands in the way; where customers wait for a day, say so."""
    view, desk = dict(received.body["view"]), received.desk
    typed = values_of(view)
    on = next(one for one in get_args(Obstacle) if one == typed["on"])
    with received.turn() as turn:
        improvement = turn.improvement(int(about_of(view)["improvement"]))
        say_stuck(
            turn,
            improvement,
            desk.journey,
            on=on,
            why=typed["why"],
            by=received.by,
            now=desk.now(),
        )
    received.only_you(say(received.language, "stuck-noted", case=improvement.name))


def save_drop(received: Received) -> None:
    """Drop it: its customers go on one by one."""
    view, desk = dict(received.body["view"]), received.desk
    with received.turn() as turn:
        improvement = turn.improvement(int(about_of(view)["improvement"]))
        drop(turn, improvement, desk.journey, by=received.by, now=desk.now())
    received.only_you(
        say(received.language, "improvement-noted-dropped", improvement=improvement.name)
    )


def check_cases(received: Received) -> dict[str, Any] | None:
    """Search again where other words were typed: the form comes back with what they found."""
    view = dict(received.body["view"])
    typed, carried = values_of(view), about_of(view)
    search = typed.get("search", "")
    if not search or search == carried.get("search"):
        return None
    with received.desk.ledger.look() as look:
        improvement = look.improvement(int(carried["improvement"]))
        again = _cases_form(look, improvement, received, search=search, ticked=ticked_in(typed))
    return {"response_action": "update", "view": again}


def save_cases(received: Received) -> None:
    """Let in who was ticked, take out who no longer is."""
    view, desk = dict(received.body["view"]), received.desk
    by, now = received.by, desk.now()
    ticked, shown = set(_chosen(received)), boxes_in(view)
    known: list[Message] = []
    with received.turn() as turn:
        improvement = turn.improvement(int(about_of(view)["improvement"]))
        members = {case.id for case in turn.cases_in(improvement.id)}
        new = _still_free(turn, sorted(ticked - members))
        gone = [turn.case(one) for one in sorted((shown & members) - ticked)]
        if new:
            improvement, known = gather(turn, improvement, new, desk.journey, by=by, now=now)
        if gone:
            improvement = leave(turn, improvement, gone, desk.journey, by=by, now=now)
    noted = say(
        received.language,
        "improvement-cases-noted",
        improvement=improvement.name,
        joined=len(new),
        left=len(gone),
    )
    received.only_you(_with_known(noted, known, received))


def leave_improvement(received: Received, case_id: int) -> None:
    """Take the case of a card out of its improvement."""
    desk = received.desk
    with received.turn() as turn:
        improvement_id = turn.case(case_id).improvement_id
        if improvement_id is not None:
            improvement = turn.improvement(improvement_id)
            cases = [turn.case(case_id)]
            leave(turn, improvement, cases, desk.journey, by=received.by, now=desk.now())


def _with_tell_button(
    received: Received, improvement: Improvement, text: str, *, offered: bool
) -> None:
    """Say it to the person, with the button that goes on to the customers."""
    blocks = [section(text)]
    if offered:
        label = say(received.language, "improvement-tell")
        row = actions([button(label, TELL, str(improvement.id), style="primary")])
        blocks.append(row)
    received.only_you(text, blocks=blocks)


def _chosen(received: Received) -> list[int]:
    """Return who was ticked, and with them who says it too, where that was."""
    view = dict(received.body["view"])
    typed = values_of(view)
    chosen = ticked_in(typed)
    if typed.get(REST) != REST:
        return chosen
    with received.desk.ledger.look() as look:
        again = offer_again(look, about_of(view), now=received.desk.now())
    return [*chosen, *sorted(set(again.asking) - boxes_in(view) - set(chosen))]


def _with_known(noted: str, known: Sequence[Message], received: Received) -> str:
    """Say who was told of it before, and is written to no more."""
    if not known:
        return noted
    zone = received.desk.journey.timezone
    days = sorted({one.approved_at.astimezone(zone).date() for one in known})
    day = say_day(days[-1], received.locale)
    said = say(received.language, "improvement-known", customers=len(known), day=day)
    return f"{noted} {said}"


def _start_form(
    look: Look, offer: Offer, received: Received, search: str, *, which: Sequence[Block] = ()
) -> Block:
    """Return the form that begins one. Raises `NobodyFound`."""
    if not offer.found:
        raise NobodyFound(words=escape(search))
    language, journey = received.language, received.desk.journey
    notes = described(look, offer, None, received.desk, language)
    return form(
        START_CALLBACK,
        say(language, "improvement-title"),
        [
            context(say(language, "improvement-intro")),
            *which,
            *case_boxes(offer.shown, language, ticked=offer.ticked, described=notes),
            *rest_box(len(offer.rest), len(offer.found), language, is_ticked=True),
            *action_inputs(None, language, received.locale, taker=received.by),
            *said_inputs(None, journey, language),
            *effect_inputs(Effect(), language),
        ],
        submit=say(language, "form-save"),
        close=say(language, "form-cancel"),
        about=about(**offer.carried, channel=received.channel),
    )


def _which(going: Sequence[Improvement], likely: Improvement | None, language: str) -> list[Block]:
    """Return the menu of the improvements that a case could join; none where there is none."""
    if not going:
        return []
    options = [option(say(language, "improvement-new"), _NEW)]
    options += [
        option(cut(f"{one.name} · {' '.join(one.what.split())}", at_most=70), str(one.id))
        for one in reversed(going)
    ]
    initial = str(likely.id) if likely is not None else _NEW
    return [menu_input("which", say(language, "improvement-which"), options, initial=initial)]


def _cases_form(
    look: Look,
    improvement: Improvement,
    received: Received,
    *,
    search: str,
    ticked: Sequence[int] | None = None,
) -> Block:
    language = received.language
    offer = offer_around(look, improvement, search=search, now=received.desk.now())
    inside, others = len(offer.ticked), len(offer.found) - len(offer.ticked)
    boxes = [
        *case_boxes(
            offer.shown,
            language,
            ticked=offer.ticked if ticked is None else ticked,
            described=described(look, offer, improvement, received.desk, language),
        ),
        *rest_box(len(offer.rest), len(offer.found), language, is_ticked=False),
    ]
    words = text_input(
        "search",
        say(language, "improvement-search"),
        initial=search,
        hint=say(language, "improvement-search-hint"),
        optional=True,
        at_most=_SEARCH_AT_MOST,
    )
    intro = say(language, "improvement-cases-intro", inside=inside, others=others)
    return form(
        CASES_CALLBACK,
        say(language, "improvement-cases-title"),
        [context(intro), *boxes, words],
        submit=say(language, "form-save"),
        close=say(language, "form-cancel"),
        about=about(**offer.carried, channel=received.channel),
    )


def _still_free(turn: Turn, case_ids: Sequence[int]) -> list[Case]:
    """Return the cases that can join still: somebody may have been faster."""
    cases = [turn.case(case_id) for case_id in case_ids[:_MOST_AT_ONCE]]
    return [case for case in cases if can_join(case) and case.improvement_id is None]


def _wrong_in_plan(received: Received, typed: dict[str, str]) -> dict[str, str] | None:
    language = received.language
    if not typed["what"]:
        return {"what": say(language, "improvement-what-needed")}
    due = _due_in(received, typed)
    if isinstance(due, DueQuestion):
        return {"due": question(due, language)}
    return _wrong_figures(typed, language)


def _due_in(received: Received, typed: dict[str, str]) -> Due | DueQuestion:
    """Return the day typed; an improvement keeps its own unless another is typed."""
    improvement_id = about_of(dict(received.body["view"])).get("improvement")
    if improvement_id is not None:
        with received.desk.ledger.look() as look:
            kept = look.improvement(int(improvement_id)).due
        if typed["due"] in ("", say_due(kept, received.locale)):
            return kept
    return due_typed(received, typed["due"])


def _plan_typed(received: Received, typed: dict[str, str]) -> Plan | None:
    """Return what the form says; None, and the person asked, where the date has passed since."""
    due = _due_in(received, typed)
    if isinstance(due, DueQuestion):
        received.only_you(question(due, received.language))
        return None
    return Plan(
        what=typed["what"],
        taker=typed["taker"] or received.by,
        due=due,
        said=_said_in(received, typed),
        effect=_effect_in(typed),
    )


def _said_in(received: Received, typed: dict[str, str]) -> dict[str, str]:
    fields = {one: typed.get(f"said_{one}", "") for one in received.desk.journey.languages}
    return {language: said for language, said in fields.items() if said}


def _wrong_figures(typed: dict[str, str], language: str) -> dict[str, str] | None:
    for field in ("cost", "revenue", "hours"):
        try:
            _figure(typed, field)
        except NotUnderstood:
            return {field: say(language, "improvement-figure-wrong")}
    return None


def _effect_in(typed: dict[str, str]) -> Effect:
    cost, of_cost = _figure(typed, "cost")
    kept, of_kept = _figure(typed, "revenue")
    hours, _ = _figure(typed, "hours")
    return Effect(cost, kept, hours, of_cost or of_kept or "")


def _figure(typed: dict[str, str], field: str) -> tuple[float | None, str | None]:
    """Return a figure and its currency, where one was typed. Raises `NotUnderstood`."""
    written = typed.get(field, "")
    if not written:
        return None, None
    if field == "hours":
        return number_of(written, refusal="intake-amount-unknown"), None
    return amount_of(written)
