"""Which cases a round shows: who waits for hands first, by weight, and one thank-you."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.case import Case
from bot.journey_file import read_journey
from bot.priority import most_important, weight, weights
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


def test_each_thing_that_speaks_for_a_case_puts_it_before_its_equal() -> None:
    plain = _case(1, polarity=-0.5, needs_answer=True)
    louder = {
        "leaving": replace(plain, id=2, leaving=True),
        "money": replace(plain, id=3, at_stake=400.0),
        "intensity": replace(plain, id=4, intensity=1.0),
        "moment of truth": replace(plain, id=5, moment_of_truth=True),
        "wait": replace(plain, id=6, clock_from=NOW - timedelta(days=4)),
        "promise": replace(plain, id=7, promised_on=NOW.date()),
    }

    for why, case in louder.items():
        assert _shown(plain, case) == [case.id, 1], why


def test_more_money_weighs_more_and_never_more_than_a_moment_of_truth() -> None:
    amounts = [0.0, 10.0, 400.0, 9_000.0, 10.0**9]

    heavy = [weight(_case(1, at_stake=amount), JOURNEY, now=NOW) for amount in amounts]

    assert heavy == sorted(heavy)
    assert heavy[-1] < weight(_case(1, moment_of_truth=True), JOURNEY, now=NOW)


def test_a_promise_weighs_more_the_day_before_on_the_day_and_when_it_is_broken() -> None:
    days = [NOW.date() + timedelta(days=number) for number in (5, 1, 0, -1)]

    heavy = [weight(_case(1, promised_on=day), JOURNEY, now=NOW) for day in days]

    assert heavy == sorted(set(heavy))


def test_a_kept_promise_and_a_given_answer_weigh_nothing() -> None:
    told = _case(1, needs_answer=True, answered_at=NOW, promised_on=NOW.date(), followed_up_at=NOW)

    assert weights(told, JOURNEY, now=NOW) == {}


def test_what_speaks_for_a_case_is_told_heaviest_first() -> None:
    case = _case(1, moment_of_truth=True, polarity=-0.9, leaving=True, at_stake=39.0)

    assert list(weights(case, JOURNEY, now=NOW)) == [
        "moment_of_truth",
        "leaving",
        "low",
        "at_stake",
    ]
