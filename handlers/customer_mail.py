"""The mail that carries an approved message to a customer, as its preview showed it."""

import re
from datetime import timedelta

from bot.fate import Fate, FateWhy
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.letter import as_html, line_below, sender_name, with_line
from bot.mail import Mail, NothingToSend, envelope_address
from bot.mail_ids import message_id_of
from bot.message import Message
from bot.notice import Notice
from bot.refusal import Refusal
from bot.settings import Settings
from bot.steps.hold_back import hold_back
from bot.steps.learn_fate import learn_fate
from bot.telling import BEGUN_BY_US, reason_not_to_send
from bot.wording import language_of
from handlers.desk import Desk
from handlers.http.links import answer_link, mail_key

# A customer on a long holiday still gets to say whether it helped.
LINK_LASTS = timedelta(days=60)
# What may stand in a threading header, and how many of them mail programs look at.
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,200}>")
_MOST_NAMED = 20


def check_or_hold_back(desk: Desk, notice: Notice) -> None:
    """Look once more, just before a message leaves, whether it may; who has the case is told.

    Raises `NothingToSend`.
    """
    with desk.ledger.look() as look:
        message = look.message(int(notice.about["message"]))
        if message.has_failed:  # its case waits for another one
            raise NothingToSend
        if _reason(look, message, desk) is None:
            return
    with desk.ledger.turn() as turn:
        case = turn.case(message.case_id)
        refusal = _reason(turn, message, desk)
        if refusal is None:
            return
        hold_back(turn, case, message, desk.journey, refusal=refusal, now=desk.now())
    desk.wake()
    raise NothingToSend


def _reason(look: Look, message: Message, desk: Desk) -> Refusal | None:
    case = look.case(message.case_id)
    return reason_not_to_send(look, case, message, desk.journey, now=desk.now())


def learn_how_it_ended(
    desk: Desk, turn: Turn, notice: Notice, fate: Fate, why: FateWhy | None = None
) -> None:
    """Remember what became of the message that a notice carried, if it carried one."""
    if message_id := notice.about.get("message"):
        learn_fate(turn, int(message_id), fate, desk.journey, now=desk.now(), why=why)


def text_of(message: Message, settings: Settings) -> str:
    """Return the words of a message with the line of its personal link under them."""
    line = line_below(message.kind, message.promised_on, settings)
    if line is None:
        return message.text
    expires = message.approved_at + LINK_LASTS
    link = answer_link(settings, message.case_id, message.id, expires)
    return with_line(message.text, language_of(message.language), line, str(link))


def compose(look: Look, notice: Notice, journey: JourneyMap, settings: Settings) -> Mail:
    """Return the mail of an approved message; the same notice always gives the same mail."""
    message: Message = look.message(int(notice.about["message"]))
    text = text_of(message, settings)
    name = sender_name(message.signed, journey).replace('"', "'")
    address = envelope_address(settings.boucle_mail_from) or settings.boucle_mail_from
    return Mail(
        to=message.to,
        from_=f'"{name}" <{address}>',
        subject=message.subject,
        text=f"{text}\n",
        html=as_html(text, language_of(message.language)),
        message_id=message_id(notice, settings),
        date=message.approved_at,
        headers=_threading(look, message, settings)
        | _way_out(look, message, settings)
        | _way_back(message, settings),
    )


def message_id(notice: Notice, settings: Settings) -> str:
    """Return the Message-ID under which a notice leaves, always the same one."""
    return _id_of(int(notice.about["message"]), settings)


def _id_of(message: int, settings: Settings) -> str:
    return message_id_of(message, from_=settings.boucle_mail_from, key=mail_key(settings))


def _threading(look: Look, message: Message, settings: Settings) -> dict[str, str]:
    """Return the headers that let a mail stand under those before it, theirs and ours."""
    case = look.case(message.case_id)
    verbatim = look.verbatim(case.verbatim_id)
    theirs = [(mail.received_at, mail.mail_id) for mail in look.customer_mails(case.id)]
    if verbatim.channel == "mail":
        theirs.append((verbatim.happened_at, verbatim.source_id))
    ours = [
        (one.approved_at, _id_of(one.id, settings))
        for one in look.messages(case.id)
        if one.way == "mail" and one.id < message.id and not one.told_nobody
    ]
    ids = [one for _, one in sorted([*theirs, *ours])]
    named = [one for one in ids if _MESSAGE_ID.fullmatch(one)][-_MOST_NAMED:]
    return {"In-Reply-To": named[-1], "References": " ".join(named)} if named else {}


def _way_out(look: Look, message: Message, settings: Settings) -> dict[str, str]:
    """Return how mail programs offer to write no more (RFC 2369), where we began to write.

    Only where somebody reads the mailbox that it goes to.
    """
    channel = look.verbatim(look.case(message.case_id).verbatim_id).channel
    if settings.boucle_imap is None or channel not in BEGUN_BY_US:
        return {}
    address = envelope_address(settings.boucle_mail_from)
    named = _name_of(message, settings)
    return {"List-Unsubscribe": f"<mailto:{address}?subject=STOP%20{named}>"}


def _way_back(message: Message, settings: Settings) -> dict[str, str]:
    """Return the address that finds the case again where a mail program drops what it answers."""
    address = settings.reply_address(_name_of(message, settings))
    return {"Reply-To": address} if address else {}


def _name_of(message: Message, settings: Settings) -> str:
    return _id_of(message.id, settings).strip("<>").partition("@")[0]
