"""Start and stop a workspace: one server, in one thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import uvicorn

from workspace import seed as seeds
from workspace.clock import Clock
from workspace.core import Core
from workspace.folder import Folder
from workspace.imap_server import ImapServer, Mailbox
from workspace.inbox import Inbox
from workspace.limits import Limits
from workspace.mail_back import take_back
from workspace.pace import Pace
from workspace.server import Lines, application
from workspace.state import State

Json = dict[str, Any]

_STARTS_WITHIN = 10.0  # seconds; it takes a fraction of one
_STOPS_WITHIN = 5.0
_CLOCK_KEPT_EVERY = 5.0  # seconds of business time that a killed workspace may go back by
_LOOPBACK = "127.0.0.1"


class PortInUse(OSError):
    """Another program already listens on this port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use.")
        self.port = port


class Workspace:
    """A local Slack workspace; `url`, `smtp_url` and `imap_url` hold once it has started."""

    def __init__(
        self,
        port: int = 8700,
        host: str = _LOOPBACK,
        *,
        seed: Path | None = None,
        folder: Path | None = None,
        pace: Pace | None = None,
        clock_start: datetime | None = None,
        smtp_port: int = 0,
        limits: Literal["off"] | float = 1.0,
    ) -> None:
        """Prepare a workspace; port 0 picks a free one.

        `seed` is a YAML file that comes on top of the usual people; `folder` keeps the state (in
        memory without it, and what it holds wins over seed and clock_start); `clock_start` sets
        business time; `limits` is "off" or a factor by which Slack's rate limits are sped up.
        Raises SeedNotUnderstood and FolderNotReadable.
        """
        self._host, self._port, self._smtp_port = host, port, smtp_port
        state = State(Folder(folder))
        is_known = state.load()
        if is_known:
            clock_start = datetime.fromtimestamp(state.last_moment, UTC)
        clock = Clock(start=clock_start, zone=state.team.timezone)
        speed = None if limits == "off" else float(limits)
        self._core = Core(state, clock, Limits(speed), pace or Pace())
        self._inbox = Inbox(self._core)
        self._imap: ImapServer | None = None
        self._lines = Lines()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        if is_known:
            for app in state.apps.values():
                self._core.learn_tokens(app)
        take_back(self._core)
        given = seeds.read(seed) if seed is not None else {}
        if not is_known:
            seeds.plant(self._core, seeds.usual(beside=given))
        seeds.plant(self._core, given)

    @property
    def url(self) -> str:
        """Where the page is; the Web API is at `/api/` below it."""
        return self._core.url

    @property
    def smtp_url(self) -> str:
        """Where mail for the customers' inbox goes."""
        return self._core.smtp_url

    @property
    def imap_url(self) -> str:
        """Where the mailbox is in which customers' answers and bounces lie."""
        return self._core.imap_url

    def tokens(self) -> tuple[str, str]:
        """The bot token and the app-level token of the first app."""
        app = next(iter(self._core.state.apps.values()))
        return app.bot_token, app.app_token

    def start(self) -> None:
        """Serve from now on, in a thread of its own; returns when everything answers.

        Raises PortInUse.
        """
        listening = _listen(self._host, self._port)
        self._core.url = f"http://{_shown(self._host)}:{listening.getsockname()[1]}"
        _listen(self._host, self._smtp_port).close()  # refuses a port in use by its name
        self._imap = ImapServer(self._core.mailbox, host=self._host)
        self._imap.start()
        self._core.imap_url = _imap_url(self._core.mailbox, _shown(self._host), self._imap.port)
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(listening, ready), name="workspace", daemon=True
        )
        self._thread.start()
        if not ready.wait(_STARTS_WITHIN):
            raise RuntimeError("The workspace did not start.")

    def stop(self) -> None:
        """Close every connection and the folder."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_STOPS_WITHIN)
            self._server = None
        if self._imap is not None:
            self._imap.stop()
            self._imap = None

    def seed(self, given: Json) -> None:
        """Add or change people, channels, groups, apps: the same data as in a seed file."""
        self._do(lambda: seeds.plant(self._core, given))

    def now(self) -> datetime:
        """Business time."""
        return self._core.clock.now()

    def _do(self, work: Callable[[], None]) -> None:
        """Run something where the state may be touched: on the server's loop once it runs."""
        if self._loop is None or not self._loop.is_running():
            work()
            return

        async def on_loop() -> None:
            work()

        asyncio.run_coroutine_threadsafe(on_loop(), self._loop).result(_STARTS_WITHIN)

    def _run(self, listening: socket.socket, ready: threading.Event) -> None:
        asyncio.run(self._serve(listening, ready))

    async def _serve(self, listening: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._core.delivery.is_running = True
        smtp_port = await self._inbox.start(host=self._host, port=self._smtp_port)
        self._core.smtp_url = f"smtp://{_shown(self._host)}:{smtp_port}"
        self._server = _Server(
            uvicorn.Config(
                application(self._core, self._lines),
                http=self._lines.protocol(),
                ws="websockets-sansio",
                log_config=None,
                log_level="warning",
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=1,
                ws_max_size=4 * 1024 * 1024,
            ),
            on_stop=self._on_stop,
        )
        keeper = asyncio.create_task(self._keep_clock())
        ready_soon = asyncio.create_task(_when_started(self._server, ready))
        try:
            await self._server.serve(sockets=[listening])
        finally:
            keeper.cancel()
            ready_soon.cancel()
            self._core.state.keep_clock(self._core.clock.microseconds())
            self._core.state.folder.close()

    async def _on_stop(self) -> None:
        await self._core.delivery.sockets.close()
        await self._core.delivery.stop()
        await self._inbox.stop()

    async def _keep_clock(self) -> None:
        while self._core.state.folder.is_kept:
            self._core.state.keep_clock(self._core.clock.microseconds())
            await asyncio.sleep(_CLOCK_KEPT_EVERY)


class _Server(uvicorn.Server):
    """uvicorn, which leaves the signals to the program that uses the workspace."""

    def __init__(self, config: uvicorn.Config, *, on_stop: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._on_stop = on_stop

    def install_signal_handlers(self) -> None:
        """Signals belong to the main thread."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of apps and pages first, so that no connection keeps the server waiting."""
        await self._on_stop()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends small answers at once (TCP_NODELAY).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as taken:
        listening.close()
        raise PortInUse(port) from taken
    return listening


def _imap_url(mailbox: Mailbox, host: str, port: int) -> str:
    return f"imap://{mailbox.user}:{mailbox.password}@{host}:{port}/INBOX?starttls=off"


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return _LOOPBACK
    return f"[{host}]" if ":" in host else host


async def _when_started(server: uvicorn.Server, ready: threading.Event) -> None:
    while not server.started:
        await asyncio.sleep(0.005)
    ready.set()
