"""Which cases a round shows: who waits for hands first, by weight, and one thank-you."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.case import Case
from bot.journey_file import read_journey
from bot.priority import most_important, weight
from tests.house import MAP

JOURNEY = read_journey(MAP.read_bytes())
NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


def _case(number: int, **facts: object) -> Case:
    spoke = NOW - timedelta(hours=14)
    return Case(number, number, "billing", opened_at=NOW, clock_from=spoke, **facts)  # type: ignore[arg-type]


def _shown(*cases: Case, at_most: int = 3) -> list[int]:
    return [case.id for case in most_important(cases, JOURNEY, at_most=at_most, now=NOW)]


def test_a_moment_of_truth_comes_before_the_strongest_low() -> None:
    low = _case(1, polarity=-1.0, intensity=1.0)
    moment = _case(2, moment_of_truth=True, polarity=-0.1)

    assert _shown(low, moment) == [2, 1]


def test_of_equal_lows_the_one_who_can_be_answered_comes_first() -> None:
    silent = _case(1, polarity=-0.8)
    waiting = _case(2, polarity=-0.8, needs_answer=True)

    assert _shown(silent, waiting) == [2, 1]


def test_the_longer_an_answer_is_awaited_the_more_it_weighs_up_to_a_bound() -> None:
    case = _case(1, needs_answer=True)
    waiting = [replace(case, clock_from=NOW - timedelta(days=days)) for days in (1, 5, 50)]

    day, five_days, fifty_days = (weight(one, JOURNEY, now=NOW) for one in waiting)

    assert day < five_days == fifty_days


def test_the_strongest_praise_gets_one_place_and_no_more() -> None:
    lows = [_case(number, polarity=-0.5) for number in range(1, 6)]
    praise = _case(7, needs_hands=False, polarity=0.9)
    faint = _case(8, needs_hands=False, polarity=0.4)

    assert _shown(*lows, faint, praise) == [1, 2, 7]


def test_praise_fills_the_places_that_are_left() -> None:
    low = _case(1, polarity=-0.5)
    praise = [_case(number, needs_hands=False, polarity=0.9) for number in (2, 3, 4)]

    assert _shown(low, *praise) == [1, 2, 3]


def test_a_single_place_is_for_who_waits_for_hands() -> None:
    low = _case(1, polarity=-0.1)
    praise = _case(2, needs_hands=False, polarity=0.9)

    assert _shown(low, praise, at_most=1) == [1]
    assert _shown(praise, at_most=1) == [2]
