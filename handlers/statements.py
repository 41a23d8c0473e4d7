"""When someone says what the company is doing, for all who ask: `/boucle statements`."""

from dataclasses import replace
from datetime import date, timedelta

from slack_bolt import App

from bot.due import Due, DueQuestion
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.statement import Statement
from bot.wording import LANGUAGES, say
from bot.wording.dates import say_day
from handlers.action_form import due_typed, question
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    actions,
    button,
    form,
    menu_input,
    option,
    section,
    text_input,
    values_of,
)
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape
from handlers.desk import Desk
from handlers.receive import Received, form_listener, listener

NEW, SAY_AGAIN, WITHDRAW = "new_statement", "say_statement_again", "withdraw_statement"
STATEMENT_CALLBACK = "state"
OPENS_FORM = frozenset({NEW, SAY_AGAIN})

# Long enough to be worth saying once for all, short enough to be remembered as ours.
_HOLDS = timedelta(days=30)
_TEXT_AT_MOST, _SHOWN_AT_MOST, _MOST = 500, 200, 15


def register(app: App, desk: Desk) -> None:
    """Connect the list's buttons and the form."""
    app.action(NEW)(listener(desk, open_new))
    app.action(SAY_AGAIN)(listener(desk, open_again))
    app.action(WITHDRAW)(listener(desk, withdraw))
    app.view(STATEMENT_CALLBACK)(form_listener(desk, check, save))


def statements_reply(look: Look, received: Received, rest: str) -> tuple[str, list[Block]]:
    """List what we say we are doing, what is stale first."""
    del rest
    language, journey = received.language, received.desk.journey
    today = _today(received)
    found = sorted(look.statements(), key=lambda one: (not one.is_stale(on=today), one.id))
    title = say(language, "statements-title", statements=len(found))
    blocks = [section(f"*{title}*")]
    for one in found[:_MOST]:
        blocks += _entry(look, one, journey, language, today=today)
    new = button(say(language, "statements-new"), NEW, "0", style="primary")
    return title, [*blocks, actions([new])]


def open_new(received: Received) -> None:
    """Open the empty form."""
    today = _today(received)
    _open(received, Statement({}, "", received.by, today, today + _HOLDS))


def open_again(received: Received) -> None:
    """Open the form with what was said, to say it anew."""
    today = _today(received)
    with received.desk.ledger.look() as look:
        said = look.statement(int(received.pressed))
    _open(received, replace(said, stale_after=today + _HOLDS))


def check(received: Received) -> dict[str, str] | None:
    """Ask for a text in one language at least, and for a day to come."""
    typed = values_of(dict(received.body["view"]))
    if not any(typed.get(f"text_{language}") for language in LANGUAGES):
        first = received.desk.journey.languages[0]
        return {f"text_{first}": say(received.language, "statements-no-text")}
    due = due_typed(received, typed["stale_after"])
    return (
        {"stale_after": question(due, received.language)} if isinstance(due, DueQuestion) else None
    )


def save(received: Received) -> None:
    """Remember the statement; whoever saves it stands for it."""
    view = dict(received.body["view"])
    typed = values_of(view)
    due = due_typed(received, typed["stale_after"])
    if not isinstance(due, Due):
        received.only_you(question(due, received.language))
        return
    texts: dict[str, str] = {
        language: typed[f"text_{language}"]
        for language in LANGUAGES
        if typed.get(f"text_{language}")
    }
    said = Statement(
        texts=texts,
        touchpoint=typed["touchpoint"],
        owner=received.by,
        said_on=_today(received),
        stale_after=due.on,
        id=int(about_of(view).get("statement", 0)),
    )
    with received.turn() as turn:
        turn.record_statement(said)
    day = say_day(due.on, received.locale, today=_today(received))
    received.only_you(say(received.language, "statements-saved", day=day))


def withdraw(received: Received) -> None:
    """Say no more that we are doing it."""
    with received.turn() as turn:
        said = turn.statement(int(received.pressed))
        if said.withdrawn_at is None:
            turn.record_statement(replace(said, withdrawn_at=received.desk.now()))
    received.only_you(say(received.language, "statements-withdrawn"))


def _entry(
    look: Look, said: Statement, journey: JourneyMap, language: str, *, today: date
) -> list[Block]:
    key = "statements-stale" if said.is_stale(on=today) else "statements-fresh"
    about_it = say(
        language,
        key,
        about=escape(_touchpoint(said, journey, language)),
        name=name_of(look, said.owner),
        day=say_day(said.said_on, language),
        until=say_day(said.stale_after, language),
    )
    text = said.in_(language) or next(iter(said.texts.values()), "")
    value = str(said.id)
    row = [
        button(say(language, "statements-again"), SAY_AGAIN, value),
        button(say(language, "statements-withdraw"), WITHDRAW, value),
    ]
    return [section(f"{escape(cut(text, at_most=_SHOWN_AT_MOST))}\n_{about_it}_"), actions(row)]


def _touchpoint(said: Statement, journey: JourneyMap, language: str) -> str:
    there = journey.touchpoints.get(said.touchpoint)
    return there.name.in_(language) if there else said.touchpoint


def _open(received: Received, said: Statement) -> None:
    language, journey = received.language, received.desk.journey
    options = [option(one.name.in_(language), one.key) for one in journey.touchpoints.values()]
    texts = [
        text_input(
            f"text_{one}",
            say(language, f"statements-text-{one}"),
            initial=said.in_(one),
            multiline=True,
            optional=True,
            at_most=_TEXT_AT_MOST,
        )
        for one in LANGUAGES
    ]
    until = text_input(
        "stale_after",
        say(language, "statements-until"),
        initial=say_day(said.stale_after, received.locale, today=_today(received)),
        at_most=100,
    )
    where = menu_input(
        "touchpoint", say(language, "add-touchpoint"), options, initial=said.touchpoint
    )
    received.open_form(
        form(
            STATEMENT_CALLBACK,
            say(language, "statements-form-title"),
            [*texts, where, until],
            submit=say(language, "form-save"),
            close=say(language, "form-cancel"),
            about=about(statement=said.id, channel=received.channel),
        )
    )


def _today(received: Received) -> date:
    desk = received.desk
    return desk.now().astimezone(desk.journey.timezone).date()
