"""What was sent is read up to a limit; then a plain function answers, off the event loop."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

# Whoever sends more slowly than this keeps no place: a megabyte takes seconds on a poor line.
BODY_SECONDS = 20.0
# Of whom is refused before the body, so much is read all the same: a delivery of usual size.
_READ_OFF_BYTES, _READ_OFF_SECONDS = 65_536, 1.0
# After a refusal nothing more is read of what was sent.
_CLOSE = {"Connection": "close"}

Endpoint = Callable[[Request], Awaitable[Response]]


def in_threads(answer: Callable[[Request], Response], *, at_once: int) -> Endpoint:
    """Return an endpoint whose plain function has so many threads of its own.

    The ledger is synchronous. One kind of request, however slow, never takes the threads of
    another.
    """
    threads = CapacityLimiter(at_once)

    async def endpoint(request: Request) -> Response:
        return await to_thread.run_sync(answer, request, limiter=threads)

    return endpoint


def with_body(
    answer: Callable[[Request, bytes], Response],
    *,
    at_most: int,
    at_once: int,
    admit: Callable[[Request], None] | None = None,
) -> Endpoint:
    """Return an endpoint that hands `answer` the body; one of more bytes is refused with 413.

    `admit` looks at a request before anything of its body is read, and raises an `HTTPException`
    to refuse it. `answer` runs in one of `at_once` threads of its own.
    """
    threads = CapacityLimiter(at_once)

    async def endpoint(request: Request) -> Response:
        if admit is not None:
            try:
                admit(request)
            except HTTPException:
                await _read_off(request)
                raise
        body = await body_of(request, at_most=at_most)
        return await to_thread.run_sync(answer, request, body, limiter=threads)

    return endpoint


async def _read_off(request: Request) -> None:
    """Read a little of what nobody wants: who is cut off while sending never sees the answer."""
    with suppress(TimeoutError, ClientDisconnect):
        async with asyncio.timeout(_READ_OFF_SECONDS):
            read = 0
            async for piece in request.stream():
                read += len(piece)
                if read > _READ_OFF_BYTES:
                    return


async def body_of(request: Request, *, at_most: int) -> bytes:
    """Return the body. Raises `HTTPException`: 413 too long, 415 packed, 408 too slow."""
    # Nothing packed is unpacked: a thousand bytes could become a thousand million.
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, headers=_CLOSE)
    # A length that was announced is refused unread; one that was not, or lied, is counted.
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and (len(announced) > 18 or int(announced) > at_most):
        raise HTTPException(413, headers=_CLOSE)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request, at_most=at_most)
    except TimeoutError as slow:
        raise HTTPException(408, headers=_CLOSE) from slow


async def _read(request: Request, *, at_most: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > at_most:
            raise HTTPException(413, headers=_CLOSE)
    return bytes(body)
