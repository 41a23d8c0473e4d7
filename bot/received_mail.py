"""A mail that came back to us: what a customer answers, a bounce, or what a machine says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

# What a delivery report says became of a mail; "delayed" is no end yet.
ReportAction = Literal["failed", "delayed", "delivered"]


class MailboxSilent(Exception):
    """The mailbox cannot be read now; the reason never holds a secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Report:
    """What a mail server tells of a mail we sent; `status` is a code of RFC 3463, or ""."""

    action: ReportAction
    status: str


@dataclass(frozen=True)
class ReceivedMail:
    """One mail, as far as it can be read.

    `message_id` is its own ("" where it has none), `names` all texts in which Message-IDs of ours
    may stand: the mails it answers, or those a report is about. `sender` is a bare address, "" for
    none. `words` is what was written anew, without what it quotes and without a signature;
    `whole` all of it. `is_automatic`: a machine wrote it, and no person.
    """

    message_id: str
    names: tuple[str, ...]
    sender: str
    sender_name: str
    subject: str
    words: str
    whole: str
    sent_at: datetime | None = None
    is_automatic: bool = False
    attachments: int = 0
    report: Report | None = None


@dataclass(frozen=True)
class Unreadable:
    """A mail of which nothing can be made; it still lies in the mailbox."""

    why: str


@dataclass(frozen=True)
class MailboxPlace:
    """Up to where a mailbox was read: every mail up to `uid` of that `validity` (RFC 3501).

    `on` is the day it was read last; when the mailbox numbers its mails anew, they are looked
    through from there.
    """

    validity: int
    uid: int
    on: date


@dataclass(frozen=True)
class ArrivedMail:
    """A mail at its place in the mailbox; `digest` tells it from all others."""

    place: MailboxPlace
    digest: str
    mail: ReceivedMail | Unreadable


@dataclass(frozen=True)
class CustomerMail:
    """What a customer wrote back, kept with its case; `id` is 0 until remembered.

    `mail_id` is its Message-ID, for answers to it. `words` are what is shown, `whole` is all.
    """

    case_id: int
    mail_id: str
    subject: str
    words: str
    whole: str
    received_at: datetime
    attachments: int = 0
    id: int = 0


@dataclass(frozen=True)
class UnreadMail:
    """A mail that a lead has to look at in the mailbox itself."""

    id: int
    arrived_at: datetime
    why: str


class Mailbox(Protocol):
    """The company's mailbox. Nothing in it is ever changed."""

    @property
    def name(self) -> str:
        """Return what tells it from other mailboxes, without a secret."""
        ...

    @property
    def look_every(self) -> timedelta:
        """Return how long to wait between two looks."""
        ...

    @property
    def keeps_copies(self) -> bool:
        """Tell whether a folder is named in which copies of what was sent lie."""
        ...

    def begin(self, *, today: date) -> MailboxPlace:
        """Return the place after all mails that lie there now. Raises `MailboxSilent`."""
        ...

    def after(self, place: MailboxPlace, *, today: date) -> Iterator[ArrivedMail]:
        """Yield the mails after a place, first arrived first. Raises `MailboxSilent`."""
        ...

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether a mail lies in the folder of what was sent.

        None: nobody can know, for no folder is named, or it never held a mail of ours. Raises
        `MailboxSilent`.
        """
        ...
