"""What a system's answer over HTTP comes to: done, not done, or nobody knows."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

# Whoever says "too much" without saying for how long.
USUAL_WAIT = 60.0
# 409: two changes met; 423: locked by another one; 425: too early. None of them was done.
_NOT_DONE = frozenset({409, 423, 425})


class NotDone(Exception):
    """It certainly was not done, and may be later; `wait` is how long the other side asks for."""

    def __init__(self, reason: str, *, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class InDoubt(Exception):
    """It may have been done: look before doing it again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def told_apart(*, changes: bool) -> Iterator[None]:
    """Tell a line that broke before anything was sent from one that broke afterwards.

    `changes`: what was asked for changes something there, so that it may have happened. Raises
    `NotDone`, `InDoubt`.
    """
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NotDone(type(error).__name__) from error
    except httpx.TransportError as error:
        if changes:
            raise InDoubt(type(error).__name__) from error
        raise NotDone(type(error).__name__) from error


def check_done(answer: httpx.Response, *, changes: bool) -> None:
    """Accept a 2xx; leave every other 4xx to the caller. Raises `NotDone`, `InDoubt`.

    No redirect is followed: what is secret goes to the address in the settings and nowhere else.
    """
    status = answer.status_code
    said = f"HTTP {status}"
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise NotDone(said, wait=asked_wait(answer) or USUAL_WAIT)
    if status in _NOT_DONE:
        raise NotDone(said)
    if status < 200 or 300 <= status < 400:
        raise NotDone(f"{said}: another address answers")
    if status >= 500 or status == httpx.codes.REQUEST_TIMEOUT:
        if changes:
            raise InDoubt(said)
        raise NotDone(said, wait=asked_wait(answer))


def asked_wait(answer: httpx.Response) -> float | None:
    """Return the seconds of `Retry-After`; None without it, or where it is a date."""
    written = answer.headers.get("retry-after", "").strip()
    return float(written) if written.isascii() and written.isdecimal() else None
