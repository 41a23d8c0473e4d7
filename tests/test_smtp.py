"""Mail is really sent: over TCP, to servers that take it, refuse it, or hang up."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope

from bot.letter import as_html
from bot.mail import Mail, MailMalformed
from bot.mail_ids import message_id_of, messages_named_in
from connectors.mail import as_bytes
from connectors.mail_server import MailServerWrong
from connectors.smtp import (
    MailNotSent,
    MailRefused,
    MailUncertain,
    Smtp,
)

WHEN = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


def mail_to_petit(**changes: Any) -> Mail:
    fields = {
        "to": "C. Petit <c.petit@example.fr>",
        "from_": "Ana, Facturation <ana@velolibre.example>",
        "subject": "Votre remboursement : ce que nous faisons",
        "text": "Bonjour,\n.\n.. remboursée vendredi 🚲\n" + "très long " * 200,
        "message_id": message_id_of(31, from_="ana@velolibre.example", key=b"key"),
        "date": WHEN,
    }
    return Mail(**{**fields, **changes})


class Postman:
    """Takes mail as a real server does; a test says where it should refuse or hang up."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.at_reader = "250 OK"
        self.at_text = "250 OK"
        self.hangs_up_at: str | None = None
        self.never_answers = False

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        self._maybe_hang_up(server, "reader")
        envelope.rcpt_tos.append(address)
        return self.at_reader

    async def handle_DATA(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, _session: object, envelope: Envelope
    ) -> str:
        self._maybe_hang_up(server, "text")
        if self.never_answers:
            await asyncio.Event().wait()
        if self.at_text.startswith("250"):
            self.taken.append(envelope)
        return self.at_text

    def _maybe_hang_up(self, server: SMTP, where: str) -> None:
        if self.hangs_up_at == where:
            _abort(server)


def _abort(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


Serve = Callable[..., int]


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def serve(postman: Postman) -> Iterator[Serve]:
    """Start servers on loopback; each gets a port of its own, which is returned."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    servers: list[asyncio.Server] = []

    def start(kind: type[SMTP] = SMTP, **options: Any) -> int:
        async def listen() -> asyncio.Server:
            return await asyncio.get_running_loop().create_server(
                lambda: kind(postman, hostname="localhost", **options), "127.0.0.1", 0
            )

        server = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
        servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    async def end() -> None:
        for server in servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    yield start
    asyncio.run_coroutine_threadsafe(end(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.fixture
def port(serve: Serve) -> int:
    return serve()


def server_at(port: int, *, timeout: float = 10) -> Smtp:
    return Smtp(f"smtp://127.0.0.1:{port}", timeout=timeout)


def nothing() -> None:
    """Stand for a commit that this test does not look at."""


def _read(raw: object) -> EmailMessage:
    assert isinstance(raw, bytes)
    return message_from_bytes(raw, policy=default)


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_mail_arrives_as_it_was_written(postman: Postman, port: int) -> None:
    mail = mail_to_petit(
        html="<p>Remboursée <b>vendredi</b></p>", headers={"Reply-To": "sav@v.fr"}
    )

    server_at(port).send(mail, on_data=nothing)

    envelope = postman.taken[0]
    arrived = _read(envelope.content)
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "ana@velolibre.example",
        ["c.petit@example.fr"],
    )
    assert arrived["Subject"] == mail.subject
    assert arrived["Message-ID"] == mail.message_id
    assert arrived["From"].addresses[0].display_name == "Ana, Facturation"
    assert arrived["Date"].datetime == WHEN
    assert arrived["Reply-To"] == "sav@v.fr"
    assert arrived["Auto-Submitted"] is None
    text = _part(arrived, "plain").replace("\r\n", "\n")
    assert text.rstrip("\n") == mail.text.rstrip("\n")
    assert "<b>vendredi</b>" in _part(arrived, "html")


def test_data_is_announced_once_the_reader_is_accepted_and_before_the_text(
    postman: Postman, port: int
) -> None:
    taken_by_then: list[int] = []

    server_at(port).send(mail_to_petit(), on_data=lambda: taken_by_then.append(len(postman.taken)))

    assert taken_by_then == [0]
    assert len(postman.taken) == 1


def test_a_commit_that_fails_stops_the_mail(postman: Postman, port: int) -> None:
    def fail() -> None:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        server_at(port).send(mail_to_petit(), on_data=fail)

    assert postman.taken == []


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [("550 <c.petit@example.fr> unknown", True), ("450 mailbox busy", False)],
)
def test_a_refused_reader_is_told_without_their_address(
    postman: Postman, port: int, answer: str, *, permanent: bool
) -> None:
    postman.at_reader = answer
    announced: list[bool] = []

    with pytest.raises(MailRefused) as refused:
        server_at(port).send(mail_to_petit(), on_data=lambda: announced.append(True))

    assert refused.value.permanent is permanent
    assert refused.value.reason.startswith(answer[:3])
    assert "petit" not in refused.value.reason
    assert announced == []


@pytest.mark.parametrize(
    ("answer", "permanent"), [("554 spam", True), ("451 try again later", False)]
)
def test_a_refused_text_is_known_not_to_have_arrived(
    postman: Postman, port: int, answer: str, *, permanent: bool
) -> None:
    postman.at_text = answer

    with pytest.raises(MailRefused) as refused:
        server_at(port).send(mail_to_petit(), on_data=nothing)

    assert refused.value.permanent is permanent


@pytest.mark.parametrize(
    ("said", "is_about_reader"),
    [
        ("550 5.1.1 Unknown mailbox", True),
        ("550 No such user here", True),
        ("552 5.2.2 Over quota", True),
        ("550 5.7.1 Relaying denied", False),
        ("550 We do not relay for you", False),
        ("553 5.1.8 Sender's domain unknown", False),
        ("554 Go away", False),
    ],
)
def test_a_mailbox_that_refuses_is_told_apart_from_a_server_that_does(
    postman: Postman, port: int, said: str, *, is_about_reader: bool
) -> None:
    postman.at_reader = said

    with pytest.raises(MailRefused) as refused:
        server_at(port).send(mail_to_petit(), on_data=nothing)

    assert refused.value.permanent
    assert refused.value.by_reader == is_about_reader


def test_the_same_words_travel_as_a_plain_page_in_which_nothing_runs() -> None:
    text = (
        'Bonjour <script>alert("x")</script> & vous,\n\nligne 1\nligne 2\nhttps://a.fr/b?c=1&d=2.'
    )

    html = as_html(text, "fr")

    assert '<html lang="fr">' in html
    assert "<script" not in html
    assert "<p>ligne 1<br>\nligne 2<br>\n" in html
    assert '<a href="https://a.fr/b?c=1&amp;d=2">https://a.fr/b?c=1&amp;d=2</a>.' in html


def test_a_server_that_hangs_up_before_data_leaves_the_mail_unsent(
    postman: Postman, port: int
) -> None:
    postman.hangs_up_at = "reader"
    announced: list[bool] = []

    with pytest.raises(MailNotSent):
        server_at(port).send(mail_to_petit(), on_data=lambda: announced.append(True))

    assert announced == []


def test_a_server_that_hangs_up_at_the_word_data_leaves_the_mail_unsent(serve: Serve) -> None:
    class HangsUpAtData(SMTP):
        async def smtp_DATA(self, _arg: str) -> None:  # noqa: N802 aiosmtpd's name
            _abort(self)

    port = serve(HangsUpAtData)

    with pytest.raises(MailNotSent):
        server_at(port).send(mail_to_petit(), on_data=nothing)


def test_a_server_that_hangs_up_after_the_text_leaves_the_mail_uncertain(
    postman: Postman, port: int
) -> None:
    postman.hangs_up_at = "text"

    with pytest.raises(MailUncertain):
        server_at(port).send(mail_to_petit(), on_data=nothing)


def test_a_server_that_never_answers_after_the_text_leaves_the_mail_uncertain(
    postman: Postman, port: int
) -> None:
    postman.never_answers = True

    with pytest.raises(MailUncertain, match="timed out"):
        server_at(port, timeout=0.5).send(mail_to_petit(), on_data=nothing)


def test_no_server_at_all_leaves_the_mail_unsent(serve: Serve) -> None:
    with socket.socket() as unheard:  # bound, but nobody listens
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]

        with pytest.raises(MailNotSent):
            server_at(port).send(mail_to_petit(), on_data=nothing)


def test_a_password_never_travels_unprotected_unless_told_so(
    postman: Postman, serve: Serve
) -> None:
    seen: list[bytes] = []

    def authenticate(*arguments: Any) -> AuthResult:
        seen.append(arguments[-1].password)
        return AuthResult(success=True)

    port = serve(authenticator=authenticate, auth_require_tls=False)
    url = f"smtp://boucle:p%40ss@127.0.0.1:{port}"

    with pytest.raises(MailNotSent, match="unprotected"):
        Smtp(url, timeout=10).send(mail_to_petit(), on_data=nothing)
    Smtp(f"{url}?starttls=off", timeout=10).send(mail_to_petit(), on_data=nothing)

    assert seen == [b"p@ss"]
    assert len(postman.taken) == 1


def test_a_wrong_password_is_no_fault_of_the_mail(serve: Serve) -> None:
    port = serve(
        authenticator=lambda *_: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )

    with pytest.raises(MailNotSent, match="535"):
        Smtp(f"smtp://boucle:wrong@127.0.0.1:{port}?starttls=off", timeout=10).send(
            mail_to_petit(), on_data=nothing
        )


def test_a_mail_travels_protected_where_the_server_offers_it(
    postman: Postman, serve: Serve, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    port = serve(tls_context=context, require_starttls=True)

    with pytest.raises(MailNotSent, match="certificate"):
        server_at(port).send(mail_to_petit(), on_data=nothing)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    server_at(port).send(mail_to_petit(), on_data=nothing)

    assert len(postman.taken) == 1


def test_a_server_without_protection_is_left_where_protection_is_required(port: int) -> None:
    server = Smtp(f"smtp://127.0.0.1:{port}?starttls=required", timeout=10)

    with pytest.raises(MailNotSent, match="STARTTLS"):
        server.send(mail_to_petit(), on_data=nothing)


def test_the_password_of_the_mail_server_is_never_shown() -> None:
    server = Smtp("smtp://boucle:s3cret@mail.example:2525", timeout=10)

    with pytest.raises(MailServerWrong) as wrong:
        Smtp("smtp://boucle:s3cret@mail.example:port", timeout=10)

    assert (server.server.host, server.server.port) == ("mail.example", 2525)
    assert (server.server.user, server.server.password) == ("boucle", "s3cret")
    assert (server.server.is_tls, server.server.starttls) == (False, "offered")
    assert "s3cret" not in repr(server) + repr(server.server) + repr(wrong.value)


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://h?starttls=maybe"]
)
def test_an_address_that_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(MailServerWrong):
        Smtp(url, timeout=10)


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Bonjour\nBcc: tous@example.fr"},
        {"to": "c.petit@example.fr\r\nBcc: tous@example.fr"},
        {"to": "c.petit@example.fr, tous@example.fr"},
        {"to": "c.petit@example.fr> SIZE=1"},
        {"to": "nobody"},
        {"to": "a@b..fr"},
        {"from_": "Ana\x00 <ana@velolibre.example>"},
        {"message_id": "<a@b>\nX: y"},
        {"headers": {"Bcc": "tous@example.fr"}},
        {"headers": {"Content-Type": "text/html"}},
        {"headers": {"X-A: b\nX-C": "d"}},
        {"headers": {"X-A": "b\nX-C: d"}},
        {"text": "half \ud83d"},
        {"date": datetime(2026, 11, 24, 9, 15)},  # noqa: DTZ001 that is the point
    ],
)
def test_nothing_in_a_mail_can_add_a_header_or_a_reader(changes: dict[str, Any]) -> None:
    with pytest.raises(MailMalformed):
        mail_to_petit(**changes)


def test_a_message_id_is_always_the_same_and_names_its_message_to_us_only() -> None:
    first = message_id_of(7, from_="Ana <ana@vélo.fr>", key=b"key")
    again = message_id_of(7, from_="Ana <ana@vélo.fr>", key=b"key")
    other = message_id_of(8, from_="Ana <ana@vélo.fr>", key=b"key")
    forged = first.replace("boucle.7.", "boucle.8.")

    assert first == again != other
    assert first.endswith("@xn--vlo-bma.fr>")
    assert messages_named_in([f"{first} {forged} <other@example.fr>", other], key=b"key") == [8, 7]
    assert messages_named_in([first], key=b"another") == []


def test_a_long_message_id_stays_on_one_line_and_whole() -> None:
    long_one = message_id_of(1, from_=f"a@{'sous-domaine.' * 6}example.fr", key=b"key")

    raw = as_bytes(mail_to_petit(message_id=long_one))

    assert _read(raw)["Message-ID"].strip() == long_one
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
