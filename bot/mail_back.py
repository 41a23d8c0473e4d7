"""What becomes of a mail that came back: an answer, a bounce, a stop, a first word, or nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.case import Case
from bot.fate import why_of
from bot.journey import JourneyMap
from bot.ledger import Look, NotRemembered, Turn
from bot.loop import take_in
from bot.mail import envelope_address
from bot.mail_ids import messages_named_in
from bot.message import Message
from bot.quoted import asks_to_stop
from bot.reading import Reader
from bot.received_mail import CustomerMail, ReceivedMail, Report
from bot.record import RecordRefused, read_record
from bot.steps.learn_fate import learn_fate
from bot.writing_back import hear_words

# What a mail was taken as, for whoever watches over the mailbox.
MailBack = Literal[
    "answer", "stop", "bounce", "report", "automatic", "colleague", "feedback", "strange", "unread"
]

# The source under which mail that answers nothing comes in, where the map names it.
SOURCE = "mail"
# A mail program that does not say what it answers still writes "Re:", within a season.
_ANSWERED_WITHIN = timedelta(days=60)
_RE = ("re:", "re :", "aw:", "sv:", "rif:", "tr:")
# A mail is shown and kept up to here; it lies in the mailbox as a whole.
_WORDS_AT_MOST, _WHOLE_AT_MOST = 10_000, 50_000


@dataclass(frozen=True)
class Knowledge:
    """What is needed to understand a mail.

    `key` is that of our Message-IDs, `own` the address from which we write.
    """

    key: bytes
    own: str
    reader: Reader
    journey: JourneyMap


def take_mail(turn: Turn, mail: ReceivedMail, known: Knowledge, *, now: datetime) -> MailBack:
    """Do what a mail asks for, in the turn that passes it; returns what it was taken as.

    What a machine wrote changes nothing but the fate of a message, and is never answered: no two
    machines can begin to write to each other.
    """
    # "STOP boucle.7.…": a mail program wrote it for a customer who pressed "unsubscribe".
    numbers = messages_named_in([f"{mail.subject}@", *mail.names], key=known.key)
    if mail.report is not None:
        return _take_report(turn, mail.report, numbers, known.journey, now=now)
    if mail.is_automatic or messages_named_in([mail.message_id], key=known.key):
        return "automatic"
    if mail.sender == known.own or (mail.sender and turn.person_by_email(mail.sender)):
        return "colleague"
    case = _case_of(turn, mail, numbers, known.journey, now=now)
    if case is not None:
        return _hear(turn, case, mail, known, now=now)
    return _stop(turn, mail, now=now) or _take_in(turn, mail, known, now=now)


def _take_report(
    turn: Turn, report: Report, numbers: list[int], journey: JourneyMap, *, now: datetime
) -> MailBack:
    message = _message_in(turn, numbers)
    if message is None or report.action == "delayed":
        return "report"
    if report.action == "delivered":
        learn_fate(turn, message.id, "delivered", journey, now=now)
        return "report"
    why = why_of(report.status)
    learn_fate(turn, message.id, "bounced", journey, now=now, why=why)
    return "bounce"


def _message_in(look: Look, numbers: list[int]) -> Message | None:
    for number in numbers:
        try:
            return look.message(number)
        except NotRemembered:
            continue
    return None


def _case_of(
    turn: Turn, mail: ReceivedMail, numbers: list[int], journey: JourneyMap, *, now: datetime
) -> Case | None:
    """Return the case that a mail belongs to, locked, or None.

    Who names a mail of ours got it. Without that, only what comes from the customer's own address
    counts, as an answer to the last mail there or to a mail of their own.
    """
    message = _message_in(turn, numbers)
    if message is not None:
        learn_fate(turn, message.id, "delivered", journey, now=now)
    elif mail.sender and (mail.subject.lower().startswith(_RE) or _is_stop(mail)):
        message = turn.last_mail_to(mail.sender, since=now - _ANSWERED_WITHIN)
    if message is not None:
        return turn.case(message.case_id)
    for known in turn.known(SOURCE, mail.names[:20]).values():
        case = turn.case_of_verbatim(known.verbatim_id)
        customer = turn.customer(case.customer_id) if case and case.customer_id else None
        if customer and envelope_address(customer.email or "") == mail.sender != "":
            return case
    return None


def _hear(
    turn: Turn, case: Case, mail: ReceivedMail, known: Knowledge, *, now: datetime
) -> MailBack:
    words = mail.words[:_WORDS_AT_MOST]
    kept = CustomerMail(
        case_id=case.id,
        mail_id=mail.message_id,
        subject=mail.subject,
        words=words,
        whole=mail.whole[:_WHOLE_AT_MOST],
        received_at=now,
        attachments=mail.attachments,
    )
    return hear_words(
        turn,
        case,
        kept,
        known.reader,
        known.journey,
        channel="mail",
        asks_to_stop=_is_stop(mail),
        now=now,
    )


def _is_stop(mail: ReceivedMail) -> bool:
    """Tell whether a mail says nothing but "stop", in its text or, without text, its subject."""
    return asks_to_stop(mail.words or mail.subject.partition(" boucle.")[0])


def _stop(turn: Turn, mail: ReceivedMail, *, now: datetime) -> MailBack | None:
    """Take at their word who says "stop" from an address we know, to whatever we wrote."""
    if not mail.sender or not _is_stop(mail):
        return None
    for customer_id in turn.customers_called(mail.sender):
        customer = turn.customer(customer_id)
        if customer is not None:
            turn.record_stop(customer, at=now)
    return "stop"


def _take_in(turn: Turn, mail: ReceivedMail, known: Knowledge, *, now: datetime) -> MailBack:
    """Take a mail that answers nothing as feedback, where the map names the source "mail"."""
    if SOURCE not in known.journey.sources or not mail.words or not mail.message_id:
        return "strange"
    zone = known.journey.timezone
    try:
        intake = read_record(_record_of(mail, now=now), source=SOURCE, zone=zone, now=now)
    except RecordRefused:
        turn.hold_mail("refused", now=now)
        return "unread"
    take_in(turn, [intake], reader=known.reader, journey=known.journey, now=now)
    return "feedback"


def _record_of(mail: ReceivedMail, *, now: datetime) -> dict[str, str]:
    sent_at = min(mail.sent_at or now, now)
    text = f"{mail.subject}\n\n{mail.words}" if mail.subject else mail.words
    return {
        "id": mail.message_id,
        "text": text[:_WORDS_AT_MOST],
        "happened_at": sent_at.isoformat(),
        "channel": "mail",
        "customer_id": mail.sender.lower(),
        "customer_email": mail.sender,
        "customer_name": mail.sender_name,
    }
