"""One line to a client: how long it may take to ask, and the short way of what is only acked."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Whoever has connected asks within this time, or the line is closed: lines are few.
HEAD_SECONDS = 10.0
# Of what is not body, a line brings at most so much for one request: the longest of heads, and
# what marks the pieces of a body whose length was not announced.
HEAD_BYTES = 1_000_000
# More than Slack says in a press; what is longer takes the usual way.
_SHORT_BYTES = 100_000
# Who sends one of these wants more than an empty answer to a body that is there.
_UNUSUAL = frozenset({b"transfer-encoding", b"content-encoding", b"expect", b"upgrade"})

Headers = Mapping[bytes, bytes]


@dataclass(frozen=True)
class ShortWay:
    """An address where nearly everything gets the same empty answer, and nothing may come between.

    A burst of 2,000 presses took 1.5 s of processor time by way of all the layers of the HTTP
    side, and a third of it this way.

    `take` is given the head (names in lower case) and the body. It returns a future that tells
    whether the empty answer, 200 with `headers`, may be given; else, or where it returns None,
    the request takes the usual way, as if it had not been asked.
    """

    path: str
    take: Callable[[Headers, bytes], "asyncio.Future[bool] | None"]
    headers: Sequence[tuple[bytes, bytes]]

    @cached_property
    def start(self) -> bytes:
        """Return how a request for it starts."""
        return f"POST {self.path} HTTP/1.1\r\n".encode()

    @cached_property
    def answer(self) -> bytes:
        """Return the empty answer, but for the end of its head."""
        lines = [b"HTTP/1.1 200 OK", b"content-length: 0"]
        return b"\r\n".join([*lines, *(b": ".join(one) for one in self.headers), b""])


class Line(HttpToolsProtocol):
    """One line to a client; it is closed when a request is not asked within `HEAD_SECONDS`.

    Written in C, its parser takes a burst of presses in half the time of uvicorn's usual one.
    """

    short_way: ShortWay | None = None

    _asks_within: asyncio.TimerHandle | None = None
    _head_bytes = 0
    # A request is being read by the parser: the usual way.
    _is_parsing = False
    # What arrived of a request that may take the short way, or after one that does.
    _held = b""
    # What takes the short way, until it is answered.
    _short: bytes | None = None
    _closes = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what arrived: the short way if it may, else the usual one."""
        if self.short_way is None or self._is_asked or self._is_parsing:
            self._take_usual_way(data)
            return
        self._held += data
        if self._short is None:
            self._look_at_held(self.short_way)

    def on_message_begin(self) -> None:
        """Begin to count anew: another request begins."""
        self._head_bytes = 0
        self._is_parsing = True
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        """Count what is body as such."""
        self._head_bytes -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Let the next request choose its way."""
        self._is_parsing = False
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_watching()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close the line once what was asked is answered."""
        self._closes = True
        if self._short is None:
            super().shutdown()

    @property
    def _is_asked(self) -> bool:
        """Tell whether something asked the usual way has no answer yet."""
        return self.cycle is not None and not self.cycle.response_complete

    def _take_usual_way(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        self._watch()
        if self._head_bytes > HEAD_BYTES:
            self.transport.close()

    def _look_at_held(self, way: ShortWay) -> None:
        """Let what is there take its way, unless more of it has to come first."""
        asked = self._held
        if not asked.startswith(way.start) or len(asked) > _SHORT_BYTES:
            self._release()
            return
        head, end, body = asked.partition(b"\r\n\r\n")
        headers = _headers_in(head) if end else None
        if headers is None or len(body) > _length(headers):
            self._release()
        elif len(body) == _length(headers):
            self._take_short_way(way, headers, body)

    def _release(self) -> None:
        """Let what is held take the usual way."""
        held, self._held = self._held, b""
        self._take_usual_way(held)

    def _take_short_way(self, way: ShortWay, headers: Headers, body: bytes) -> None:
        future = way.take(headers, body)
        if future is None:
            self._release()
            return
        self._stop_watching()
        self._unset_keepalive_if_required()
        self._short, self._held = self._held, b""
        self._closes = self._closes or headers.get(b"connection", b"").lower() == b"close"
        future.add_done_callback(lambda _: self._end_short_way(way, future))

    def _end_short_way(self, way: ShortWay, future: "asyncio.Future[bool]") -> None:
        asked, self._short = self._short or b"", None
        if self.transport.is_closing():
            return
        if not future.result():
            self._take_usual_way(asked)
            if self._closes:
                super().shutdown()
        else:
            last = b"connection: close\r\n\r\n" if self._closes else b"\r\n"
            self.transport.write(way.answer + last)
            if self._closes:
                self.transport.close()
                return
        self._watch()
        if self._held:
            held, self._held = self._held, b""
            self.data_received(held)

    def _watch(self) -> None:
        if self._is_asked:
            self._stop_watching()
        elif self._asks_within is None:
            self._asks_within = self.loop.call_later(HEAD_SECONDS, self._time_is_up)

    def _time_is_up(self) -> None:
        self._asks_within = None
        if self._held:
            self._release()  # there the rest of a body has a time of its own, and an end is told
        else:
            self.transport.close()

    def _stop_watching(self) -> None:
        if self._asks_within is not None:
            self._asks_within.cancel()
            self._asks_within = None


def _headers_in(head: bytes) -> Headers | None:
    """Return the headers of a plain request; None where there is any doubt."""
    headers: dict[bytes, bytes] = {}
    for line in head.split(b"\r\n")[1:]:
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or name in headers or name in _UNUSUAL or name != name.strip():
            return None
        headers[name] = value.strip()
    return headers


def _length(headers: Headers) -> int:
    """Return the announced length of a body; less than any where none was announced well."""
    announced = headers.get(b"content-length", b"")
    return int(announced) if announced.isdigit() and len(announced) < 7 else -1
