"""Send a case to the department that owns its touchpoint, and on to another when it does not."""

from dataclasses import replace
from datetime import datetime

from bot.card import move_card, post_card, refresh_card
from bot.case import About, Case, Fact
from bot.changed import changed, made
from bot.hands import NOBODY, give_actions
from bot.journey import DepartmentNotOnMap, JourneyMap, TouchpointNotOnMap
from bot.leads import cx_leads, leads_of
from bot.ledger import Turn
from bot.reading import Reading
from bot.refusal import CaseClosed, Refusal
from bot.teaching import teach_moved, teach_none, withdraw
from bot.word import say_to

# From the second time on nobody should be left alone with "not my problem" (policy, 10).
HELPED_FROM = 2


class AlreadyThere(Refusal):
    """The case is in that department's care already."""

    sentence = "refused-already-there"


def route(
    case: Case, reading: Reading, journey: JourneyMap, *, now: datetime
) -> tuple[Case, Fact]:
    """Return a new case with its owner: the map's for its touchpoint, or the fallback."""
    routed = _at(case, reading.touchpoint, journey, routed_at=now)
    about: About = {"to": routed.department, "touchpoint": routed.touchpoint}
    return routed, made(Fact, kind="routed", at=now, about=about)


def place(
    turn: Turn,
    case: Case,
    touchpoint: str,
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
    why: str | None = None,
) -> Case:
    """Let a person say which touchpoint a case is about, and learn it. Raises `CaseClosed`.

    Who says what a colleague has just said, with the same button, changes nothing.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    placed = _at(case, touchpoint, journey)
    said = turn.correction_of(case.id)
    if placed == case and said is not None and said.how == "moved":
        return case
    moves = placed.department != case.department
    if moves:
        placed = replace(_handed(turn, placed), reason=why)
    about = {"from": case.department, "to": placed.department, "touchpoint": touchpoint}
    turn.record(placed, Fact("placed", now, by, about))
    teach_moved(turn, placed, by=by, now=now)
    if moves:
        move_card(turn, case, placed, journey)
        _ask_leads(turn, placed, journey, by=by, now=now)
    else:
        refresh_card(turn, placed, journey)
    return placed


def pass_on(
    turn: Turn,
    case: Case,
    department: str,
    journey: JourneyMap,
    *,
    by: str,
    why: str,
    now: datetime,
) -> Case:
    """Hand a case to another department, with a word why.

    Where a department has but one touchpoint, the case is about that one from now on, and it is
    learned; else only that the case did not belong where it was. The fallback also receives what
    nobody can place: that it got something says nothing. Raises `CaseClosed`, `AlreadyThere`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if case.department == department:
        raise AlreadyThere(case=case.name)
    only = _only_touchpoint(department, journey)
    there = _at(case, only, journey) if only else case
    passed = replace(_handed(turn, there), department=department, reason=why)
    about = {"from": case.department, "to": department}
    turn.record(passed, Fact("passed_on", now, by, about))
    if only:
        teach_moved(turn, passed, by=by, now=now)
    else:
        withdraw(turn, passed, by=by, now=now)
    move_card(turn, case, passed, journey)
    _ask_leads(turn, passed, journey, by=by, now=now)
    return passed


def set_apart(
    turn: Turn,
    case: Case,
    journey: JourneyMap,
    *,
    by: str,
    why: str,
    now: datetime,
    department: str | None = None,
) -> Case:
    """Let a person say that a case is about no touchpoint of the map, and learn it.

    It goes to the department named, or to the fallback. Raises `CaseClosed`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    to = department or journey.fallback
    moves = to != case.department
    apart = replace(case, touchpoint=None, moment_of_truth=False, department=to)
    if moves:
        apart = replace(_handed(turn, apart), reason=why)
    about: About = {"from": case.department, "to": to, "touchpoint": None}
    turn.record(apart, Fact("placed", now, by, about))
    teach_none(turn, apart, by=by, now=now)
    if moves:
        move_card(turn, case, apart, journey)
        _ask_leads(turn, apart, journey, by=by, now=now)
    else:
        refresh_card(turn, apart, journey)
    return apart


def _only_touchpoint(department: str, journey: JourneyMap) -> str | None:
    """Return what a case is about because it is with a department; None where it may be more."""
    owned = [one.key for one in journey.touchpoints.values() if one.owner == department]
    return owned[0] if len(owned) == 1 and department != journey.fallback else None


def _ask_leads(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> None:
    """Ask the leads to help place what is passed on again, unless a lead is who does it."""
    if case.passes < HELPED_FROM or case.shared_at is None:
        return
    leads = {lead.id for lead in (*cx_leads(turn, journey), *leads_of(turn, case, journey))}
    if by not in leads:
        for lead in sorted(leads):
            say_to(turn, lead, "help_place", case, journey, now=now)


def follow_map(turn: Turn, case: Case, journey: JourneyMap, *, now: datetime) -> Case:
    """Keep an open case where a changed map wants it, with a card at each of its homes.

    A touchpoint or department that left the map sends it to the fallback. A changed owner moves
    only what nobody has taken and nobody has placed by hand.
    """
    mapped = _at(case, _key_now(case.touchpoint, journey), journey)
    department = _department_now(case.department, journey)
    is_free = case.taken_by is None and case.passes == 0
    if mapped.touchpoint is None or department is None:
        after = replace(mapped, department=journey.fallback)
    else:
        after = mapped if is_free else replace(mapped, department=department)
    if case.touchpoint is None and department is not None:
        after = replace(after, department=department)
    if after != case:
        about: About = {"from": case.department, "to": after.department}
        turn.record(after, Fact("routed", now, about={**about, "touchpoint": after.touchpoint}))
    move_card(turn, case, after, journey)
    if after.shared_at is not None:
        post_card(turn, after, journey)  # a home it has already stays as it is
    return after


def _key_now(touchpoint: str | None, journey: JourneyMap) -> str | None:
    """Return the key a touchpoint has now; None when it left the map."""
    try:
        return journey.touchpoint(touchpoint).key if touchpoint else None
    except TouchpointNotOnMap:
        return None


def _department_now(department: str, journey: JourneyMap) -> str | None:
    """Return the key a department has now; None when it left the map."""
    try:
        return journey.department(department).key
    except DepartmentNotOnMap:
        return None


def _at(
    case: Case, touchpoint: str | None, journey: JourneyMap, *, routed_at: datetime | None = None
) -> Case:
    """Return the case at a touchpoint, with the owner the map gives it."""
    known = touchpoint if touchpoint in journey.touchpoints else None
    return changed(
        case,
        touchpoint=known,
        department=journey.owner_of(known).key,
        moment_of_truth=known is not None and journey.touchpoint(known).moment_of_truth,
        routed_at=routed_at or case.routed_at,
    )


def _handed(turn: Turn, case: Case) -> Case:
    """Return the case without the person who had it in the department it leaves.

    What is planned keeps its dates, and waits for who takes it there.
    """
    give_actions(turn, case, of=None, to=NOBODY)
    return replace(case, taken_at=None, taken_by=None, passes=case.passes + 1)
