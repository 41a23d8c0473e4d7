"""A word to one colleague about a case: something they should know before tomorrow's reminder."""

from datetime import datetime
from typing import Literal

from bot.calendar import next_working_moment
from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.notice import Notice

WordKind = Literal[
    "given",  # a colleague handed the case over to them
    "given_on",  # a colleague handed what they had over to somebody else
    "asked",  # an action was planned for them
    "returned",  # a colleague gave an action back to them
    "thanks",  # a customer names them in praise
    "stuck",  # to the leads: something stands in the way
    "came_back",  # to the leads: what somebody had who has left or is away
    "improvement_given",  # an improvement was given to them
    "improvement_back",  # to the leads: nobody has an improvement any more
    "improvement_aside",  # what they approved for many did not leave to all: some changed since
    "improvement_stuck",  # to the leads: something stands in the way of one
    "help_place",  # to the leads: it was passed on for the second time
]


def say_to(
    turn: Turn,
    person_id: str,
    word: WordKind,
    case: Case,
    journey: JourneyMap,
    *,
    now: datetime,
    **about: str | float | None,
) -> None:
    """Stage a word to a colleague, or have it wait for their working hours.

    `about` holds ids only; call it after the fact is recorded.
    """
    key = f"word:{word}:{case.name}:{turn.count_facts(case.id)}:{person_id}"
    notice = Notice(
        key, "word", f"person:{person_id}", case_id=case.id, about={"word": word, **about}
    )
    stage_in_hours(turn, notice, person_id, case, journey, now=now)


def stage_in_hours(
    turn: Turn, notice: Notice, person_id: str, case: Case, journey: JourneyMap, *, now: datetime
) -> None:
    """Stage what is for one person, or have it wait until they work.

    Nobody is written to at night: the hours are those of the case's department, in the
    colleague's own time zone.
    """
    person = turn.person(person_id)
    department = journey.in_charge(case.department)
    zone = person.zone if person else department.timezone
    at = next_working_moment(now, department.working_hours, zone)
    if at <= now:
        turn.stage(notice)
    else:
        turn.stage_later(notice, at=at)
