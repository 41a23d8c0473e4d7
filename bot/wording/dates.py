"""How days, times, waits, money and numbers are written, in French and in English.

`language` is "fr" or "en" (British), or a full name such as "en-US". Names and figures come
from CLDR through Babel; the spaces inside "17 h", "39 €" and "12 %" do not break.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol
from babel.units import format_unit

from bot.calendar import monday_of
from bot.due import Due

_FIXED = "\N{NO-BREAK SPACE}"

# A date so far away that its weekday and month no longer tell the year.
_YEAR_NEEDED = timedelta(days=180)
# Waiting is felt in hours up to the 48 that an acknowledgement may take, then in days.
_HOURS_UP_TO = timedelta(hours=48)
# The mean year and month of the Gregorian calendar.
_YEAR = timedelta(days=365.2425)
_MONTH = timedelta(days=30.436875)

# How each way of writing puts a day, without and with its year.
_DAY_PATTERNS = {
    "fr": ("EEEE d MMMM", "EEEE d MMMM y"),
    "gb": ("EEEE d MMMM", "EEEE d MMMM y"),
    "us": ("EEEE, MMMM d", "EEEE, MMMM d, y"),
}
# A week from its first to its last day: over two years, in one year, in one month.
_WEEK_PATTERNS = {
    "fr": (
        ("semaine du ", "d MMMM y", " au ", "d MMMM y"),
        ("semaine du ", "d MMMM", " au ", "d MMMM y"),
        ("semaine du ", "d", " au ", "d MMMM y"),
    ),
    "gb": (
        ("week of ", "d MMMM y", " – ", "d MMMM y"),
        ("week of ", "d MMMM", " – ", "d MMMM y"),
        ("week of ", "d", "–", "d MMMM y"),
    ),
    "us": (
        ("week of ", "MMMM d, y", " – ", "MMMM d, y"),
        ("week of ", "MMMM d", " – ", "MMMM d, y"),
        ("week of ", "MMMM d", "–", "d, y"),
    ),
}


def say_day(day: date, language: str, *, today: date | None = None) -> str:
    """Write "vendredi 27 novembre", "Friday 27 November" (or "Friday, November 27").

    The year is added when `today` is given and the day is half a year or more away from it.
    """
    is_far = today is not None and abs(day - today) > _YEAR_NEEDED
    short, with_year = _DAY_PATTERNS[_way(language)]
    return _written(day, with_year if is_far else short, language)


def say_due(due: Due, language: str, *, today: date | None = None) -> str:
    """Write "mercredi 25 novembre à 17 h", "Wednesday 25 November at 5 pm"."""
    day = say_day(due.on, language, today=today)
    return day if due.at is None else _joined(day, due.at, language)


def say_moment(at: datetime, language: str, zone: ZoneInfo, *, today: date | None = None) -> str:
    """Write the day and time of an aware moment as they are in `zone`."""
    local = at.astimezone(zone)
    return _joined(say_day(local.date(), language, today=today), local.time(), language)


def say_time(at: time, language: str) -> str:
    """Write "13 h 15", "17 h", "midi"; "1:15 pm", "5 pm", "noon"; "1:15 PM" for Americans."""
    is_french = _is_french(language)
    if at.minute == 0 and at.hour in (0, 12):
        names = ("minuit", "midi") if is_french else ("midnight", "noon")
        return names[at.hour // 12]
    if is_french:
        minutes = f"{_FIXED}{at.minute:02d}" if at.minute else ""
        return f"{at.hour}{_FIXED}h{minutes}"
    half = "am" if at.hour < 12 else "pm"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return (
        f"{at.hour % 12 or 12}{minutes}{_FIXED}{half.upper() if _way(language) == 'us' else half}"
    )


def say_wait(wait: timedelta, language: str) -> str:
    """Write how long somebody has waited, rounded down: "20 min", "14 h", "3 jours"."""
    minutes = max(wait, timedelta(0)) // timedelta(minutes=1)
    if minutes < 1:
        return "moins d’une minute" if _is_french(language) else "less than a minute"
    if minutes < 60:
        return f"{minutes}{_FIXED}min"
    if wait < _HOURS_UP_TO:
        return f"{minutes // 60}{_FIXED}h"
    return _unit(wait.days, "day", language)


def say_long(length: timedelta, language: str) -> str:
    """Write a long time by its largest unit, rounded down: "3 ans", "8 mois", "5 jours"."""
    length = max(length, timedelta(0))
    if length >= _YEAR - timedelta(days=1):  # three calendar years may lack a leap day
        return _unit(max(1, (length + timedelta(days=1)) // _YEAR), "year", language)
    if length >= _MONTH:
        return _unit(length // _MONTH, "month", language)
    if length >= timedelta(weeks=2):
        return _unit(length.days // 7, "week", language)
    return _unit(length.days, "day", language)


def say_money(amount: Decimal | float, currency: str, language: str) -> str:
    """Write "39 €", "1 234,50 €"; "€39", "€1,234.50". Cents only where there are any.

    `currency` is an ISO 4217 code; one that nobody knows is written as it is.
    """
    exact = Decimal(str(amount))
    locale = _locale(language)
    pattern = locale.currency_formats["standard"].pattern
    if exact == exact.to_integral_value():
        pattern = pattern.replace("0.00", "0")
    if get_currency_symbol(currency.upper(), locale=locale).isalpha():
        pattern = pattern.replace("¤#", f"¤{_FIXED}#")
    return format_currency(
        exact,
        currency.upper(),
        format=pattern,
        locale=locale,
        currency_digits="0.00" in pattern,
    )


def say_number(number: Decimal | float, language: str) -> str:
    """Write "12 345,6" or "12,345.6", with three decimals at most."""
    return format_decimal(number, locale=_locale(language))


def say_percent(share: Decimal | float, language: str) -> str:
    """Write a share between 0 and 1 in whole percents: "12 %", "12%"."""
    return format_percent(share, locale=_locale(language))


def say_week(week: str, language: str) -> str:
    """Write "semaine du 16 au 22 novembre 2026", "week of 16–22 November 2026".

    `week` is an ISO week such as "2026-W47". Raises WeekNotUnderstood.
    """
    monday = monday_of(week)
    sunday = monday + timedelta(days=6)
    same = 2 if monday.month == sunday.month else 1 if monday.year == sunday.year else 0
    before, first, between, last = _WEEK_PATTERNS[_way(language)][same]
    return (
        f"{before}{_written(monday, first, language)}{between}{_written(sunday, last, language)}"
    )


def _joined(day: str, at: time, language: str) -> str:
    return f"{day} {'à' if _is_french(language) else 'at'} {say_time(at, language)}"


def _is_french(language: str) -> bool:
    return _way(language) == "fr"


def _way(language: str) -> str:
    """Choose among the three ways of writing: French, American, British for all others."""
    locale = _locale(language)
    return "fr" if locale.language == "fr" else "us" if locale.territory == "US" else "gb"


@cache
def _locale(language: str) -> Locale:
    """French or a kind of English; any other language is read in British English."""
    name = language.replace("-", "_")
    try:
        locale = Locale.parse(name if "_" in name else {"fr": "fr"}.get(name, "en_GB"))
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")
    return locale if locale.language in ("fr", "en") else Locale("en", "GB")


def _written(day: date, pattern: str, language: str) -> str:
    text = format_date(day, pattern, locale=_locale(language))
    return re.sub(r"\b1\b", "1er", text, count=1) if _is_french(language) else text


def _unit(number: int, unit: str, language: str) -> str:
    text: str = format_unit(number, f"duration-{unit}", locale=_locale(language))
    return text
