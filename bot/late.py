"""Which cases are late: for the team, in its working time, or for the customer, who waits."""

from datetime import datetime

from bot.calendar import add_working_time
from bot.case import Case
from bot.journey import JourneyMap


def is_late_for_team(case: Case, journey: JourneyMap, *, now: datetime) -> bool:
    """Tell whether a case was shown and nobody took it within the department's `take`."""
    is_waiting = case.shared_at is not None and case.taken_at is None and case.needs_hands
    if not is_waiting or case.closed_at is not None or case.shared_at is None:
        return False
    department = journey.in_charge(case.department)
    return now > add_working_time(
        case.shared_at, department.time_limits.take, department.working_hours, department.timezone
    )


def is_late_for_customer(case: Case, journey: JourneyMap, *, now: datetime) -> bool:
    """Tell whether a customer heard nothing within `acknowledge`, or a promised day went by."""
    if case.closed_at is not None:
        return False
    if case.needs_answer and case.answered_at is None:
        limits = journey.in_charge(case.department).time_limits
        heard = limits.answer if case.acknowledged_at else limits.acknowledge
        return now > case.clock_from + heard
    is_promised = case.promised_on is not None and case.followed_up_at is None
    return is_promised and now.astimezone(journey.timezone).date() > (
        case.promised_on or now.date()
    )
