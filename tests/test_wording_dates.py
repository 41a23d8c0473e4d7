"""Dates, times, waits, money and numbers are written the way each reader writes them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import WeekNotUnderstood
from bot.due import Due
from bot.due_date import load_date_reader, understand_due
from bot.wording.dates import (
    say_day,
    say_due,
    say_long,
    say_moment,
    say_money,
    say_number,
    say_percent,
    say_time,
    say_wait,
    say_week,
)

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    load_date_reader()


def spaced(text: str) -> str:
    """The same text with plain spaces, for eyes that compare."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("fr", FRIDAY, "vendredi 27 novembre"),
        ("en", FRIDAY, "Friday 27 November"),
        ("en-GB", FRIDAY, "Friday 27 November"),
        ("en-US", FRIDAY, "Friday, November 27"),
        ("fr-FR", date(2026, 12, 1), "mardi 1er décembre"),
        ("fr", date(2026, 12, 31), "jeudi 31 décembre"),
        ("en", date(2026, 12, 1), "Tuesday 1 December"),
        ("de", FRIDAY, "Friday 27 November"),
        ("", FRIDAY, "Friday 27 November"),
    ],
)
def test_a_day_has_its_weekday(language: str, day: date, written: str) -> None:
    assert say_day(day, language) == written


def test_a_day_far_away_has_its_year() -> None:
    today = date(2026, 11, 24)

    assert say_day(date(2027, 1, 5), "fr", today=today) == "mardi 5 janvier"
    assert say_day(date(2027, 11, 1), "fr", today=today) == "lundi 1er novembre 2027"
    assert say_day(date(2027, 11, 1), "en", today=today) == "Monday 1 November 2027"
    assert say_day(date(2027, 11, 1), "en-US", today=today) == "Monday, November 1, 2027"


@pytest.mark.parametrize(
    ("at", "french", "british", "american"),
    [
        (time(13, 15), "13 h 15", "1:15 pm", "1:15 PM"),
        (time(17), "17 h", "5 pm", "5 PM"),
        (time(9, 5), "9 h 05", "9:05 am", "9:05 AM"),
        (time(12), "midi", "noon", "noon"),
        (time(0), "minuit", "midnight", "midnight"),
        (time(0, 30), "0 h 30", "12:30 am", "12:30 AM"),
        (time(12, 30), "12 h 30", "12:30 pm", "12:30 PM"),
    ],
)
def test_a_time_is_written_as_people_say_it(
    at: time, french: str, british: str, american: str
) -> None:
    assert spaced(say_time(at, "fr")) == french
    assert spaced(say_time(at, "en")) == british
    assert spaced(say_time(at, "en-US")) == american


def test_the_parts_of_a_time_never_break_apart() -> None:
    assert " " not in say_time(time(13, 15), "fr") + say_time(time(13, 15), "en")


def test_a_due_date_has_a_time_only_when_one_was_said() -> None:
    by_day, by_hour = Due(FRIDAY), Due(date(2026, 11, 25), time(17))

    assert say_due(by_day, "fr") == "vendredi 27 novembre"
    assert spaced(say_due(by_hour, "fr")) == "mercredi 25 novembre à 17 h"
    assert spaced(say_due(by_hour, "en")) == "Wednesday 25 November at 5 pm"
    assert spaced(say_due(by_hour, "en-US")) == "Wednesday, November 25 at 5 PM"


def test_a_moment_is_told_in_the_reader_s_zone() -> None:
    late_in_utc = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)

    assert spaced(say_moment(late_in_utc, "fr", PARIS)) == "vendredi 27 novembre à 0 h 30"
    assert (
        spaced(say_moment(late_in_utc, "en", ZoneInfo("UTC")))
        == "Thursday 26 November at 11:30 pm"
    )


@pytest.mark.parametrize(
    ("wait", "french", "english"),
    [
        (timedelta(seconds=-5), "moins d’une minute", "less than a minute"),
        (timedelta(seconds=30), "moins d’une minute", "less than a minute"),
        (timedelta(minutes=20), "20 min", "20 min"),
        (timedelta(hours=1), "1 h", "1 h"),
        (timedelta(hours=14, minutes=50), "14 h", "14 h"),
        (timedelta(hours=47), "47 h", "47 h"),
        (timedelta(hours=48), "2 jours", "2 days"),
        (timedelta(days=3, hours=23), "3 jours", "3 days"),
    ],
)
def test_a_wait_is_felt_in_minutes_then_hours_then_days(
    wait: timedelta, french: str, english: str
) -> None:
    assert spaced(say_wait(wait, "fr")) == french
    assert spaced(say_wait(wait, "en")) == english


@pytest.mark.parametrize(
    ("length", "french", "english"),
    [
        (date(2026, 11, 24) - date(2023, 11, 24), "3 ans", "3 years"),
        (date(2027, 3, 1) - date(2026, 3, 1), "1 an", "1 year"),
        (timedelta(days=360), "11 mois", "11 months"),
        (timedelta(days=31), "1 mois", "1 month"),
        (timedelta(days=20), "2 semaines", "2 weeks"),
        (timedelta(days=5), "5 jours", "5 days"),
        (timedelta(days=1), "1 jour", "1 day"),
    ],
)
def test_a_long_time_is_told_by_its_largest_unit(
    length: timedelta, french: str, english: str
) -> None:
    assert spaced(say_long(length, "fr")) == french
    assert spaced(say_long(length, "en")) == english


@pytest.mark.parametrize(
    ("amount", "currency", "french", "british"),
    [
        (39, "EUR", "39 €", "€39"),
        (Decimal("39.00"), "EUR", "39 €", "€39"),
        (1234.5, "EUR", "1 234,50 €", "€1,234.50"),
        (Decimal("-0.1"), "eur", "-0,10 €", "-€0.10"),
        (1200, "GBP", "1 200 £GB", "£1,200"),
        (5000, "JPY", "5 000 JPY", "JP¥5,000"),
        (12, "XYZ", "12 XYZ", "XYZ 12"),
    ],
)
def test_money_has_cents_only_where_there_are_any(
    amount: Decimal | float, currency: str, french: str, british: str
) -> None:
    assert spaced(say_money(amount, currency, "fr")) == french
    assert spaced(say_money(amount, currency, "en")) == british


def test_numbers_and_shares_follow_the_reader() -> None:
    assert spaced(say_number(12345.6, "fr")) == "12 345,6"
    assert say_number(12345.6, "en") == "12,345.6"
    assert spaced(say_percent(0.12, "fr")) == "12 %"
    assert say_percent(Decimal(1), "en") == "100%"


@pytest.mark.parametrize(
    ("week", "language", "written"),
    [
        ("2026-W47", "fr", "semaine du 16 au 22 novembre 2026"),
        ("2026-W49", "fr", "semaine du 30 novembre au 6 décembre 2026"),
        ("2026-W53", "fr", "semaine du 28 décembre 2026 au 3 janvier 2027"),
        ("2026-W23", "fr", "semaine du 1er au 7 juin 2026"),
        ("2026-W47", "en", "week of 16–22 November 2026"),
        ("2026-W49", "en", "week of 30 November – 6 December 2026"),
        ("2026-W53", "en", "week of 28 December 2026 – 3 January 2027"),
        ("2026-W47", "en-US", "week of November 16–22, 2026"),
    ],
)
def test_a_week_is_told_by_its_days(week: str, language: str, written: str) -> None:
    assert say_week(week, language) == written


def test_a_week_that_is_none_is_refused() -> None:
    with pytest.raises(WeekNotUnderstood):
        say_week("last one", "fr")


@settings(deadline=None)  # the machine may be busy
@given(
    st.dates(date(2026, 11, 25), date(2027, 10, 20)),
    st.one_of(st.none(), st.times().map(lambda at: at.replace(second=0, microsecond=0))),
    st.sampled_from(["fr-FR", "en-GB", "en-US"]),
)
def test_what_is_written_is_understood_again(day: date, at: time | None, locale: str) -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=PARIS)
    due = Due(day, None if at == time(0) else at)

    again = understand_due(say_due(due, locale), now=now, locale=locale)

    assert again == due
