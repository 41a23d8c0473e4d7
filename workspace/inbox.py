"""The customers' inbox: a real mail server that keeps what it is sent and delivers to nobody."""

from __future__ import annotations

import asyncio
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from workspace.clock import machine_unix
from workspace.core import Core

Json = dict[str, Any]

_LARGEST = 30_000_000  # bytes, as common mail servers allow
_REPLIES = {"refuse": "451 4.3.0 Try again later", "reject": "550 5.1.1 Mailbox unavailable"}


class Inbox:
    """The mail server of the workspace."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._server: asyncio.Server | None = None

    async def start(self, *, host: str, port: int) -> int:
        """Listen for mail; returns the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, host, port)
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def handle_DATA(  # noqa: N802 - the name that the mail server calls
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail that was sent in full."""
        fault = self._core.faults.strike("smtp")
        kind = fault.kind if fault else ""
        if kind in _REPLIES:
            return _REPLIES[kind]
        if kind == "drop_before":
            return _hang_up(server)
        mail = self._mail(envelope)
        self._core.state.mails.append(mail)
        self._core.state.keep_mail(mail)
        self._core.live.tell({"type": "mail", "mail": mail})
        return _hang_up(server) if kind == "drop_after" else f"250 OK {mail['id']}"

    def _session(self) -> SMTP:
        return SMTP(
            self,
            hostname="inbox.local",
            ident="Workspace inbox",
            data_size_limit=_LARGEST,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=_let_anybody_in,
            loop=asyncio.get_running_loop(),
        )

    def _mail(self, envelope: Envelope) -> Json:
        content = envelope.original_content or b""
        parsed = message_from_bytes(content)
        now = self._core.clock.now()
        return {
            "id": f"M{len(self._core.state.mails) + 1}",
            "from": _decoded(parsed.get("From")) or envelope.mail_from,
            "to": _addresses(parsed, "To") or list(envelope.rcpt_tos),
            "cc": _addresses(parsed, "Cc"),
            "recipients": list(envelope.rcpt_tos),
            "subject": _decoded(parsed.get("Subject")),
            "text": _body(parsed, "text/plain"),
            "html": _body(parsed, "text/html"),
            "message_id": (parsed.get("Message-ID") or "").strip(),
            "headers": {name: _decoded(value) for name, value in parsed.items()},
            "attachments": _attachments(parsed),
            "received_at": now.isoformat(timespec="seconds"),
            "received_machine": machine_unix(),
            "size": len(content),
        }


def _hang_up(server: SMTP) -> str:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()
    return "421 4.3.2 Closing"


def _let_anybody_in(*_given: Any) -> AuthResult:
    return AuthResult(success=True, auth_data=LoginPassword(b"", b""))


def _decoded(header: Any) -> str:
    """A header as a person reads it; what cannot be decoded stays as it came."""
    if header is None:
        return ""
    try:
        return str(make_header(decode_header(str(header))))
    except (LookupError, ValueError, UnicodeError):
        return str(header)


def _addresses(mail: Message, name: str) -> list[str]:
    return [address for _, address in getaddresses(mail.get_all(name, [])) if address]


def _body(mail: Message, kind: str) -> str:
    for part in mail.walk():
        if part.get_content_type() == kind and part.get_filename() is None:
            payload = part.get_payload(decode=True)
            charset = part.get_content_charset("utf-8")
            if isinstance(payload, bytes):
                return _text(payload, charset)
    return ""


def _text(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, errors="replace").replace("\r\n", "\n")
    except LookupError:
        return payload.decode("utf-8", errors="replace").replace("\r\n", "\n")


def _attachments(mail: Message) -> list[Json]:
    return [
        {"name": part.get_filename(), "type": part.get_content_type()}
        for part in mail.walk()
        if part.get_filename()
    ]
