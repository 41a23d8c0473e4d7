"""Mail as it comes in, whatever it is made of: its words, its reports, and who wrote it."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quoted import asks_to_stop, written_anew
from bot.received_mail import ReceivedMail, Report, Unreadable
from connectors.mail_text import text_of_html
from connectors.received_mail import digest_of, read_mail

ORDINARY = b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\n"


def read(raw: bytes) -> ReceivedMail:
    mail = read_mail(raw)
    assert isinstance(mail, ReceivedMail), mail
    return mail


def from_mailer(text: str, *, subject: str = "Undelivered mail") -> ReceivedMail:
    return read(f"From: MAILER-DAEMON@mx.example\r\nSubject: {subject}\r\n\r\n{text}".encode())


@pytest.mark.parametrize(
    ("written", "anew"),
    [
        ("Merci !\n\nLe lun. 23 nov. 2026 à 10:00, Ana <a@b.fr> a écrit :\n> Bonjour", "Merci !"),
        (
            "Thanks\n\nOn Mon, Nov 23, 2026 at 10:00 AM Ana,\nBilling <a@b.fr> wrote:\n> Hi",
            "Thanks",
        ),
        ("Oui\n\n-----Message d'origine-----\nDe : Ana\n", "Oui"),
        ("Oui\n\n________________________________\nDe : Ana <a@b.fr>\nEnvoyé : lundi\n", "Oui"),
        ("Oui\n\nDe : Ana <a@b.fr>\nEnvoyé : lundi 23 novembre\nObjet : x\n", "Oui"),
        ("No.\n-- \nC. Petit\nDirecteur", "No."),
        ("No.\n\nEnvoyé de mon iPhone", "No."),
        ("> Bonjour\n> Voici\nD'accord.", "D'accord."),
        ("On Mon, Ana wrote:\n> Is it so?\n\nYes, it is.", "Yes, it is."),
        (
            "Le prix a augmenté.\nOn me dit d'attendre.",
            "Le prix a augmenté.\nOn me dit d'attendre.",
        ),
        ("", ""),
    ],
)
def test_what_is_quoted_or_signed_is_left_out(written: str, anew: str) -> None:
    assert written_anew(written) == anew


@pytest.mark.parametrize(
    "words", ["STOP", "stop.", "Unsubscribe", "Me désabonner !", "désinscription"]
)
def test_a_whole_reply_of_stop_asks_to_stop(words: str) -> None:
    assert asks_to_stop(words)


@pytest.mark.parametrize(
    "words", ["", "Stop charging me twice", "Ne m'écrivez plus à cette adresse mais"]
)
def test_stop_within_a_sentence_does_not(words: str) -> None:
    assert not asks_to_stop(words)


def test_html_is_read_as_a_reader_sees_it() -> None:
    html = (
        "<head><title>x</title><style>p {}</style></head><!-- <p>no</p> -->"
        "<p>Bonjour&nbsp;!<br>Toujours <b>rien</b>.</p><script>alert('x')</script>"
        '<div class="gmail_quote">Le lundi<blockquote>Ana</blockquote></div>'
    )

    assert text_of_html(html).startswith("Bonjour !\nToujours rien.")
    assert written_anew(text_of_html(html)) == "Bonjour !\nToujours rien."


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("iso-8859-1", "déçu".encode("latin-1")),
        ("utf-8", "déçu".encode()),
        ("unknown-8bit", "déçu".encode("cp1252")),
        ("unicode_escape", "déçu".encode()),
        ("utf-16", "déçu".encode("utf-16")),
        ("us-ascii", "déçu".encode("cp1252")),
    ],
)
def test_words_are_read_in_the_character_set_they_are_in(charset: str, content: bytes) -> None:
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n"

    assert read(ORDINARY + head.encode() + b"\r\n" + content).words.strip("\0") == "déçu"


def test_files_are_counted_and_not_read() -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content("Voici la photo")
    mail.add_attachment(b"x" * 10, maintype="image", subtype="png", filename="photo.png")

    got = read(mail.as_bytes())

    assert (got.words, got.attachments) == ("Voici la photo", 1)


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("550 5.1.1 <c@d.example>: Recipient address rejected", Report("failed", "5.1.1")),
        ("The mailbox is full.", Report("failed", "5.2.2")),
        ("<c@d.example>: user unknown", Report("failed", "5.1.1")),
        ("Cette adresse n’existe pas.", Report("failed", "5.1.1")),
        ("451 4.4.1 will be retried", Report("delayed", "4.4.1")),
        ("Unzustellbar.", Report("failed", "")),
    ],
)
def test_reports_in_the_words_of_a_mail_server_are_understood(text: str, report: Report) -> None:
    assert from_mailer(text).report == report


@pytest.mark.parametrize("header", ["Return-Path: <>", "Auto-Submitted: auto-replied"])
def test_who_is_away_is_no_bounce(header: str) -> None:
    away = read(f"{header}\r\nFrom: c@d.example\r\n\r\nBack on 5.1.2027.".encode())

    assert away.report is None
    assert away.is_automatic


def test_a_warning_of_delay_is_no_bounce() -> None:
    warned = from_mailer("Your message to <c@d.example> user unknown", subject="Warning: delayed")

    assert warned.report == Report("delayed", "")


def test_mails_without_an_id_are_told_apart_by_all_they_say() -> None:
    one, other = digest_of(b"Subject: a\r\n\r\n1"), digest_of(b"Subject: a\r\n\r\n2")

    assert one != other
    assert digest_of(ORDINARY + b"\r\n1") == digest_of(ORDINARY + b"\r\n2")


HOSTILE = {
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(1500)
    ),
    "unclosed tags": ORDINARY + b"Content-Type: text/html\r\n\r\n" + b"<a " * 60_000,
    "comments": ORDINARY + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 50_000,
    "declarations": ORDINARY + b"Content-Type: text/html\r\n\r\n" + b"<![" * 60_000,
    "entities": ORDINARY + b"Content-Type: text/html\r\n\r\n" + b"&" * 200_000,
    "deep tags": ORDINARY + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 40_000,
    "one line": ORDINARY + b"\r\n" + b"a" * 1_000_000,
    "lines of On": ORDINARY + b"\r\n" + b"On \n" * 25_000,
    "underscores": ORDINARY + b"\r\n" + b"_" * 100_000,
    "From lines": ORDINARY + b"\r\n" + b"From: x\n" * 12_000,
    "many references": b"References: " + b"<a@b> " * 100_000 + b"\r\n\r\n",
    "a long header": b"Subject: =?utf-8?q?" + b"=C3=A9" * 50_000 + b"?=\r\n\r\nx",
    "half words": b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n\r\nx",
    "addresses": b"From: " + b"(((((" * 20_000 + b"\r\n\r\nx",
    "quoted addresses": b"From: " + b'"a" <' * 20_000 + b"\r\n\r\nx",
    "parts": ORDINARY
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_made_to_hurt_takes_long_or_crashes(name: str) -> None:
    began = time.process_time()

    mail = read_mail(HOSTILE[name])
    digest_of(HOSTILE[name])

    assert isinstance(mail, ReceivedMail | Unreadable)
    assert time.process_time() - began < 5


_HEADERS = st.sampled_from(
    [
        b"From: ",
        b"Subject: ",
        b"Message-ID: ",
        b"References: ",
        b"Date: ",
        b"Content-Type: text/plain; charset=",
        b"Content-Type: text/html; charset=",
        b"Content-Type: multipart/report; boundary=",
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: message/delivery-status",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Disposition: attachment; filename*=",
        b"Auto-Submitted: ",
        b"\r\n",
        b"\r\n--b\r\n",
        b"\r\n--b--\r\n",
        b"=?utf-8?b?",
        b"?=",
        b"<",
    ]
)
mails = st.lists(st.one_of(_HEADERS, st.binary(max_size=30), st.just(b"\r\n"))).map(b"".join)


@settings(max_examples=200, deadline=None)
@given(mails)
def test_any_bytes_are_a_mail_or_told_to_be_none(raw: bytes) -> None:
    mail = read_mail(raw)

    assert isinstance(mail, ReceivedMail | Unreadable)
    assert digest_of(raw) == digest_of(raw)
    if isinstance(mail, ReceivedMail):
        texts = [mail.words, mail.whole, mail.subject, mail.sender, mail.sender_name]
        assert "\0" not in "".join(texts)
        "".join(texts).encode()


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_nothing_is_made_up_in_what_was_written_anew(text: str) -> None:
    anew = written_anew(text)

    assert set(anew.split()) <= set(text.split())
