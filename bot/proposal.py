"""A proposal: a message that a second person has to read before anything is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.message import Message

# Why a second person reads a message.
WhyReadAgain = Literal[
    "first_messages",  # the department has told few customers anything so far
    "reviewed",  # the department's own rule
    "grave",
    "amount",
    "liability",
    "press",
    "health",
    "law",
]
Decision = Literal["approved", "sent_back", "replaced", "out_of_date"]


@dataclass(frozen=True)
class Proposal:
    """A message as its author wrote it, until somebody else has read it.

    `message.approved_by` is its author. `revision` is the one of the customer's words it answers,
    `stand` where the case stood (`bot.telling.stand_of`). `closes`: its case is closed with it.
    `word` is what the reader said when it was sent back.
    """

    message: Message
    revision: int
    stand: int
    closes: bool
    why: tuple[WhyReadAgain, ...]
    decision: Decision | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    word: str = ""
    id: int = 0
