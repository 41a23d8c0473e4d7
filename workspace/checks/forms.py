"""Tell whether a string is a date, a time, an address, a number or a colour as Slack takes it."""

import re
from datetime import date
from functools import cache
from zoneinfo import available_timezones

_WEB = re.compile(r"https?://[^\s<>/][^\s<>]*\Z", re.IGNORECASE)
_SAFE = re.compile(r"https://[^\s<>/][^\s<>]*\Z", re.IGNORECASE)
# What a button or a link may open besides a page; `javascript:` and `data:` are never let in.
_LINK = re.compile(r"(https?://[^\s<>/]|(mailto|tel|slack):[^\s<>])[^\s<>]*\Z", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")
_NUMBER = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?\Z")
_COLOUR = re.compile(r"#([0-9a-fA-F]{3}){1,2}\Z")
_COMMAND = re.compile(r"/[^\s/A-Z]+\Z")
_FILE = re.compile(r"F[A-Z0-9]+\Z")

is_web_address = _WEB.match
is_safe_address = _SAFE.match
is_link = _LINK.match
is_time = _TIME.match
is_number = _NUMBER.match
is_colour = _COLOUR.match
is_command = _COMMAND.match
is_file_id = _FILE.match


def is_day(text: str) -> bool:
    """Tell whether a string is a day of the calendar, YYYY-MM-DD."""
    if not _DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time_zone(text: str) -> bool:
    """Tell whether a string names a time zone of the IANA list."""
    return text in _time_zones()


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())
