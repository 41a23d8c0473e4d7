"""What the commands need from outside, as protocols; `bot.__main__` holds the real parts."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from slack_sdk import WebClient

    from bot.engine.plan import Clock
    from bot.journey import JourneyMap
    from bot.ledger import Ledger
    from bot.reading import CloseReader
    from bot.reading.meaning import MakesVectors
    from bot.record import Problem
    from bot.settings import Settings
    from handlers.command_line.console import Console


@dataclass(frozen=True)
class AcceptedMap:
    """A journey map without mistakes, and the text it was read from."""

    journey: JourneyMap
    text: str


@dataclass(frozen=True)
class DemoAsked:
    """What was asked of the demo; None where it shall use its own.

    `data` keeps what happened; `pace` is in seconds between two posts in a channel.
    """

    port: int
    data: Path | None
    journey: Path | None
    feedback: Path | None
    opens_browser: bool
    pace: float


class FeedbackLine(Protocol):
    """One line of a file of feedback: a record, or the problem why there is none."""

    @property
    def number(self) -> int:
        """Return the line of the file where it begins, from 1."""
        ...

    @property
    def record(self) -> dict[str, Any] | None:
        """Return what the line says, by column."""
        ...

    @property
    def problem(self) -> Problem | None:
        """Return why there is no record."""
        ...

    @property
    def as_read(self) -> Mapping[str, Any]:
        """Return what stood there, also when it is refused."""
        ...


class Feedback(Protocol):
    """An open file of feedback."""

    @property
    def bytes_read(self) -> int:
        """Return how many bytes have been read so far."""
        ...

    @property
    def size(self) -> int | None:
        """Return how many bytes there are, None when nobody can tell."""
        ...

    def __iter__(self) -> Iterator[FeedbackLine]:
        """Return the lines."""
        ...


class Rejected(Protocol):
    """The lines that were refused; `path` is where they lie once all are in, if there are any."""

    @property
    def path(self) -> Path | None:
        """Return where they lie."""
        ...

    def add(self, line: Any, problems: Iterable[Problem]) -> None:
        """Keep a line that was refused, and why."""
        ...


class Export(Protocol):
    """A file of lines for others to read."""

    def add(self, line: Mapping[str, Any]) -> None:
        """Write one line; every line has the same keys."""
        ...


class MovedTable(Protocol):
    """A table that stands in both databases alike."""

    @property
    def table(self) -> str:
        """Return its name."""
        ...

    @property
    def rows(self) -> int:
        """Return how many rows it has."""
        ...

    @property
    def digest(self) -> str:
        """Return the hash of all its rows."""
        ...


class LocalWorkspace(Protocol):
    """A Slack workspace on this machine."""

    @property
    def url(self) -> str:
        """Return where its page is."""
        ...

    def tokens(self) -> tuple[str, str]:
        """Return the bot token and the app-level token of its first app."""
        ...


class Parts(Protocol):
    """Everything a command may ask for. Each raises `Trouble` when it cannot be had."""

    def settings(self) -> Settings:
        """Read the settings."""
        ...

    def map(self) -> AcceptedMap:
        """Read the company's journey map."""
        ...

    def clock(self) -> Clock:
        """Return business time."""
        ...

    def reader(self, journey: JourneyMap) -> CloseReader:
        """Return what understands verbatims by a map."""
        ...

    def ledger(self, *, makes_new: bool = False) -> AbstractContextManager[Ledger]:
        """Open the bot's memory, made where `makes_new` and there is none; close it after."""
        ...

    def meaning(self) -> MakesVectors | None:
        """Return what turns texts into vectors, None without it; it is loaded once."""
        ...

    def has_ledger(self) -> bool:
        """Tell whether the bot's memory is there already, without making it."""
        ...

    def move(
        self, source: str, target: str, progress: Callable[[str, int], None]
    ) -> Sequence[MovedTable]:
        """Take a company from one address to another; `progress` hears table and rows done."""
        ...

    def back_up(self, file: Path, progress: Callable[[int], None]) -> int:
        """Write the bot's memory into a file; return its bytes. `progress` hears percents."""
        ...

    def restore(self, file: Path, progress: Callable[[int], None]) -> int:
        """Bring the bot's memory back from a file; return its bytes."""
        ...

    def feedback(self, path: str) -> AbstractContextManager[Feedback]:
        """Open a file of feedback ("-": standard input), and close it after."""
        ...

    def rejected(self, path: str, language: str) -> AbstractContextManager[Rejected]:
        """Collect the refused lines of a file, and write them after."""
        ...

    def export(self, path: str) -> AbstractContextManager[Export]:
        """Open a file to write lines to ("-": standard output); it appears whole at the end."""
        ...

    def example(self, name: str) -> Path:
        """Return where a file to start from lies: "journey.yaml", "app.yaml", ".env.example"."""
        ...

    def check_mail(self, address: str) -> None:
        """Check that the address of a mail server can be read; nobody is called there."""
        ...

    def check_replies(self) -> str:
        """Check the settings of Zendesk and of the webhook; Zendesk is asked who we are.

        Returns our role there, "" without a Zendesk.
        """
        ...

    def check_mailbox(self) -> None:
        """Open the company's mailbox and its folder of copies, where there is one."""
        ...

    def slack(self, token: str) -> WebClient:
        """Return Slack's Web API for a token."""
        ...

    def workspace(self, *, port: int, seed: Path | None) -> AbstractContextManager[LocalWorkspace]:
        """Serve a workspace, and stop it after."""
        ...

    def run_bot(self, *, pace: float, patience: float) -> int:
        """Run the bot until it is stopped; return the exit status."""
        ...

    def run_demo(self, console: Console, asked: DemoAsked) -> int:
        """Run the workspace, the bot and sample feedback until stopped; return the status."""
        ...
