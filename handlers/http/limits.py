"""How much one sender may ask: a bucket of tokens for each, refilled by machine time."""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request

from handlers.clock import machine_now

# So many senders are remembered; of more, those that were silent longest start anew.
MOST_SENDERS = 10_000


class TooManyRequests(HTTPException):
    """This sender has to wait: 429, with `Retry-After` in whole seconds."""

    def __init__(self, seconds: float) -> None:
        wait = str(max(1, math.ceil(seconds)))
        super().__init__(429, headers={"Retry-After": wait, "Connection": "close"})


class Buckets:
    """One bucket for each sender. It may be emptied at once, and fills again while time passes."""

    def __init__(
        self, *, a_second: float, at_once: int, clock: Callable[[], float] = machine_now
    ) -> None:
        """Let `at_once` requests through, and after them so many `a_second`."""
        self._a_second = a_second
        self._at_once = at_once
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, sender: str) -> None:
        """Let one request through. Raises `TooManyRequests`."""
        with self._lock:
            now = self._clock()
            tokens, since = self._tokens.pop(sender, (float(self._at_once), now))
            # A clock that was set back refills nothing, and empties nothing.
            tokens = min(self._at_once, tokens + max(0.0, now - since) * self._a_second)
            is_through = tokens >= 1
            self._tokens[sender] = (tokens - 1 if is_through else tokens, now)
            if len(self._tokens) > MOST_SENDERS:
                self._tokens.popitem(last=False)
        if not is_through:
            raise TooManyRequests((1 - tokens) / self._a_second)

    def __len__(self) -> int:
        """Return how many senders are remembered."""
        return len(self._tokens)


class Limits:
    """The limits of the HTTP side, as docs/intake.md tells them."""

    def __init__(self) -> None:
        # A system that delivers each answer of a survey by itself stays below this, by far.
        self.sources = Buckets(a_second=10, at_once=100)
        # Whoever shows a wrong key or signature: a mistake is seen, a search gets nowhere.
        self.strangers = Buckets(a_second=1, at_once=30)
        # People behind one company's address open pages; each takes a look at the database.
        self.readers = Buckets(a_second=10, at_once=100)


def address_of(request: Request) -> str:
    """Return where a request comes from; a proxy on this machine says it of those before it."""
    return request.client.host if request.client else ""
