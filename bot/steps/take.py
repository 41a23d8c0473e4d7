"""Take a case on, or let go of it."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.refusal import CaseClosed, Refusal


class CaseAlreadyTaken(Refusal):
    """Someone else has this case; `by` is their id."""

    sentence = "refused-already-taken"

    def __init__(self, *, by: str, case: str) -> None:
        super().__init__(by=by, case=case)
        self.by = by


class NotTheirs(Refusal):
    """Only who has a case can let go of it."""

    sentence = "refused-not-theirs"


def take(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> Case:
    """Put one person in charge; taking it twice oneself changes nothing.

    Raises `CaseAlreadyTaken`, `CaseClosed`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if case.taken_by == by:
        return case
    if case.taken_by is not None:
        raise CaseAlreadyTaken(by=case.taken_by, case=case.name)
    taken = replace(case, taken_at=now, taken_by=by)
    turn.record(taken, Fact("taken", now, by, {"touchpoint": case.touchpoint}))
    refresh_card(turn, taken, journey)
    return taken


def release(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> Case:
    """Let go of a case, so that a colleague can take it. Raises `NotTheirs`."""
    if case.taken_by != by or case.closed_at is not None:
        raise NotTheirs(case=case.name)
    released = replace(case, taken_at=None, taken_by=None)
    turn.record(released, Fact("released", now, by))
    refresh_card(turn, released, journey)
    return released
