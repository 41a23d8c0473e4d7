"""A help desk as it is read: which tickets changed, and what customers wrote after us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class HelpDeskSilent(Exception):
    """The help desk cannot be read now; `wait` is how many seconds it asks for, if it says so.

    The reason never holds a secret.
    """

    def __init__(self, reason: str, *, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


@dataclass(frozen=True)
class TicketReply:
    """What the customer wrote in a ticket after a message of ours (`key`: see `bot.reply`)."""

    id: str
    key: str
    text: str
    written_at: datetime
    attachments: int = 0


@dataclass(frozen=True)
class ChangedTicket:
    """A ticket that is new, or in which something happened since the last look.

    `first` is the number of the ticket in which the customer wrote: another one where that was
    closed and ours goes on from it. `requester` is the help desk's id of who opened it. `opened`
    is the ticket as a record of feedback where its customer opened it, `rated` what they said when
    they were asked how it was.
    """

    number: str
    first: str
    requester: int
    opened: Mapping[str, Any] | None = None
    rated: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Changes:
    """One page of changed tickets, and where the next one begins; `is_all`: none is left now."""

    tickets: Sequence[ChangedTicket]
    cursor: str
    is_all: bool


class HelpDesk(Protocol):
    """The company's help desk, as far as it is read."""

    @property
    def name(self) -> str:
        """Return what tells it from other help desks, without a secret."""
        ...

    def begin(self, *, since: float) -> Changes:
        """Return the first page of what changed after a machine time. Raises `HelpDeskSilent`."""
        ...

    def after(self, cursor: str) -> Changes:
        """Return the page after a cursor. Raises `HelpDeskSilent`."""
        ...

    def replies(self, ticket: ChangedTicket) -> list[TicketReply]:
        """Return what its customer wrote after our messages, in order. Raises `HelpDeskSilent`."""
        ...
