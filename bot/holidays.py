"""The days off of a company: those of a country or region, and its own."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import cache

_CODE = re.compile(r"([A-Z]{2})(?:-([A-Za-z0-9 ]{1,20}))?")


class HolidaysUnknown(ValueError):
    """What was written is neither a country or region whose holidays are known, nor a day."""


@dataclass(frozen=True)
class Holidays:
    """Days on which nobody works.

    `places` are ISO 3166 codes: countries ("FR") or parts of them ("FR-57", "GB-SCT"), whose
    public holidays the library `holidays` knows. `days` are the company's own.
    """

    places: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Holidays":
        """Read "FR", "FR-57" or "2026-12-24". Raises `HolidaysUnknown`."""
        if _CODE.fullmatch(text):
            _calendar(text)
            return cls(places=(text,))
        try:
            return cls(days=frozenset({date.fromisoformat(text)}))
        except ValueError:
            raise HolidaysUnknown(text) from None

    def __contains__(self, day: object) -> bool:
        """Tell whether nobody works on a day."""
        return day in self.days or any(day in _calendar(place) for place in self.places)

    def __or__(self, other: "Holidays") -> "Holidays":
        """Return the days off of both."""
        return Holidays((*self.places, *other.places), self.days | other.days)


@cache
def _calendar(place: str) -> Container[object]:
    """Return the public holidays of a place. Raises `HolidaysUnknown`."""
    import holidays  # half a second: only where a map names a place

    country, _, part = place.partition("-")
    try:
        # Each year is worked out when a day of it is first asked for.
        return holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError as unknown:
        raise HolidaysUnknown(place) from unknown
