"""A week of customers: what they said, what was done, what they were told. No figure by person."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.case import Closing
from bot.improvement import Effect


@dataclass(frozen=True)
class Voice:
    """One customer's words, masked, and what became of them.

    `done` is what was done, or is being done, masked too. `promised_on` is a date that the
    customer was told and that is still to come. `helped` is the customer's own verdict, and
    `said_back` their few words about it, masked.
    """

    case_id: int
    words: str
    polarity: float
    needs_hands: bool
    department: str
    touchpoint: str | None
    moment_of_truth: bool
    done: str = ""
    promised_on: date | None = None
    closed_how: Closing | None = None
    helped: bool | None = None
    said_back: str = ""


@dataclass(frozen=True)
class Mood:
    """How customers felt at a stage or touchpoint (`key`), this week and the one before.

    `heard` counts what was said there; `polarity` and `before` are means from -1 to 1. Each is
    None where it would rest on fewer than five.
    """

    key: str
    heard: int | None
    polarity: float | None
    before: float | None


@dataclass(frozen=True)
class Passed:
    """How many cases passed a step of the loop in the week; `step` is its name in `LOOP`."""

    step: str
    cases: int


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int


@dataclass(frozen=True)
class Promises:
    """What became of the dates told to customers: kept, moved with a word, or missed."""

    kept: int
    moved: int
    missed: int


@dataclass(frozen=True)
class Count:
    """How many there are of something; `key` is None for all that are too few to be named."""

    key: str | None
    cases: int


@dataclass(frozen=True)
class Topic:
    """What several customers said at a touchpoint, in their words; `usual`: how many before."""

    touchpoint: str
    words: str
    voices: int
    usual: int


@dataclass(frozen=True)
class Improved:
    """What was done once for many customers, and what became of how customers feel there.

    `earlier` are those of the customers whom we had answered otherwise before. These figures are
    None where they are fewer than five. `moods` are of the touchpoints where enough spoke since,
    the main one first.
    """

    name: str
    what: str
    customers: int | None
    told: int | None
    earlier: int | None
    moods: tuple[Mood, ...]
    effect: Effect = field(default_factory=Effect)


@dataclass(frozen=True)
class Afterwards:
    """What came of the week before after it was told, at `since`: it counts there.

    `heard` counts what arrived since then, `told` the customers who were answered.
    """

    since: datetime
    heard: int
    told: int


@dataclass(frozen=True)
class Week:
    """Everything the digest of a week tells, in the order in which it tells it.

    `week` is its ISO name ("2026-W47"), `first_day` its Monday, `last_day` its Sunday.
    `without_words` counts those of `heard` that said nothing (a score, "n/a"). `silent` and
    `silent_between` are the touchpoints nobody was heard from; the second are the in-between
    moments, where silence means least. `themes` are what at least five customers said, against the
    week before. `improvements` were done in the week, or lately enough to tell what came of them.
    `voices` are of those heard since the last digest; `since_last` is what of that counts in the
    week before (None: nothing).
    `causes`, `blocks` (what stands in the way of our actions) and `waiting` are empty
    when there are fewer than
    five to break down.
    """

    week: str
    first_day: date
    last_day: date
    voices: tuple[Voice, ...]
    heard: int
    without_words: int
    stages: tuple[Mood, ...]
    touchpoints: tuple[Mood, ...]
    told_in_time: Share
    promises: Promises
    helped: Share
    reopened: int
    thanks_passed_on: int
    causes: tuple[Count, ...]
    blocks: tuple[Count, ...]
    themes: tuple[Topic, ...]
    silent: tuple[str, ...]
    silent_between: tuple[str, ...]
    waiting: tuple[Count, ...]
    still_open: int
    steps: tuple[Passed, ...]
    improvements: tuple[Improved, ...] = ()
    since_last: Afterwards | None = None

    def passed(self, step: str) -> int:
        """Return how many cases passed a step of the loop in the week."""
        return next((each.cases for each in self.steps if each.step == step), 0)
