"""When someone tells the customer what we are doing, that it is done, or a new date.

First the draft, which a person edits; then the exact preview, whose button sends. "I called" is
an answer too: it is remembered, and nothing is sent. Nothing else in Slack reaches a customer.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import App

from bot.case import Case
from bot.customer import Customer
from bot.draft import Draft, DraftKind, draft, left_open, promised_day
from bot.due_date import Due, DueQuestion
from bot.ledger import Look
from bot.mail import envelope_address
from bot.message import Message, MessageKind, Way
from bot.steps.answer import answer, thank
from bot.steps.follow_up import follow_up
from bot.telling import NotAsShown
from bot.wording import say
from bot.wording.dates import say_day
from handlers.action_form import due_typed, promise_of, question
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    context,
    exact,
    form,
    option,
    radio_input,
    section,
    text_input,
    values_of,
)
from handlers.cards.text import escape, quote_block
from handlers.customer_mail import asks_whether_it_helped, sender_name, with_question
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "write_to_customer"
SEND_CALLBACK = "send_to_customer"

# A long letter. A preview carries it along within 3,000 characters, ids and JSON included.
_LONGEST_TEXT = 2200
_CARRIED_AT_MOST = 3000
_MAIL, _PHONE = "mail", "phone"


@dataclass(frozen=True)
class _Written:
    """What was typed, as the preview carries it to its button.

    `shown` is who the preview said it goes to and comes from; it is empty for a call.
    """

    case_id: int
    kind: DraftKind
    revision: int
    subject: str
    text: str
    promised_on: date | None
    shown: tuple[str, ...] = ()


def register(app: App, desk: Desk) -> None:
    """Connect the form and its preview."""
    app.view(CALLBACK)(form_listener(desk, check_and_preview, save_call))
    app.view(SEND_CALLBACK)(form_listener(desk, check_still_right, send))


def open_for_press(received: Received) -> None:
    """Open the draft of the answer (or of the thanks, for praise) for the case of a button."""
    case_id = int(received.pressed)
    with received.desk.ledger.look() as look:
        needs_hands = look.case(case_id).needs_hands
    _open(received, case_id, "answer" if needs_hands else "thanks")


def open_follow_up_for_press(received: Received) -> None:
    """Open the draft that says it is done."""
    _open(received, int(received.pressed), "follow_up")


def open_new_date_for_press(received: Received) -> None:
    """Open the draft that tells a new date."""
    open_new_date(received, int(received.pressed))


def open_new_date(received: Received, case_id: int) -> None:
    """Open the draft that tells a new date."""
    _open(received, case_id, "new_date")


def check_and_preview(received: Received) -> dict[str, Any] | None:
    """Refuse what was not understood in the form; else show exactly what will be sent."""
    view = dict(received.body["view"])
    typed, carried = values_of(view), about_of(view)
    promised = _promised(received, typed.get("due", ""))
    if isinstance(promised, DueQuestion):
        return {"due": question(promised, received.language)}
    if carried["kind"] == "new_date" and promised is None:
        return {"due": say(received.language, "due-needs-a-day")}
    if typed["way"] == _PHONE:
        return None
    written = _Written(
        case_id=int(carried["case"]),
        kind=carried["kind"],
        revision=int(carried["revision"]),
        subject=" ".join(typed["subject"].split()),
        text=typed["text"],
        promised_on=promised.on if promised else None,
    )
    with received.desk.ledger.look() as look:
        drafted = _draft(look, look.case(written.case_id), written.kind, received)
        preview = _preview(look, written, drafted, received)
    if left_open(drafted, written.text):
        return {"text": say(received.language, "answer-left-open")}
    if len(preview["private_metadata"]) > _CARRIED_AT_MOST:
        return {"text": say(received.language, "answer-too-long")}
    return {"response_action": "push", "view": preview}


def save_call(received: Received) -> None:
    """Remember that the customer was told by phone."""
    view = dict(received.body["view"])
    typed, carried = values_of(view), about_of(view)
    promised = _promised(received, typed.get("due", ""))
    written = _Written(
        case_id=int(carried["case"]),
        kind=carried["kind"],
        revision=int(carried["revision"]),
        subject="",
        text=typed["text"],
        promised_on=promised.on if isinstance(promised, Due) else None,
    )
    _tell(received, written, way="phone")


def check_still_right(received: Received) -> None:
    """Accept the preview as it is: everything in it was checked before it was shown."""


def send(received: Received) -> None:
    """Send what the preview showed, word for word; once, however often it is pressed."""
    carried = about_of(dict(received.body["view"]))
    promised = carried.get("promised")
    written = _Written(
        case_id=int(carried["case"]),
        kind=carried["kind"],
        revision=int(carried["revision"]),
        subject=carried["subject"],
        text=carried["text"],
        promised_on=date.fromisoformat(promised) if promised else None,
        shown=tuple(carried["shown"]),
    )
    _tell(received, written, way="mail")


def _tell(received: Received, written: _Written, *, way: Way) -> None:
    desk, by = received.desk, received.by
    with received.turn() as turn:
        case = turn.case(written.case_id)
        drafted = _draft(turn, case, written.kind, received)
        customer = turn.customer(case.customer_id) if case.customer_id else None
        if written.shown and written.shown != (_address(customer), drafted.signed):
            raise NotAsShown(case=case.name)
        message = Message(
            case_id=case.id,
            kind=_message_kind(written.kind),
            way=way,
            language=drafted.language,
            text=written.text,
            approved_by=by,
            approved_at=desk.now(),
            to=_address(customer) if way == "mail" else "",
            subject=written.subject,
            signed=drafted.signed,
            promised_on=written.promised_on,
        )
        tell = {"answer": answer, "thanks": thank}.get(written.kind, follow_up)
        tell(turn, case, message, desk.journey, revision=written.revision, now=desk.now())
    key = "answer-sent" if way == "mail" else "answer-by-phone-noted"
    received.only_you(say(received.language, key, case=f"C-{written.case_id}"))


def _open(received: Received, case_id: int, kind: DraftKind) -> None:
    with received.desk.ledger.look() as look:
        view = _form(look, look.case(case_id), kind, received)
    received.open_form(view)


def _form(look: Look, case: Case, kind: DraftKind, received: Received) -> Block:
    language = received.language
    drafted = _draft(look, case, kind, received)
    words = look.reading(case.verbatim_id).masked
    return form(
        CALLBACK,
        say(language, f"answer-title-{kind}".replace("_", "-")),
        [
            *([quote_block(words, at_most=300)] if words else []),
            *promise_of(received.desk.journey, case.touchpoint, language),
            *_fields(look, case, kind, drafted, received),
        ],
        submit=say(language, "answer-continue" if _by_mail(look, case) else "form-save"),
        close=say(language, "form-cancel"),
        about=about(
            case=case.id,
            kind=kind,
            revision=look.verbatim(case.verbatim_id).revision,
            channel=received.channel,
        ),
    )


def _fields(
    look: Look,
    case: Case,
    kind: DraftKind,
    drafted: Draft,
    received: Received,
) -> list[Block]:
    language = received.language
    ways = []
    if _by_mail(look, case):
        ways.append(option(say(language, "answer-by-mail"), _MAIL))
    ways.append(option(say(language, "answer-by-phone"), _PHONE))
    fields = [
        radio_input("way", say(language, "answer-way"), ways),
        text_input(
            "subject", say(language, "answer-subject"), initial=drafted.subject, at_most=150
        ),
        text_input(
            "text",
            say(language, "answer-text"),
            initial=drafted.text,
            multiline=True,
            at_most=_LONGEST_TEXT,
            hint=say(language, "answer-check-list"),
        ),
    ]
    if kind in ("answer", "new_date"):
        today = _today(received)
        day = promised_day(look.actions(case.id), today=today) if kind == "answer" else None
        fields.append(
            text_input(
                "due",
                say(language, "answer-promised"),
                initial=say_day(day, received.locale, today=today) if day else "",
                placeholder=say(language, "action-due-example"),
                hint=say(language, "answer-promised-hint"),
                optional=kind == "answer",
                at_most=100,
            )
        )
    return fields


def _preview(look: Look, written: _Written, drafted: Draft, received: Received) -> Block:
    """Return the exact mail: to whom, from whom, every word; its button sends it."""
    language, desk = received.language, received.desk
    case = look.case(written.case_id)
    customer = look.customer(case.customer_id) if case.customer_id else None
    name = (customer.name if customer else None) or say(language, "answer-the-customer")
    button_text = say(language, "answer-send-to", name=name)
    if len(button_text) > 24:  # Slack's limit for a form's button
        button_text = say(language, "answer-send")
    body = written.text
    if asks_whether_it_helped(_message_kind(written.kind), written.promised_on, desk.settings):
        body = with_question(body, drafted.language, say(drafted.language, "mail-link-here"))
    heads = [
        say(language, "preview-to", name=escape(name), address=escape(_address(customer))),
        say(language, "preview-from", name=escape(sender_name(drafted.signed, desk.journey))),
        say(language, "preview-subject", subject=escape(written.subject)),
    ]
    promise = []
    if written.promised_on:
        day = say_day(written.promised_on, received.locale, today=_today(received))
        promise = [context(say(language, "preview-promised", day=day))]
    carried = {
        "case": written.case_id,
        "kind": written.kind,
        "revision": written.revision,
        "subject": written.subject,
        "text": written.text,
        "promised": written.promised_on.isoformat() if written.promised_on else None,
        "channel": received.channel,
        "shown": [_address(customer), drafted.signed],
    }
    return form(
        SEND_CALLBACK,
        say(language, "preview-title"),
        [section("\n".join(heads)), {"type": "section", "text": exact(body)}, *promise],
        submit=button_text,
        close=say(language, "form-back"),
        about=json.dumps(carried, ensure_ascii=False),
    )


def _draft(look: Look, case: Case, kind: DraftKind, received: Received) -> Draft:
    desk = received.desk
    author = look.person(received.by)
    return draft(
        kind,
        case,
        look.reading(case.verbatim_id),
        look.customer(case.customer_id) if case.customer_id else None,
        look.actions(case.id),
        desk.journey,
        author=author.first_name if author else "",
        today=_today(received),
    )


def _today(received: Received) -> date:
    desk = received.desk
    return desk.now().astimezone(desk.journey.timezone).date()


def _promised(received: Received, text: str) -> Due | DueQuestion | None:
    return due_typed(received, text) if text else None


def _by_mail(look: Look, case: Case) -> bool:
    """Tell whether the customer of a case may be written to, and where."""
    customer = look.customer(case.customer_id) if case.customer_id else None
    return case.needs_answer and bool(_address(customer))


def _address(customer: Customer | None) -> str:
    """Return where mail reaches a customer; "" where nothing does."""
    email = (customer.email if customer else None) or ""
    return email if envelope_address(email) else ""


def _message_kind(kind: DraftKind) -> MessageKind:
    return "follow_up" if kind == "new_date" else kind
