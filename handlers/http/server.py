"""Runs an application on a port of this machine, in a thread of its own."""

import errno
import socket
import threading

import uvicorn
from starlette.types import ASGIApp

from handlers.http.lines import Line, ShortWay

# Long enough for every answer under way; a stop takes less than five seconds altogether.
_STOP_SECONDS = 3
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

    def __init__(
        self, app: ASGIApp, host: str, port: int, *, short_way: ShortWay | None = None
    ) -> None:
        """Serve `app` at an address of this machine; port 0 takes any that is free."""
        way = short_way

        class OwnLine(Line):
            short_way = way

        self._host = host
        self.port = port
        self._server = _Server(
            uvicorn.Config(
                app,
                http=OwnLine,
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
