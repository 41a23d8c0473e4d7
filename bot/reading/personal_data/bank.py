"""Finds IBANs and card numbers, and checks their digits."""

import re
from collections.abc import Iterator
from functools import cache

from bot.reading.lists import sections_of
from bot.reading.personal_data.finder import Finder, Found

_IBAN_SIGN = re.compile(r"\d\d(?<=[A-Za-z]{2}..)")
_IBAN_START = re.compile(
    r"(?:(?<![^\W_])|(?<=[Ii][Bb][Aa][Nn]))[A-Za-z]{2}\d{2}(?=[ .-]?[A-Za-z0-9])"
)
# Length of an IBAN by country.
_IBAN_LENGTHS = {
    country: int(length)
    for line in sections_of("iban_lengths")["lengths"]
    for country, length in (pair.split(":") for pair in line.split())
}


@cache
def _iban_of(length: int) -> re.Pattern[str]:
    # Groups of four are parted by one sign at most.
    return re.compile(rf"\w{{4}}(?:[ .-]?[A-Za-z0-9]){{{length - 4}}}")


def _ibans(text: str) -> Iterator[Found]:
    if not _IBAN_SIGN.search(text):
        return
    for start in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(start.group()[:2].upper())
        iban = _iban_of(length).match(text, start.start()) if length else None
        if iban and (_is_iban(_plain(iban.group())) or _is_announced(text, iban.start())):
            yield Found(iban.start(), iban.end(), "iban")


# Who mistypes a digit has announced what it is all the same ("my IBAN is", "nouveau RIB :").
_ANNOUNCED = re.compile(
    r"\b(?:iban|rib)\b[^\w\n]{0,5}(?:\w{1,12}[^\w\n]{1,4}){0,2}\Z", re.IGNORECASE
)
_LONGEST_ANNOUNCED = 45


def _is_announced(text: str, at: int) -> bool:
    """Tell whether what begins at a place was called an IBAN just before."""
    return _ANNOUNCED.search(text, max(0, at - _LONGEST_ANNOUNCED), at) is not None


def _plain(iban: str) -> str:
    return "".join(filter(str.isalnum, iban.upper()))


# In the check a letter counts as two digits: A is 10, Z is 35.
_IBAN_VALUES = {sign: str(int(sign, 36)) for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _is_iban(iban: str) -> bool:
    """Check an IBAN's two digits (ISO 7064, mod 97-10)."""
    return int("".join(map(_IBAN_VALUES.__getitem__, iban[4:] + iban[:4]))) % 97 == 1


# A card number: 13 to 19 digits, alone or in groups. Longer runs of groups are looked through.
_DIGIT_GROUPS = re.compile(r"\d(?<!\d\d)\d+(?:[ ._-]{1,2}\d{2,}){0,200}(?!\d)")
_DIGITS = re.compile(r"\d+")
_CARD_LENGTHS = frozenset(range(13, 20))


def _cards(text: str) -> Iterator[Found]:
    for run in _DIGIT_GROUPS.finditer(text):
        if len(run.group()) < 13:
            continue
        groups = [
            (run.start() + group.start(), group.group()) for group in _DIGITS.finditer(run.group())
        ]
        yield from _cards_among(groups)


def _cards_among(groups: list[tuple[int, str]]) -> Iterator[Found]:
    first = 0
    while first < len(groups):
        last = _end_of_card(groups, first)
        if last is not None:
            end, digits = groups[last]
            yield Found(groups[first][0], end + len(digits), "card")
            first = last
        first += 1


def _end_of_card(groups: list[tuple[int, str]], first: int) -> int | None:
    """Return the number of the last group of the card that begins at a group, or None."""
    if groups[first][1][0] not in "23456":
        return None
    digits = ""
    for number in range(first, len(groups)):
        digits += groups[number][1]
        if len(digits) > max(_CARD_LENGTHS):
            return None
        if len(digits) in _CARD_LENGTHS and _passes_luhn(digits):
            return number
    return None


def _passes_luhn(digits: str) -> bool:
    """Check a card number's last digit (ISO/IEC 7812-1, annex B)."""
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(map(int, digits[-1::-2])) + sum(doubled[int(digit)] for digit in digits[-2::-2])
    return total % 10 == 0


IBANS = Finder(_ibans, digits=2)
CARDS = Finder(_cards, digits=13)
