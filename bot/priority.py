"""Which cases matter most today."""

from collections.abc import Iterable
from datetime import datetime

from bot.case import Case
from bot.journey import JourneyMap


def weight(case: Case, journey: JourneyMap, *, now: datetime) -> float:
    """Return how much a case matters, 0 and up: what decides a stay, how bad, who waits how long.

    A moment of truth outweighs the strongest low (2 against at most 1.5). A customer who can be
    answered weighs 0.5, growing to 1 with the share that is used of the time for an answer.
    """
    low = max(0.0, -case.polarity) * (1 + case.intensity / 2)
    return 2.0 * case.moment_of_truth + low + _waiting(case, journey, now=now)


def _waiting(case: Case, journey: JourneyMap, *, now: datetime) -> float:
    if not case.needs_answer:
        return 0.0
    allowed = journey.in_charge(case.department).time_limits.answer
    return 0.5 + 0.5 * min(1.0, max(0.0, (now - case.clock_from) / allowed))


def most_important(
    cases: Iterable[Case], journey: JourneyMap, *, at_most: int, now: datetime
) -> list[Case]:
    """Return the cases to show, most important first; one place is for praise when there is some.

    More praise only fills places that are left; of praise, the strongest is shown.
    """
    known = list(cases)
    asking = [case for case in known if case.needs_hands]
    asking.sort(key=lambda case: (-weight(case, journey, now=now), case.id))
    praise = [case for case in known if not case.needs_hands]
    praise.sort(key=lambda case: (-case.polarity, case.id))
    # A single place is for who waits for hands.
    kept = 1 if praise and (at_most > 1 or not asking) else 0
    shown = asking[: at_most - kept]
    return [*shown, *praise[: at_most - len(shown)]]
