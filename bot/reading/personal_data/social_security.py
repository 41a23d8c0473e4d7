"""Finds the numbers by which a state knows somebody: French, American and British ones."""

import re
from collections.abc import Iterator

from bot.reading.personal_data.finder import Finder, Found

_SEPARATOR = r"[ ._-]"
_SOCIAL_SECURITY = re.compile(
    rf"([1-478](?<!\d.){_SEPARATOR}?\d\d{_SEPARATOR}?\d\d{_SEPARATOR}?(?:\d\d|2[ABab])"
    rf"{_SEPARATOR}?\d{{3}}{_SEPARATOR}?\d{{3}})(?:{_SEPARATOR}?[/(]?{_SEPARATOR}?(\d\d)\)?)?(?!\d)"
)
_AMERICAN_SOCIAL_SECURITY = re.compile(
    r"\d(?<![\d-].)(?<!9)\d\d(?<!000|666)-(?!00)\d\d-(?!0000)\d{4}(?![\d-])"
)
_BRITISH_INSURANCE = re.compile(
    r"(?<![^\W_])(?![DFIQUV])[A-Z](?![DFIOQUV])[A-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![^\W_])",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(r"s[ée]curit[ée] sociale|\bs[ée]cu\b|\bn(?:ir|ss)\b", re.IGNORECASE)


# The end of a British number, which its letters make slow to look for.
_BRITISH_END = re.compile(r"\d\d ?\d\d ?\d\d ?[A-Da-d](?![^\W_])")


def _french_social_security(text: str) -> Iterator[Found]:
    for number in _SOCIAL_SECURITY.finditer(text):
        is_named = number.group(2) is None and bool(_NUMBER_WORDS.search(text))
        if _is_french_social_security(number.group(1), number.group(2), is_named=is_named):
            yield Found(number.start(), number.end(), "social_security")


def _american_social_security(text: str) -> Iterator[Found]:
    for number in _AMERICAN_SOCIAL_SECURITY.finditer(text):
        yield Found(number.start(), number.end(), "social_security")


def _british_insurance(text: str) -> Iterator[Found]:
    if _BRITISH_END.search(text):
        for number in _BRITISH_INSURANCE.finditer(text):
            yield Found(number.start(), number.end(), "social_security")


def _is_french_social_security(number: str, key: str | None, *, is_named: bool) -> bool:
    """Check the key (97 less the number mod 97); without one, somebody must have said what it is.

    Corsican departments count as 19 (2A) and 18 (2B).
    """
    compact = "".join(sign for sign in number.upper() if sign.isalnum())
    digits = compact.replace("2A", "19").replace("2B", "18")
    if key is None:
        return is_named
    return 97 - int(digits) % 97 == int(key)


FINDERS = (
    Finder(_french_social_security, digits=12),
    Finder(_american_social_security, ["-"], digits=9),
    Finder(_british_insurance, digits=6),
)
