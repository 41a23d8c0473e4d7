"""Do one thing for many customers: gather their cases, change them together, let them go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.action import Obstacle
from bot.card import refresh_card
from bot.case import About, Case, Fact, FactKind
from bot.due import Due
from bot.hands import NOBODY
from bot.improvement import Change, ChangeKind, Effect, Improvement, can_join
from bot.improvement_post import post_improvement, refresh_improvement
from bot.journey import JourneyMap
from bot.leads import leads_of
from bot.ledger import Turn
from bot.message import Message
from bot.refusal import CaseClosed, Refusal
from bot.word import say_to


class ImprovementOver(Refusal):
    """The improvement was dropped, or is done: this cannot be changed any more."""

    sentence = "refused-improvement-over"


class InAnotherImprovement(Refusal):
    """A case is a part of one improvement at a time."""

    sentence = "refused-in-another-improvement"


class NotOneOfMany(Refusal):
    """Grave content and praise are answered by themselves."""

    sentence = "refused-not-one-of-many"


@dataclass(frozen=True)
class Plan:
    """What is to be done for all, as a person typed it."""

    what: str
    taker: str
    due: Due
    said: Mapping[str, str] = field(default_factory=dict)
    effect: Effect = field(default_factory=Effect)


def start(
    turn: Turn,
    planned: Plan,
    cases: Sequence[Case],
    journey: JourneyMap,
    *,
    search: str = "",
    by: str,
    now: datetime,
) -> Improvement:
    """Begin an improvement for some cases (one at least); each becomes a part of it.

    The department that owns the first one has it. Raises the refusals of `join`.
    """
    first = cases[0]
    improvement = turn.add_improvement(
        Improvement(
            what=planned.what,
            taker=planned.taker,
            due=planned.due,
            department=journey.in_charge(first.department).key,
            touchpoint=first.touchpoint,
            first_case=first.id,
            search=search,
            said=dict(planned.said),
            effect=planned.effect,
            started_at=now,
            started_by=by,
        )
    )
    about: About = {"due": planned.due.isoformat(), "cases": len(cases)}
    improvement = turn.record_improvement(improvement, Change("started", now, by, about))
    for case in cases:
        _add(turn, improvement, case, journey, by=by, now=now)
    post_improvement(turn, improvement, journey)
    if planned.taker != by:
        _tell_taker(turn, improvement, journey, by=by, now=now)
    return improvement


def join(
    turn: Turn,
    improvement: Improvement,
    cases: Sequence[Case],
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> Improvement:
    """Let cases become a part of an improvement; one that is already changes nothing.

    Raises `ImprovementOver`, `InAnotherImprovement`, `NotOneOfMany`, `CaseClosed`.
    """
    if not improvement.goes_on:
        raise ImprovementOver(improvement=improvement.name)
    new = [case for case in cases if case.improvement_id != improvement.id]
    for case in new:
        _add(turn, improvement, case, journey, by=by, now=now)
    return _changed(turn, improvement, "joined", journey, by=by, now=now, cases=len(new))


def leave(
    turn: Turn,
    improvement: Improvement,
    cases: Sequence[Case],
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> Improvement:
    """Take cases out of an improvement: each goes on by itself, and keeps what it was promised."""
    gone = [case for case in cases if case.improvement_id == improvement.id]
    for case in gone:
        _take_out(turn, improvement, case, journey, by=by, now=now)
    return _changed(turn, improvement, "left", journey, by=by, now=now, cases=len(gone))


def tell_along(
    turn: Turn, case: Case, message: Message, journey: JourneyMap, *, by: str, now: datetime
) -> Case:
    """Take another case of a customer as told by the one message that they get.

    What was closed before stays as it is.
    """
    waits = case.promised_on is not None and case.followed_up_at is None
    is_kept = waits and message.promised_on is None
    told = case
    if not case.hears_the_end:
        told = replace(
            case,
            answered_at=case.answered_at or now,
            promised_on=message.promised_on or case.promised_on,
            followed_up_at=now if is_kept else case.followed_up_at,
        )
    promised = message.promised_on.isoformat() if message.promised_on else None
    about: About = {"message": message.id, "case": message.case_id, "promised": promised}
    kind: FactKind = "answered"
    if case.answered_at or case.hears_the_end:
        kind = "promised_again" if promised else "followed_up"
    turn.record(told, Fact(kind, now, by, about))
    refresh_card(turn, told, journey)
    return told


def change(
    turn: Turn,
    improvement: Improvement,
    planned: Plan,
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> Improvement:
    """Say anew what is done, by whom, by when, and what customers are told.

    What stood in the way is then out of it. Raises `ImprovementOver` once it was dropped.
    """
    if not improvement.goes_on:
        raise ImprovementOver(improvement=improvement.name)
    kind: ChangeKind = "delayed" if planned.due != improvement.due else "changed"
    after = replace(
        improvement,
        what=planned.what,
        taker=planned.taker,
        due=planned.due,
        said=dict(planned.said),
        effect=planned.effect,
        stuck_on=None,
        stuck_why="",
    )
    if (after.said, after.due) != (improvement.said, improvement.due):
        # A second reader is no longer asked about words that are not those they were shown.
        after = replace(after, asked_by=None, asked_what=None)
    if after == improvement:
        return improvement
    if after.taker not in (improvement.taker, by, NOBODY):
        _tell_taker(turn, after, journey, by=by, now=now)
    shown = (improvement.what, improvement.due, improvement.taker)
    if after.is_open and (after.what, after.due, after.taker) != shown:
        fact = Fact("moved_on", now, by, _id(after))
        _refresh_cases(turn, after, fact, journey, of=improvement.taker)
    due = after.due.isoformat()
    return _changed(turn, after, kind, journey, by=by, now=now, due=due)


def finish(
    turn: Turn, improvement: Improvement, journey: JourneyMap, *, by: str, now: datetime
) -> Improvement:
    """Say that it is done: now its customers can be told. Saying it twice changes nothing.

    Raises `ImprovementOver` once it was dropped.
    """
    if not improvement.goes_on:
        raise ImprovementOver(improvement=improvement.name)
    if improvement.done_at is not None:
        return improvement
    done = replace(
        improvement, done_at=now, stuck_on=None, stuck_why="", asked_by=None, asked_what=None
    )
    _refresh_cases(turn, done, Fact("improved", now, by, _id(done)), journey)
    return _changed(turn, done, "done", journey, by=by, now=now)


def come_back(
    turn: Turn, improvement: Improvement, journey: JourneyMap, *, now: datetime
) -> Improvement:
    """Let nobody have it any more: who had it has left, or is away when it is due.

    Its date stands, and the leads hear of it.
    """
    free = replace(improvement, taker=NOBODY)
    fact = Fact("moved_on", now, None, _id(free))
    _refresh_cases(turn, free, fact, journey, of=improvement.taker)
    first = turn.case(improvement.first_case)
    for lead in leads_of(turn, first, journey):
        say_to(turn, lead.id, "improvement_back", first, journey, now=now, **_id(free))
    return _changed(turn, free, "came_back", journey, by=None, now=now)


def drop(
    turn: Turn, improvement: Improvement, journey: JourneyMap, *, by: str, now: datetime
) -> Improvement:
    """Say that it will not be done: its open cases go on by themselves, promises included.

    Raises `ImprovementOver` when it is done, or was dropped before.
    """
    if not improvement.is_open:
        raise ImprovementOver(improvement=improvement.name)
    for case in turn.cases_in(improvement.id):
        if case.closed_at is None or case.hears_the_end:
            _take_out(turn, improvement, turn.case(case.id), journey, by=by, now=now)
    dropped = replace(improvement, dropped_at=now, asked_by=None, asked_what=None)
    return _changed(turn, dropped, "dropped", journey, by=by, now=now)


def say_stuck(
    turn: Turn,
    improvement: Improvement,
    journey: JourneyMap,
    *,
    on: Obstacle,
    why: str,
    by: str,
    now: datetime,
) -> Improvement:
    """Say what stands in the way; the leads hear what it is, and the week counts it once.

    Raises `ImprovementOver`.
    """
    if not improvement.is_open:
        raise ImprovementOver(improvement=improvement.name)
    stuck = replace(improvement, stuck_on=on, stuck_why=why)
    first = turn.case(improvement.first_case)
    turn.record(first, Fact("stuck", now, by, {"action": None, "on": on, **_id(stuck)}))
    refresh_card(turn, first, journey)
    for lead in leads_of(turn, first, journey):
        if lead.id != by:
            about = _id(stuck)
            say_to(turn, lead.id, "improvement_stuck", first, journey, now=now, on=on, **about)
    return _changed(turn, stuck, "stuck", journey, by=by, now=now, on=on)


def _add(
    turn: Turn,
    improvement: Improvement,
    case: Case,
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> None:
    if not can_join(case):
        closed = case.closed_at is not None and case.grave is None and case.needs_hands
        raise CaseClosed(case=case.name) if closed else NotOneOfMany(case=case.name)
    if case.improvement_id is not None:
        raise InAnotherImprovement(case=case.name, improvement=f"A-{case.improvement_id}")
    facts = [Fact("joined", now, by, _id(improvement))]
    joined = replace(case, improvement_id=improvement.id)
    if case.closed_at is not None:
        joined = replace(joined, joined_closed_at=now)
    else:
        # What was done was done then, also for who is found later.
        joined = replace(joined, acted_at=case.acted_at or improvement.done_at or now)
        if case.taken_by is None:
            joined = replace(joined, taken_at=now, taken_by=improvement.taker)
            facts.insert(0, Fact("taken", now, improvement.taker))
    turn.record(joined, *facts)
    refresh_card(turn, joined, journey)


def _take_out(
    turn: Turn,
    improvement: Improvement,
    case: Case,
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> None:
    """Let a case go on by itself: with an action of its own, or asking for one again."""
    out = replace(case, improvement_id=None, joined_closed_at=None)
    if case.closed_at is None and all(one.dropped_at for one in turn.actions(case.id)):
        out = replace(out, acted_at=None)
    turn.record(out, Fact("left", now, by, _id(improvement)))
    refresh_card(turn, out, journey)


def _refresh_cases(
    turn: Turn,
    improvement: Improvement,
    fact: Fact,
    journey: JourneyMap,
    *,
    of: str | None = None,
) -> None:
    """Let the cards of the open cases say what became of their improvement.

    Those in the hands of who had it (`of`) are now in the hands of who has it.
    """
    to = improvement.taker
    for found in turn.cases_in(improvement.id):
        if found.closed_at is None:
            case = turn.case(found.id)
            if of is not None and of != to and (case.taken_by or NOBODY) == of:
                case = replace(case, taken_by=to or None, taken_at=fact.at if to else None)
            turn.record(case, fact)
            refresh_card(turn, case, journey)


def _changed(
    turn: Turn,
    improvement: Improvement,
    kind: ChangeKind,
    journey: JourneyMap,
    *,
    by: str | None,
    now: datetime,
    **about: str | int | None,
) -> Improvement:
    recorded = turn.record_improvement(improvement, Change(kind, now, by, about))
    refresh_improvement(turn, recorded, journey)
    return recorded


def _tell_taker(
    turn: Turn, improvement: Improvement, journey: JourneyMap, *, by: str, now: datetime
) -> None:
    first = turn.case(improvement.first_case)
    about = _id(improvement)
    taker = improvement.taker
    say_to(turn, taker, "improvement_given", first, journey, now=now, by=by, **about)


def _id(improvement: Improvement) -> dict[str, int]:
    return {"improvement": improvement.id}
