"""An improvement: one action for many cases with one cause, of which every customer is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.action import Obstacle
from bot.case import About, Case
from bot.due import Due

# What customers are told of an improvement: what we do and by when, a new date, that it is done.
Telling = Literal["doing", "new_date", "done"]
# What the history of an improvement can say: ids, days and keys only.
ChangeKind = Literal[
    "started",
    "changed",
    "delayed",
    "stuck",
    "done",
    "dropped",
    "asked",
    "told",
    "joined",
    "left",
    "came_back",  # who had it has left, or is away when it is due
]


@dataclass(frozen=True)
class Effect:
    """What an improvement costs and brings, as its people estimate it; None: nobody said.

    `cost` and `revenue_kept` (a year) are in `currency` (ISO 4217), `hours_saved` are a month.
    """

    cost: float | None = None
    revenue_kept: float | None = None
    hours_saved: float | None = None
    currency: str = ""


@dataclass(frozen=True)
class Change:
    """Something that happened to an improvement: what, when, by whom."""

    kind: ChangeKind
    at: datetime
    by: str | None = None
    about: About = field(default_factory=dict)


@dataclass(frozen=True)
class Improvement:
    """What is done once for all, who has it, by when; `id` is 0 until it is remembered.

    `taker` is "" while nobody has it.

    `first_case` is the case it began with. `search` holds the words by which its cases were
    found. `said` is the one sentence to customers by language ("you said, we did"). `asked_by`
    wrote to all and waits for a second reader, who reads what they tell (`asked_what`).
    `changes` counts its history.
    """

    what: str
    taker: str
    due: Due
    department: str
    first_case: int
    started_at: datetime
    started_by: str
    touchpoint: str | None = None
    search: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    effect: Effect = field(default_factory=Effect)
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    stuck_on: Obstacle | None = None
    stuck_why: str = ""
    asked_by: str | None = None
    asked_what: Telling | None = None
    changes: int = 0
    id: int = 0

    @property
    def name(self) -> str:
        """Return how people call it: "A-3"."""
        return f"A-{self.id}"

    @property
    def is_open(self) -> bool:
        """Tell whether something remains to be done (customers may remain to be told then)."""
        return self.done_at is None and self.dropped_at is None

    @property
    def goes_on(self) -> bool:
        """Tell whether cases can join: it is done or will be."""
        return self.dropped_at is None


@dataclass(frozen=True)
class ApprovedLetter:
    """A letter to one customer of an improvement, approved with many, that is to be written still.

    `shown` is its fingerprint as it was shown. `written_by` signs it, `approved_by` let it go.
    """

    improvement_id: int
    case_id: int
    telling: Telling
    shown: str
    written_by: str
    approved_by: str


def improvement_id_in(text: str) -> int | None:
    """Return the id in "A-3" or "a3", or None when it names none."""
    found = re.fullmatch(r"\s*a\s*-?\s*(\d{1,15})\s*", text, re.IGNORECASE)
    return int(found[1]) if found else None


def has_own_step(case: Case, improvement: Improvement) -> bool:
    """Tell whether a case has to go on by itself: its improvement has nothing more for it.

    A customer who was told that it is done, and says that it did not help, is one of many no more.
    """
    if case.closed_at is not None or not improvement.goes_on:
        return True
    if improvement.done_at is None or not case.reopened:
        return False
    return case.acted_at is None or case.acted_at > improvement.done_at


def can_join(case: Case) -> bool:
    """Tell whether a case may become a part of an improvement; grave content is for leads only.

    A closed one may where its customer can be told: they asked for it, and it comes after all.
    """
    return (
        case.grave is None and case.needs_hands and (case.closed_at is None or case.needs_answer)
    )


def languages_missing(improvement: Improvement, languages: Sequence[str]) -> list[str]:
    """Return the languages of customers in which the sentence for all has not been said yet."""
    return sorted({one for one in languages if not improvement.said.get(one)})
