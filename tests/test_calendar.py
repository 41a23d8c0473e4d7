"""Working time keeps to the department's hours, weeks and nights of clock change."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import (
    DurationNotUnderstood,
    NeverOpen,
    WeekNotUnderstood,
    WorkingHours,
    WorkingHoursNotUnderstood,
    add_working_time,
    iso_week,
    local_moment,
    next_working_day,
    next_working_moment,
    parse_duration,
    week_bounds,
)

PARIS = ZoneInfo("Europe/Paris")
OFFICE = WorkingHours.parse("Mon-Fri 09:00-18:00")
SPLIT = WorkingHours.parse("Mon-Thu 09:00-12:00,14:00-18:00; Fri 09:00-16:00")


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[arg-type, misc]


def test_a_department_can_close_at_noon_and_leave_early_on_friday() -> None:
    thursday, friday, saturday = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)

    assert SPLIT.on(thursday) == ((time(9), time(12)), (time(14), time(18)))
    assert SPLIT.on(friday) == ((time(9), time(16)),)
    assert SPLIT.day_start(friday) == time(9)
    assert SPLIT.day_start(saturday) is None
    assert not SPLIT.is_working_day(saturday)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("lun-ven 9h-18h", [0, 1, 2, 3, 4]),
        ("Lundi-Vendredi 09:00-18:00", [0, 1, 2, 3, 4]),
        ("mar, jeu 9h30-17h", [1, 3]),
        ("Fri-Mon 10:00-20:00", [0, 4, 5, 6]),
        ("Sunday – Thursday 08:00 – 16:00", [0, 1, 2, 3, 6]),
        ("mon 09:00-12:00; wed 09:00-12:00;", [0, 2]),
    ],
)
def test_hours_are_written_in_english_or_french(written: str, days: list[int]) -> None:
    hours = WorkingHours.parse(written)

    assert [day for day in range(7) if hours.week[day]] == days


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no working day"),
        ("always", "days and then times"),
        ("09:00-18:00", "days and then times"),
        ("Mon-Fri", "days and then times"),
        ("Mon-Fry 09:00-18:00", "'Fry' is not a day"),
        ("Mon-Wed-Fri 09:00-18:00", "more than a first and a last"),
        ("Mon 18:00-09:00", "ends before it begins"),
        ("Mon 09:00-25:00", "not on the clock"),
        ("Mon 9-18", "not a stretch"),
        ("Mon 14:00-18:00,09:00-12:00", "overlap or are out of order"),
        ("Mon-Fri 09:00-18:00; Fri 09:00-16:00", "named twice"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(WorkingHoursNotUnderstood, match=why) as refused:
        WorkingHours.parse(written)

    assert "Mon-Thu 09:00-12:00" in str(refused.value)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=60))
def test_any_text_is_hours_or_refused(written: str) -> None:
    with suppress(WorkingHoursNotUnderstood):
        assert any(WorkingHours.parse(written).week)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (paris(2026, 11, 24, 10), timedelta(hours=4), paris(2026, 11, 24, 14)),
        (paris(2026, 11, 24, 16), timedelta(hours=4), paris(2026, 11, 25, 11)),
        (paris(2026, 11, 27, 17), timedelta(hours=4), paris(2026, 11, 30, 12)),
        (paris(2026, 11, 28, 12), timedelta(hours=1), paris(2026, 11, 30, 10)),
        (paris(2026, 11, 24, 3), timedelta(hours=9), paris(2026, 11, 24, 18)),
        (paris(2026, 11, 24, 18), timedelta(minutes=1), paris(2026, 11, 25, 9, 1)),
    ],
)
def test_the_team_clock_stands_still_outside_working_hours(
    start: datetime, amount: timedelta, end: datetime
) -> None:
    assert add_working_time(start, amount, OFFICE, PARIS) == end


def test_the_team_clock_stops_for_lunch() -> None:
    end = add_working_time(paris(2026, 11, 24, 11), timedelta(hours=2), SPLIT, PARIS)

    assert end == paris(2026, 11, 24, 15)


def test_the_team_clock_stops_on_holidays() -> None:
    holidays = {date(2026, 12, 25)}

    end = add_working_time(paris(2026, 12, 24, 17), timedelta(hours=2), OFFICE, PARIS, holidays)

    assert end == paris(2026, 12, 28, 10)


def test_an_hour_that_the_clock_jumps_over_is_not_worked() -> None:
    nights = WorkingHours.parse("Sun 00:00-06:00")

    end = add_working_time(paris(2026, 3, 29, 0), timedelta(hours=4), nights, PARIS)

    assert end == paris(2026, 3, 29, 5)


def test_a_moment_from_another_zone_is_moved_by_the_departments_own_day() -> None:
    evening_in_utc = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)

    end = add_working_time(evening_in_utc, timedelta(hours=1), OFFICE, PARIS)

    assert end == paris(2026, 11, 25, 9, 30)


def test_working_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_time(paris(2026, 11, 24, 10), timedelta(hours=-1), OFFICE, PARIS)


def test_a_department_that_is_always_on_holiday_is_named() -> None:
    one_day = WorkingHours.parse("Mon 09:00-18:00")
    mondays = {date(2026, 11, 23) + timedelta(weeks=week) for week in range(200)}

    with pytest.raises(NeverOpen):
        add_working_time(paris(2026, 11, 24), timedelta(hours=1), one_day, PARIS, mondays)
    with pytest.raises(NeverOpen):
        next_working_day(date(2026, 11, 24), one_day, mondays)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (paris(2026, 11, 24, 10, 30), paris(2026, 11, 24, 10, 30)),
        (paris(2026, 11, 24, 9), paris(2026, 11, 24, 9)),
        (paris(2026, 11, 24, 13), paris(2026, 11, 24, 14)),
        (paris(2026, 11, 27, 16), paris(2026, 11, 30, 9)),
    ],
)
def test_the_next_working_moment_is_now_when_people_are_there(
    at: datetime, expected: datetime
) -> None:
    assert next_working_moment(at, SPLIT, PARIS) == expected


def test_the_next_working_day_is_never_the_same_day() -> None:
    assert next_working_day(date(2026, 11, 24), OFFICE) == date(2026, 11, 25)
    assert next_working_day(date(2026, 11, 27), OFFICE) == date(2026, 11, 30)
    assert next_working_day(date(2026, 11, 27), OFFICE, [date(2026, 11, 30)]) == date(2026, 12, 1)


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 700 * 24 * 60), st.integers(0, 6000), st.integers(0, 6000))
def test_working_time_adds_up(minute: int, first: int, second: int) -> None:
    start = paris(2026, 1, 1) + timedelta(minutes=minute)
    a, b = timedelta(minutes=first), timedelta(minutes=second)

    in_one_go = add_working_time(start, a + b, SPLIT, PARIS)
    in_two = add_working_time(add_working_time(start, a, SPLIT, PARIS), b, SPLIT, PARIS)

    # At the very end of a stretch, "then nothing more" may mean the start of the next one.
    assert in_one_go == in_two or next_working_moment(in_one_go, SPLIT, PARIS) == in_two


def test_a_time_that_does_not_exist_moves_to_the_first_one_that_does() -> None:
    moment = local_moment(date(2026, 3, 29), time(2, 30), PARIS)

    assert moment.isoformat() == "2026-03-29T03:00:00+02:00"


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    moment = local_moment(date(2026, 10, 25), time(2, 30), PARIS)

    assert moment.isoformat() == "2026-10-25T02:30:00+02:00"


def test_a_day_that_a_country_skipped_moves_to_the_next_one() -> None:
    apia = ZoneInfo("Pacific/Apia")

    moment = local_moment(date(2011, 12, 30), time(9), apia)

    assert moment.isoformat() == "2011-12-31T00:00:00+14:00"


@settings(deadline=None)  # the machine may be busy
@given(
    st.dates(date(2000, 1, 1), date(2037, 1, 1)),
    st.times(),
    st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_a_local_moment_shows_the_wall_time_or_a_later_one(day: date, at: time, name: str) -> None:
    moment = local_moment(day, at, ZoneInfo(name))

    assert (
        timedelta(0)
        <= moment.replace(tzinfo=None, fold=0) - datetime.combine(day, at)
        <= timedelta(hours=1)
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("90m", timedelta(minutes=90)),
        ("4h", timedelta(hours=4)),
        ("48h", timedelta(days=2)),
        ("5d", timedelta(days=5)),
        ("5j", timedelta(days=5)),
        (" 30 D ", timedelta(days=30)),
        ("1w", timedelta(weeks=1)),
    ],
)
def test_durations_are_a_number_and_a_letter(written: str, expected: timedelta) -> None:
    assert parse_duration(written) == expected


@pytest.mark.parametrize("written", ["", "h", "4", "-4h", "4.5h", "4 years", "soon", "9999999d"])
def test_other_durations_are_refused(written: str) -> None:
    with pytest.raises(DurationNotUnderstood):
        parse_duration(written)


def test_a_week_is_the_one_of_the_reader_s_zone() -> None:
    sunday_night_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert iso_week(sunday_night_in_utc, PARIS) == "2026-W48"
    assert iso_week(sunday_night_in_utc, ZoneInfo("UTC")) == "2026-W47"
    assert iso_week(paris(2027, 1, 1), PARIS) == "2026-W53"


def test_the_week_of_the_clock_change_has_an_hour_more() -> None:
    begins, ends = week_bounds("2026-W43", PARIS)

    assert begins == paris(2026, 10, 19)
    assert ends == paris(2026, 10, 26)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    "written", ["", "47", "2026-47", "2025-W53", "2026-W0", "0000-W01", "W47"]
)
def test_other_weeks_are_refused(written: str) -> None:
    with pytest.raises(WeekNotUnderstood):
        week_bounds(written, PARIS)
