"""The company's mailbox, read over IMAP (RFC 3501). Nothing in it is changed: not even "seen"."""

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any

from bot.received_mail import ArrivedMail, MailboxPlace, MailboxSilent, ReceivedMail, Unreadable
from connectors.mail_server import BEYOND_ASCII, UNPROTECTED, MailServer, MailServerWrong
from connectors.received_mail import MOST_BYTES, digest_of, read_mail

_PORT, _TLS_PORT = 143, 993
# Seconds between two looks. A customer's answer lands within the minute; mail servers bear such a
# look from every telephone.
_EVERY, _SHORTEST, _LONGEST = "60", 1, 3600
# The rest comes with the next look, a minute later.
_MOST_AT_ONCE = 200
# Months as IMAP writes them, whatever the machine's language.
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class ImapMailbox:
    """A `bot.received_mail.Mailbox`; each look is a connection of its own.

    `timeout` is how many seconds the server may stay silent. TLS is as for mail that leaves: a
    password goes only over TLS, or where `?starttls=off` says that the way is safe.
    """

    def __init__(self, url: str, *, timeout: float) -> None:
        """Read `imaps://user:password@host:993/INBOX?sent=Sent&every=60`.

        Raises `MailServerWrong`.
        """
        self.server = MailServer.parse(url, scheme="imap", port=_PORT, tls_port=_TLS_PORT)
        if not self.server.user:
            raise MailServerWrong("expected imaps://user:password@host:port/INBOX")
        self.folder = self.server.folder or "INBOX"
        self.sent = self.server.asked.get("sent")
        self.look_every = _every(self.server.asked.get("every", _EVERY))
        self.timeout = timeout

    def __repr__(self) -> str:
        return f"ImapMailbox({self.name})"

    @property
    def name(self) -> str:
        """Return what tells it from other mailboxes."""
        return f"{self.server.user}@{self.server.host}/{self.folder}"

    @property
    def keeps_copies(self) -> bool:
        """Tell whether a folder is named in which copies of what was sent lie."""
        return self.sent is not None

    def begin(self, *, today: date) -> MailboxPlace:
        """Return the place after all mails that lie there now. Raises `MailboxSilent`."""
        with self._opened(self.folder) as server:
            uids = _uids(server, "UID", "1:*")
            return MailboxPlace(_validity(server), max(uids, default=0), today)

    def after(self, place: MailboxPlace, *, today: date) -> Iterator[ArrivedMail]:
        """Yield the mails after a place, first arrived first. Raises `MailboxSilent`."""
        with self._opened(self.folder) as server:
            validity = _validity(server)
            if validity == place.validity:
                # "n:*" always finds the last one, even before n.
                uids = [
                    one for one in _uids(server, "UID", f"{place.uid + 1}:*") if one > place.uid
                ]
            else:
                uids = _uids(server, "SINCE", _day(place.on - timedelta(days=1)))
            for uid in sorted(uids)[:_MOST_AT_ONCE]:
                digest, mail = _fetched(server, uid)
                yield ArrivedMail(MailboxPlace(validity, uid, today), digest, mail)

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether a mail lies in the folder of what was sent; None where nobody can know."""
        if self.sent is None:
            return None
        with self._opened(self.sent) as server:
            if _uids(server, "HEADER", "Message-ID", f'"{message_id}"'):
                return True
            keeps_ours = _uids(server, "HEADER", "Message-ID", '"<boucle."')
            return False if keeps_ours else None

    @contextmanager
    def _opened(self, folder: str) -> Iterator[imaplib.IMAP4]:
        """Log in and open a folder only to read it."""
        server = None
        try:
            server = self._dialled()
            self._log_in(server)
            _check(server.select(_quoted(folder), readonly=True))
            yield server
        except (imaplib.IMAP4.error, OSError, ValueError) as wrong:
            raise MailboxSilent(self._why(wrong)) from None
        finally:
            if server is not None:
                _hang_up(server)

    def _dialled(self) -> imaplib.IMAP4:
        where = (self.server.host, self.server.port)
        context = ssl.create_default_context()
        if self.server.is_tls:
            return imaplib.IMAP4_SSL(*where, ssl_context=context, timeout=self.timeout)
        server = imaplib.IMAP4(*where, timeout=self.timeout)
        if self.server.starttls == "off":
            return server
        if "STARTTLS" not in server.capabilities:
            server.shutdown()
            raise imaplib.IMAP4.error(UNPROTECTED.format(scheme="imap"))
        server.starttls(context)
        return server

    def _log_in(self, server: imaplib.IMAP4) -> None:
        try:
            server.login(self.server.user, self.server.password)
        except UnicodeEncodeError:
            raise imaplib.IMAP4.error(BEYOND_ASCII) from None

    def _why(self, wrong: Exception) -> str:
        if isinstance(wrong, socket.gaierror):
            return f"the name of the server is unknown ({wrong.strerror})"
        said = wrong.args[0] if wrong.args else ""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(wrong)
        if self.server.password:
            text = text.replace(self.server.password, "…")
        return " ".join(text.split())[:200] or type(wrong).__name__


def _every(seconds: str) -> timedelta:
    if not (seconds.isascii() and seconds.isdigit() and _SHORTEST <= int(seconds) <= _LONGEST):
        raise MailServerWrong(f"every is a number of seconds from {_SHORTEST} to {_LONGEST}")
    return timedelta(seconds=int(seconds))


def _hang_up(server: imaplib.IMAP4) -> None:
    # What was read is read: the goodbye may fail.
    with suppress(imaplib.IMAP4.error, OSError):
        server.logout()
    with suppress(OSError):
        server.shutdown()


def _check(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(data[0] if data else status)
    return data


def _validity(server: imaplib.IMAP4) -> int:
    _, found = server.response("UIDVALIDITY")
    return int(found[0]) if found and found[0] else 0


def _uids(server: imaplib.IMAP4, *criteria: str) -> list[int]:
    data = _check(server.uid("SEARCH", *criteria))
    return [int(one) for line in data if line for one in line.split()]


def _fetched(server: imaplib.IMAP4, uid: int) -> tuple[str, ReceivedMail | Unreadable]:
    data = _check(server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
    raw = next((one[1][:MOST_BYTES] for one in data if isinstance(one, tuple)), None)
    if raw is None:
        # Somebody took it out of the mailbox meanwhile.
        return f"gone:{uid}", Unreadable("gone")
    return digest_of(raw), read_mail(raw)


def _day(day: date) -> str:
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it: in modified UTF-7 (RFC 3501, 5.1.3), in quotes."""

    def encoded(beyond: re.Match[str]) -> str:
        text = b64encode(beyond[0].encode("utf-16-be")).decode().rstrip("=")
        return f"&{text.replace('/', ',')}-"

    plain = re.sub(r"[^\x20-\x7e]+", encoded, folder.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
