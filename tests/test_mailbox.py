"""The company's mailbox over IMAP: its address, its folders, and what it tells when shut."""

import ssl
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.received_mail import MailboxSilent, ReceivedMail
from connectors.mail_server import MailServerWrong
from connectors.mailbox import ImapMailbox
from tests.imap_server import ImapHouse, imap_house

TODAY = date(2026, 11, 24)
MAIL = b"From: c.petit@example.com\r\nMessage-ID: <1@example.com>\r\n\r\nBonjour\r\n"


@pytest.fixture
def house() -> Iterator[ImapHouse]:
    with imap_house() as served:
        yield served


@pytest.fixture
def mailbox(house: ImapHouse) -> ImapMailbox:
    return ImapMailbox(house.url, timeout=5)


def test_an_address_names_server_folder_and_where_copies_lie() -> None:
    mailbox = ImapMailbox(
        "imaps://a%40b.fr:p%20w@mail.example/Clients%20%C3%A9?sent=Envoyés&every=5", timeout=1
    )

    server = mailbox.server
    assert (server.host, server.port, server.is_tls) == ("mail.example", 993, True)
    assert (server.user, server.password) == ("a@b.fr", "p w")
    assert (mailbox.folder, mailbox.sent) == ("Clients é", "Envoyés")
    assert mailbox.look_every == timedelta(seconds=5)
    assert "p w" not in repr(mailbox) + repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "http://a:hush@b",
        "imaps://mail.example",
        "imaps://a:hush@b:port/",
        "imap://a:hush@b?starttls=maybe",
        "imaps://a:hush@b?every=soon",
        "imaps://a:hush@b?every=0",
        "imaps://[::hush",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(MailServerWrong) as refused:
        ImapMailbox(url, timeout=1)

    assert "hush" not in str(refused.value)


def test_mails_are_read_from_a_place_on_and_in_their_order(
    house: ImapHouse, mailbox: ImapMailbox
) -> None:
    house.put(MAIL)
    begin = mailbox.begin(today=TODAY)
    house.put(MAIL.replace(b"Bonjour", b"Un"))
    house.put(MAIL.replace(b"Bonjour", b"Deux"))

    arrived = list(mailbox.after(begin, today=TODAY))

    assert [one.mail.words for one in arrived if isinstance(one.mail, ReceivedMail)] == [
        "Un",
        "Deux",
    ]
    assert list(mailbox.after(arrived[-1].place, today=TODAY)) == []


def test_a_giant_is_read_up_to_a_megabyte(house: ImapHouse, mailbox: ImapMailbox) -> None:
    begin = mailbox.begin(today=TODAY)
    house.put(MAIL + b"x" * 3_000_000)

    (arrived,) = mailbox.after(begin, today=TODAY)

    assert isinstance(arrived.mail, ReceivedMail)
    assert arrived.mail.words.startswith("Bonjour")
    assert len(arrived.mail.whole) <= 200_000


@pytest.mark.parametrize("what", ["password", "folder", "tls", "starttls", "port"])
def test_a_mailbox_that_does_not_open_says_why_without_a_secret(
    house: ImapHouse, what: str
) -> None:
    url = {
        "password": house.url.replace("secret", "hush"),
        "folder": house.url.replace("INBOX", "Nowhere"),
        "tls": house.url.replace("imap:", "imaps:"),
        "starttls": house.url.replace("starttls=off", "starttls=required"),
        "port": house.url.replace(str(house.port), "1"),
    }[what]

    with pytest.raises(MailboxSilent) as silent:
        ImapMailbox(url, timeout=5).begin(today=TODAY)

    assert silent.value.reason
    assert "hush" not in silent.value.reason
    assert "secret" not in silent.value.reason


def test_copies_tell_whether_a_mail_was_sent_only_where_ours_are_kept(
    house: ImapHouse, mailbox: ImapMailbox
) -> None:
    ours, other = "<boucle.1.abc@b.fr>", "<boucle.2.abc@b.fr>"

    assert mailbox.has_sent(ours) is None
    house.put(f"Message-ID: {ours}\r\n\r\n".encode(), folder="Sent")
    assert mailbox.has_sent(ours) is True
    assert mailbox.has_sent(other) is False
    assert ImapMailbox(house.url.replace("&sent=Sent", ""), timeout=5).has_sent(ours) is None


def test_a_folder_beyond_ascii_is_named_as_imap_does(house: ImapHouse) -> None:
    house.folders["Envoy&AOk-s"] = house.folders["Sent"]

    mailbox = ImapMailbox(house.url.replace("sent=Sent", "sent=Envoyés"), timeout=5)

    assert mailbox.has_sent("<boucle.1.a@b.fr>") is None


@pytest.mark.parametrize("begins_with_tls", [True, False], ids=["imaps", "starttls"])
def test_a_mailbox_is_read_protected_and_only_from_whom_is_trusted(
    house: ImapHouse, certificate: Path, monkeypatch: pytest.MonkeyPatch, *, begins_with_tls: bool
) -> None:
    house.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    house.tls.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    house.begins_with_tls = begins_with_tls
    url = house.url.replace("?starttls=off&", "?")
    url = url.replace("imap:", "imaps:") if begins_with_tls else url

    with pytest.raises(MailboxSilent, match="certificate"):
        ImapMailbox(url, timeout=5).begin(today=TODAY)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    place = ImapMailbox(url, timeout=5).begin(today=TODAY)

    assert place.validity == 1
