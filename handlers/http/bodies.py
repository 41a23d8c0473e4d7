"""What was sent is read up to a limit; then a plain function answers, off the event loop."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

Endpoint = Callable[[Request], Awaitable[Response]]


def with_body(answer: Callable[[Request, bytes], Response], *, at_most: int) -> Endpoint:
    """Return an endpoint that hands `answer` the body; one of more bytes is refused with 413.

    The ledger is synchronous, so `answer` runs in the thread pool.
    """

    async def endpoint(request: Request) -> Response:
        body = await _body_of(request, at_most=at_most)
        return await run_in_threadpool(answer, request, body)

    return endpoint


async def _body_of(request: Request, *, at_most: int) -> bytes:
    # A length that was announced is refused unread; one that was not, or lied, is counted.
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > at_most:
        raise HTTPException(413)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > at_most:
            raise HTTPException(413)
    return bytes(body)
