"""Say what is done about a case and by when: planned, changed, stuck, dropped or done."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.action import Action, ActionKind, Obstacle
from bot.card import refresh_card
from bot.case import About, Case, Fact
from bot.due import Due
from bot.hands import NOBODY
from bot.journey import JourneyMap
from bot.leads import leads_of
from bot.ledger import Turn
from bot.refusal import CaseClosed, Refusal
from bot.word import say_to


class NotTheirAction(Refusal):
    """Only who has an action can give it back."""

    sentence = "refused-not-theirs"


class ActionOver(Refusal):
    """The action was done or dropped: nothing about it can be changed any more."""

    sentence = "refused-action-over"


@dataclass(frozen=True)
class Plan:
    """What is to be done, as a person typed it; `taker` is who does it."""

    what: str
    taker: str
    due: Due
    kind: ActionKind = "real_change"
    link: str = ""


def plan(
    turn: Turn, case: Case, journey: JourneyMap, planned: Plan, *, by: str, now: datetime
) -> Action:
    """Plan an action; a case that nobody has is then the taker's. Raises `CaseClosed`.

    "Not now" is a decision: nothing remains to be done, and the customer can be told why.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    action = turn.add_action(
        Action(
            case.id,
            planned.what,
            planned.taker,
            planned.due,
            planned_at=now,
            planned_by=by,
            kind=planned.kind,
            link=planned.link,
        )
    )
    about: About = {"action": action.id, "due": planned.due.isoformat(), "kind": planned.kind}
    facts = [Fact("planned", now, by, about)]
    if case.taken_by is None:
        case = replace(case, taken_at=now, taken_by=planned.taker)
        facts.insert(0, Fact("taken", now, planned.taker))
    after = replace(case, acted_at=case.acted_at or now)
    turn.record(after, *facts)
    _ask(turn, after, action, journey, by=by, now=now)
    refresh_card(turn, after, journey)
    return action


def change(
    turn: Turn,
    case: Case,
    action: Action,
    journey: JourneyMap,
    planned: Plan,
    *,
    by: str,
    now: datetime,
) -> Action:
    """Say anew what is done, by whom or by when; what was in the way is then out of it.

    Raises `CaseClosed`, `ActionOver`.
    """
    _check_goes_on(case, action)
    changed = replace(
        action,
        what=planned.what,
        taker=planned.taker,
        due=planned.due,
        kind=planned.kind,
        link=planned.link,
        stuck_on=None,
        stuck_why="",
    )
    if changed == action:
        return action
    turn.record_action(changed)
    about: About = {"action": action.id, "due": planned.due.isoformat(), "kind": planned.kind}
    turn.record(case, Fact("changed", now, by, about))
    if changed.taker != action.taker:
        _ask(turn, case, changed, journey, by=by, now=now)
    refresh_card(turn, case, journey)
    return changed


def finish(
    turn: Turn, case: Case, action: Action, journey: JourneyMap, *, by: str, now: datetime
) -> Action:
    """Say that an action is done; saying it twice changes nothing."""
    if not action.is_open:
        return action
    done = replace(action, done_at=now, stuck_on=None, stuck_why="")
    turn.record_action(done)
    turn.record(case, Fact("done", now, by, {"action": action.id}))
    refresh_card(turn, case, journey)
    return done


def undo_finish(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> Case:
    """Take back that an action is done, while nothing happened since and by who said so."""
    last = turn.history(case.id)[-1:]
    if not last or last[0].kind != "done" or last[0].by != by:
        return case
    for action in turn.actions(case.id):
        if action.id == last[0].about.get("action"):
            turn.record_action(replace(action, done_at=None))
    turn.record(case, Fact("taken_back", now, by, {"action": last[0].about.get("action")}))
    refresh_card(turn, case, journey)
    return case


def drop(
    turn: Turn, case: Case, action: Action, journey: JourneyMap, *, by: str, now: datetime
) -> Action:
    """Say that an action will not be done; without another one, the case asks for one again.

    Raises `CaseClosed`, `ActionOver`.
    """
    _check_goes_on(case, action)
    dropped = replace(action, dropped_at=now)
    turn.record_action(dropped)
    others = [one for one in turn.actions(case.id) if one.dropped_at is None]
    after = case if others else replace(case, acted_at=None)
    turn.record(after, Fact("dropped", now, by, {"action": action.id}))
    refresh_card(turn, after, journey)
    return dropped


def give_back(
    turn: Turn, case: Case, action: Action, journey: JourneyMap, *, by: str, now: datetime
) -> Action:
    """Give an action back to who has the case, who is told; its date stands.

    Raises `NotTheirAction`, `CaseClosed`, `ActionOver`.
    """
    _check_goes_on(case, action)
    if action.taker != by:
        raise NotTheirAction(case=case.name)
    given = replace(action, taker=case.taken_by or NOBODY)
    turn.record_action(given)
    turn.record(case, Fact("changed", now, by, {"action": action.id}))
    if case.taken_by not in (None, by):
        to = str(case.taken_by)
        say_to(turn, to, "returned", case, journey, now=now, by=by, action=action.id)
    refresh_card(turn, case, journey)
    return given


def say_stuck(
    turn: Turn,
    case: Case,
    action: Action | None,
    journey: JourneyMap,
    *,
    on: Obstacle,
    why: str,
    by: str,
    now: datetime,
) -> None:
    """Say what stands in the way, of one action or of the whole case.

    The leads hear what blocks the work (not who said so), and the digest counts it. Raises
    `CaseClosed`, `ActionOver`.
    """
    if action is not None:
        _check_goes_on(case, action)
        turn.record_action(replace(action, stuck_on=on, stuck_why=why))
    elif case.closed_at is not None:
        raise CaseClosed(case=case.name)
    about: About = {"action": action.id if action else None, "on": on}
    turn.record(case, Fact("stuck", now, by, about))
    for lead in leads_of(turn, case, journey):
        if lead.id != by:
            say_to(turn, lead.id, "stuck", case, journey, now=now, on=on, action=about["action"])
    refresh_card(turn, case, journey)


def is_tracker_link(text: str) -> bool:
    """Tell whether a text is an address we may show: https, a host, no sign that breaks a link."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme == "https" and bool(parts.hostname) and not set(text) & set("<>| \n\"'")
        )
    except ValueError:
        return False


def _ask(
    turn: Turn, case: Case, action: Action, journey: JourneyMap, *, by: str, now: datetime
) -> None:
    """Tell a colleague that something was planned for them."""
    if action.is_open and action.taker not in ("", by):
        say_to(turn, action.taker, "asked", case, journey, now=now, by=by, action=action.id)


def _check_goes_on(case: Case, action: Action) -> None:
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if not action.is_open:
        raise ActionOver(case=case.name)
