"""A message to the customer: what a person approved, word for word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.fate import Fate, FateWhy

MessageKind = Literal[
    "acknowledgement", "answer", "follow_up", "reassurance", "thanks", "question"
]
# "zendesk" is a comment in the customer's ticket, "webhook" the company's own system. "public" is
# a reply under a public review and "hand" one where they wrote: a person copies it there.
Way = Literal["mail", "zendesk", "webhook", "hand", "public", "phone", "in_person"]
# What we send ourselves, and what a person copies to where it belongs.
SENT_BY_US: frozenset[Way] = frozenset({"mail", "zendesk", "webhook"})
BY_HAND: frozenset[Way] = frozenset({"hand", "public"})


@dataclass(frozen=True)
class Message:
    """What the customer is told, frozen when a person approved it; `id` is 0 until remembered.

    `to` is an address for mail, the number of a ticket for Zendesk, the record ("source/id") for
    the webhook, and empty for what was told by hand; `where` says where a reply was put by hand.
    `promised_on` is the date this message tells the customer, if it tells one. `written_by` is
    who wrote it, where a second person approved it. `department` is the one in whose name it was
    written. `held_back_at`: it was approved, and in the end not sent.
    `fate` is what became of it after it left (None: nothing is known yet), `fate_why` why it
    failed.
    `improvement_id` is the improvement of which it tells, written to all who are a part of it.
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
    written_by: str | None = None
    department: str = ""
    where: str = ""
    held_back_at: datetime | None = None
    fate: Fate | None = None
    fate_at: datetime | None = None
    fate_why: FateWhy | None = None
    improvement_id: int | None = None
    id: int = 0

    @property
    def author(self) -> str:
        """Return the id of who wrote it."""
        return self.written_by or self.approved_by

    @property
    def has_failed(self) -> bool:
        """Tell whether it left and did not reach the customer."""
        return self.fate in ("bounced", "refused")

    @property
    def told_nobody(self) -> bool:
        """Tell whether the customer knows nothing of it: it never left, or never arrived."""
        return self.held_back_at is not None or self.has_failed

    @property
    def leaves_by_itself(self) -> bool:
        """Tell whether we send it; what was told by hand is only remembered."""
        return self.way in SENT_BY_US

    @property
    def is_written(self) -> bool:
        """Tell whether the customer reads it; what was said on the telephone was said."""
        return self.way in SENT_BY_US or self.way in BY_HAND
