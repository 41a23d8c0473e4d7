"""What the loop needs remembered of improvements, as protocols."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.case import Case
from bot.improvement import ApprovedLetter, Change, Improvement
from bot.message import Message


@dataclass(frozen=True)
class CaseWords:
    """A case as the search for others like it sees it; `masked` has no personal data.

    `closed_at` is when it was closed, `is_put_off` whether its customer was told "not now".
    """

    case_id: int
    same_as: int | None
    customer_id: str | None
    improvement_id: int | None
    touchpoint: str | None
    language: str
    gist: str
    masked: str
    closed_at: datetime | None = None
    is_put_off: bool = False


@dataclass(frozen=True)
class Felt:
    """How customers felt at a touchpoint in a span: how many spoke, their mean from -1 to 1."""

    heard: int
    polarity: float | None


class LookAtImprovements(Protocol):
    """What can be read of improvements. Lists are in the order of ids."""

    def improvement(self, improvement_id: int) -> Improvement:
        """Return one improvement; in a turn its row is locked. Raises `NotRemembered`."""
        ...

    def improvements(self) -> list[Improvement]:
        """Return every improvement that was not dropped."""
        ...

    def improvement_history(self, improvement_id: int) -> list[Change]:
        """Return what happened to an improvement, in its order."""
        ...

    def improvement_of_same(self, case: Case) -> Improvement | None:
        """Return the open improvement of others who said the same as a case, or None."""
        ...

    def cases_in(self, improvement_id: int) -> list[Case]:
        """Return the cases that are a part of an improvement."""
        ...

    def told_of(self, improvement_id: int) -> list[Message]:
        """Return what customers were told of an improvement, first approved first."""
        ...

    def fates_told(self, *, since: datetime) -> Mapping[int, str]:
        """Return how what was told of each improvement since then fares, where it is news.

        As a short text; what `show_fates` remembered last is no news.
        """
        ...

    def open_words(self) -> list[CaseWords]:
        """Return what was said in the open cases that could join an improvement."""
        ...

    def closed_words(
        self, *, since: datetime, stems: Collection[str], touchpoints: Collection[str]
    ) -> list[CaseWords]:
        """Return what was said in closed cases that could join one, the newest first.

        Those closed since a moment, that hold one of some stems or lie at one of some
        touchpoints: some thousands at most.
        """
        ...

    def is_approved(self, case_id: int) -> bool:
        """Tell whether a letter about a case was approved and is still to be written."""
        ...

    def improvements_approved(self) -> Sequence[int]:
        """Return the ids of the improvements of which letters are still to be written."""
        ...

    def untold_closed(self) -> Collection[int]:
        """Return the ids of the improvements that are done and whose closed cases wait to hear.

        A case whose customer was told about another of theirs waits no more.
        """
        ...

    def felt_at(self, touchpoint: str, start: datetime, end: datetime) -> Felt:
        """Return how customers felt at a touchpoint in [start, end), without what is grave."""
        ...


class TurnOfImprovements(LookAtImprovements, Protocol):
    """What a turn can remember of improvements."""

    def add_improvement(self, improvement: Improvement) -> Improvement:
        """Remember an improvement and return it with its id."""
        ...

    def show_fates(self, improvement_id: int, fares: str) -> None:
        """Remember how the letters of an improvement fared when its message last said so."""
        ...

    def keep_approved(self, letters: Sequence[ApprovedLetter]) -> None:
        """Remember letters that were approved and are to be written a part at a time."""
        ...

    def take_approved(self, improvement_id: int, *, at_most: int) -> list[ApprovedLetter]:
        """Return the next letters to be written, and forget them: this turn writes them."""
        ...

    def record_improvement(self, improvement: Improvement, *changes: Change) -> Improvement:
        """Replace what is known about an improvement, append to its history, and return it."""
        ...
