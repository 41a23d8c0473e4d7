"""The program `boucle`: wires the parts together, each one only when a command asks for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from handlers import terminal
from handlers.command_line.parts import AcceptedMap
from handlers.command_line.trouble import MapBroken, Trouble

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.engine.plan import Clock
    from bot.journey import JourneyMap
    from bot.reading import Reader
    from bot.settings import Settings
    from connectors.feedback_file import FeedbackFile
    from connectors.rejected_file import RejectedFile
    from handlers.desk import Desk
    from storage.ledger import DatabaseLedger
    from workspace import Workspace

# Seconds; Slack answers in less than one, and a person waits at the terminal.
_SLACK_TIMEOUT = 10
_SQLITE = "sqlite:///"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status."""
    return terminal.run(sys.argv[1:] if arguments is None else arguments, RealParts())


class RealParts:
    """The parts of `handlers.command_line.parts.Parts`, made when first asked for.

    What stands in the way of one is raised as a `Trouble`, which the command line tells.
    """

    def __init__(self, **given: object) -> None:
        """`given` settings win over those of the environment and `.env`."""
        self._given = given

    @cached_property
    def _settings(self) -> Settings:
        from bot.settings import SettingWrong, read_settings

        try:
            return read_settings(**self._given)
        except SettingWrong as wrong:
            names = {"name": wrong.name, "wanted": wrong.wanted}
            raise Trouble("terminal-setting-wrong", **names) from wrong
        except UnicodeDecodeError as wrong:
            raise Trouble("terminal-env-not-utf8") from wrong
        except OSError as wrong:
            raise Trouble("terminal-env-unreadable", why=_why(wrong)) from wrong

    @cached_property
    def _clock(self) -> Clock:
        from handlers.clock import FollowedClock, RealClock

        address = self._settings.boucle_clock
        if not address:
            return RealClock()
        import httpx

        try:
            return FollowedClock(address)
        except (httpx.HTTPError, httpx.InvalidURL, LookupError, ValueError) as wrong:
            raise Trouble("terminal-clock-silent", address=address) from wrong

    def settings(self) -> Settings:
        """Read the settings."""
        return self._settings

    def map(self) -> AcceptedMap:
        """Read the company's journey map."""
        from bot.journey_file import JourneyMistakes, read_journey

        path = self._settings.boucle_journey
        try:
            content = path.read_bytes()
        except FileNotFoundError as wrong:
            raise Trouble("terminal-map-missing", file=str(path)) from wrong
        except (OSError, ValueError) as wrong:
            raise Trouble("terminal-map-unreadable", file=str(path), why=_why(wrong)) from wrong
        try:
            journey = read_journey(content, name=str(path))
        except JourneyMistakes as wrong:
            raise MapBroken(wrong.mistakes) from wrong
        return AcceptedMap(journey, content.decode("utf-8-sig"))

    def clock(self) -> Clock:
        """Return business time: the machine's, or that of the workspace in `BOUCLE_CLOCK`."""
        return self._clock

    def reader(self, journey: JourneyMap) -> Reader:
        """Return what understands verbatims by a map."""
        from bot.reading.reader import MapReader

        return MapReader(journey)

    def has_ledger(self) -> bool:
        """Tell whether the bot's memory is there already, without making it."""
        address = self._settings.boucle_database
        if not address.startswith(_SQLITE):
            return True  # opening it says what is wrong with the address
        return Path(address.removeprefix(_SQLITE)).exists()

    @contextmanager
    def ledger(self, *, makes_new: bool = False) -> Iterator[DatabaseLedger]:
        """Open the bot's memory, made where `makes_new` and there is none; close it after."""
        import sqlite3

        from storage.database import DatabaseUnusable
        from storage.ledger import DatabaseLedger

        address = self._settings.boucle_database
        if not (makes_new or self.has_ledger()):
            raise Trouble("terminal-no-ledger", path=address.removeprefix(_SQLITE))
        try:
            ledger = DatabaseLedger(address)
            try:
                yield ledger
            finally:
                ledger.close()
        except DatabaseUnusable as wrong:
            raise Trouble(f"terminal-{wrong.problem}", **wrong.names) from wrong
        except sqlite3.Error as wrong:
            path = address.removeprefix(_SQLITE)
            raise Trouble("terminal-database-failed", path=path, why=str(wrong)) from wrong

    @contextmanager
    def feedback(self, path: str) -> Iterator[FeedbackFile]:
        """Open a file of feedback ("-": standard input), and close it after."""
        from connectors.feedback_file import FeedbackFileUnreadable, read_feedback

        try:
            with read_feedback(path) as lines:
                yield lines
        except FeedbackFileUnreadable as wrong:
            problem = wrong.problem
            raise Trouble(problem.problem_key, field=problem.field, **problem.names) from wrong
        except ValueError as wrong:
            raise Trouble("intake-file-unreadable", file=path, why=_why(wrong)) from wrong

    @contextmanager
    def rejected(self, path: str, language: str) -> Iterator[RejectedFile]:
        """Collect the refused lines of a file, and write them after."""
        from connectors.rejected_file import RejectedFile, RejectedFileNotWritten, rejected_path

        try:
            with RejectedFile(rejected_path(path), language=language) as rejected:
                yield rejected
        except RejectedFileNotWritten as wrong:
            problem = wrong.problem
            raise Trouble(problem.problem_key, field=problem.field, **problem.names) from wrong

    def example(self, name: str) -> Path:
        """Return where a file to start from lies: "journey.yaml", "app.yaml", ".env.example".

        An installed package carries it inside; a checkout has it at its root.
        """
        package = Path(__file__).parent
        inside = package / "example" / name
        return inside if inside.exists() else package.parent / name

    def check_mail(self, address: str) -> None:
        """Check that the address of a mail server can be read; nobody is called there."""
        from connectors.smtp import SmtpAddress, SmtpAddressWrong

        try:
            SmtpAddress.parse(address)
        except SmtpAddressWrong as wrong:
            raise Trouble(
                "terminal-setting-wrong", name="BOUCLE_SMTP", wanted="smtp://user:pass@host:587"
            ) from wrong

    def slack(self, token: str) -> WebClient:
        """Return Slack's Web API for a token."""
        from slack_sdk import WebClient

        base_url = f"{self._settings.slack_api_url}/"
        return WebClient(token, base_url=base_url, timeout=_SLACK_TIMEOUT)

    @contextmanager
    def workspace(self, *, port: int, seed: Path | None) -> Iterator[Workspace]:
        """Serve a workspace, and stop it after."""
        from workspace import PortInUse, SeedNotUnderstood, Workspace

        try:
            served = Workspace(port, seed=seed)
            served.start()
        except PortInUse as wrong:
            raise Trouble("terminal-port-in-use", port=str(wrong.port)) from wrong
        except SeedNotUnderstood as wrong:
            raise Trouble("terminal-seed-wrong", file=str(seed), why=str(wrong)) from wrong
        except OSError as wrong:
            raise Trouble("terminal-seed-unreadable", file=str(seed), why=_why(wrong)) from wrong
        try:
            yield served
        finally:
            served.stop()

    def run_bot(self, *, pace: float) -> int:
        """Run the bot against Slack until it is stopped."""
        return run_bot(self, pace=pace)

    def run_demo(
        self,
        *,
        port: int,
        data: Path | None,
        journey: Path | None,
        feedback: Path | None,
        opens_browser: bool,
        pace: float,
    ) -> int:
        """Run the workspace, the bot and sample feedback until stopped."""
        return run_demo(
            port=port,
            data=data,
            journey=journey,
            feedback=feedback,
            opens_browser=opens_browser,
            pace=pace,
        )


def _why(wrong: Exception) -> str:
    return getattr(wrong, "strerror", None) or str(wrong) or type(wrong).__name__


# --- What runs until it is stopped ----------------------------------------------------------


def run_bot(parts: RealParts, *, pace: float) -> int:
    """Run the bot until it is stopped; `pace` is in seconds between two posts in a channel."""
    settings = parts.settings()
    if settings.slack_bot_token is None:
        raise Trouble("terminal-token-missing", name="SLACK_BOT_TOKEN")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise Trouble("terminal-way-in-missing")
    with _desk(parts) as desk:
        return _serve(desk, pace=pace)


def run_demo(
    *,
    port: int,
    data: Path | None,
    journey: Path | None,
    feedback: Path | None,
    opens_browser: bool,
    pace: float,
) -> int:
    """Run workspace, bot and sample feedback until stopped; `data` keeps what happened."""
    raise NotImplementedError(port, data, journey, feedback, opens_browser, pace)


def _serve(desk: Desk, *, pace: float) -> int:
    raise NotImplementedError(desk, pace)


@contextmanager
def _desk(parts: RealParts) -> Iterator[Desk]:
    """Wire what every occasion needs; the memory is closed after."""
    from handlers.desk import Desk

    journey = parts.map().journey
    with parts.ledger(makes_new=True) as ledger:
        yield Desk(
            ledger=ledger,
            clock=parts.clock(),
            journey=journey,
            reader=parts.reader(journey),
            settings=parts.settings(),
            wake=lambda: None,
        )


if __name__ == "__main__":
    sys.exit(main())
