"""Mail goes out over SMTP, and it is always known how far it got.

What failed before the message itself was handed over can be sent again; what broke off afterwards
may have arrived, and is for somebody to look up.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from bot.fate import status_in
from bot.mail import Mail, envelope_address
from connectors.mail import as_bytes
from connectors.mail_server import BEYOND_ASCII, UNPROTECTED, MailServer

# RFC 6409: where a program hands in mail; RFC 8314: the same inside of TLS.
_SUBMISSION_PORT = 587
_SUBMISSION_TLS_PORT = 465

# First digits of a server's answer.
_FINE, _GO_ON, _NOT_NOW, _NEVER = 2, 3, 4, 5
# What a server answers to a reader's address that it does not know, or will not serve (RFC 5321).
_NO_MAILBOX = (550, 551, 552, 553)


class MailRefused(Exception):
    """The server answered no; `permanent` when the same mail will never be taken (5xx).

    `by_reader`: the reader's own mailbox says so, and no cure on our side would help. `status` is
    the code of RFC 3463 that it gave ("5.1.1"), "" without one.
    """

    def __init__(
        self, reason: str, *, permanent: bool, by_reader: bool = False, status: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.by_reader = by_reader
        self.status = status


class MailNotSent(Exception):
    """The message was never handed over, for a reason that is not in it: it can be sent again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailUncertain(Exception):
    """The connection broke while the message was handed over: it may have arrived, or not."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Smtp:
    """A mail server to which one mail at a time is handed, on a connection of its own.

    `timeout` is how many seconds the server may stay silent. STARTTLS is used where it is offered
    (`?starttls=required` insists, `?starttls=off` does without); a password goes only over TLS, or
    where `off` says that the way is safe.
    """

    def __init__(self, url: str, *, timeout: float) -> None:
        """Read `smtp://user:password@host:587?starttls=required`. Raises `MailServerWrong`."""
        self.server = MailServer.parse(
            url, scheme="smtp", port=_SUBMISSION_PORT, tls_port=_SUBMISSION_TLS_PORT
        )
        self.timeout = timeout

    def __repr__(self) -> str:
        return f"Smtp({self.server.host}:{self.server.port})"

    def send(self, mail: Mail, *, on_data: Callable[[], None]) -> None:
        """Hand over one mail; `on_data` is called the moment before DATA.

        Raises `MailNotSent`, `MailRefused` or `MailUncertain`. What `on_data` raises passes
        through, and then nothing was sent. No reason holds the reader's address.
        """
        text = as_bytes(mail)
        server = self._connected()
        try:
            _offer(server, mail)
            on_data()
            _hand_over(server, mail, text)
        finally:
            _hang_up(server)

    def _connected(self) -> smtplib.SMTP:
        """Return a connection that is ready for a mail."""
        server = None
        try:
            server = self._dialled()
            server.ehlo_or_helo_if_needed()
            self._secure(server)
            self._log_in(server)
        except (smtplib.SMTPException, OSError, MailNotSent) as wrong:
            if server is not None:
                _hang_up(server)
            raise MailNotSent(_why(wrong)) from wrong
        return server

    def _dialled(self) -> smtplib.SMTP:
        where = (self.server.host, self.server.port, self._own_name())
        if self.server.is_tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(*where, timeout=self.timeout, context=context)
        return smtplib.SMTP(*where, timeout=self.timeout)

    def _own_name(self) -> str | None:
        # Looking up one's own full name takes five seconds where the name server does not know it;
        # a server on the same machine has no use for it.
        is_here = self.server.host in ("127.0.0.1", "::1", "localhost")
        return "localhost" if is_here else None

    def _secure(self, server: smtplib.SMTP) -> None:
        wanted = self.server.starttls
        if self.server.is_tls or wanted == "off":
            return
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        elif wanted == "required":
            raise MailNotSent("the server offers no STARTTLS, which ?starttls=required asks for")

    def _log_in(self, server: smtplib.SMTP) -> None:
        if not self.server.user:
            return
        if not isinstance(server.sock, ssl.SSLSocket) and self.server.starttls != "off":
            raise MailNotSent(UNPROTECTED.format(scheme="smtp"))
        try:
            server.login(self.server.user, self.server.password)
        except UnicodeEncodeError:
            raise MailNotSent(BEYOND_ASCII) from None


def _offer(server: smtplib.SMTP, mail: Mail) -> None:
    """Name sender and reader to the server."""
    try:
        sender = server.mail(envelope_address(mail.from_) or "")
        _heed(sender, _FINE, mail, unclear=MailNotSent)
        reader = server.rcpt(envelope_address(mail.to) or "")
        _heed(reader, _FINE, mail, unclear=MailNotSent, to_reader=True)
    except (smtplib.SMTPException, OSError) as wrong:
        raise MailNotSent(_why(wrong)) from wrong


def _hand_over(server: smtplib.SMTP, mail: Mail, text: bytes) -> None:
    """Send the text. Until its first byte leaves, nothing can have arrived."""
    try:
        _heed(server.docmd("DATA"), _GO_ON, mail, unclear=MailNotSent)
    except (smtplib.SMTPException, OSError) as wrong:
        raise MailNotSent(_why(wrong)) from wrong
    try:
        server.send(_with_dots_doubled(text) + b".\r\n")
        _heed(server.getreply(), _FINE, mail, unclear=MailUncertain)
    except (smtplib.SMTPException, OSError) as wrong:
        raise MailUncertain(_why(wrong)) from wrong


def _heed(
    answer: tuple[int, bytes],
    hoped_for: int,
    mail: Mail,
    *,
    unclear: type[MailNotSent | MailUncertain],
    to_reader: bool = False,
) -> None:
    """Go on when the first digit of the answer is as hoped (RFC 5321, section 4.2.1)."""
    code, words = answer
    if code // 100 == hoped_for:
        return
    said = " ".join(words.decode("utf-8", "replace").split())
    reason = f"{code} {said}".replace(envelope_address(mail.to) or mail.to, "…")
    if code // 100 not in (_NOT_NOW, _NEVER):
        raise unclear(reason)
    status = status_in(said)
    raise MailRefused(
        reason,
        permanent=code // 100 == _NEVER,
        by_reader=_is_about_reader(code, status, said, to_reader=to_reader),
        status=status,
    )


def _is_about_reader(code: int, status: str, said: str, *, to_reader: bool) -> bool:
    """Tell whether a no is about the reader's mailbox, and not about us or our server.

    RFC 3463: x.1.x is the address (of the sender: 7 and 8), x.2.x the mailbox. Without such a
    code, what answers to the reader's address is about it, unless we may not hand in mail there.
    """
    if status:
        return status.startswith(("5.1.", "5.2.")) and status not in ("5.1.7", "5.1.8")
    return to_reader and code in _NO_MAILBOX and "relay" not in said.lower()


def _with_dots_doubled(text: bytes) -> bytes:
    # RFC 5321, section 4.5.2: a dot alone on a line would end the mail.
    doubled = text.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _hang_up(server: smtplib.SMTP) -> None:
    # What became of the mail is known: the goodbye is not waited for, and may fail.
    with suppress(smtplib.SMTPException, OSError):
        server.putcmd("QUIT")
    server.close()


def _why(wrong: Exception) -> str:
    if isinstance(wrong, smtplib.SMTPResponseException):
        error = wrong.smtp_error
        words = error.decode("utf-8", "replace") if isinstance(error, bytes) else str(error)
        return f"{wrong.smtp_code} {' '.join(words.split())}"
    if isinstance(wrong, socket.gaierror):
        return f"the name of the server is unknown ({wrong.strerror})"
    return str(wrong) or type(wrong).__name__
