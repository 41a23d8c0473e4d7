"""What comes back by mail: answers land under the card, a bounce opens its step."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import httpx
import pytest

from bot.journey import SourcePolicy
from bot.mail_back import Knowledge, take_mail
from bot.mail_ids import message_id_of
from bot.message import Message
from bot.notice import Notice
from bot.reading.reader import MapReader
from bot.received_mail import MailboxSilent, ReceivedMail
from bot.steps.answer import answer
from bot.steps.take import take
from handlers.customer_mail import compose
from handlers.http.links import mail_key
from tests.house import MAP, House, open_house, words_in
from tests.imap_server import ImapHouse, imap_house
from tests.records import PETIT

CHANNEL = "voix-facturation"
_PLEA = "Répondez-nous si quelque chose manque."
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def mailbox() -> Iterator[ImapHouse]:
    with imap_house() as served:
        yield served


@pytest.fixture(scope="module")
def shared(mailbox: ImapHouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("mail")
    roomy = folder / "journey.yaml"
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", "at_most: 40")
    roomy.write_text(text, encoding="utf-8")
    own = {"boucle_imap": mailbox.url, "boucle_mail_replies": "bonjour+*@velolibre.example"}
    with open_house(folder, journey=roomy, **own) as opened:
        opened.bot.read_mail()
        yield opened


@pytest.fixture
def house(shared: House, mailbox: ImapHouse) -> Iterator[House]:
    yield shared

    mailbox.hangs_up_after = None
    changes = [one for one in mailbox.asked if "STORE" in one or "SELECT" in one or "[]" in one]
    assert [one for one in changes if "BODY.PEEK[]" not in one] == []


@pytest.fixture(scope="module")
def cases(shared: House) -> Iterator[int]:
    """Show a morning of customers, so that each dialogue has one of its own."""
    records = [
        PETIT | {"id": f"h-{n}", "customer_id": f"c-{n}", "customer_email": f"c{n}@example.com"}
        for n in range(40)
    ]
    return iter(shared.show(*records))


Answered = Callable[..., Message]


@pytest.fixture
def answered(house: House, cases: Iterator[int]) -> Answered:
    """Let Ana answer a customer by Friday; returns the message as it was sent."""

    def answer_one(*, closes: bool = False) -> Message:
        now, journey = house.workspace.now() - timedelta(minutes=5), house.journey
        friday = now.date() + timedelta(days=3)
        with house.ledger.turn() as turn:
            case = turn.case(next(cases))
            ana = next(one for one in turn.people() if one.name.startswith("Ana"))
            take(turn, case, journey, by=ana.id, now=now)
            turn.record(replace(turn.case(case.id), acted_at=now))
            case = turn.case(case.id)
            customer = turn.customer(case.customer_id or "")
            assert customer is not None
            message = Message(
                case_id=case.id,
                kind="answer",
                way="mail",
                language="fr",
                text=f"Bonjour,\n\nVos 39 € reviennent d'ici vendredi.\n{_PLEA}\n\nAna",
                approved_by=ana.id,
                approved_at=now,
                to=customer.email or "",
                subject="Votre retour : voici ce que nous faisons",
                signed="Ana, Facturation",
                promised_on=friday,
                department=case.department,
            )
            told = answer(turn, case, message, journey, revision=1, now=now)
            if closes:
                case = turn.case(case.id)
                turn.record(replace(case, closed_at=now, closed_how="told", followed_up_at=now))
        house.settle()
        return told

    return answer_one


def sent(house: House, message: Message) -> dict[str, str]:
    """Return the mail as the customer received it."""
    return next(mail for mail in reversed(house.inbox()) if message.to in mail["to"])


def mail_from(house: House, message: Message, text: str, **headers: str) -> EmailMessage:
    """Return what a customer's mail program makes of their answer."""
    got = sent(house, message)
    mail = EmailMessage()
    mail["From"] = f"C. Petit <{message.to}>"
    mail["To"] = "bonjour@velolibre.example"
    mail["Subject"] = f"Re: {got['subject']}"
    mail["Message-ID"] = f"<{next(_numbers)}@phone.example>"
    mail["In-Reply-To"] = got["message_id"]
    mail["References"] = got["message_id"]
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in got["text"].splitlines())
    mail.set_content(f"{text}\n\nLe mar. 24 nov. 2026 à 09:20, Ana a écrit :\n{quoted}\n")
    return mail


def bounce_of(house: House, message: Message, *, action: str, status: str) -> bytes:
    """Return what a mail server sends back (RFC 3464)."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example.com
To: bonjour@velolibre.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{next(_numbers)}@mx.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.example.com.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {message.to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no

--b
Content-Type: text/rfc822-headers

Message-ID: {sent(house, message)["message_id"]}
Subject: x

--b--
""".replace("\n", "\r\n").encode()


def arrives(house: House, mailbox: ImapHouse, mail: EmailMessage | bytes) -> int:
    today = house.workspace.now().date()
    mailbox.put(mail if isinstance(mail, bytes) else mail.as_bytes(), on=today)
    number = house.bot.read_mail()
    house.settle()
    return number


def test_an_answer_by_mail_lands_under_the_card_without_what_it_quotes(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    text = "Et pour les frais de banque de 12 € ?\n\nEnvoyé de mon iPhone"

    arrives(house, mailbox, mail_from(house, message, text))

    line = house.thread(CHANNEL, message.case_id)[-1]
    assert "💬 Le client a répondu." in line["text"]
    assert "Et pour les frais de banque de 12 € ?" in words_in(line)
    assert "iPhone" not in words_in(line)
    assert _PLEA not in words_in(line)
    with house.ledger.look() as look:
        (kept,) = look.customer_mails(message.case_id)
        case = look.case(message.case_id)
    assert _PLEA in kept.whole
    assert (case.answered_at, case.promised_on) == (None, message.promised_on)
    window = house.choose("ana", CHANNEL, message.case_id, "show")
    assert "Ce que le client a répondu" in words_in(window["views"][-1])


@pytest.mark.parametrize("header", ["To", "Delivered-To"])
def test_an_answer_without_threading_headers_is_found_by_its_own_address(
    house: House, mailbox: ImapHouse, answered: Answered, header: str
) -> None:
    message = answered()
    address = sent(house, message)["headers"]["Reply-To"]  # type: ignore[index] # as they came
    mail = mail_from(house, message, "Et mes 12 € ?", From="camille@autre.example", Subject="12 €")
    del mail["In-Reply-To"], mail["References"], mail["To"]
    mail["To" if header == "To" else header] = address.upper() if header == "To" else address

    arrives(house, mailbox, mail)

    assert "Et mes 12 € ?" in words_in(house.thread(CHANNEL, message.case_id)[-1])


def test_an_address_that_somebody_made_up_finds_nothing(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    forged = f"bonjour+boucle.{message.id}.{'0' * 32}@velolibre.example"
    mail = mail_from(house, message, "Payez ici", From="x@y.example", Subject="Payez", To=forged)
    del mail["In-Reply-To"], mail["References"]

    arrives(house, mailbox, mail)

    assert "Payez ici" not in words_in(house.thread(CHANNEL, message.case_id))


def test_the_answer_to_an_answer_stands_in_the_same_thread_of_mails(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    first = sent(house, message)
    reply = mail_from(house, message, "Et pour les frais de banque ?")
    arrives(house, mailbox, reply)

    form = house.press("ana", CHANNEL, message.case_id, "answer")
    text = "Bonjour,\n\nLes frais aussi sont remboursés.\n\nAna"
    house.fill("ana", house.fill("ana", form, way="mail", text=text))

    second = sent(house, message)
    assert second["message_id"] != first["message_id"]
    assert second["headers"]["In-Reply-To"] == reply["Message-ID"]
    named = second["headers"]["References"].split()
    assert named == [first["message_id"], reply["Message-ID"]]


def test_a_mail_to_a_closed_loop_opens_it_again_but_thanks_do_not(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    thanked, angry = answered(closes=True), answered(closes=True)

    arrives(house, mailbox, mail_from(house, thanked, "Merci beaucoup, c'est parfait, bravo !"))
    arrives(house, mailbox, mail_from(house, angry, "Toujours rien reçu, c'est inadmissible."))

    with house.ledger.look() as look:
        assert look.case(thanked.case_id).closed_at is not None
        assert look.case(angry.case_id).closed_at is None
        assert look.case(angry.case_id).reopened == 1
    with house.ledger.look() as look:
        heard = look.heard_back(angry.case_id)
        assert heard is not None
        assert heard.polarity_after is not None
        assert heard.polarity_after < 0
    assert "Le retour est rouvert" in house.thread(CHANNEL, angry.case_id)[-1]["text"]


@pytest.mark.parametrize(
    "words",
    [
        "Merci, mais il manque encore 3 € de frais.",
        "Thanks, but 3 euros are still missing.",
        "Merci, et pour les frais de banque ?",
        "Non.",
        "Nope!",
    ],
)
def test_thanks_that_ask_for_something_and_a_bare_no_open_the_loop_again(
    house: House, mailbox: ImapHouse, answered: Answered, words: str
) -> None:
    message = answered(closes=True)

    arrives(house, mailbox, mail_from(house, message, words))

    with house.ledger.look() as look:
        assert look.case(message.case_id).closed_at is None


def test_a_bounce_opens_the_answer_again_and_its_taker_hears_why(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()

    arrives(house, mailbox, bounce_of(house, message, action="failed", status="5.2.2"))

    with house.ledger.look() as look:
        assert look.case(message.case_id).answered_at is None
        assert look.message(message.id).fate == "bounced"
    line = house.thread(CHANNEL, message.case_id)[-1]["text"]
    assert "n’a pas reçu la réponse (la boîte est pleine)" in line


@pytest.mark.parametrize(("action", "fate"), [("delayed", "accepted"), ("delivered", "delivered")])
def test_a_report_that_is_no_failure_opens_nothing(
    house: House, mailbox: ImapHouse, answered: Answered, action: str, fate: str
) -> None:
    message = answered()

    arrives(house, mailbox, bounce_of(house, message, action=action, status="4.4.1"))

    with house.ledger.look() as look:
        assert look.case(message.case_id).answered_at is not None
        assert look.message(message.id).fate == fate


def test_nobody_can_bounce_a_mail_they_did_not_get(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    forged = bounce_of(house, message, action="failed", status="5.1.1")
    number = str(message.id).encode()

    arrives(
        house, mailbox, forged.replace(b"boucle." + number + b".", b"boucle." + number + b".0")
    )

    with house.ledger.look() as look:
        assert look.message(message.id).fate == "accepted"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"Subject": "Réponse automatique : absence du bureau"},
        {"Return_Path": "<>"},
    ],
    ids=["rfc3834", "x-autoreply", "precedence", "subject", "no-way-back"],
)
def test_what_a_machine_answers_changes_nothing_and_gets_no_answer(
    house: House, mailbox: ImapHouse, answered: Answered, headers: dict[str, str]
) -> None:
    message = answered(closes=True)
    before = len(house.inbox())
    thread = len(house.thread(CHANNEL, message.case_id))

    arrives(house, mailbox, mail_from(house, message, "Je suis absent.", **headers))

    with house.ledger.look() as look:
        assert look.case(message.case_id).closed_at is not None
        assert look.customer_mails(message.case_id) == []
    assert len(house.inbox()) == before
    assert len(house.thread(CHANNEL, message.case_id)) == thread


@pytest.mark.parametrize("word", ["STOP", "Stop !", "Désabonner.", "merci de me désabonner"])
def test_who_answers_stop_is_never_written_to_again(
    house: House, mailbox: ImapHouse, answered: Answered, word: str
) -> None:
    message = answered()

    arrives(house, mailbox, mail_from(house, message, word))

    with house.ledger.look() as look:
        case = look.case(message.case_id)
        customer = look.customer(case.customer_id or "")
        assert customer is not None
        assert look.has_stopped(customer)
    assert not case.needs_answer
    assert "ne veut plus de courrier" in house.thread(CHANNEL, message.case_id)[-1]["text"]


def test_the_button_of_a_mail_program_that_unsubscribes_is_a_stop(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    named = sent(house, message)["message_id"].strip("<>").partition("@")[0]
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "somebody@else.example", f"STOP {named}"
    mail["Message-ID"] = f"<{next(_numbers)}@phone.example>"
    mail.set_content("\n")

    arrives(house, mailbox, mail)

    with house.ledger.look() as look:
        assert not look.case(message.case_id).needs_answer


def test_the_same_mail_is_heard_once_however_the_mailbox_numbers_it(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    mail = mail_from(house, message, "Et les frais ?").as_bytes()
    arrives(house, mailbox, mail)

    arrives(house, mailbox, mail)
    mailbox.number_anew()
    house.bot.read_mail()

    with house.ledger.look() as look:
        assert len(look.customer_mails(message.case_id)) == 1


def test_what_was_not_read_before_the_line_broke_is_read_after(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    first, second = answered(), answered()
    mailbox.put(mail_from(house, first, "Un ?").as_bytes())
    mailbox.put(mail_from(house, second, "Deux ?").as_bytes())
    mailbox.hangs_up_after = 1
    with pytest.raises(MailboxSilent):
        house.bot.read_mail()
    mailbox.hangs_up_after = None

    house.bot.read_mail()

    with house.ledger.look() as look:
        assert [one.words for one in look.customer_mails(first.case_id)] == ["Un ?"]
        assert [one.words for one in look.customer_mails(second.case_id)] == ["Deux ?"]


def test_who_kept_no_thread_is_known_by_their_address(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    mail = mail_from(house, message, "Et les frais ?")
    del mail["In-Reply-To"], mail["References"]

    arrives(house, mailbox, mail)

    with house.ledger.look() as look:
        assert len(look.customer_mails(message.case_id)) == 1


def test_a_mail_that_answers_nothing_goes_to_nobody_unless_the_map_takes_mail(
    house: House, mailbox: ImapHouse
) -> None:
    with house.ledger.look() as look:
        before = len(look.open_cases())
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Paula <paula@example.com>", "Ma facture"
    mail["Message-ID"] = f"<{next(_numbers)}@phone.example>"
    mail.set_content("Ma facture est fausse, c'est la troisième fois que je vous l'écris.")

    arrives(house, mailbox, mail)

    with house.ledger.look() as look:
        assert len(look.open_cases()) == before


def test_what_cannot_be_read_waits_for_a_lead_who_looks_in_the_mailbox(
    house: House, mailbox: ImapHouse
) -> None:
    arrives(house, mailbox, b"\r\n\xff\x00 no headers at all " + str(next(_numbers)).encode())

    status = house.type("lea", "general", "etat")
    assert "n’a pas pu être lu ici" in words_in(status)
    house.does("lea", "click", channel="general", ts=status["ts"], action_id="unread_mail_seen")

    assert "n’a pas pu être lu" not in words_in(house.type("lea", "general", "etat"))


def test_a_mail_that_broke_off_is_looked_up_among_the_copies_and_not_sent_twice(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    known = sent(house, answered())
    mailbox.put(f"Message-ID: {known['message_id']}\r\n\r\n".encode(), folder="Sent")
    fault = {"method": "smtp", "kind": "drop_before", "nth": 1}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()

    message = answered()

    mails = [mail for mail in house.inbox() if message.to in mail["to"]]
    assert len(mails) == 1  # the copy was missing: it was sent once more, and arrived
    with house.ledger.look() as look:
        assert look.message(message.id).fate == "accepted"


def test_a_mail_that_broke_off_and_lies_among_the_copies_counts_as_sent(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    last = answered()
    key = mail_key(house.settings)
    following = message_id_of(last.id + 1, from_="bonjour@velolibre.example", key=key)
    mailbox.put(f"Message-ID: {following}\r\n\r\n".encode(), folder="Sent")
    fault = {"method": "smtp", "kind": "drop_after", "nth": 1}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()

    message = answered()

    assert len([mail for mail in house.inbox() if message.to in mail["to"]]) == 1
    with house.ledger.look() as look:
        assert look.message(message.id).fate == "accepted"
        assert look.stuck() == []


def test_a_colleague_who_writes_into_the_thread_is_not_taken_for_the_customer(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    message = answered()
    with house.ledger.look() as look:
        colleague = next(one.email for one in look.people() if one.email)

    arrives(house, mailbox, mail_from(house, message, "Je m'en charge.", From=str(colleague)))

    with house.ledger.look() as look:
        assert look.customer_mails(message.case_id) == []


def test_stop_from_a_known_address_counts_without_a_thread(
    house: House, mailbox: ImapHouse, cases: Iterator[int]
) -> None:
    with house.ledger.look() as look:
        customer = look.customer(look.case(next(cases)).customer_id or "")
    assert customer is not None
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = str(customer.email), f"<{next(_numbers)}@phone.example>"
    mail.set_content("STOP")

    arrives(house, mailbox, mail)

    with house.ledger.look() as look:
        assert look.has_stopped(customer)


def test_where_the_map_takes_mail_a_first_word_opens_a_case_and_a_second_one_joins_it(
    house: House,
) -> None:
    journey = replace(house.journey, sources={"mail": SourcePolicy("named", "yes")})
    known = Knowledge(b"key", "", MapReader(journey), journey)
    words = "Ma facture est fausse : débitée deux fois, c'est inadmissible."
    first = ReceivedMail("<a@p.example>", (), "paula@p.example", "Paula", "Facture", words, words)
    more = replace(first, message_id="<b@p.example>", names=("<a@p.example>",), words="Alors ?")
    now = house.workspace.now()

    with house.ledger.turn() as turn:
        taken = [take_mail(turn, one, known, now=now) for one in (first, more)]
        stranger = take_mail(turn, replace(more, sender="x@y.example"), known, now=now)
        (case,) = turn.open_cases_of(turn.customers_called("paula@p.example")[:1])
        mails = turn.customer_mails(case.id)

    assert taken == ["feedback", "answer"]
    assert stranger == "feedback"
    assert [one.words for one in mails] == ["Alors ?"]


def test_a_bounce_settles_what_a_lead_would_have_to_confirm(
    house: House, mailbox: ImapHouse, answered: Answered
) -> None:
    mailbox.folders["Sent"].mails.clear()  # no copies: nobody can know
    fault = {"method": "smtp", "kind": "drop_after", "nth": 1}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()
    message = answered()
    with house.ledger.look() as look:
        assert [one.state for one in look.stuck()] == ["held"]

    arrives(house, mailbox, bounce_of(house, message, action="failed", status="5.1.1"))

    with house.ledger.look() as look:
        assert look.stuck() == []
        assert look.message(message.id).fate == "bounced"


def test_only_where_we_were_the_first_to_write_a_mail_offers_to_write_no_more(
    house: House, answered: Answered
) -> None:
    replied = answered()
    record = {"id": "s-1", "customer_id": "s-1", "customer_email": "s@example.com"}
    said = {"channel": "survey", "contact_ok": "yes", "text": "Facture fausse, deux fois débitée."}
    (case_id,) = house.hear(record | said, source="survey")
    with house.ledger.turn() as turn:
        begun = turn.add_message(replace(replied, case_id=case_id, to="s@example.com"))
        about = {"message": begun.id}
        mail = compose(
            turn, Notice("x", "mail", "mail:1", about=about), house.journey, house.settings
        )

    offer = f"<mailto:bonjour@velolibre.example?subject=STOP%20boucle.{begun.id}."
    assert mail.headers["List-Unsubscribe"].startswith(offer)
    assert "List-Unsubscribe" not in sent(house, replied)["headers"]
