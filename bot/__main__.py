"""The program `boucle`: wires the parts together, each one only when a command asks for it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from handlers import terminal
from handlers.command_line.parts import AcceptedMap, DemoAsked, Export
from handlers.command_line.trouble import MapBroken, Trouble

if TYPE_CHECKING:
    import threading

    from slack_sdk import WebClient

    from bot.engine.plan import Clock
    from bot.journey import JourneyMap
    from bot.reading import CloseReader
    from bot.reading.meaning import MakesVectors
    from bot.received_mail import Mailbox
    from bot.settings import Settings
    from connectors.feedback_file import FeedbackFile
    from connectors.rejected_file import RejectedFile
    from connectors.reply_senders import ReplyConnections
    from handlers.command_line.console import Console
    from handlers.running import RunningBot
    from storage.ledger import DatabaseLedger
    from storage.moving import MovedTable
    from workspace.main import Workspace

# Seconds; Slack answers in less than one, and a person waits at the terminal.
_SLACK_TIMEOUT = 10
# RFC 5321 lets a mail server take minutes; a person who waits for "sent" does not. Three times as
# long as Slack, then; and what broke off is looked up when it has arrived, or never will.
_SMTP_PATIENCE, _LOOK_AFTER = 3, 6
# Seconds; a large mailbox takes a while to be opened.
_IMAP_TIMEOUT = 30
_SQLITE = "sqlite:///"
# Of glibc's <malloc.h>: how many heaps there may be.
_M_ARENA_MAX = -8


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status."""
    return terminal.run(sys.argv[1:] if arguments is None else arguments, RealParts())


class RealParts:
    """The parts of `handlers.command_line.parts.Parts`, made when first asked for.

    What stands in the way of one is raised as a `Trouble`, which the command line tells.
    """

    def __init__(self, given: Settings | None = None) -> None:
        """`given` settings stand in the place of those of the environment and `.env`."""
        self._given = given
        self._reader: tuple[JourneyMap, CloseReader] | None = None

    @cached_property
    def _settings(self) -> Settings:
        if self._given is not None:
            return self._given
        from bot.settings import SettingWrong, read_settings

        try:
            return read_settings()
        except SettingWrong as wrong:
            names = {"name": wrong.name, "wanted": wrong.wanted}
            raise Trouble("terminal-setting-wrong", **names) from wrong
        except UnicodeDecodeError as wrong:
            raise Trouble("terminal-env-not-utf8") from wrong
        except OSError as wrong:
            raise Trouble("terminal-env-unreadable", why=wrong) from wrong

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
        """Read the company's journey map; it is read once."""
        return self._map

    @cached_property
    def _map(self) -> AcceptedMap:
        from bot.journey_file import JourneyMistakes, read_journey
        from bot.replies_file import read_replies

        path = self._settings.boucle_journey
        try:
            content = path.read_bytes()
        except FileNotFoundError as wrong:
            raise Trouble("terminal-map-missing", file=str(path)) from wrong
        except (OSError, ValueError) as wrong:
            raise Trouble("terminal-map-unreadable", file=str(path), why=wrong) from wrong
        try:
            journey = read_journey(content, name=str(path))
            journey = replace(journey, replies=read_replies(_replies_beside(path)))
        except JourneyMistakes as wrong:
            raise MapBroken(wrong.mistakes) from wrong
        return AcceptedMap(journey, content.decode("utf-8-sig"))

    def clock(self) -> Clock:
        """Return business time: the machine's, or that of the workspace in `BOUCLE_CLOCK`."""
        return self._clock

    def reader(self, journey: JourneyMap) -> CloseReader:
        """Return what understands verbatims by a map; it takes a while to make, so it is kept."""
        from bot.reading.reader import MapReader

        if self._reader is None or self._reader[0] is not journey:
            self._reader = (journey, MapReader(journey))
        return self._reader[1]

    def meaning(self) -> MakesVectors | None:
        """Return what turns texts into vectors, None without it; it is loaded once.

        Raises `Trouble` where the settings ask for it and it is not installed.
        """
        return self._meaning

    @cached_property
    def _meaning(self) -> MakesVectors | None:
        from bot.reading.e5 import MultilingualE5, NotInstalled

        wanted = self._settings.boucle_semantic
        if wanted == "off":
            return None
        try:
            return MultilingualE5()
        except NotInstalled as missing:
            if wanted == "on":
                raise Trouble("terminal-semantic-missing", name="BOUCLE_SEMANTIC") from missing
            return None

    def has_ledger(self) -> bool:
        """Tell whether the bot's memory is there already, without making it."""
        address = self._settings.boucle_database.get_secret_value()
        if not address.startswith(_SQLITE):
            return True  # opening it says what is wrong with the address
        return Path(address.removeprefix(_SQLITE)).exists()

    @contextmanager
    def ledger(self, *, makes_new: bool = False) -> Iterator[DatabaseLedger]:
        """Open the bot's memory, made where `makes_new` and there is none; close it after."""
        from storage.ledger import DatabaseLedger

        _keep_log_apart()
        address = self._settings.boucle_database.get_secret_value()
        if not (makes_new or self.has_ledger()):
            raise Trouble("terminal-no-ledger", path=address.removeprefix(_SQLITE))
        with _database_troubles():
            ledger = DatabaseLedger(address)
            try:
                yield ledger
            finally:
                ledger.close()

    def move(
        self, source: str, target: str, progress: Callable[[str, int], None]
    ) -> list[MovedTable]:
        """Take a company from one address to another; `progress` hears table and rows done."""
        from storage.ledger import database_at
        from storage.moving import move

        if source.startswith(_SQLITE) and not Path(source.removeprefix(_SQLITE)).exists():
            raise Trouble("terminal-no-ledger", path=source.removeprefix(_SQLITE))
        with (
            _database_troubles(),
            closing(database_at(source)) as here,
            closing(database_at(target)) as there,
        ):
            return move(here, there, progress=progress)

    def back_up(self, file: Path, progress: Callable[[int], None]) -> int:
        """Write the bot's memory into a file; return its bytes. `progress` hears percents."""
        from storage.backup import back_up

        with _database_troubles():
            return back_up(
                self._database_file("terminal-backup-postgresql"), file, progress=progress
            )

    def restore(self, file: Path, progress: Callable[[int], None]) -> int:
        """Bring the bot's memory back from a file; return its bytes."""
        from storage.backup import restore

        with _database_troubles():
            target = self._database_file("terminal-restore-postgresql")
            return restore(file, target, progress=progress)

    def _database_file(self, otherwise: str) -> Path:
        address = self._settings.boucle_database.get_secret_value()
        if not address.startswith(_SQLITE):
            raise Trouble(otherwise)
        return Path(address.removeprefix(_SQLITE))

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
        except ValueError as wrong:  # a NUL in its name
            raise Trouble("intake-file-unreadable", file=path, why=wrong) from wrong

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

    @contextmanager
    def export(self, path: str) -> Iterator[Export]:
        """Open a file to write lines to ("-": standard output); it appears whole at the end."""
        from connectors.export_file import export_file

        try:
            with export_file(path) as written:
                yield written
        except OSError as wrong:
            raise Trouble("terminal-file-not-written", file=path, why=wrong) from wrong

    def example(self, name: str) -> Path:
        """Return where a file to start from lies: "journey.yaml", "app.yaml", ".env.example".

        An installed package carries it inside; a checkout has it at its root.
        """
        package = Path(__file__).parent
        inside = package / "example" / name
        return inside if inside.exists() else package.parent / name

    def check_mail(self, address: str) -> None:
        """Check that the address of a mail server can be read; nobody is called there."""
        from connectors.mail_server import MailServerWrong
        from connectors.smtp import Smtp

        try:
            Smtp(address, timeout=_SLACK_TIMEOUT)
        except MailServerWrong as wrong:
            names = {"name": "BOUCLE_SMTP", "wanted": "smtp://user:pass@host:587"}
            raise Trouble("terminal-setting-wrong", **names) from wrong

    def check_replies(self) -> str:
        """Check the settings of Zendesk and of the webhook; Zendesk is asked who we are.

        Returns our role there, "" without a Zendesk.
        """
        from connectors.http_answers import NotDone
        from connectors.zendesk import ZendeskKeyRefused, ZendeskRefused

        connections = _reply_connections(self._settings, timeout=_SLACK_TIMEOUT)
        name = "BOUCLE_ZENDESK"
        try:
            if connections.zendesk is None:
                return ""
            role = connections.zendesk.who_am_i()
        except ZendeskKeyRefused as wrong:
            raise Trouble("terminal-check-zendesk-key", name=name) from wrong
        except (NotDone, ZendeskRefused) as wrong:
            raise Trouble("terminal-check-zendesk-silent", name=name, why=wrong) from wrong
        finally:
            connections.close()
        if not role:
            raise Trouble("terminal-check-zendesk-key", name=name)
        if role == "end-user":
            raise Trouble("terminal-check-zendesk-role", name=name)
        return role

    def mailbox(self) -> Mailbox | None:
        """Return the company's mailbox, None without one; nobody is called there yet."""
        address = self._settings.boucle_imap
        if address is None:
            return None
        from connectors.mail_server import MailServerWrong
        from connectors.mailbox import ImapMailbox

        try:
            return ImapMailbox(address.get_secret_value(), timeout=_IMAP_TIMEOUT)
        except MailServerWrong as wrong:
            names = {"name": "BOUCLE_IMAP", "wanted": "imaps://user:pass@host:993/INBOX"}
            raise Trouble("terminal-setting-wrong", **names) from wrong

    def check_mailbox(self) -> None:
        """Open the company's mailbox and its folder of copies, where there is one."""
        from bot.received_mail import MailboxSilent

        mailbox = self.mailbox()
        try:
            if mailbox is not None:
                mailbox.begin(today=self.clock().now().date())
                mailbox.has_sent("<nothing@boucle>")
        except MailboxSilent as silent:
            raise Trouble("terminal-mailbox-silent", why=silent.reason) from silent

    def slack(self, token: str) -> WebClient:
        """Return Slack's Web API for a token."""
        from slack_sdk import WebClient
        from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

        base_url = f"{self._settings.slack_api_url}/"
        client = WebClient(token, base_url=base_url, timeout=_SLACK_TIMEOUT)
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=3))
        return client

    @contextmanager
    def workspace(self, *, port: int, seed: Path | None) -> Iterator[Workspace]:
        """Serve a workspace, and stop it after."""
        from workspace.main import PortInUse, Workspace
        from workspace.seed import SeedNotUnderstood

        try:
            served = Workspace(port, seed=seed)
            served.start()
        except PortInUse as wrong:
            raise Trouble("terminal-port-in-use", port=str(wrong.port)) from wrong
        except SeedNotUnderstood as wrong:
            raise Trouble("terminal-seed-wrong", file=str(seed), why=str(wrong)) from wrong
        except OSError as wrong:
            raise Trouble("terminal-seed-unreadable", file=str(seed), why=wrong) from wrong
        try:
            yield served
        finally:
            served.stop()

    def run_bot(self, *, pace: float, patience: float) -> int:
        """Run the bot against Slack until it is stopped."""
        return run_bot(self, pace=pace, patience=patience)

    def run_demo(self, console: Console, asked: DemoAsked) -> int:
        """Run the workspace, the bot and sample feedback until stopped."""
        return run_demo(console, asked)


@contextmanager
def _database_troubles() -> Iterator[None]:
    """Tell what stands between us and a database as a command tells it."""
    from storage.database import DatabaseUnusable

    try:
        yield
    except DatabaseUnusable as wrong:
        raise Trouble(f"terminal-{wrong.problem}", **wrong.names) from wrong


def _keep_log_apart() -> None:
    """Log what is wrong on standard error: what a command prints is for whoever reads it."""
    import structlog

    from handlers.logs import write_log

    if not structlog.is_configured():
        write_log(level=logging.WARNING, as_json=not sys.stderr.isatty())


def _replies_beside(journey: Path) -> dict[str, bytes]:
    """Return the files of the folder `replies` beside a map, by their path."""
    folder = journey.parent / "replies"
    try:
        return {str(path): path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    except OSError as wrong:
        raise Trouble("terminal-map-unreadable", file=str(folder), why=wrong) from wrong


# --- What runs until it is stopped ----------------------------------------------------------

# A Tuesday at the hour of the example map's rounds: the first one is there when the page opens.
_DEMO_MORNING = "2026-11-24T09:15:00+01:00"
# Enough for a round in every channel; the page opens either way, and what is left comes live.
_FIRST_ROUND_SECONDS = 20


def run_bot(parts: RealParts, *, pace: float, patience: float) -> int:
    """Run the bot until it is stopped.

    `pace` is in seconds between two posts in a channel; `patience` is how many seconds a silent
    Slack is waited for.
    """
    settings = parts.settings()
    if settings.slack_bot_token is None:
        raise Trouble("terminal-token-missing", name="SLACK_BOT_TOKEN")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise Trouble("terminal-way-in-missing")
    from handlers.logs import write_log

    write_log(as_json=not sys.stderr.isatty())
    stopped = _stop_asked_for()
    with _running(parts, pace=pace, patience=patience):
        stopped.wait()
    return 0


def run_demo(console: Console, asked: DemoAsked) -> int:
    """Run workspace, bot and sample feedback until stopped."""
    import webbrowser

    from handlers.command_line.import_file import take_in_file
    from handlers.logs import write_log

    write_log(level=logging.WARNING, as_json=False)
    stopped = _stop_asked_for()
    with _demo_folder(asked.data) as folder:
        map_file = asked.journey or RealParts().example("journey.yaml")
        with _demo_workspace(asked.port, folder if asked.data else None) as workspace:
            parts = RealParts(_demo_settings(workspace, folder, map_file))
            _furnish(workspace, parts.map().journey, parts.example("app.yaml"))
            sample = Path(__file__).parent / "example" / "feedback.jsonl"
            take_in_file(str(asked.feedback or sample), console, parts)
            with _running(parts, pace=asked.pace, patience=_SLACK_TIMEOUT) as bot:
                bot.idle(_FIRST_ROUND_SECONDS)
                console.say("terminal-demo-serves", url=workspace.url)
                console.out.flush()
                if asked.opens_browser:
                    webbrowser.open(workspace.url)
                stopped.wait()
    return 0


@contextmanager
def _demo_folder(data: Path | None) -> Iterator[Path]:
    """Give the folder that keeps everything: the one that was asked for, or a passing one."""
    from tempfile import TemporaryDirectory

    if data:
        yield data
    else:
        with TemporaryDirectory(prefix="boucle-") as passing:
            yield Path(passing)


def _share_free_memory() -> None:
    """Let threads share what is free: each with a heap of its own, a month adds 20 MB, not 10."""
    import ctypes

    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc has it, musl has not
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 2)


@contextmanager
def _running(parts: RealParts, *, pace: float, patience: float) -> Iterator[RunningBot]:
    """Wire the parts of a running bot, start it, and stop it after."""
    _share_free_memory()
    import gc

    gc.disable()  # what is made now stays: looking through it again and again takes a while
    from http.client import HTTPException

    from slack_bolt.error import BoltError
    from slack_sdk.errors import SlackApiError

    from bot.again import again
    from bot.due_date import load_date_reader
    from bot.engine.deliver import Patience
    from bot.engine.pace import Pace
    from bot.journey_file import digest_of
    from bot.loop import accept_map
    from connectors.mail_sender import MailSender
    from connectors.smtp import Smtp
    from handlers.http.server import PortInUse
    from handlers.running import Parts, RunningBot

    settings = parts.settings()
    _check_http_side(settings)
    accepted = parts.map()
    smtp = settings.boucle_smtp
    if smtp:
        parts.check_mail(smtp.get_secret_value())
    meaning = parts.meaning()
    replies = _reply_connections(settings, timeout=patience)
    smtp_timeout = patience * _SMTP_PATIENCE
    sender = Smtp(smtp.get_secret_value(), timeout=smtp_timeout) if smtp else None
    mailbox = parts.mailbox()
    with parts.ledger(makes_new=True) as ledger:
        version, now = digest_of(accepted.text), parts.clock().now()

        def remember_map() -> None:
            with ledger.turn() as turn:
                accept_map(turn, version, accepted.text, accepted.journey, now=now)

        again(remember_map)
        reader = parts.reader(accepted.journey)
        with ledger.look() as look:
            reader.catch_up(look)
        try:
            bot = RunningBot(
                Parts(
                    ledger=ledger,
                    clock=parts.clock(),
                    journey=accepted.journey,
                    reader=reader,
                    make_reader=parts.reader,
                    settings=settings,
                    reply_senders=replies.senders(),
                    mail_sender=lambda compose, message_id: MailSender(
                        sender, compose, message_id=message_id, mailbox=mailbox
                    ),
                    pace=Pace(post=pace, update=pace * 1.2, all_posts=pace / 10),
                    patience=Patience(timeout=patience, look_after=patience * _LOOK_AFTER),
                    meaning=meaning,
                    mailbox=mailbox,
                    help_desk=replies.help_desk(),
                )
            )
            bot.start()
            load_date_reader()
            # What is there now stays: looking through it for what is not needed any more would
            # hold up every ack for a tenth of a second.
            gc.collect()
            gc.freeze()
            gc.enable()
        except PortInUse as wrong:
            raise Trouble("terminal-port-in-use", port=str(wrong.port)) from wrong
        except (SlackApiError, BoltError) as wrong:
            raise Trouble("terminal-slack-refuses", error=_slack_error(wrong)) from wrong
        except (OSError, HTTPException) as wrong:
            address = settings.slack_api_url
            raise Trouble("terminal-slack-silent", address=address, why=wrong) from wrong
        try:
            yield bot
        finally:
            bot.stop()
            replies.close()


def _reply_connections(settings: Settings, *, timeout: float) -> ReplyConnections:
    """Return the systems that take replies, as the settings name them."""
    from bot.settings import SettingWrong
    from connectors.reply_senders import ReplyConnections
    from handlers.clock import machine_now

    try:
        return ReplyConnections(settings, timeout=timeout, machine_now=machine_now)
    except SettingWrong as wrong:
        names = {"name": wrong.name, "wanted": wrong.wanted}
        raise Trouble("terminal-setting-wrong", **names) from wrong


def _check_http_side(settings: Settings) -> None:
    """Look at the settings of the HTTP side before anything begins."""
    from bot.settings import SettingWrong

    try:
        settings.listen_on()
        settings.intake_keys()
        settings.reply_address()
    except SettingWrong as wrong:
        names = {"name": wrong.name, "wanted": wrong.wanted}
        raise Trouble("terminal-setting-wrong", **names) from wrong


def _slack_error(wrong: Exception) -> str:
    # Bolt tries the token, and raises an error of its own over that of Slack.
    response = getattr(wrong, "response", None) or getattr(wrong.__context__, "response", None)
    data = getattr(response, "data", None)
    return str(data.get("error", "?")) if isinstance(data, dict) else "?"


def _stop_asked_for() -> threading.Event:
    """Return an event that is set by Ctrl-C or a polite request to end, from now on.

    What is being started then is finished first, so that nothing is left half-done.
    """
    import signal
    import threading

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


@contextmanager
def _demo_workspace(port: int, folder: Path | None) -> Iterator[Workspace]:
    """Serve the workspace of the demo, on its fixed morning."""
    from datetime import datetime

    from workspace.main import PortInUse, Workspace

    try:
        served = Workspace(
            port,
            folder=folder / "workspace" if folder else None,
            clock_start=datetime.fromisoformat(_DEMO_MORNING),
            limits="off",  # nobody who tries it wants to wait for Slack's pace
        )
        served.start()
    except PortInUse as wrong:
        raise Trouble("terminal-port-in-use", port=str(wrong.port)) from wrong
    except OSError as wrong:
        raise Trouble("terminal-file-not-written", file=str(folder), why=wrong) from wrong
    try:
        yield served
    finally:
        served.stop()


def _demo_settings(workspace: Workspace, folder: Path, journey: Path) -> Settings:
    """Return the settings of the demo: nothing of the environment reaches a real system."""
    import secrets
    from urllib.parse import urlsplit

    from bot.settings import settings_of

    own_port = (urlsplit(workspace.url).port or 0) + 1
    kept = folder / "secret"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(32))
    return settings_of(
        slack_bot_token="xoxb-local",  # noqa: S106 # the workspace's own, as in its docs
        slack_app_token="xapp-local",  # noqa: S106
        slack_api_url=f"{workspace.url}/api",
        boucle_database=f"sqlite:///{folder / 'boucle.db'}",
        boucle_journey=journey,
        boucle_listen=f"127.0.0.1:{own_port}",
        boucle_url=f"http://127.0.0.1:{own_port}",
        boucle_smtp=workspace.smtp_url,
        # Whoever plays a customer and answers wants to see it land.
        boucle_imap=f"{workspace.imap_url}&every=1",
        boucle_mail_from="bonjour@velolibre.example",
        boucle_secret=kept.read_text(),
        boucle_clock=workspace.url,
    )


def _furnish(workspace: Workspace, journey: JourneyMap, manifest: Path) -> None:
    """Install the app as its manifest says, and make the map's channels with everybody in them."""
    from ruamel.yaml import YAML

    names = {department.channel for department in journey.departments.values()}
    names.add(journey.digest.channel)
    app = YAML(typ="safe", pure=True).load(manifest.read_text(encoding="utf-8"))
    workspace.seed(
        {
            "apps": [{"name": "boucle", "manifest": app}],
            "channels": [{"name": name.lstrip("#")} for name in sorted(names)],
        }
    )


if __name__ == "__main__":
    sys.exit(main())
