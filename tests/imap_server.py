"""A mailbox of a company for a test: the workspace's own, filled by the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from workspace.imap_server import ImapServer, Mailbox, MailFolder

USER, PASSWORD = "boucle", "secret of the mailbox"
_TODAY = date(2026, 11, 24)


@dataclass
class ImapHouse(Mailbox):
    """The mailbox as a test sees it: it keeps copies, and knows its own address."""

    user: str = USER
    password: str = PASSWORD
    folders: dict[str, MailFolder] = field(
        default_factory=lambda: {"INBOX": MailFolder(), "Sent": MailFolder()}
    )
    port: int = 0

    @property
    def url(self) -> str:
        """Return its address, with the password."""
        password = self.password.replace(" ", "%20")
        return f"imap://{self.user}:{password}@127.0.0.1:{self.port}/INBOX?starttls=off&sent=Sent"

    def put(self, mail: bytes, *, folder: str = "INBOX", on: date = _TODAY) -> int:
        """Let a mail arrive; returns its UID."""
        return super().put(mail, folder=folder, on=on)


@contextmanager
def imap_house() -> Iterator[ImapHouse]:
    """Serve a mailbox on a port of its own."""
    house = ImapHouse()
    server = ImapServer(house)
    house.port = server.port
    server.start()
    try:
        yield house
    finally:
        server.stop()
