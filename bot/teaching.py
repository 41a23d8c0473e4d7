"""What people teach by placing cases, in the turn in which they do it.

Every word on a case is remembered; the last one counts. Readers learn from the ledger
(`Look.lessons_after`), so that all processes that share it know the same.
"""

from datetime import datetime

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.correction import Correction, CorrectionHow
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.refusal import Refusal


class NothingLearned(Refusal):
    """Nothing was learned from this case."""

    sentence = "refused-nothing-learned"


class NotTheirsToUnlearn(Refusal):
    """Only a lead, or who taught something, has it forgotten."""

    sentence = "refused-not-theirs-to-unlearn"


def teach_moved(turn: Turn, case: Case, *, by: str, now: datetime) -> None:
    """Learn that a case belongs where a person has just put it."""
    _say(turn, case, "moved", by=by, now=now)


def teach_none(turn: Turn, case: Case, *, by: str, now: datetime) -> None:
    """Learn that a case belongs to no touchpoint of the map."""
    _say(turn, case, "none", by=by, now=now)


def teach_kept(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> None:
    """Learn that a case is where it belongs: somebody there took it.

    What a person has said of it stands, and so does that it was to be forgotten. A team that it
    was passed on to, and that does not own its touchpoint, says nothing of where it belongs.
    """
    last = turn.correction_of(case.id)
    is_said = last is not None and last.how != "withdrawn"
    if is_said or case.touchpoint is None or case.grave is not None:
        return
    if journey.owner_of(case.touchpoint).key == case.department:
        _say(turn, case, "kept", by=by, now=now)


def take_back_kept(turn: Turn, case: Case, *, by: str, now: datetime) -> None:
    """Forget that somebody took a case who lets go of it again."""
    last = turn.correction_of(case.id)
    if last is not None and last.how == "kept" and last.by == by:
        _say(turn, case, "withdrawn", by=by, now=now)


def withdraw(turn: Turn, case: Case, *, by: str, now: datetime) -> None:
    """Forget where a case was said to belong: it left, and nobody said for which touchpoint."""
    last = turn.correction_of(case.id)
    if last is not None and last.teaches:
        _say(turn, case, "withdrawn", by=by, now=now)


def unlearn(
    turn: Turn, case: Case, journey: JourneyMap, *, by: str, is_lead: bool, now: datetime
) -> None:
    """Forget what was learned from a case. Raises `NothingLearned`, `NotTheirsToUnlearn`."""
    last = turn.correction_of(case.id)
    if last is None or not last.teaches:
        raise NothingLearned(case=case.name)
    if not is_lead and last.by != by:
        raise NotTheirsToUnlearn(case=case.name)
    _say(turn, case, "undone", by=by, now=now)
    turn.record(case, Fact("unlearned", now, by, {"touchpoint": last.touchpoint}))
    refresh_card(turn, case, journey)


def _say(turn: Turn, case: Case, how: CorrectionHow, *, by: str, now: datetime) -> None:
    touchpoint = case.touchpoint if how in ("moved", "kept") else None
    turn.add_correction(Correction(case.id, how, touchpoint, by, now))
