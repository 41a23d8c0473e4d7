"""What delivering needs to know: what a sending came to, and who can send."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.fate import FateWhy
from bot.notice import Notice


@dataclass(frozen=True)
class Sent:
    """It arrived; `receipt` says where (for a post: channel and ts)."""

    receipt: dict[str, str]


@dataclass(frozen=True)
class Obsolete:
    """There is nothing left to say: what it was about went on."""


@dataclass(frozen=True)
class NotSent:
    """It certainly did not arrive, and may later; `wait` is how long the other side asks for.

    `is_for_posts` tells that it asks this of posts, and not of what had to be looked up before.
    """

    why: str
    wait: float | None = None
    is_for_posts: bool = False


@dataclass(frozen=True)
class Refused:
    """It will never arrive as it is: the other side said no for good.

    `by_customer`: their own mailbox (or account) said so, and no lead can help by sending it
    again; `fate_why` is then what stands in the way. Otherwise it waits for a lead.
    """

    why: str
    by_customer: bool = False
    fate_why: FateWhy | None = None


@dataclass(frozen=True)
class Uncertain:
    """It may or may not have arrived: look before sending again.

    `can_be_known` is False where no look-up will ever tell: then a person has to say. `wait` is
    how long the other side asks to wait before the next look-up.
    """

    why: str
    can_be_known: bool = True
    wait: float | None = None


@dataclass(frozen=True)
class InDoubt:
    """It changes a message that stands, which may happen now, later, or not at all.

    It may be repeated at once; what is still under way could then undo the repetition, so that it
    is repeated once more when that has arrived.
    """

    why: str


class Held(Exception):
    """Everything was paused while this was on its way out: it goes no further, and waits."""


Outcome = Sent | Obsolete | NotSent | Refused | Uncertain | InDoubt


class Sender(Protocol):
    """A way out of the house: Slack, mail."""

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Send it; call `point_of_no_return` just before it may arrive, if that can be told.

        When that answers False, another process took over: do not send. What it raises passes
        through: then nothing may be sent either.
        """
        ...

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Look whether an interrupted sending arrived; `Uncertain` when that is not known now."""
        ...

    def may_repeat(self, notice: Notice) -> bool:
        """Tell whether sending it twice leaves the same as once (an update of a card)."""
        ...
