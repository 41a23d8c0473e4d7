"""Runs an application on a port of this machine, in a thread of its own."""

import asyncio
import errno
import socket
import threading

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Long enough for every answer under way; a stop takes less than five seconds altogether.
_STOP_SECONDS = 3
# Whoever has connected asks within this time, or the line is closed: lines are few.
HEAD_SECONDS = 10.0
# Of what is not body, a line brings at most so much for one request: the longest of heads, and
# what marks the pieces of a body whose length was not announced.
HEAD_BYTES = 1_000_000
# So many may knock at once before the first is let in.
_BACKLOG = 2048


class CannotListen(Exception):
    """The address cannot be listened on; `reason` is what the machine says."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.host = host
        self.port = port
        self.reason = reason


class PortInUse(CannotListen):
    """Another program listens there already."""


class HttpServer:
    """A server that is up when `start()` returns and down when `stop()` does."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        """Serve `app` at an address of this machine; port 0 takes any that is free."""
        self._host = host
        self.port = port
        self._server = _Server(
            uvicorn.Config(
                app,
                http=_Lines,
                ws="none",
                backlog=_BACKLOG,
                # Links are secrets, so no log holds addresses.
                access_log=False,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=_STOP_SECONDS,
            )
        )
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen and answer. Raises `PortInUse` or `CannotListen`."""
        listening = self._listen()
        self.port = listening.getsockname()[1]
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="http", daemon=True
        )
        self._thread.start()
        self._server.is_up.wait()

    def begin_to_stop(self) -> None:
        """Take no more requests, and close each line when it was answered."""
        self._server.should_exit = True

    def stop(self) -> None:
        """Finish what is being answered and stop listening."""
        if self._thread is not None:
            self.begin_to_stop()
            self._thread.join()
            self._thread = None

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            return socket.create_server(
                (self._host.strip("[]"), self.port), family=family, backlog=_BACKLOG
            )
        except OSError as wrong:
            refusal = PortInUse if wrong.errno == errno.EADDRINUSE else CannotListen
            raise refusal(self._host, self.port, wrong.strerror or str(wrong)) from wrong


class _Lines(HttpToolsProtocol):
    """One line to a client; it is closed when a request is not asked within `HEAD_SECONDS`.

    Written in C, its parser takes a burst of presses in half the time of uvicorn's usual one.
    """

    _asks_within: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        self._watch()
        if self._head_bytes > HEAD_BYTES:
            self.transport.close()

    def on_message_begin(self) -> None:
        self._head_bytes = 0
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        self._head_bytes -= len(body)
        super().on_body(body)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_watching()
        super().connection_lost(exc)

    def _watch(self) -> None:
        is_asked = self.cycle is not None and not self.cycle.response_complete
        if is_asked:
            self._stop_watching()
        elif self._asks_within is None:
            self._asks_within = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_watching(self) -> None:
        if self._asks_within is not None:
            self._asks_within.cancel()
            self._asks_within = None


class _Server(uvicorn.Server):
    """Tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        finally:  # whoever waits for it waits no longer, up or not
            self.is_up.set()
