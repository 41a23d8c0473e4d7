"""A bad line between the bot and the world: what goes through it breaks off where it hurts."""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

# What may happen to a call of Slack's Web API. Before: it has no effect; after: it had one.
CALL_FAULTS = (
    "dropped before",
    "dropped after",
    "500 before",
    "500 after",
    "429",
    "garbage before",
    "garbage after",
    "half an answer",
    "silence before",
    "silence after",
    "late effect",
)
# Keeps a call back until it is let go: for who wants to say when it takes its late effect.
HELD_BACK = "held back"
# Where a mail may break off.
MAIL_FAULTS = ("before MAIL", "before DATA", "in DATA", "after the dot", "refused")
SOCKET_CUT = "socket cut"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]

_GARBAGE = b"<html><body>502 Bad Gateway</body></html>"
_CHUNK = 65_536
_HUNG_UP = 0.1  # of the lines, after each call


@dataclass(frozen=True)
class Weather:
    """How bad the line is: the share of calls and of mails that something happens to.

    `silence` is how many seconds a silent line stays silent: longer than anybody waits for it.
    `late` is after how many seconds a late call takes effect: after the bot has given up waiting,
    and before it looks whether it arrived.
    """

    calls: float = 0.0
    mails: float = 0.0
    silence: float = 1.5
    late: float = 0.9


FINE = Weather()


@dataclass
class Struck:
    """What happened on the line, by kind."""

    by_kind: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str) -> None:
        """Count one."""
        self.by_kind[kind] += 1


class Proxy:
    """Stands before a workspace's HTTP and mail; serves in a thread of its own."""

    def __init__(self, *, web: str, smtp: str, seed: int) -> None:
        """`web` and `smtp` are the addresses behind it; the same `seed` strikes alike."""
        self._web, self._smtp = _place(web), _place(smtp)
        self._dice = random.Random(seed)
        self._servers: list[asyncio.Server] = []
        self._sockets: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self.weather = FINE
        self._next: list[tuple[str, str]] = []
        self._held_back: list[bytes] = []
        self.struck = Struck()
        self.url = self.smtp_url = ""

    def start(self) -> None:
        """Listen; afterwards `url` and `smtp_url` are known."""
        self._thread.start()
        web_port = self._do(self._listen(self._serve_web))
        smtp_port = self._do(self._listen(self._serve_mail))
        self.url = f"http://127.0.0.1:{web_port}"
        self.smtp_url = f"smtp://127.0.0.1:{smtp_port}"

    def stop(self) -> None:
        """Stop listening."""
        for server in self._servers:
            self._loop.call_soon_threadsafe(server.close)
        # Twice: who was let in while the doors were being closed is hung up on too.
        self._do(_cancel_others())
        self._do(_cancel_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def strike_next(self, kind: str, *, method: str = "") -> None:
        """Let that happen to the next mail, or to the next call of a method."""
        self._next.append((method, kind))

    def let_go(self) -> None:
        """Let what was held back take its effect."""
        while self._held_back:
            self._do(self._ask(self._held_back.pop(0)))

    def cut_sockets(self) -> None:
        """Cut every WebSocket without a word."""
        self._loop.call_soon_threadsafe(self._cut_sockets)

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def _cut_sockets(self) -> None:
        for writer in self._sockets:
            writer.transport.abort()
            self.struck.note(SOCKET_CUT)

    def _fault(self, share: float, kinds: tuple[str, ...], *, called: bytes = b"") -> str | None:
        kind = self._asked_for(kinds, called)
        if kind is None and self._dice.random() < share:
            kind = self._dice.choice(kinds)
        if kind is None:
            return None
        self.struck.note(kind)
        return kind

    def _asked_for(self, kinds: tuple[str, ...], called: bytes) -> str | None:
        for asked in self._next:
            method, kind = asked
            if kind in (*kinds, HELD_BACK) and method.encode() in called:
                self._next.remove(asked)
                return kind
        return None

    async def _listen(self, serve: Serve) -> int:
        async def until_it_breaks(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            # A bot that is killed, and a line that is cut, leave half of everything behind.
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await serve(reader, writer)
            writer.close()

        server = await asyncio.start_server(until_it_breaks, "127.0.0.1", 0, limit=4_000_000)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    # --- Slack's Web API, over lines that are kept until they are not; and the WebSockets

    async def _serve_web(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while await self._serve_call(client, back):
            # A server hangs up on a quiet line when it likes, and says nothing of it.
            if self._dice.random() < _HUNG_UP:
                return

    async def _serve_call(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> bool:
        """Hand one call on, or break it; tell whether the line stays open for another one."""
        head = await client.readuntil(b"\r\n\r\n")
        names = _headers(head)
        if names.get("upgrade", "").lower() == "websocket":
            await self._splice(head, client, back)
            return False
        body = await client.readexactly(int(names.get("content-length", "0")))
        request = _closing(head) + body
        fault = self._fault(self.weather.calls, CALL_FAULTS, called=head.partition(b"\r\n")[0])
        strike: Mapping[str, Callable[[], Coroutine[Any, Any, bytes | None]]] = {
            "dropped before": _nothing,
            "dropped after": lambda: self._and_then(request, None),
            "500 before": lambda: _answer(500, b'{"ok":false,"error":"internal_error"}'),
            "500 after": lambda: self._and_then(request, _http(500, _GARBAGE)),
            "429": lambda: _answer(429, b'{"ok":false,"error":"ratelimited"}', "Retry-After: 1"),
            "garbage before": lambda: _answer(200, _GARBAGE),
            "garbage after": lambda: self._and_then(request, _http(200, _GARBAGE)),
            "half an answer": lambda: self._half_of(request),
            "silence before": self._silence,
            "silence after": lambda: self._then_silence(request),
            "late effect": lambda: self._late(request),
            HELD_BACK: lambda: self._hold_back(request),
        }
        answer = await (strike[fault]() if fault else self._ask(request))
        if answer is None:
            back.transport.abort()
            return False
        back.write(_staying(answer) if fault is None else answer)
        await back.drain()
        return fault is None

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(*self._web)
        try:
            writer.write(request)
            return await reader.read(-1)
        finally:
            writer.close()

    async def _and_then(self, request: bytes, answer: bytes | None) -> bytes | None:
        await self._ask(request)
        return answer

    async def _half_of(self, request: bytes) -> bytes:
        answer = await self._ask(request)
        return answer[: len(answer) * 2 // 3]

    async def _silence(self) -> bytes | None:
        await asyncio.sleep(self.weather.silence)
        return None

    async def _then_silence(self, request: bytes) -> bytes | None:
        await self._ask(request)
        return await self._silence()

    async def _late(self, request: bytes) -> bytes | None:
        await asyncio.sleep(self.weather.late)
        await self._ask(request)
        return await self._silence()

    async def _hold_back(self, request: bytes) -> bytes | None:
        self._held_back.append(request)
        return await self._silence()

    async def _splice(
        self, head: bytes, client: asyncio.StreamReader, back: asyncio.StreamWriter
    ) -> None:
        server, on = await asyncio.open_connection(*self._web)
        on.write(head)
        self._sockets.add(back)
        try:
            await _both(_pour(client, on), _pour(server, back))
        finally:
            self._sockets.discard(back)
            on.transport.abort()

    # --- The mail server, a line at a time

    async def _serve_mail(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        fault = self._fault(self.weather.mails, MAIL_FAULTS)
        server, on = await asyncio.open_connection(*self._smtp)
        try:
            back.write(await server.readline())
            await self._hand_on(client, back, server, on, fault)
        finally:
            on.transport.abort()
            back.transport.abort()

    async def _hand_on(
        self,
        client: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        on: asyncio.StreamWriter,
        fault: str | None,
    ) -> None:
        while line := await client.readline():
            verb = line[:4].upper()
            if (verb, fault) in {(b"MAIL", "before MAIL"), (b"DATA", "before DATA")}:
                return
            if (verb, fault) == (b"RCPT", "refused"):
                back.write(b"451 4.3.0 Try again later\r\n")
                continue
            on.write(line)
            back.write(await _reply(server))
            await back.drain()
            if verb == b"DATA" and not await self._text(client, back, server, on, fault):
                return

    async def _text(
        self,
        client: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        on: asyncio.StreamWriter,
        fault: str | None,
    ) -> bool:
        """Hand the text of a mail on; False when it broke off."""
        text = await client.readuntil(b"\r\n.\r\n")
        if fault == "in DATA":
            on.write(text[: len(text) // 2])
            await on.drain()
            return False
        on.write(text)
        reply = await _reply(server)
        if fault == "after the dot":
            return False
        back.write(reply)
        await back.drain()
        return True


def _place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return str(parts.hostname), int(parts.port or 0)


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _both(one: Coroutine[Any, Any, None], other: Coroutine[Any, Any, None]) -> None:
    """Run both until one of them ends."""
    tasks = [asyncio.ensure_future(one), asyncio.ensure_future(other)]
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    while chunk := await source.read(_CHUNK):
        into.write(chunk)
        await into.drain()


async def _reply(server: asyncio.StreamReader) -> bytes:
    """Read one answer of a mail server, which may have several lines."""
    lines = [await server.readline()]
    while lines[-1][3:4] == b"-":
        lines.append(await server.readline())
    return b"".join(lines)


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return {name.lower(): value.strip() for name, _, value in pairs}


def _closing(head: bytes) -> bytes:
    """Return the head of a request after whose answer the connection ends."""
    lines = head.rstrip().split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


def _staying(answer: bytes) -> bytes:
    """Return an answer after which the connection stays open."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join(lines) + gap + body


def _http(status: int, body: bytes, *headers: str) -> bytes:
    lines = [
        f"HTTP/1.1 {status} .",
        "Content-Type: text/html",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _answer(status: int, body: bytes, *headers: str) -> bytes:
    return _http(status, body, *headers)


async def _nothing() -> None:
    return None
