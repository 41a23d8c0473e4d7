"""When someone writes to a customer: the draft of what we are doing, that it is done, a question.

First the draft, which a person edits; then the exact preview (`answer_preview`), whose button
sends. "I called" is an answer too: it is remembered, and nothing is sent. Nothing else in Slack
reaches a customer.
"""

from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot.case import Case
from bot.draft import Draft, DraftKind, left_open
from bot.due import Due, DueQuestion
from bot.ledger import Look
from bot.our_words import somebody_else
from bot.telling import stand_of, told_lately
from bot.ways import is_public_reply, may_be_given_address, ways_to
from bot.wording import say
from bot.wording.dates import say_day
from handlers.action_form import due_typed, promise_of, question
from handlers.answer_preview import (
    CARRIED_AT_MOST,
    PREVIEW_CALLBACK,
    Written,
    check_preview,
    draft_of,
    preview_of,
    put_into_words,
    send,
    today_of,
    why_not_sent,
)
from handlers.cards.elements import (
    Block,
    about,
    about_of,
    context,
    form,
    menu,
    option,
    radio_input,
    section,
    text_input,
    values_of,
)
from handlers.cards.text import escape, quote_block
from handlers.desk import Desk
from handlers.receive import Received, form_listener, listener

CALLBACK = "write_to_customer"
# The menu that turns the form into another kind of message, and the block it stands in.
KIND = "message_kind"

# A long letter. A preview carries it along within 3,000 characters, ids and JSON included.
_LONGEST_TEXT = 2200
_PHONE = "phone"
_NEED_A_DAY = ("new_date", "acknowledgement", "reassurance")


def register(app: App, desk: Desk) -> None:
    """Connect the form and its preview."""
    app.view(CALLBACK)(form_listener(desk, check_and_preview, save_call))
    app.view(PREVIEW_CALLBACK)(form_listener(desk, check_preview, send))
    app.action(KIND)(listener(desk, change_kind))


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


def open_reassurance_for_press(received: Received) -> None:
    """Open the draft that says we are on it, and when the customer hears more."""
    _open(received, int(received.pressed), "reassurance")


def open_writing(received: Received, case_id: int) -> None:
    """Open the form for what is written outside the usual steps: heard you, or one question."""
    with received.desk.ledger.look() as look:
        kinds = kinds_for(look.case(case_id))
    _open(
        received, case_id, next(kind for kind in kinds if kind in ("acknowledgement", "question"))
    )


def kinds_for(case: Case) -> list[DraftKind]:
    """Return what can be written about a case now, what is likeliest first."""
    promise_waits = case.promised_on is not None and case.followed_up_at is None
    kinds: list[DraftKind] = []
    if case.answered_at is None:
        kinds.append("answer" if case.needs_hands else "thanks")
        if case.needs_hands and case.acknowledged_at is None:
            kinds.append("acknowledgement")
    if promise_waits:
        kinds += ["follow_up", "new_date"]
        if case.reassured_on != case.promised_on:
            kinds.append("reassurance")
    return [*kinds, "question"]


def change_kind(received: Received) -> None:
    """Turn the open form into the draft of another kind of message."""
    view = dict(received.body["view"])
    carried = about_of(view)
    kind: DraftKind = received.pressed  # type: ignore[assignment] # one of `kinds_for`
    with received.desk.ledger.look() as look:
        changed = _form(look, look.case(int(carried["case"])), kind, received, suffix=f"-{kind}")
    received.client.views_update(view_id=view["id"], hash=view["hash"], view=changed)


def rewrite(received: Received, proposal_id: int) -> None:
    """Open the form with a text that a second reader gave back."""
    with received.desk.ledger.look() as look:
        proposal = look.proposal(proposal_id)
        message = proposal.message
        case = look.case(message.case_id)
        kind: DraftKind = message.kind
        if message.kind == "follow_up" and message.promised_on:
            kind = "new_date"
        view = _form(look, case, kind, received, text=message.text, subject=message.subject)
    received.open_form(view)


def check_and_preview(received: Received) -> dict[str, Any] | None:
    """Refuse what was not understood in the form; else show exactly what will be sent."""
    view = dict(received.body["view"])
    typed, carried = _typed(view), about_of(view)
    promised = _promised(received, typed.get("due", ""))
    if isinstance(promised, DueQuestion):
        return _error(view, "due", question(promised, received.language))
    if carried["kind"] in _NEED_A_DAY and promised is None:
        return _error(view, "due", say(received.language, "due-needs-a-day"))
    if typed["way"] == _PHONE:
        return None
    written = _written(carried, typed, promised)
    with received.desk.ledger.look() as look:
        drafted = draft_of(look, look.case(written.case_id), written.kind, received)
        refused = _refused(look, written, drafted, received)
        sentence = say(received.language, refused) if refused else None
        sentence = sentence or why_not_sent(look, written, drafted, received)
        preview = preview_of(look, written, drafted, received)
    if sentence:
        return _error(view, "text", sentence)
    if len(preview["private_metadata"]) > CARRIED_AT_MOST:
        return _error(view, "text", say(received.language, "answer-too-long"))
    return {"response_action": "push", "view": preview}


def save_call(received: Received) -> None:
    """Remember that the customer was told by phone."""
    view = dict(received.body["view"])
    typed, carried = _typed(view), about_of(view)
    promised = _promised(received, typed.get("due", ""))
    due = promised if isinstance(promised, Due) else None
    put_into_words(received, _written(carried, typed, due), way="phone")


def _typed(view: Block) -> dict[str, str]:
    """Return what was typed by the name of the field, whatever kind of message it was for."""
    return {block_id.partition("-")[0]: value for block_id, value in values_of(view).items()}


def _error(view: Block, field: str, sentence: str) -> dict[str, str]:
    """Return what is wrong with a field, under the name it has in this form."""
    names = values_of(view)
    return {next(name for name in names if name.partition("-")[0] == field): sentence}


def _written(carried: dict[str, Any], typed: dict[str, str], promised: Due | None) -> Written:
    return Written(
        case_id=int(carried["case"]),
        kind=carried["kind"],
        revision=int(carried["revision"]),
        stand=int(carried["stand"]),
        way=typed["way"],  # type: ignore[arg-type] # one of `_ways`
        subject=" ".join(typed["subject"].split()),
        text=typed["text"],
        promised_on=promised.on if promised else None,
    )


def _refused(look: Look, written: Written, drafted: Draft, received: Received) -> str | None:
    """Return the sentence that says why a text cannot leave as it is, or None."""
    if left_open(drafted, written.text):
        return "answer-left-open"
    case = look.case(written.case_id)
    if not is_public_reply(written.way, look.verbatim(case.verbatim_id)):
        return None
    customer = look.customer(case.customer_id) if case.customer_id else None
    person = look.person(received.by)
    found = somebody_else(
        written.text, customer=None, colleagues=[person.first_name] if person else []
    )
    name = customer.name if customer else None
    is_named = bool(name) and str(name).casefold() in written.text.casefold()
    return "answer-public-personal" if found or is_named else None


def _open(received: Received, case_id: int, kind: DraftKind) -> None:
    with received.desk.ledger.look() as look:
        view = _form(look, look.case(case_id), kind, received)
    received.open_form(view)


def _form(
    look: Look,
    case: Case,
    kind: DraftKind,
    received: Received,
    *,
    text: str = "",
    subject: str = "",
    suffix: str = "",
) -> Block:
    """Return the form; `suffix` sets its fields apart from those of the kind it was before.

    A field that kept its name would keep what was typed in it.
    """
    language = received.language
    drafted = draft_of(look, case, kind, received)
    words = look.reading(case.verbatim_id).masked
    ways = _ways(look, case, received)
    return form(
        CALLBACK,
        say(language, f"answer-title-{kind}".replace("_", "-")),
        [
            *([quote_block(words, at_most=300)] if words else []),
            *promise_of(received.desk.journey, case.touchpoint, language),
            *_written_lately(look, case, received),
            *_stale_statements(look, case, received),
            *_kinds(case, kind, language),
            radio_input("way", say(language, "answer-way"), ways),
            *_no_address(look, case, received),
            *_fields(kind, _with(drafted, text, subject), received, suffix=suffix),
        ],
        submit=say(language, "form-save" if ways[0]["value"] == _PHONE else "answer-continue"),
        close=say(language, "form-cancel"),
        about=about(
            case=case.id,
            kind=kind,
            revision=look.verbatim(case.verbatim_id).revision,
            stand=stand_of(look, case),
            channel=received.channel,
        ),
    )


def _written_lately(look: Look, case: Case, received: Received) -> list[Block]:
    """Say which other team wrote to this customer lately, and when."""
    told = told_lately(look, case, now=received.desk.now())
    if not told:
        return []
    journey, last = received.desk.journey, told[-1]
    day = last.approved_at.astimezone(journey.timezone).date()
    team = journey.in_charge(last.department).name.in_(received.language)
    text = say(
        received.language,
        "answer-written-lately",
        department=escape(team),
        day=say_day(day, received.language, today=today_of(received)),
        case=f"C-{last.case_id}",
    )
    return [context(text)]


def _stale_statements(look: Look, case: Case, received: Received) -> list[Block]:
    """Say that what we used to say about this may not hold any more."""
    today = today_of(received)
    about_it = [one for one in look.statements() if one.touchpoint == case.touchpoint]
    if not any(one.is_stale(on=today) for one in about_it):
        return []
    return [context(say(received.language, "answer-statement-stale"))]


def _kinds(case: Case, kind: DraftKind, language: str) -> list[Block]:
    kinds = kinds_for(case)
    if kind not in kinds:
        kinds.insert(0, kind)
    if len(kinds) == 1:
        return []
    options = [option(say(language, f"kind-{one}".replace("_", "-")), one) for one in kinds]
    chosen = menu(KIND, options, initial=kind)
    return [section(say(language, "answer-kind"), block_id=KIND, accessory=chosen)]


def _ways(look: Look, case: Case, received: Received) -> list[Block]:
    """Return by which ways the customer can be told, the most fitting one first."""
    language, desk = received.language, received.desk
    connected = desk.settings.connected_ways()
    paths = ways_to(look, case, desk.journey, connected=connected)
    ways = [option(say(language, f"answer-by-{path.way}", to=path.to), path.way) for path in paths]
    return [*ways, option(say(language, "answer-by-phone"), _PHONE)]


def _no_address(look: Look, case: Case, received: Received) -> list[Block]:
    """Say what can be done where mail reaches the customer nowhere."""
    if not may_be_given_address(look, case, received.desk.journey):
        return []
    return [context(say(received.language, "answer-no-address"))]


def _with(drafted: Draft, text: str, subject: str) -> Draft:
    """Return the draft with the words that somebody wrote already, where there are any."""
    return replace(drafted, text=text or drafted.text, subject=subject or drafted.subject)


def _fields(kind: DraftKind, drafted: Draft, received: Received, *, suffix: str) -> list[Block]:
    language = received.language
    fields = [
        text_input(
            f"subject{suffix}",
            say(language, "answer-subject"),
            initial=drafted.subject,
            at_most=150,
        ),
        text_input(
            f"text{suffix}",
            say(language, "answer-text"),
            initial=drafted.text,
            multiline=True,
            at_most=_LONGEST_TEXT,
            hint=say(language, "answer-check-list"),
        ),
    ]
    if kind == "answer" or kind in _NEED_A_DAY:
        day = drafted.promised_on
        fields.append(
            text_input(
                f"due{suffix}",
                say(language, "answer-promised"),
                initial=say_day(day, received.locale, today=today_of(received)) if day else "",
                placeholder=say(language, "action-due-example"),
                hint=say(language, "answer-promised-hint"),
                optional=kind == "answer",
                at_most=100,
            )
        )
    return fields


def _promised(received: Received, text: str) -> Due | DueQuestion | None:
    return due_typed(received, text) if text else None
