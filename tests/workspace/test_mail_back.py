"""A customer answers a mail, or a server returns it: both lie in a mailbox that IMAP reads."""

from __future__ import annotations

import imaplib
import smtplib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from workspace_hands import Hands, start

from workspace import Workspace


@pytest.fixture
def hands() -> Iterator[Hands]:
    hands = Hands(start())
    yield hands
    hands.http.close()
    hands.workspace.stop()


def send(workspace: Workspace) -> None:
    mail = EmailMessage()
    mail["From"] = "Ana, Facturation <bonjour@velolibre.example>"
    mail["To"] = "zoe@client.example"
    mail["Subject"] = "Votre facture"
    mail["Message-ID"] = "<n-1@velolibre.example>"
    mail["References"] = "<n-0@velolibre.example>"
    mail.set_content("Bonjour Zoé, c’est réparé.")
    server = urlsplit(workspace.smtp_url)
    with smtplib.SMTP(server.hostname or "", server.port or 0, timeout=5) as smtp:
        smtp.send_message(mail)


def lying_in(workspace: Workspace) -> list[Message]:
    """Read the mailbox as any reader does, by the address the workspace gives."""
    at = urlsplit(workspace.imap_url)
    with imaplib.IMAP4(at.hostname or "", at.port or 0, timeout=5) as server:
        server.login(at.username or "", at.password or "")
        server.select("INBOX", readonly=True)
        _, [found] = server.uid("SEARCH", "UID", "1:*")
        raws = [
            server.uid("FETCH", uid.decode(), "(BODY.PEEK[]<0.100000>)")[1][0][1]
            for uid in found.split()
        ]
    return [message_from_bytes(raw, policy=default) for raw in raws]


def test_a_customers_answer_lies_in_the_mailbox_as_their_program_writes_it(hands: Hands) -> None:
    send(hands.workspace)
    [mail] = hands.get("inbox")["mails"]

    answered = hands.post("reply", mail=mail["id"], text="Merci, mais il manque 3 €.")["mail"]

    [letter] = lying_in(hands.workspace)
    assert letter["From"] == "zoe@client.example"
    assert letter["To"] == "bonjour@velolibre.example"
    assert letter["Subject"] == "Re: Votre facture"
    assert letter["In-Reply-To"] == "<n-1@velolibre.example>"
    assert letter["References"] == "<n-0@velolibre.example> <n-1@velolibre.example>"
    text = str(letter.get_payload(decode=True), "utf-8").replace("\r\n", "\n")  # type: ignore[arg-type] # bytes
    assert text.startswith("Merci, mais il manque 3 €.\n")
    assert "> Bonjour Zoé, c’est réparé." in text
    assert [one["text"] for one in answered["answers"]] == ["Merci, mais il manque 3 €."]
    assert hands.get("inbox")["mails"] == [answered]


def test_a_mail_that_comes_back_says_which_and_why(hands: Hands) -> None:
    send(hands.workspace)
    [mail] = hands.get("inbox")["mails"]

    hands.post("bounce", mail=mail["id"])

    [report] = lying_in(hands.workspace)
    assert report.get_content_type() == "multipart/report"
    assert "Status: 5.1.1" in report.as_string()
    assert "<n-1@velolibre.example>" in report.as_string()


@pytest.mark.parametrize(
    "asked", [{"mail": "M1", "text": " "}, {"mail": "M7", "text": "Hello"}, {"text": "Hello"}]
)
def test_what_answers_nothing_is_refused(hands: Hands, asked: dict[str, str]) -> None:
    send(hands.workspace)

    assert hands.post("reply", **asked)["error"] == "invalid_mail"

    assert lying_in(hands.workspace) == []


def test_a_kept_mailbox_is_the_same_after_a_restart(tmp_path: Path) -> None:
    first = Hands(start(folder=tmp_path))
    send(first.workspace)
    first.post("reply", mail=first.get("inbox")["mails"][0]["id"], text="Merci")
    first.http.close()
    first.workspace.stop()

    second = Hands(start(folder=tmp_path))

    assert [letter["Subject"] for letter in lying_in(second.workspace)] == ["Re: Votre facture"]
    assert second.get("inbox")["mails"][0]["answers"][0]["text"] == "Merci"
    second.http.close()
    second.workspace.stop()
