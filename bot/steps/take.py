"""Take a case on, hand it over to a colleague, or let go of it. What is due stays due."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.hands import NOBODY, give_actions
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.refusal import CaseClosed, Refusal
from bot.teaching import take_back_kept, teach_kept
from bot.word import say_to


class CaseAlreadyTaken(Refusal):
    """Someone else has this case; `by` is their id."""

    sentence = "refused-already-taken"

    def __init__(self, *, by: str, case: str) -> None:
        super().__init__(by=by, case=case)
        self.by = by


class NotTheirs(Refusal):
    """Only who has a case can let go of it."""

    sentence = "refused-not-theirs"


class AlreadyTheirs(Refusal):
    """The colleague has this case already."""

    sentence = "refused-already-theirs"


def take(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> Case:
    """Put one person in charge; taking it twice oneself changes nothing.

    What was planned and is in nobody's hands comes along, with its dates. That the case is where
    it belongs is learned. Raises `CaseAlreadyTaken`, `CaseClosed`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if case.taken_by == by:
        return case
    if case.taken_by is not None:
        raise CaseAlreadyTaken(by=case.taken_by, case=case.name)
    taken = replace(case, taken_at=now, taken_by=by)
    give_actions(turn, taken, of=NOBODY, to=by)
    turn.record(taken, Fact("taken", now, by, {"touchpoint": case.touchpoint}))
    teach_kept(turn, taken, journey, by=by, now=now)
    refresh_card(turn, taken, journey)
    return taken


def hand_over(
    turn: Turn, case: Case, journey: JourneyMap, *, to: str, by: str, why: str, now: datetime
) -> Case:
    """Put a colleague in charge, with everything that is planned and its dates, and tell them.

    Anybody of the team may: who has it may be away, and is told. Raises `AlreadyTheirs`,
    `CaseClosed`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if case.taken_by == to:
        raise AlreadyTheirs(by=to, case=case.name)
    given = replace(case, taken_at=now, taken_by=to, reason=why)
    for before in {case.taken_by or NOBODY, NOBODY}:
        give_actions(turn, given, of=before, to=to)
    # Who has it now is told by who took it: what a fact is about holds no person.
    turn.record(given, Fact("handed_over", now, by), Fact("taken", now, to))
    teach_kept(turn, given, journey, by=by, now=now)
    if to != by:
        say_to(turn, to, "given", given, journey, now=now, by=by)
    if case.taken_by not in (None, by):
        say_to(turn, str(case.taken_by), "given_on", given, journey, now=now, by=by, to=to)
    refresh_card(turn, given, journey)
    return given


def release(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> Case:
    """Let go of a case, so that a colleague can take it. Raises `NotTheirs`."""
    if case.taken_by != by or case.closed_at is not None:
        raise NotTheirs(case=case.name)
    take_back_kept(turn, case, by=by, now=now)
    return _let_go(turn, case, journey, Fact("released", now, by))


def come_back(turn: Turn, case: Case, journey: JourneyMap, *, now: datetime) -> Case:
    """Bring a case back to its team: who had it has left, or is away while it waits.

    What is planned keeps its dates, and waits for who takes it.
    """
    return _let_go(turn, case, journey, Fact("came_back", now))


def _let_go(turn: Turn, case: Case, journey: JourneyMap, fact: Fact) -> Case:
    released = replace(case, taken_at=None, taken_by=None)
    give_actions(turn, case, of=case.taken_by, to=NOBODY)
    turn.record(released, fact)
    refresh_card(turn, released, journey)
    return released
