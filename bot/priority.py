"""Which cases matter most today."""

from collections.abc import Iterable
from datetime import datetime

from bot.case import Case
from bot.journey import JourneyMap


def weight(case: Case, journey: JourneyMap, *, now: datetime) -> float:
    """Return how much a case matters, 0 and up: what decides a stay, how bad, how late.

    A moment of truth outweighs the strongest low (2 against at most 1.5); the wait counts as a
    share of the time in which the customer should have an answer, at most whole.
    """
    low = max(0.0, -case.polarity) * (1 + case.intensity / 2)
    allowed = journey.in_charge(case.department).time_limits.answer
    waited = min(1.0, max(0.0, (now - case.clock_from) / allowed))
    return 2.0 * case.moment_of_truth + low + waited


def most_important(
    cases: Iterable[Case], journey: JourneyMap, *, at_most: int, now: datetime
) -> list[Case]:
    """Return the cases to show, most important first, at least one praise where there is one."""
    ranked = sorted(cases, key=lambda case: (-weight(case, journey, now=now), case.id))
    chosen = ranked[:at_most]
    praise = next((case for case in ranked if not case.needs_hands), None)
    if praise is None or praise in chosen or at_most < 2:  # one place is for the worst
        return chosen
    return [*chosen[:-1], praise]
