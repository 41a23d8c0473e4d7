"""Bring customers' words into the channel of the department that owns them."""

from dataclasses import replace
from datetime import date, datetime

from bot.card import homes_of, post_card
from bot.case import Case, Fact
from bot.journey import Department, JourneyMap
from bot.ledger import Turn
from bot.notice import Notice
from bot.priority import most_important


def share_round(
    turn: Turn, department: Department, journey: JourneyMap, *, on: date, now: datetime
) -> list[Case]:
    """Plan a department's round of the day: a header and one card for each case that matters most.

    Returns the cases shown; none, and nothing said, when there is nothing new or it was
    planned before.
    """
    if not turn.record_planned(round_of(department), on):
        return []
    waiting = turn.cases_next("share", department=department.key)
    chosen = most_important(waiting, journey, at_most=department.round.at_most, now=now)
    if not chosen:
        return []
    header = f"round:{department.key}:{on.isoformat()}"
    about = {
        "department": department.key,
        "cases": [case.id for case in chosen],
        "on": on.isoformat(),
    }
    for home in homes_of(chosen[0], journey):
        turn.stage(Notice(f"{header}:{home}", "round", home, about=about))
    return [
        share(turn, case, journey, now=now, after=f"{header}:{homes_of(case, journey)[0]}")
        for case in chosen
    ]


def round_of(department: Department) -> str:
    """Return the name under which a department's round of a day is planned."""
    return f"round:{department.key}"


def share(
    turn: Turn, case: Case, journey: JourneyMap, *, now: datetime, after: str | None = None
) -> Case:
    """Post one case at its homes; grave content is shared at once, and with the leads only."""
    shared = replace(case, shared_at=now)
    turn.record(shared, Fact("shared", now))
    post_card(turn, shared, journey, after=after)
    return shared
