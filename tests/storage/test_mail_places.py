"""Up to where a mailbox was read: each mail is taken once, whoever reads it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from bot.again import again
from bot.received_mail import CustomerMail, MailboxPlace
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW, OpenCase

BOX = "boucle@mail.example/INBOX"
BEGIN = MailboxPlace(validity=1, uid=4, on=date(2026, 11, 24))


def passes(ledger: DatabaseLedger, place: MailboxPlace, digest: str) -> bool:
    with ledger.turn() as turn:
        return turn.pass_mail(BOX, place, digest, now=NOW)


def test_a_mail_is_passed_once_and_never_one_before_it(ledger: DatabaseLedger) -> None:
    with ledger.turn() as turn:
        turn.begin_mailbox(BOX, BEGIN)
        turn.begin_mailbox(BOX, replace(BEGIN, uid=90))

    assert passes(ledger, replace(BEGIN, uid=5), "five")
    assert not passes(ledger, replace(BEGIN, uid=5), "five again")
    assert not passes(ledger, replace(BEGIN, uid=3), "three")
    with ledger.look() as look:
        assert look.mailbox_place(BOX) == replace(BEGIN, uid=5)


def test_a_mailbox_numbered_anew_brings_no_mail_twice(ledger: DatabaseLedger) -> None:
    with ledger.turn() as turn:
        turn.begin_mailbox(BOX, BEGIN)
    passes(ledger, replace(BEGIN, uid=5), "five")

    anew = MailboxPlace(validity=2, uid=1, on=BEGIN.on)

    assert not passes(ledger, anew, "five")
    assert passes(ledger, replace(anew, uid=2), "six")


def test_what_was_undone_is_passed_again(ledger: DatabaseLedger) -> None:
    with pytest.raises(KeyboardInterrupt), ledger.turn() as turn:
        turn.pass_mail(BOX, BEGIN, "four", now=NOW)
        raise KeyboardInterrupt

    assert passes(ledger, BEGIN, "four")


def test_mails_of_customers_go_when_they_are_forgotten(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()
    mail = CustomerMail(
        case.id, "<1@b.fr>", "Re: x", "Et les frais ?", "Et les frais ?\n> x", NOW, 1
    )
    with ledger.turn() as turn:
        kept = turn.add_customer_mail(mail)
        assert turn.customer_mail(kept.id) == kept
        assert turn.customer_mails(case.id) == [kept]

        turn.erase_told([case.id])

        assert turn.customer_mails(case.id) == []


def test_what_could_not_be_read_waits_until_somebody_has_looked(ledger: DatabaseLedger) -> None:
    with ledger.turn() as turn:
        turn.hold_mail("no headers", now=NOW)
        (waiting,) = turn.unread_mails()

        turn.take_mail_as_seen(waiting.id, now=NOW)

        assert turn.unread_mails() == []
        passed = turn.pass_mail(BOX, BEGIN, "four", now=NOW)
        assert passed
        assert turn.let_go_of_mails_taken(NOW + timedelta(days=1)) == 1


def test_of_many_bots_that_read_the_same_mail_one_takes_it(ledger: DatabaseLedger) -> None:
    readers = 8
    together = Barrier(readers)

    def read(_number: int) -> bool:
        together.wait()
        return again(lambda: passes(ledger, BEGIN, "four"))

    with ThreadPoolExecutor(readers) as pool:
        passed = list(pool.map(read, range(readers)))

    assert sorted(passed) == [False] * (readers - 1) + [True]
