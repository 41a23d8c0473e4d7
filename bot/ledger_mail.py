"""What the loop needs remembered of mail that came back, as protocols."""

from datetime import datetime
from typing import Protocol

from bot.message import Message
from bot.received_mail import CustomerMail, MailboxPlace, UnreadMail


class LookAtMail(Protocol):
    """What can be read of mail that came back."""

    def mailbox_place(self, mailbox: str) -> MailboxPlace | None:
        """Return up to where a mailbox was read; None before the first look."""
        ...

    def customer_mail(self, mail_id: int) -> CustomerMail:
        """Return one mail of a customer. Raises `NotRemembered`."""
        ...

    def customer_mails(self, case_id: int) -> list[CustomerMail]:
        """Return what the customer wrote back about a case, first arrived first."""
        ...

    def last_mail_to(self, address: str, *, since: datetime) -> Message | None:
        """Return the last message that went to an address by mail since then, or None."""
        ...

    def unread_mails(self) -> list[UnreadMail]:
        """Return the mails that a lead has to look at, first arrived first."""
        ...


class TurnOfMail(LookAtMail, Protocol):
    """What a turn can remember of mail that came back."""

    def begin_mailbox(self, mailbox: str, place: MailboxPlace) -> None:
        """Remember where reading a mailbox begins, unless it began before."""
        ...

    def pass_mail(self, mailbox: str, place: MailboxPlace, digest: str, *, now: datetime) -> bool:
        """Go on to a mail's place; False when that mail was taken before, by whomever.

        Nobody else takes mail from that mailbox until the turn ends.
        """
        ...

    def add_customer_mail(self, mail: CustomerMail) -> CustomerMail:
        """Remember what a customer wrote back, and return it with its id."""
        ...

    def hold_mail(self, why: str, *, now: datetime) -> None:
        """Remember that a mail cannot be read here; a lead has to look into the mailbox."""
        ...

    def take_mail_as_seen(self, unread_id: int, *, now: datetime) -> None:
        """Remember that somebody has looked at a mail that could not be read."""
        ...

    def let_go_of_mails_taken(self, before: datetime) -> int:
        """Forget which mails were taken before a moment; return how many."""
        ...
