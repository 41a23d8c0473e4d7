"""Gather cases into an improvement, so that a customer with several of them hears of it once."""

from collections.abc import Sequence
from datetime import datetime

from bot.case import Case, Closing
from bot.improvement import Improvement
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.steps.close import close
from bot.steps.improve import join, tell_along
from bot.told_before import customers_of, end_told, told_before


def gather(
    turn: Turn,
    improvement: Improvement,
    cases: Sequence[Case],
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> tuple[Improvement, list[Message]]:
    """Let cases join an improvement; whose customer was told of it already counts as told.

    Returns the improvement, and what those were told. Raises the refusals of
    `bot.steps.improve.join`.
    """
    joined = join(turn, improvement, cases, journey, by=by, now=now)
    known = []
    for case in cases:
        told = told_before(turn, case, improvement.id)
        if told:
            heard = end_told(told) or told[-1]
            known.append(heard)
            _count_as_told(turn, turn.case(case.id), heard, journey, by=by, now=now)
    return joined, known


def tell_the_others(
    turn: Turn, message: Message, journey: JourneyMap, *, by: str, now: datetime
) -> None:
    """Take what else a customer said, and is a part of the same improvement, as told with it."""
    ids = customers_of(turn, turn.case(message.case_id))
    for other in turn.cases_of(ids) if ids else ():
        is_of_it = other.improvement_id == message.improvement_id and other.id != message.case_id
        if is_of_it and (other.closed_at is None or other.hears_the_end):
            _count_as_told(turn, turn.case(other.id), message, journey, by=by, now=now)


def _count_as_told(
    turn: Turn, case: Case, message: Message, journey: JourneyMap, *, by: str, now: datetime
) -> None:
    if case.hears_the_end and message.promised_on is not None:
        return  # they hear the end, and nothing before it
    told = tell_along(turn, case, message, journey, by=by, now=now)
    if message.promised_on is None and told.closed_at is None:
        how: Closing = "told_by_phone" if message.way == "phone" else "told"
        close(turn, told, journey, how=how, by=by, now=now)
