"""Hear what a customer wrote back, by whichever way: their words are read like any others."""

from datetime import datetime
from typing import Literal

from bot.case import Case
from bot.hearing import to_leads
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.reading import Reader, Reading
from bot.received_mail import CustomerMail
from bot.steps.hear_mail import hear_mail, hear_stop
from bot.verbatim import Channel, Verbatim


def hear_words(
    turn: Turn,
    case: Case,
    kept: CustomerMail,
    reader: Reader,
    journey: JourneyMap,
    *,
    channel: Channel,
    asks_to_stop: bool,
    now: datetime,
) -> Literal["answer", "stop"]:
    """Bring a customer's words to their case; grave ones take it to the leads first."""
    if asks_to_stop:
        hear_stop(turn, case, kept, journey, now=now)
        return "stop"
    reading = _read(reader, kept, channel, now=now)
    if reading and reading.grave and not case.grave:
        case = to_leads(turn, case, reading.grave, journey, now=now)
    hear_mail(turn, case, kept, journey, reading=reading, now=now)
    return "answer"


def _read(
    reader: Reader, kept: CustomerMail, channel: Channel, *, now: datetime
) -> Reading | None:
    if not kept.words:
        return None
    said = Verbatim("written back", kept.mail_id, now, now, channel, text=kept.words)
    return reader.read_all([said])[0]
