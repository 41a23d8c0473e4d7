"""Which cases matter most today, and why."""

from collections.abc import Iterable
from datetime import datetime
from math import log10
from typing import Literal

from bot.case import Case
from bot.journey import JourneyMap

# Why a case comes before others, in the words of the card.
WhyFirst = Literal["moment_of_truth", "low", "leaving", "at_stake", "waiting", "promise"]

# A moment of truth decides whether a customer stays: it outweighs the strongest low (1.5).
_MOMENT_OF_TRUTH = 2.0
# Who says that they leave may still be kept, today.
_LEAVING = 1.0
# Money counts by its zeros: 100 weigh 0.4, 10,000 and more 0.75.
_MOST_AT_STAKE, _STAKE_OF_MOST = 0.75, 4.0
# A promise: half a day's weight the day before, full on the day, and more once it is broken.
_PROMISED_TOMORROW, _PROMISED_TODAY, _PROMISE_BROKEN = 0.5, 1.0, 1.5


def weight(case: Case, journey: JourneyMap, *, now: datetime) -> float:
    """Return how much a case matters, 0 and up: the sum of what speaks for it."""
    return sum(weights(case, journey, now=now).values())


def weights(case: Case, journey: JourneyMap, *, now: datetime) -> dict[WhyFirst, float]:
    """Return what speaks for a case, the heaviest first; what weighs nothing is left out.

    A low weighs up to 1.5 with its intensity. A customer who can be answered weighs 0.5, growing
    to 1 with the share that is used of the time for an answer.
    """
    found: dict[WhyFirst, float] = {
        "moment_of_truth": _MOMENT_OF_TRUTH * case.moment_of_truth,
        "low": max(0.0, -case.polarity) * (1 + case.intensity / 2),
        "leaving": _LEAVING * case.leaving,
        "at_stake": _stake(case),
        "waiting": _waiting(case, journey, now=now),
        "promise": _promise(case, journey, now=now),
    }
    return {why: one for why, one in sorted(found.items(), key=lambda item: -item[1]) if one > 0}


def _stake(case: Case) -> float:
    if not case.at_stake or case.at_stake <= 0:
        return 0.0
    return _MOST_AT_STAKE * min(1.0, log10(1 + case.at_stake) / _STAKE_OF_MOST)


def _waiting(case: Case, journey: JourneyMap, *, now: datetime) -> float:
    if not case.needs_answer or case.answered_at is not None:
        return 0.0
    allowed = journey.in_charge(case.department).time_limits.answer
    return 0.5 + 0.5 * min(1.0, max(0.0, (now - case.clock_from) / allowed))


def _promise(case: Case, journey: JourneyMap, *, now: datetime) -> float:
    if case.promised_on is None or case.followed_up_at is not None:
        return 0.0
    days_left = (case.promised_on - now.astimezone(journey.timezone).date()).days
    if days_left < 0:
        return _PROMISE_BROKEN
    return {0: _PROMISED_TODAY, 1: _PROMISED_TOMORROW}.get(days_left, 0.0)


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
