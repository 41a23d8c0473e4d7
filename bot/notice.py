"""A notice: anything the bot must say or send, staged in the turn that caused it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.fate import Fate, FateWhy

NoticeKind = Literal[
    "round",  # the header of a department's morning
    "card",  # the one live message of a case
    "card_update",
    "moved_line",  # what stays of a card when its case moved on
    "thread_line",  # a line under a card
    "nudge",
    "word",  # to one colleague, about one case
    "digest",
    "spike",  # customers suddenly speak of one thing
    "second_reading",  # a message that somebody else has to read before it leaves
    "letters_reading",  # several of an improvement, written one by one: to be read one by one
    "given_back",  # what became of it, to its author
    "amend",  # a message written anew, without the words of somebody who was forgotten
    "improvement",  # the one live message of an improvement
    "improvement_update",
    "improvement_reading",  # what all its customers would be told, for a second reader
    "map_broken",  # to the leads: what is wrong in the journey map, which is not used
    "mail",  # a message to the customer, by whichever way we send it
]


@dataclass(frozen=True)
class Notice:
    """Something to say, to one destination.

    `id` is its idempotency key: staging it twice is harmless. `destination` is "channel:#name",
    "person:U1" or, for a message to the customer, "mail:7", "zendesk:7" or "webhook:7". `about`
    holds ids only: a notice is rendered when it is sent. `after` is a notice that has to be
    settled before this one goes. `tried_from` is when it was first tried
    (business time): before that it stands nowhere.
    """

    id: str
    kind: NoticeKind
    destination: str
    case_id: int | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    after: str | None = None
    tried_from: datetime | None = None

    @property
    def lane(self) -> str:
        """Return the lane that keeps its order: one case (or improvement) to one destination."""
        improvement = self.about.get("improvement")
        about = f"A-{improvement}" if improvement else self.case_id or self.id
        return f"{about}>{self.destination}"


@dataclass(frozen=True)
class Pause:
    """Since when no notice leaves the house, and who said so (a Slack id, or "terminal")."""

    at: datetime
    by: str


@dataclass(frozen=True)
class Stuck:
    """A notice that waits for a person: held (nobody knows whether it arrived) or dead."""

    notice: Notice
    state: Literal["held", "dead"]
    why: str


@dataclass(frozen=True)
class Lanes:
    """How the lanes stand: notices by state, how many of those on their way failed before.

    `first_due` is the number of the first notice that may go and has not, or None.
    """

    by_state: Mapping[str, int]
    retried: int
    first_due: int | None


# A notice by its id, and which time it is being sent.
Attempt = tuple[str, int]


@dataclass(frozen=True)
class Claimed:
    """A notice that this process may send now, and nobody else.

    `attempt` fences it: a settle of another attempt is refused. `was_interrupted`: an earlier
    attempt began and never settled. `past_return`: that attempt had passed the moment after which
    it may have arrived. `failures` counts the attempts that came to nothing, but for those after
    which the other side only asked to wait. `doubted_until` (machine time) is how long an earlier
    attempt may still change the message that this one changes.
    """

    notice: Notice
    attempt: int
    was_interrupted: bool
    past_return: bool
    failures: int = 0
    doubted_until: float = 0.0

    @property
    def key(self) -> Attempt:
        """Return what tells this attempt from any other, of the same notice too."""
        return self.notice.id, self.attempt


SettledState = Literal["waiting", "sending", "sent", "held", "dead", "obsolete"]


@dataclass(frozen=True)
class Settled:
    """How an attempt ended: the state it leaves the notice in, and what that state goes by.

    In machine time (seconds): `free_at` is when the next notice of this pace may go; `not_before`
    when this one may, where it waits; `leased_until` when somebody may look for it, where nobody
    knows; `doubted_until` how long this attempt may still have its effect. `fate` is what became
    of a notice that is over, and why.
    """

    claimed: Claimed
    state: SettledState
    free_at: float
    error: str | None = None
    receipt: str | None = None
    not_before: float = 0.0
    leased_until: float = 0.0
    failures: int | None = None
    doubted_until: float | None = None
    fate: Fate | None = None
    fate_why: FateWhy | None = None

    @property
    def failures_now(self) -> int:
        """Return the failures so far: those before this attempt, unless it says another number."""
        return self.claimed.failures if self.failures is None else self.failures

    @property
    def doubted_until_now(self) -> float:
        """Return how long any attempt so far may still have its effect."""
        return self.claimed.doubted_until if self.doubted_until is None else self.doubted_until
