"""A company's mailbox: the commands of IMAP that somebody who only reads it uses (RFC 3501).

It keeps what it was asked, so that a test can see that nothing was ever changed, and it can be
told to break off, as real ones do.
"""

from __future__ import annotations

import re
import socket
import socketserver
import ssl
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes

_READ = frozenset({"CAPABILITY", "NOOP", "LOGIN", "LOGOUT", "EXAMINE", "UID", "STARTTLS"})
_KNOWN_ONLY = frozenset({"EXAMINE", "UID"})

# Seconds.
_STOPS_WITHIN = 0.05
# What was asked lately; a reader asks a handful of things a minute.
_ASKED = 1000


@dataclass
class MailFolder:
    """Mails by their UIDs; `validity` changes when they are numbered anew."""

    validity: int = 1
    mails: dict[int, tuple[bytes, date]] = field(default_factory=dict)
    next_uid: int = 1


@dataclass
class Mailbox:
    """The mailbox as whoever fills it sees it; anybody who knows the password may read it."""

    user: str = "mailbox"
    password: str = field(default="local", repr=False)
    folders: dict[str, MailFolder] = field(default_factory=lambda: {"INBOX": MailFolder()})
    asked: deque[str] = field(default_factory=lambda: deque(maxlen=_ASKED))
    hangs_up_after: int | None = None  # so many mails in one connection
    tls: ssl.SSLContext | None = None
    begins_with_tls: bool = False
    never_ends: bool = False  # the last answer to a fetch does not come
    fetched: threading.Event = field(default_factory=threading.Event)

    def put(self, mail: bytes, *, folder: str = "INBOX", on: date) -> int:
        """Let a mail arrive on a day; returns its UID."""
        there = self.folders[folder]
        uid, there.next_uid = there.next_uid, there.next_uid + 1
        there.mails[uid] = (mail, on)
        return uid

    def number_anew(self, *, folder: str = "INBOX") -> None:
        """Give every mail another UID, as a server does that was set up again."""
        there = self.folders[folder]
        kept = list(there.mails.values())
        self.folders[folder] = MailFolder(validity=there.validity + 1)
        for mail, on in kept:
            self.put(mail, folder=folder, on=on)


class _Connection(socketserver.StreamRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        self._folder = MailFolder()  # until one is opened
        self._fetched = 0
        self._is_protected = self._is_known = False
        with suppress(OSError):  # whoever wanted TLS, or does not trust us, has gone
            if self.server.mailbox.begins_with_tls:
                self._protect()
            self._serve()

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        if self._is_protected:
            self.request.close()  # the server only closes what it accepted

    def _protect(self) -> None:
        context = self.server.mailbox.tls
        if context is None:
            return
        self.rfile.close()
        self.wfile.close()
        self.request = context.wrap_socket(
            self.request, server_side=True, do_handshake_on_connect=False
        )
        self._is_protected = True
        self.request.do_handshake()
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def _serve(self) -> None:
        self._say("* OK IMAP4rev1 ready")
        while line := self.rfile.readline(70_000):
            tag, _, rest = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
            if not self._answer(tag, rest):
                return

    def _answer(self, tag: str, rest: str) -> bool:
        command, _, arguments = rest.partition(" ")
        command = command.upper()
        if command != "LOGIN":
            self.server.mailbox.asked.append(rest)
        if command not in _READ or (command in _KNOWN_ONLY and not self._is_known):
            self._say(f"{tag} BAD unknown command, or not logged in")
        elif command == "STARTTLS" and self.server.mailbox.tls:
            self._say(f"{tag} OK begin")
            self._protect()
        elif command == "LOGOUT":
            self._say("* BYE bye", f"{tag} OK done")
            return False
        elif command == "LOGIN":
            self._log_in(tag, arguments)
        elif command == "EXAMINE":
            self._open(tag, arguments)
        elif command == "UID":
            return self._uid(tag, arguments)
        else:
            offers = " STARTTLS" if self.server.mailbox.tls and not self._is_protected else ""
            self._say(f"* CAPABILITY IMAP4rev1{offers}", f"{tag} OK done")
        return True

    def _log_in(self, tag: str, arguments: str) -> None:
        mailbox = self.server.mailbox
        given = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', arguments)]
        if given == [mailbox.user, mailbox.password]:
            self._is_known = True
            self._say(f"{tag} OK logged in")
        else:
            self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong user or password")

    def _open(self, tag: str, arguments: str) -> None:
        there = self.server.mailbox.folders.get(arguments.strip('"'))
        if there is None:
            self._say(f"{tag} NO no such folder")
            return
        self._folder = there
        self._say(
            f"* {len(there.mails)} EXISTS",
            "* FLAGS (\\Seen)",
            f"* OK [UIDVALIDITY {there.validity}]",
            f"* OK [UIDNEXT {there.next_uid}]",
            f"{tag} OK [READ-ONLY] opened",
        )

    def _uid(self, tag: str, arguments: str) -> bool:
        command, _, rest = arguments.partition(" ")
        if command.upper() == "SEARCH":
            found = " ".join(str(uid) for uid in self._found(self._folder, rest))
            self._say(f"* SEARCH {found}".rstrip(), f"{tag} OK done")
            return True
        return self._fetch(tag, rest)

    def _found(self, folder: MailFolder, criteria: str) -> list[int]:
        kind, _, rest = criteria.partition(" ")
        uids = sorted(folder.mails)
        if kind == "UID":
            first = int(rest.partition(":")[0])
            return [one for one in uids if one >= first] or uids[-1:]  # "*" is the last one
        if kind == "SINCE":
            since = datetime.strptime(rest, "%d-%b-%Y").date()  # noqa: DTZ007 # a day
            return [one for one in uids if folder.mails[one][1] >= since]
        _, name, text = re.fullmatch(r'(HEADER) (\S+) "(.*)"', criteria).groups()  # type: ignore[union-attr]
        return [
            one
            for one in uids
            if text in str(message_from_bytes(folder.mails[one][0]).get(name, ""))
        ]

    def _fetch(self, tag: str, rest: str) -> bool:
        mailbox = self.server.mailbox
        if mailbox.hangs_up_after is not None and self._fetched >= mailbox.hangs_up_after:
            return False
        uid, _, what = rest.partition(" ")
        most = int(re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", what)[1])  # type: ignore[index]
        self._fetched += 1
        if int(uid) in self._folder.mails:
            mail = self._folder.mails[int(uid)][0][:most]
            self._say(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(mail)}}}")
            self.wfile.write(mail)
            self._say(")")
        mailbox.fetched.set()
        if mailbox.never_ends:
            return bool(self.rfile.readline())  # until whoever asks is gone
        self._say(f"{tag} OK done")
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class ImapServer(socketserver.ThreadingTCPServer):
    """Serves a mailbox, in a thread of its own, from `start` to `stop`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mailbox: Mailbox, *, host: str = "127.0.0.1", port: int = 0) -> None:
        """Take a port; 0 is a free one. Raises OSError where it is in use."""
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Connection)
        self.mailbox = mailbox
        self.port = int(self.server_address[1])
        self._thread = threading.Thread(
            target=self.serve_forever, name="workspace-imap", args=(_STOPS_WITHIN,), daemon=True
        )

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self.shutdown()
        self._thread.join()
        self.server_close()
