"""A case: one verbatim on its way round the loop."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from bot.reading import Grave

# How a loop was closed; "none_needed" carries a reason.
Closing = Literal["told", "told_by_phone", "cannot_be_reached", "none_needed", "thanked"]

About = Mapping[str, str | int | float | None]

# What the history can say of a case: ids and facts only, never words, names or addresses.
FactKind = Literal[
    "opened",
    "read",
    "read_again",
    "routed",
    "revised",
    "shared",
    "taken",
    "released",
    "passed_on",
    "placed",
    "unlearned",
    "handed_over",
    "came_back",
    "planned",
    "changed",
    "stuck",
    "dropped",
    "done",
    "acknowledged",
    "asked",
    "customer_replied",
    "customer_grave",
    "customer_stopped",
    "customer_back",
    "proposed",
    "approved",
    "sent_back",
    "held_back",
    "answered",
    "thanked",
    "taken_back",
    "followed_up",
    "promised_again",
    "reassured",
    "address_given",
    "closed",
    "reopened",
    "customer_helped",
    "customer_not_helped",
    "original_seen",
    "held_arrived",
    "held_again",
    "accepted",
    "delivered",
    "bounced",
    "refused",
    "held",
    "dead",
    "forgotten",
    "same_again",
    "joined",
    "left",
    "moved_on",
    "improved",
]


@dataclass(frozen=True)
class Fact:
    """Something that happened to a case: what, when, by whom (None: the bot itself).

    `about` holds ids, keys and numbers, never words.
    """

    kind: FactKind
    at: datetime
    by: str | None = None
    about: About = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """The facts known about a case; its place in the loop is worked out from them (`bot.loop`).

    `department` is its owner. `touchpoint` is None while a person still has to place it.
    `needs_hands` is False for praise, which needs thanks but no action. `needs_answer` is False
    where the customer may not or cannot be contacted. `clock_from` starts the customer's wait.
    `leaving` says that the customer spoke of going, `at_stake` how much money (in the currency of
    the record). `linked_to` is an earlier case of the same customer, `same_as` the first case in
    which another customer said the same. `promised_on` is a date told to the customer that was
    not followed up yet, or was last; `reassured_on` the one with which they heard "still on it".
    `improvement_id` is the improvement that it is a part of (`bot.improvement`);
    `joined_closed_at` is when it joined that one, closed already.
    `asked_at` is when we asked the customer something that they have not answered yet.
    """

    id: int
    verbatim_id: int
    department: str
    opened_at: datetime
    clock_from: datetime
    touchpoint: str | None = None
    customer_id: str | None = None
    linked_to: int | None = None
    same_as: int | None = None
    improvement_id: int | None = None
    joined_closed_at: datetime | None = None
    needs_hands: bool = True
    needs_answer: bool = False
    grave: Grave | None = None
    moment_of_truth: bool = False
    polarity: float = 0.0
    intensity: float = 0.0
    leaving: bool = False
    at_stake: float | None = None
    read_at: datetime | None = None
    routed_at: datetime | None = None
    shared_at: datetime | None = None
    taken_at: datetime | None = None
    taken_by: str | None = None
    acted_at: datetime | None = None
    acknowledged_at: datetime | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    promised_on: date | None = None
    reassured_on: date | None = None
    followed_up_at: datetime | None = None
    closed_at: datetime | None = None
    closed_how: Closing | None = None
    cause: str | None = None
    reason: str | None = None
    passes: int = 0
    reopened: int = 0
    helped: bool | None = None

    @property
    def name(self) -> str:
        """Return how people call it: "C-31"."""
        return f"C-{self.id}"

    @property
    def hears_the_end(self) -> bool:
        """Tell whether it stays closed, and its customer still hears that the improvement is done.

        They asked for it earlier, and were answered otherwise ("not now").
        """
        return self.closed_at is not None and self.joined_closed_at is not None

    def opened_again(self) -> "Case":
        """Return the case with hands and an answer needed once more; who had it has it still."""
        return replace(
            self,
            closed_at=None,
            closed_how=None,
            reason=None,
            needs_hands=True,
            acted_at=None,
            answered_at=None,
            promised_on=None,
            followed_up_at=None,
            asked_at=None,
            joined_closed_at=None,
            reopened=self.reopened + 1,
        )


def case_id_in(text: str) -> int | None:
    """Return the id in "C-31", "c31" or "31", or None when there is none."""
    found = re.fullmatch(r"\s*(?:c\s*-?\s*)?(\d{1,15})\s*", text, re.IGNORECASE)
    return int(found[1]) if found else None
