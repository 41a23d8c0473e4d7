"""How long Slack asks to be left alone when it was asked too much (429 Too Many Requests)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from slack_sdk.errors import SlackApiError

from handlers.clock import machine_now


class AskedToWait(Exception):
    """Slack wants a method not to be called for so many `seconds`; nothing was done."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"for {seconds:.0f} s")
        self.seconds = seconds


def asked_wait(error: Exception) -> float | None:
    """Return for how many seconds Slack asks to wait; None where it failed for another reason."""
    if isinstance(error, AskedToWait):
        return error.seconds
    if not isinstance(error, SlackApiError) or getattr(error.response, "status_code", 0) != 429:
        return None
    asked = str(error.response.headers.get("Retry-After", ""))
    return float(asked) if asked.isdecimal() else 1.0


class Rests:
    """The methods that Slack wants not to be called for a while, whoever asks."""

    def __init__(self, clock: Callable[[], float] = machine_now) -> None:
        """`clock` tells machine time in seconds."""
        self._clock = clock
        self._until: dict[str, float] = {}

    @contextmanager
    def calling(self, method: str) -> Iterator[None]:
        """Call a method in the block. Raises `AskedToWait`, at once where it still rests."""
        left = self._until.get(method, 0.0) - self._clock()
        if left > 0:
            raise AskedToWait(left)
        try:
            yield
        except SlackApiError as error:
            wait = asked_wait(error)
            if wait is None:
                raise
            self._until[method] = self._clock() + wait
            raise AskedToWait(wait) from error
