"""Say what is done about a case and by when, and that it is done."""

from dataclasses import replace
from datetime import datetime

from bot.action import Action
from bot.card import refresh_card
from bot.case import Case, Fact
from bot.due_date import Due
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.refusal import CaseClosed


def plan(
    turn: Turn,
    case: Case,
    journey: JourneyMap,
    *,
    what: str,
    taker: str,
    due: Due,
    by: str,
    now: datetime,
) -> Action:
    """Plan an action; a case that nobody has is then the taker's. Raises `CaseClosed`."""
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    action = turn.add_action(Action(case.id, what, taker, due, planned_at=now, planned_by=by))
    facts = [Fact("planned", now, by, {"action": action.id, "due": due.isoformat()})]
    if case.taken_by is None:
        case = replace(case, taken_at=now, taken_by=taker)
        facts.insert(0, Fact("taken", now, taker))
    planned = replace(case, acted_at=case.acted_at or now)
    turn.record(planned, *facts)
    refresh_card(turn, planned, journey)
    return action


def finish(
    turn: Turn, case: Case, action: Action, journey: JourneyMap, *, by: str, now: datetime
) -> Action:
    """Say that an action is done; saying it twice changes nothing."""
    if action.done_at is not None:
        return action
    done = replace(action, done_at=now)
    turn.record_action(done)
    turn.record(case, Fact("done", now, by, {"action": action.id}))
    refresh_card(turn, case, journey)
    return done
