"""A message to the customer: what a person approved, word for word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

MessageKind = Literal["acknowledgement", "answer", "follow_up", "thanks"]
Way = Literal["mail", "phone", "in_person"]


@dataclass(frozen=True)
class Message:
    """What the customer is told, frozen when a person approved it; `id` is 0 until remembered.

    `to` is an address for mail, empty for what was said by phone or in person.
    `promised_on` is the date this message tells the customer, if it tells one.
    """

    case_id: int
    kind: MessageKind
    way: Way
    language: str
    text: str
    approved_by: str
    approved_at: datetime
    to: str = ""
    subject: str = ""
    signed: str = ""
    promised_on: date | None = None
    id: int = 0
