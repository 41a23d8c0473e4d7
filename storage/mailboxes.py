"""What came back by mail: up to where the mailbox was read, and what customers wrote there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.ledger import NotRemembered
from bot.message import Message
from bot.received_mail import CustomerMail, MailboxPlace, UnreadMail
from storage.database import Row, Transaction
from storage.rows import instant, message_from, moment


class LookAtStoredMail:
    """What can be read of it, within one transaction."""

    _db: Transaction

    def mailbox_place(self, mailbox: str) -> MailboxPlace | None:
        """Return up to where a mailbox was read; None before the first look."""
        rows = self._db.query("select * from mailboxes where name = :name", {"name": mailbox})
        if not rows:
            return None
        row = rows[0]
        return MailboxPlace(row["validity"], row["uid"], date.fromisoformat(row["read_on"]))

    def customer_mail(self, mail_id: int) -> CustomerMail:
        """Return one mail of a customer. Raises `NotRemembered`."""
        rows = self._db.query("select * from customer_mails where id = :id", {"id": mail_id})
        if not rows:
            raise NotRemembered(f"mail {mail_id}")
        return _customer_mail_from(rows[0])

    def customer_mails(self, case_id: int) -> list[CustomerMail]:
        """Return what the customer wrote back about a case, first arrived first."""
        sql = "select * from customer_mails where case_id = :id order by id"
        return [_customer_mail_from(row) for row in self._db.query(sql, {"id": case_id})]

    def last_mail_to(self, address: str, *, since: datetime) -> Message | None:
        """Return the last message that went to an address by mail since then, or None."""
        rows = self._db.query(
            """select * from messages where way = 'mail' and lower("to") = lower(:address)
            and approved_at >= :since and held_back_at is null order by id desc limit 1""",
            {"address": address, "since": instant(since)},
        )
        return message_from(rows[0]) if rows else None

    def unread_mails(self) -> list[UnreadMail]:
        """Return the mails that a lead has to look at, first arrived first."""
        rows = self._db.query("select * from unread_mails where seen_at is null order by id")
        return [UnreadMail(row["id"], moment(row["arrived_at"]), row["why"]) for row in rows]


class StoredMail(LookAtStoredMail):
    """What one open transaction can remember of it."""

    def begin_mailbox(self, mailbox: str, place: MailboxPlace) -> None:
        """Remember where reading a mailbox begins, unless it began before."""
        self._db.insert_new("mailboxes", _place_row(mailbox, place))

    def pass_mail(self, mailbox: str, place: MailboxPlace, digest: str, *, now: datetime) -> bool:
        """Go on to a mail's place; False when that mail was taken before, by whomever.

        Nobody else takes mail from that mailbox until the turn ends.
        """
        self._db.hold(f"mailbox:{mailbox}")
        before = self.mailbox_place(mailbox)
        if before and before.validity == place.validity and place.uid <= before.uid:
            return False
        self._db.put("mailboxes", _place_row(mailbox, place), key=("name",))
        return self._db.insert_new("mails_taken", {"digest": digest, "taken_at": instant(now)})

    def add_customer_mail(self, mail: CustomerMail) -> CustomerMail:
        """Remember what a customer wrote back, and return it with its id."""
        row: Row = {
            "case_id": mail.case_id,
            "mail_id": mail.mail_id,
            "subject": mail.subject,
            "words": mail.words,
            "whole": mail.whole,
            "attachments": mail.attachments,
            "received_at": instant(mail.received_at),
        }
        return replace(mail, id=self._db.insert_with_id("customer_mails", row))

    def hold_mail(self, why: str, *, now: datetime) -> None:
        """Remember that a mail cannot be read here; a lead has to look into the mailbox."""
        self._db.insert_with_id("unread_mails", {"arrived_at": instant(now), "why": why})

    def take_mail_as_seen(self, unread_id: int, *, now: datetime) -> None:
        """Remember that somebody has looked at a mail that could not be read."""
        sql = "update unread_mails set seen_at = :now where id = :id and seen_at is null"
        self._db.execute(sql, {"id": unread_id, "now": instant(now)})

    def let_go_of_mails_taken(self, before: datetime) -> int:
        """Forget which mails were taken before a moment; return how many."""
        sql = "delete from mails_taken where taken_at < :before"
        return self._db.execute(sql, {"before": instant(before)})


def _place_row(mailbox: str, place: MailboxPlace) -> Row:
    return {
        "name": mailbox,
        "validity": place.validity,
        "uid": place.uid,
        "read_on": place.on.isoformat(),
    }


def _customer_mail_from(row: Mapping[str, Any]) -> CustomerMail:
    return CustomerMail(
        id=row["id"],
        case_id=row["case_id"],
        mail_id=row["mail_id"],
        subject=row["subject"],
        words=row["words"],
        whole=row["whole"],
        attachments=row["attachments"],
        received_at=moment(row["received_at"]),
    )
