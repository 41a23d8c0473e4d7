"""Slack's Web API over lines that are kept open: a new one costs more than the call itself."""

import socket
import ssl
import time
import weakref
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, proxy_bypass

import httptools
from slack_sdk import WebClient

# Many servers hang up after five seconds without a call. What is called on a line that has just
# been hung up may or may not have arrived, which only a look-up tells.
IDLE_SECONDS = 4.0

_READ_AT_ONCE = 65_536  # bytes
_PORTS = {"http": 80, "https": 443}
_FIRST_TO_END = 200  # what is below only says that the answer will come


class NotReached(URLError):
    """No line came about: nothing of the call has left."""


class LineEnded(ConnectionError):
    """The line ended, or made no sense, before the whole answer was there."""


class KeptLinesClient(WebClient):
    """Slack's client, whose calls leave one after the other on lines that stay open.

    Any number of threads may call; each call has a line for itself. Calls raise `NotReached` where
    nothing of them has left, and another `OSError` where they may have arrived. Nothing is called
    again by itself.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what the SDK's client takes."""
        super().__init__(*given, **named)
        self._kept: deque[_Line] = deque()
        self._hang_up = weakref.finalize(self, _end_all, self._kept)

    def close(self) -> None:
        """Hang up every line on which nothing is being called."""
        _end_all(self._kept)

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        """Make one call: where the SDK opens a line for it, this takes one that is kept."""
        if req.type not in _PORTS or (self.proxy is not None and not proxy_bypass(req.host)):
            return super()._perform_urllib_http_request_internal(url, req)
        line = self._taken(req)
        try:
            answer = line.call(req)
        except BaseException:
            line.end()
            raise
        if answer.lets_go_on:
            line.called_at = time.monotonic()
            self._kept.append(line)
        else:
            line.end()
        return {"status": answer.status, "headers": answer.headers, "body": answer.text}

    def _taken(self, req: Request) -> "_Line":
        """Return a line to where a call goes, the one used last: it has most time left."""
        while True:
            try:
                line = self._kept.pop()
            except IndexError:
                return self._opened(req)
            if line.leads_to == (req.type, req.host) and line.is_quiet():
                return line
            line.end()

    def _opened(self, req: Request) -> "_Line":
        parts = urlsplit(req.full_url)
        name, port = parts.hostname or "", parts.port or _PORTS[req.type]
        try:
            opened = socket.create_connection((name, port), self.timeout)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if req.type == "https":
                opened = self._context.wrap_socket(opened, server_hostname=name)
        except OSError as error:
            raise NotReached(error) from error
        return _Line(opened, (req.type, req.host), self.timeout)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self.ssl or ssl.create_default_context()


def _end_all(kept: "deque[_Line]") -> None:
    while kept:
        kept.pop().end()


@dataclass
class _Line:
    """A connection on which one call goes at a time."""

    opened: socket.socket
    leads_to: tuple[str, str]
    timeout: float
    called_at: float = field(default_factory=time.monotonic)

    def is_quiet(self) -> bool:
        """Tell whether it was used a moment ago, and nothing came since: no end, no words."""
        if time.monotonic() - self.called_at > IDLE_SECONDS:
            return False
        self.opened.settimeout(0)
        try:
            self.opened.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def call(self, req: Request) -> "_Answer":
        """Send a call and return its answer. Raises `OSError`: it may have arrived."""
        self.opened.settimeout(self.timeout)
        self.opened.sendall(_written(req))
        answer = _Answer()
        try:
            while not answer.is_whole:
                answer.hear(self.opened.recv(_READ_AT_ONCE))
        except httptools.HttpParserError as nonsense:
            raise LineEnded(type(nonsense).__name__) from nonsense
        return answer

    def end(self) -> None:
        """Hang up."""
        self.opened.close()


def _written(req: Request) -> bytes:
    body = req.data if isinstance(req.data, bytes) else b""
    heads: Mapping[str, str] = {
        "Host": req.host,
        "Accept-Encoding": "identity",
        **req.headers,
        "Content-length": str(len(body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    return f"POST {req.selector} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


class _Answer:
    """What comes back on a line, as far as it has been heard."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.status = 0
        self.is_whole = False
        self.lets_go_on = False
        self._body = bytearray()
        self._parser = httptools.HttpResponseParser(self)

    @property
    def text(self) -> str:
        """The body; what is not UTF-8 is not Slack's either."""
        return self._body.decode("utf-8", errors="replace")

    def hear(self, heard: bytes) -> None:
        """Take what came in. Raises `LineEnded` when nothing more will come."""
        if heard:
            self._parser.feed_data(heard)
        elif self.status >= _FIRST_TO_END and not self._says_where_it_ends():
            self.is_whole = True
        else:
            raise LineEnded("no answer, or half of one")

    def on_message_begin(self) -> None:
        """Forget what only said that the answer will come. Raises `LineEnded` after the answer."""
        if self.is_whole:
            raise LineEnded("more than one answer")
        self.headers.clear()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note a header, under a name as Slack writes it."""
        self.headers[name.decode("latin-1").title()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Note what was answered."""
        self.status = self._parser.get_status_code()

    def on_body(self, part: bytes) -> None:
        """Keep a part of the body."""
        self._body += part

    def on_message_complete(self) -> None:
        """Note that all is there."""
        self.is_whole = self.status >= _FIRST_TO_END
        self.lets_go_on = bool(self._parser.should_keep_alive())

    def _says_where_it_ends(self) -> bool:
        return "Content-Length" in self.headers or "Transfer-Encoding" in self.headers
