"""What becomes of a ticket that changed: its customer answered, or said something first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from bot.help_desk import ChangedTicket, TicketReply
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.loop import take_in
from bot.quoted import asks_to_stop, written_anew
from bot.reading import Reader
from bot.received_mail import CustomerMail
from bot.record import RecordRefused, read_record
from bot.reply import key_of
from bot.steps.learn_fate import learn_fate
from bot.writing_back import hear_words

# What came of a look at a ticket, for whoever watches over the help desk.
TicketBack = Literal["answer", "stop", "feedback", "refused"]
# The source under which tickets come in as feedback, where the map names it.
SOURCE = "zendesk"
# What is longer is no letter; it stands in the ticket as a whole.
_WORDS_AT_MOST = 10_000


def take_ticket(
    turn: Turn,
    ticket: ChangedTicket,
    replies: Sequence[TicketReply],
    reader: Reader,
    journey: JourneyMap,
    *,
    now: datetime,
) -> Counter[TicketBack]:
    """Take in what is new in a ticket; looking at it again changes nothing.

    A reply belongs to the case of our last message before it.
    """
    taken: Counter[TicketBack] = Counter()
    ours = {key_of(one): one for one in turn.messages_in_ticket(ticket.first)}
    for reply in replies:
        if reply.key in ours and turn.hear_ticket_reply(reply.id, now=now):
            # Who answers has read it.
            learn_fate(turn, ours[reply.key].id, "delivered", journey, now=now)
            case_id = ours[reply.key].case_id
            taken[_hear(turn, reply, case_id, reader, journey, now=now)] += 1
    if SOURCE in journey.sources:
        for record in (_unknown(turn, ticket.opened), ticket.rated):
            if record is not None and (how := _take_in(turn, record, reader, journey, now=now)):
                taken[how] += 1
    return taken


def _hear(
    turn: Turn,
    reply: TicketReply,
    case_id: int,
    reader: Reader,
    journey: JourneyMap,
    *,
    now: datetime,
) -> TicketBack:
    whole = reply.text.strip()[:_WORDS_AT_MOST]
    words = written_anew(whole)
    kept = CustomerMail(
        case_id=case_id,
        mail_id="",  # no mail can answer it
        subject="",
        words=words,
        whole=whole,
        received_at=now,
        attachments=reply.attachments,
    )
    case = turn.case(case_id)
    is_stop = asks_to_stop(words)
    return hear_words(
        turn, case, kept, reader, journey, channel="ticket", asks_to_stop=is_stop, now=now
    )


def _unknown(turn: Turn, record: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return a ticket that was not taken in before: what agents change in it is no new word."""
    if record is None or turn.known(SOURCE, [str(record["id"])]):
        return None
    return record


def _take_in(
    turn: Turn, record: Mapping[str, Any], reader: Reader, journey: JourneyMap, *, now: datetime
) -> TicketBack | None:
    try:
        intake = read_record(dict(record), source=SOURCE, zone=journey.timezone, now=now)
    except RecordRefused:
        return "refused"
    (one,) = take_in(turn, [intake], reader=reader, journey=journey, now=now)
    return None if one.how == "duplicate" else "feedback"
