"""What a date in a record means, as programs, spreadsheets and people write it.

It reads a complete date only and never guesses: "yesterday" in a file means nothing a week later.
What people type into a form ("by Friday") is another matter.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.record_fields import fold

# The longest that programs write ("Tue Nov 24 2026 14:30:00 GMT+0100 (…)") is about 70.
LONGEST = 90

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout aou august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_OFFSETS = {"z": 0, "utc": 0, "gmt": 0, "cet": 60, "cest": 120}

_WEEKDAY = (
    r"(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    r"(?:(?:le|the)\s+)?"
)
_TIME = (
    r"(?:(?:\s*,?\s+|t)(?:(?:a|at|@)\s+)?"
    r"(?P<hour>\d{1,2})(?:\s?[:h]\s?(?P<minute>\d{2})?)?(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap])?(?:\.?m\.?)?"
    r"\s*(?P<offset>z|cet|cest|(?:utc|gmt)?(?:[+-]\d{2}:?\d{2})?)?)?$"
)
_SHAPES = tuple(
    re.compile(_WEEKDAY + shape + _TIME)
    for shape in (
        r"(?P<year>\d{4})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[ -](?:of )?"
        r"(?P<name>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})",
        r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
)
_MONTH_ALONE = (
    re.compile(r"(?P<year>\d{4})(?:[/.-](?P<month>\d{1,2}))?$"),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})$"),
    re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<year>\d{4})$"),
)


class DateNotUnderstood(ValueError):
    """The words are no complete date, or one that no calendar has."""


def moment_of(written: object, *, zone: ZoneInfo) -> datetime:
    """Return the moment that a text or a number of seconds means; without a zone it is in `zone`.

    Reads ISO 8601, "24/11/2026 14:30", "24 nov. 2026", "Nov 24, 2026, 2:30 PM", what mails and
    JavaScript write, and Unix time in seconds or milliseconds. The day comes first unless that is
    impossible ("11/24/2026"). A date alone means its first minute. Raises `DateNotUnderstood`.
    """
    try:
        if isinstance(written, (int, float)) and not isinstance(written, bool):
            return _of_unix_time(written)
        words = _words(written)
        if words.isdecimal() and len(words) in (10, 13):
            return _of_unix_time(int(words))
        moment = _of_iso(words) or _of_shapes(words)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as wrong:
        raise DateNotUnderstood from wrong
    return moment


def day_of(written: object, *, zone: ZoneInfo) -> date:
    """Return the day that a text means; a month or a year alone means its first day.

    Raises `DateNotUnderstood`.
    """
    words = fold(_words(written)) if isinstance(written, str) else str(written)
    for shape in _MONTH_ALONE:
        if found := shape.match(words):
            try:
                return date(int(found["year"]), _month(found.groupdict()), 1)
            except ValueError as wrong:
                raise DateNotUnderstood from wrong
    return moment_of(written, zone=zone).date()


def _words(written: object) -> str:
    if not isinstance(written, str) or len(written) > LONGEST:
        raise DateNotUnderstood
    without_remark = written.partition("(")[0]
    return " ".join(without_remark.split())


def _of_unix_time(seconds: float) -> datetime:
    # Seconds pass 100 billion in the year 5138, milliseconds did in 1973.
    if abs(seconds) >= 100_000_000_000:
        seconds /= 1000
    if seconds < 100_000_000:
        raise DateNotUnderstood
    return datetime.fromtimestamp(seconds, tz=UTC)


def _of_iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def _of_shapes(words: str) -> datetime:
    folded = fold(words)
    for shape in _SHAPES:
        if found := shape.match(folded):
            return _of_parts(found.groupdict())
    raise DateNotUnderstood


def _of_parts(parts: dict[str, str | None]) -> datetime:
    year, month, day = int(parts["year"] or 0), _month(parts), int(parts["day"] or 0)
    if year < 100:
        year += 2000
    if month > 12:
        month, day = day, month
    return datetime(
        year,
        month,
        day,
        _hour(parts),
        int(parts["minute"] or 0),
        int(parts["second"] or 0),
        tzinfo=_offset(parts["offset"]),
    )


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    if name is None:
        return int(parts.get("month") or 1)
    if name not in _MONTHS:
        raise DateNotUnderstood
    return _MONTHS[name]


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts["hour"] or 0)
    if parts["half"] is None:
        return hour
    if not 1 <= hour <= 12:
        raise DateNotUnderstood
    return hour % 12 + (12 if parts["half"] == "p" else 0)


def _offset(written: str | None) -> timezone | None:
    if not written:
        return None
    if written in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[written]))
    sign, digits = written[-6:].lstrip("utcgm")[0], re.sub(r"\D", "", written)
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))
