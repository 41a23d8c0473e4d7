"""A mailbox of a company on this machine: the commands of IMAP that a reader uses (RFC 3501).

Mails are put into folders by tests; the server is driven by Python's own IMAP client, and keeps
what it was asked, so that a test can see that nothing was ever changed.
"""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes

_READ = frozenset({"CAPABILITY", "NOOP", "LOGIN", "LOGOUT", "EXAMINE", "UID", "STARTTLS"})


@dataclass
class Folder:
    """Mails by their UIDs; `validity` changes when they are numbered anew."""

    validity: int = 1
    mails: dict[int, tuple[bytes, date]] = field(default_factory=dict)
    next_uid: int = 1


@dataclass
class ImapHouse:
    """The mailbox, as a test sees it."""

    port: int
    user: str = "boucle"
    password: str = "secret of the mailbox"
    folders: dict[str, Folder] = field(
        default_factory=lambda: {"INBOX": Folder(), "Sent": Folder()}
    )
    asked: list[str] = field(default_factory=list)
    hangs_up_after: int | None = None  # so many mails in one connection
    tls: ssl.SSLContext | None = None
    begins_with_tls: bool = False
    never_ends: bool = False  # the last answer to a fetch does not come
    fetched: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Return its address, with the password."""
        password = self.password.replace(" ", "%20")
        return f"imap://{self.user}:{password}@127.0.0.1:{self.port}/INBOX?starttls=off&sent=Sent"

    def put(self, mail: bytes, *, folder: str = "INBOX", on: date = date(2026, 11, 24)) -> int:
        """Let a mail arrive; returns its UID."""
        there = self.folders[folder]
        uid, there.next_uid = there.next_uid, there.next_uid + 1
        there.mails[uid] = (mail, on)
        return uid

    def number_anew(self, *, folder: str = "INBOX") -> None:
        """Give every mail another UID, as a server does that was set up again."""
        there = self.folders[folder]
        kept = list(there.mails.values())
        self.folders[folder] = Folder(validity=there.validity + 1)
        for mail, on in kept:
            self.put(mail, folder=folder, on=on)


class _Connection(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self._folder: Folder | None = None
        self._fetched = 0
        self._is_protected = False
        with suppress(OSError):  # whoever wanted TLS, or does not trust us, has gone
            if self.server.house.begins_with_tls:
                self._protect()
            self._serve()

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        if self._is_protected:
            self.request.close()  # the server only closes what it accepted

    def _protect(self) -> None:
        assert self.server.house.tls is not None
        self.rfile.close()
        self.wfile.close()
        self.request = self.server.house.tls.wrap_socket(
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
            self.server.house.asked.append(rest)
        if command not in _READ:
            self._say(f"{tag} BAD unknown command")
        elif command == "STARTTLS" and self.server.house.tls:
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
            offers = " STARTTLS" if self.server.house.tls and not self._is_protected else ""
            self._say(f"* CAPABILITY IMAP4rev1{offers}", f"{tag} OK done")
        return True

    def _log_in(self, tag: str, arguments: str) -> None:
        house = self.server.house
        given = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', arguments)]
        if given == [house.user, house.password]:
            self._say(f"{tag} OK logged in")
        else:
            self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong user or password")

    def _open(self, tag: str, arguments: str) -> None:
        self._folder = self.server.house.folders.get(arguments.strip('"'))
        if self._folder is None:
            self._say(f"{tag} NO no such folder")
            return
        there = self._folder
        self._say(
            f"* {len(there.mails)} EXISTS",
            "* FLAGS (\\Seen)",
            f"* OK [UIDVALIDITY {there.validity}]",
            f"* OK [UIDNEXT {there.next_uid}]",
            f"{tag} OK [READ-ONLY] opened",
        )

    def _uid(self, tag: str, arguments: str) -> bool:
        assert self._folder is not None
        command, _, rest = arguments.partition(" ")
        if command.upper() == "SEARCH":
            found = " ".join(str(uid) for uid in self._found(self._folder, rest))
            self._say(f"* SEARCH {found}".rstrip(), f"{tag} OK done")
            return True
        return self._fetch(tag, rest)

    def _found(self, folder: Folder, criteria: str) -> list[int]:
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
        assert self._folder is not None
        house = self.server.house
        if house.hangs_up_after is not None and self._fetched >= house.hangs_up_after:
            return False
        uid, _, what = rest.partition(" ")
        most = int(re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", what)[1])  # type: ignore[index]
        self._fetched += 1
        if int(uid) in self._folder.mails:
            mail = self._folder.mails[int(uid)][0][:most]
            self._say(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(mail)}}}")
            self.wfile.write(mail)
            self._say(")")
        house.fetched.set()
        if house.never_ends:
            return bool(self.rfile.readline())  # until whoever asks is gone
        self._say(f"{tag} OK done")
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    house: ImapHouse


@contextmanager
def imap_house() -> Iterator[ImapHouse]:
    """Serve a mailbox on a port of its own."""
    with _Server(("127.0.0.1", 0), _Connection) as server:
        server.house = ImapHouse(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.house
        finally:
            server.shutdown()
            thread.join()
