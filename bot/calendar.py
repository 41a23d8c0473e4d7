"""Working time and calendar weeks in a department's own time zone."""

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

_HOURS_EXAMPLE = "Mon-Thu 09:00-12:00,14:00-18:00; Fri 09:00-16:00"

# Two years without one working day means that the holidays, not the search, are wrong.
_LONGEST_CLOSURE = 731

_DAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "mon monday lun lundi",
            "tue tues tuesday mar mardi",
            "wed wednesday mer mercredi",
            "thu thur thurs thursday jeu jeudi",
            "fri friday ven vendredi",
            "sat saturday sam samedi",
            "sun sunday dim dimanche",
        )
    )
    for name in names.split()
}

Stretch = tuple[time, time]


class WorkingHoursNotUnderstood(ValueError):
    """What was written as working hours cannot be read; says what and shows a right one."""

    def __init__(self, said: str, why: str) -> None:
        super().__init__(f"{said!r}: {why}. Write for example {_HOURS_EXAMPLE!r}.")


class DurationNotUnderstood(ValueError):
    """What was written as a duration cannot be read."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{said!r} is not a duration. Write for example '90m', '4h', '5d', '1w'.")


class WeekNotUnderstood(ValueError):
    """What was written as a week is not one of the calendar."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{said!r} is not a week. Write for example '2026-W47'.")


class NeverOpen(ValueError):
    """The holidays leave no working time in two years."""


@dataclass(frozen=True)
class WorkingHours:
    """When a department works: for Monday to Sunday, stretches of local time in order.

    On `holidays` nobody works.
    """

    week: tuple[tuple[Stretch, ...], ...]
    holidays: Container[date] = ()

    @classmethod
    def parse(cls, text: str) -> "WorkingHours":
        """Read "Mon-Fri 09:00-18:00"; parts are split by ";", stretches of a day by ",".

        Day names are English or French, long or short. Raises WorkingHoursNotUnderstood.
        """
        week: list[tuple[Stretch, ...]] = [()] * 7
        for part in filter(None, (piece.strip() for piece in text.split(";"))):
            days, stretches = _read_part(part)
            for day in days:
                if week[day]:
                    raise WorkingHoursNotUnderstood(part, "a day is named twice")
                week[day] = stretches
        if not any(week):
            raise WorkingHoursNotUnderstood(text, "no working day is named")
        return cls(tuple(week))

    def on(self, day: date) -> tuple[Stretch, ...]:
        """Give the stretches worked on that day, none on a free day or a holiday."""
        stretches = self.week[day.weekday()]
        return () if stretches and day in self.holidays else stretches

    def is_working_day(self, day: date) -> bool:
        """Whether the department works on that day."""
        return bool(self.on(day))

    def day_start(self, day: date) -> time | None:
        """Give the local time at which work begins, None on a free day."""
        return self.on(day)[0][0] if self.on(day) else None


def add_working_time(
    start: datetime,
    amount: timedelta,
    hours: WorkingHours,
    zone: ZoneInfo,
    holidays: Collection[date] = (),
) -> datetime:
    """Move on from `start` by an amount of time that only runs while the department works.

    Both moments are aware; the answer is in `zone`. No time at all gives the next working
    moment. Raises ValueError for an amount below zero, NeverOpen when nobody ever works.
    """
    if amount < timedelta(0):
        raise ValueError("working time only runs forward")
    left = amount
    for opens, closes in _open_from(start, hours, zone, holidays):
        if left <= closes - opens:
            return (opens + left).astimezone(zone)
        left -= closes - opens
    raise NeverOpen(f"no working time for {_LONGEST_CLOSURE} days after {start}")


def next_working_moment(
    at: datetime, hours: WorkingHours, zone: ZoneInfo, holidays: Collection[date] = ()
) -> datetime:
    """Find the first moment from `at` on at which the department works: `at` itself if it does."""
    return add_working_time(at, timedelta(0), hours, zone, holidays)


def next_working_day(day: date, hours: WorkingHours, holidays: Collection[date] = ()) -> date:
    """Find the first working day strictly after `day`. Raises NeverOpen if there is none."""
    for ahead in range(1, _LONGEST_CLOSURE):
        candidate = day + timedelta(days=ahead)
        if hours.is_working_day(candidate) and candidate not in holidays:
            return candidate
    raise NeverOpen(f"no working day for {_LONGEST_CLOSURE} days after {day}")


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Make the wall clock's time an aware moment in `zone`, on the nights of change too.

    A time that the clock jumps over becomes the first moment after the jump; of a time that
    comes twice, the first is meant.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first.astimezone(zone)
    return _first_after_jump(wall, zone)


def parse_duration(text: str) -> timedelta:
    """Read "90m", "4h", "5d" or "1w" (minutes, hours, days, weeks; French "5j" too).

    Raises DurationNotUnderstood.
    """
    found = re.fullmatch(r"\s*([0-9]{1,5})\s*([mhdjw])\s*", text.lower())
    if found is None:
        raise DurationNotUnderstood(text)
    unit = {"m": "minutes", "h": "hours", "d": "days", "j": "days", "w": "weeks"}[found[2]]
    return timedelta(**{unit: int(found[1])})


def iso_week(at: datetime, zone: ZoneInfo) -> str:
    """Name the ISO 8601 week of a moment as it is in `zone`: "2026-W47"."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_bounds(week: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give the Monday 00:00 a week begins with and the one after it, in `zone`.

    Raises WeekNotUnderstood.
    """
    monday = monday_of(week)
    return (
        local_moment(monday, time(0), zone),
        local_moment(monday + timedelta(days=7), time(0), zone),
    )


def monday_of(week: str) -> date:
    """Give the Monday of "2026-W47". Raises WeekNotUnderstood."""
    found = re.fullmatch(r"\s*([0-9]{4})-?[Ww]([0-9]{1,2})\s*", week)
    if found is None or found[1] == "9999":  # the year after it has no dates
        raise WeekNotUnderstood(week)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise WeekNotUnderstood(week) from None


def _read_part(part: str) -> tuple[list[int], tuple[Stretch, ...]]:
    found = re.fullmatch(r"([^\W\d][^\d]*?)\s+(\d.*)", part)
    if found is None:
        raise WorkingHoursNotUnderstood(part, "days and then times are expected")
    days = [day for piece in found[1].split(",") for day in _read_days(piece.strip(), part)]
    stretches = tuple(_read_stretch(piece.strip(), part) for piece in found[2].split(","))
    for (_, closes), (opens, _) in pairwise(stretches):
        if opens < closes:
            raise WorkingHoursNotUnderstood(part, "the times overlap or are out of order")
    return days, stretches


def _read_days(piece: str, part: str) -> list[int]:
    numbers = []
    for name in re.split(r"\s*[-–]\s*", piece):
        number = _DAY_NAMES.get(name.lower().rstrip("."))
        if number is None:
            raise WorkingHoursNotUnderstood(part, f"{name!r} is not a day")
        numbers.append(number)
    if len(numbers) > 2:
        raise WorkingHoursNotUnderstood(part, f"{piece!r} has more than a first and a last day")
    first, last = numbers[0], numbers[-1]
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _read_stretch(piece: str, part: str) -> Stretch:
    found = re.fullmatch(r"(\d{1,2})[:h](\d{2})?\s*[-–]\s*(\d{1,2})[:h](\d{2})?", piece)
    if found is None:
        raise WorkingHoursNotUnderstood(part, f"{piece!r} is not a stretch like 09:00-18:00")
    try:
        opens = time(int(found[1]), int(found[2] or 0))
        closes = time(int(found[3]), int(found[4] or 0))
    except ValueError:
        raise WorkingHoursNotUnderstood(part, f"{piece!r} is not on the clock") from None
    if opens >= closes:
        raise WorkingHoursNotUnderstood(part, f"{piece!r} ends before it begins")
    return opens, closes


def _open_from(
    start: datetime, hours: WorkingHours, zone: ZoneInfo, holidays: Collection[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Stretches of work from `start` on, in UTC, where differences are true elapsed time."""
    begin = start.astimezone(UTC)
    day = start.astimezone(zone).date()
    closed_days = 0
    while closed_days < _LONGEST_CLOSURE:
        stretches = () if day in holidays else hours.on(day)
        closed_days = 0 if stretches else closed_days + 1
        for opens, closes in stretches:
            last = local_moment(day, closes, zone).astimezone(UTC)
            if last > begin:
                yield max(begin, local_moment(day, opens, zone).astimezone(UTC)), last
        day += timedelta(days=1)


def _first_after_jump(wall: datetime, zone: ZoneInfo) -> datetime:
    """Search between the two readings of a skipped time for the second of the jump."""
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0).astimezone(zone)
