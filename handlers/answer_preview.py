"""When someone has read exactly what a customer will see: it leaves, or is read once more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.case import Case
from bot.draft import Draft, DraftKind, draft, language_for
from bot.ledger import Look
from bot.message import BY_HAND, Message, MessageKind, Way
from bot.our_words import warnings
from bot.proposal import Proposal, WhyReadAgain
from bot.refusal import Refusal
from bot.second_reader import why_read_again
from bot.statement import fresh_text
from bot.telling import NotAsShown
from bot.ways import address_by, is_public_reply, ways_to
from bot.wording import say
from bot.writing import Drafted, check_writing, write
from handlers.action_form import day_off_words
from handlers.cards.elements import (
    Block,
    about_of,
    context,
    form,
    option,
    radio_input,
    text_input,
    values_of,
)
from handlers.cards.message import message_blocks, where_of, why_sentence
from handlers.receive import Received

PREVIEW_CALLBACK = "send_to_customer"
# What Slack lets a form carry along.
CARRIED_AT_MOST = 3000
_KEEP_OPEN, _CLOSE = "open", "close"
# Slack's limit for a form's button.
_BUTTON_AT_MOST = 24


@dataclass(frozen=True)
class Written:
    """What was typed, as the preview carries it to its button.

    `shown` is who the preview said it goes to and comes from; it is empty for what nobody sends.
    """

    case_id: int
    kind: DraftKind
    revision: int
    stand: int
    way: Way
    subject: str
    text: str
    promised_on: date | None
    shown: tuple[str, ...] = ()
    closes: bool = False
    where: str = ""


def preview_of(look: Look, written: Written, drafted: Draft, received: Received) -> Block:
    """Return the exact message: to whom, from whom, every word; its button sends it."""
    language, desk = received.language, received.desk
    case = look.case(written.case_id)
    customer = look.customer(case.customer_id) if case.customer_id else None
    name = (customer.name if customer else None) or say(language, "answer-the-customer")
    message = _message(look, case, written, drafted, received)
    why = why_read_again(look, case, message, desk.journey)
    carried = {
        "case": written.case_id,
        "kind": written.kind,
        "revision": written.revision,
        "stand": written.stand,
        "way": written.way,
        "subject": written.subject,
        "text": written.text,
        "promised": written.promised_on.isoformat() if written.promised_on else None,
        "channel": received.channel,
        "shown": [message.to, drafted.signed] if message.leaves_by_itself else [],
    }
    return form(
        PREVIEW_CALLBACK,
        say(language, "preview-title"),
        [
            *message_blocks(look, message, desk.journey, desk.settings, received.locale),
            *_care(look, case, message, drafted, received, why),
            *_questions(look, case, written, why, language),
        ],
        submit=_button(written, name, why, language),
        close=say(language, "form-back"),
        about=json.dumps(carried, ensure_ascii=False),
    )


def why_not_sent(look: Look, written: Written, drafted: Draft, received: Received) -> str | None:
    """Return the sentence that says why the message could not leave now, or None."""
    case = look.case(written.case_id)
    message = _message(look, case, written, drafted, received)
    stand = Drafted(revision=written.revision, stand=written.stand)
    try:
        check_writing(look, case, message, received.desk.journey, stand)
    except Refusal as refusal:
        return received.sentence_of(refusal)
    return None


def check_preview(received: Received) -> Mapping[str, str] | None:
    """Accept the preview as it is: all else in it was checked before it was shown."""
    typed = values_of(dict(received.body["view"]))
    if "where" in typed and not typed["where"]:
        return {"where": say(received.language, "preview-where-needed")}
    return None


def send(received: Received) -> None:
    """Send what the preview showed, word for word; once, however often it is pressed."""
    view = dict(received.body["view"])
    carried, typed = about_of(view), values_of(view)
    promised = carried.get("promised")
    written = Written(
        case_id=int(carried["case"]),
        kind=carried["kind"],
        revision=int(carried["revision"]),
        stand=int(carried["stand"]),
        way=carried["way"],
        subject=carried["subject"],
        text=carried["text"],
        promised_on=date.fromisoformat(promised) if promised else None,
        shown=tuple(carried["shown"]),
        closes=typed.get("then") == _CLOSE,
        where=typed.get("where", ""),
    )
    put_into_words(received, written, way=written.way)


def put_into_words(received: Received, written: Written, *, way: Way) -> None:
    """Tell the customer, or ask a second person to read; and say to the presser which it was."""
    desk = received.desk
    with received.turn() as turn:
        case = turn.case(written.case_id)
        drafted = draft_of(turn, case, written.kind, received)
        message = _message(turn, case, written, drafted, received, way=way)
        if written.shown and written.shown != (message.to, drafted.signed):
            raise NotAsShown(case=case.name)
        stand = Drafted(
            revision=written.revision,
            # What was said on the telephone was said, whatever happened meanwhile.
            stand=None if way == "phone" else written.stand,
            closes=written.closes,
        )
        became = write(turn, case, message, desk.journey, stand, now=desk.now())
    key = "answer-proposed" if isinstance(became, Proposal) else f"answer-noted-{way}"
    received.only_you(say(received.language, key, case=f"C-{written.case_id}"))


def draft_of(look: Look, case: Case, kind: DraftKind, received: Received) -> Draft:
    """Return the draft of a message about a case, signed by who is writing."""
    desk = received.desk
    author = look.person(received.by)
    reading = look.reading(case.verbatim_id)
    language = language_for(reading, desk.journey)
    # Where everybody reads it nobody is called by name.
    verbatim = look.verbatim(case.verbatim_id)
    paths = ways_to(look, case, desk.journey, connected=desk.settings.connected_ways())
    is_shown = bool(paths) and is_public_reply(paths[0].way, verbatim)
    customer = look.customer(case.customer_id) if case.customer_id and not is_shown else None
    return draft(
        kind,
        case,
        reading,
        customer,
        look.actions(case.id),
        desk.journey,
        author=author.first_name if author else "",
        today=today_of(received),
        channel=verbatim.channel,
        statement=fresh_text(look.statements(), case.touchpoint, language, on=today_of(received)),
    )


def today_of(received: Received) -> date:
    """Return the company's day."""
    desk = received.desk
    return desk.now().astimezone(desk.journey.timezone).date()


def _message(
    look: Look,
    case: Case,
    written: Written,
    drafted: Draft,
    received: Received,
    *,
    way: Way | None = None,
) -> Message:
    way = way or written.way
    customer = look.customer(case.customer_id) if case.customer_id else None
    verbatim = look.verbatim(case.verbatim_id)
    policy = received.desk.journey.policy_of(verbatim.source, verbatim.channel)
    return Message(
        case_id=case.id,
        kind=_message_kind(written.kind),
        way=way,
        language=drafted.language,
        text=written.text,
        approved_by=received.by,
        approved_at=received.desk.now(),
        to=address_by(way, verbatim, policy, customer) or "",
        subject=written.subject if way == "mail" else "",
        signed=drafted.signed,
        promised_on=written.promised_on,
        where=written.where,
    )


def _care(
    look: Look,
    case: Case,
    message: Message,
    drafted: Draft,
    received: Received,
    why: tuple[WhyReadAgain, ...],
) -> list[Block]:
    """Return what to look at once more, and why somebody else reads it first."""
    language = received.language
    customer = look.customer(case.customer_id) if case.customer_id else None
    found = warnings(
        message.text,
        customer=customer,
        has_date=message.promised_on is not None,
        colleagues=[drafted.signed],
    )
    lines = [say(language, f"warning-{one}".replace("_", "-")) for one in found]
    if message.promised_on is not None:
        department = received.desk.journey.in_charge(case.department)
        today = today_of(received)
        off = day_off_words(message.promised_on, department, received.locale, today=today)
        lines += [f"⚠️ {off}"] if off else []
    if why:
        lines.append(say(language, "preview-read-first", why=why_sentence(why, language)))
    return [context("\n".join(lines))] if lines else []


def _questions(
    look: Look, case: Case, written: Written, why: tuple[WhyReadAgain, ...], language: str
) -> list[Block]:
    """Ask whether the case closes with it, and where a public reply was put."""
    blocks = []
    if written.way in BY_HAND and not why:
        where = text_input(
            "where", say(language, "preview-where"), initial=where_of(look, case), at_most=300
        )
        blocks.append(where)
    ends = written.kind in ("answer", "follow_up") and written.promised_on is None
    if ends:
        options = [
            option(say(language, "preview-keep-open"), _KEEP_OPEN),
            option(say(language, "preview-close"), _CLOSE),
        ]
        blocks.append(radio_input("then", say(language, "preview-then"), options))
    return blocks


def _button(written: Written, name: str, why: tuple[WhyReadAgain, ...], language: str) -> str:
    if why:
        return say(language, "answer-ask-reader")
    if written.way in BY_HAND:
        return say(language, f"answer-done-{written.way}")
    text = say(language, "answer-send-to", name=name)
    return text if len(text) <= _BUTTON_AT_MOST else say(language, "answer-send")


def _message_kind(kind: DraftKind) -> MessageKind:
    match kind:
        case "new_date" | "improvement_done" | "improvement_since" | "improvement_later":
            return "follow_up"
        case usual:
            return usual
