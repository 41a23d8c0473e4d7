"""Finds personal data in a text and replaces it by what it was: "[phone]", "[e-mail]", "[name]".

Numbers that carry check digits (cards, IBANs, French social security numbers) are checked, so
that order numbers stay readable. Names are found only where they are introduced ("je m'appelle",
"Mrs", a signature) or stand on the company's own list: guessing them spoils one text in five.
Every pattern starts at a fixed sign and is bounded in length, so that no text is slow to search.
Most texts hold none: a pattern is looked for only where a quick sign tells that it may be there,
and begins with a letter or digit, after which it looks back: Python searches those ten times as
fast as what looks back first.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from bot.reading import ReadLanguage
from bot.reading.personal_data import (
    addresses,
    bank,
    online,
    people,
    phones,
    social_security,
    told,
)
from bot.reading.personal_data.finder import Finder, Found, Kind
from bot.reading.words import has_beyond_latin

__all__ = ["PLACEHOLDERS", "Found", "Kind", "find", "mask", "without_name"]

PLACEHOLDERS: dict[str, dict[Kind, str]] = {
    "fr": {
        "email": "[e-mail]",
        "link": "[lien]",
        "iban": "[IBAN]",
        "account": "[compte bancaire]",
        "card": "[carte bancaire]",
        "social_security": "[numéro de sécurité sociale]",
        "identity": "[pièce d’identité]",
        "plate": "[plaque]",
        "phone": "[téléphone]",
        "birth": "[date de naissance]",
        "address": "[adresse]",
        "name": "[nom]",
        "handle": "[pseudo]",
        "secret": "[code secret]",
    },
    "en": {
        "email": "[e-mail]",
        "link": "[link]",
        "iban": "[IBAN]",
        "account": "[bank account]",
        "card": "[bank card]",
        "social_security": "[social security number]",
        "identity": "[identity document]",
        "plate": "[number plate]",
        "phone": "[phone]",
        "birth": "[date of birth]",
        "address": "[address]",
        "name": "[name]",
        "handle": "[handle]",
        "secret": "[secret code]",
    },
}


# What is masked may uncover more beside it (a second signature): looked at again until all is.
_MOST_ROUNDS = 4


def mask(
    text: str,
    *,
    language: ReadLanguage,
    names: Collection[str] = (),
    show_titled: bool = False,
) -> str:
    """Return a text with its personal data replaced in its language; English for any other.

    `names` are the company's own list of names to hide. With `show_titled` those whom a
    customer names stay ("Mme Lefort", "Sophie from the shop"): in praise it is an employee, and
    the thanks should arrive.
    """
    placeholders = PLACEHOLDERS["fr" if language == "fr" else "en"]
    text = _without_unseen(text)
    for _ in range(_MOST_ROUNDS):
        masked: list[str] = []
        done = 0
        for found in find(text, names=names, show_titled=show_titled):
            masked += [text[done : found.start], placeholders[found.kind]]
            done = found.end
        if not masked:
            break
        text = "".join([*masked, text[done:]])
    return text


# Signs that nobody sees may part what belongs together ("06\u200b12\u200b34"): between letters,
# digits and the signs of an address they go.
_UNSEEN = re.compile("(?<=[A-Za-z0-9@._+-])[\u00ad\u200b-\u200f\u2060\ufeff]+(?=[A-Za-z0-9@._+-])")
# Other ways to write a digit, a space, an "@": each is looked for as the plain one.
_UNUSUAL = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    **{zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)},
    0xFE6B: "@",
}


def _without_unseen(text: str) -> str:
    return _UNSEEN.sub("", text) if "\u00ad" in text or has_beyond_latin(text) else text


def find(text: str, *, names: Collection[str] = (), show_titled: bool = False) -> list[Found]:
    """Return the personal data in a text, in its order, none overlapping another."""
    if has_beyond_latin(text) or "\t" in text or "\u00a0" in text:
        text = text.translate(_UNUSUAL)
    lower = text.lower()
    wanted = _finders_from(_digits_in(text), show_titled=show_titled)
    finders = [find for find, signs, _ in wanted if not signs or _has_sign(lower, signs)]
    taken = bytearray(len(text))
    found: list[Found] = []
    for finder in finders:
        for item in finder(text):
            if not any(taken[item.start : item.end]):
                taken[item.start : item.end] = b"\1" * (item.end - item.start)
                found.append(item)
    if names:
        found = _with_listed(found, people.listed(frozenset(names))(text))
    return sorted(found, key=lambda item: item.start)


def _with_listed(found: list[Found], listed: Iterable[Found]) -> list[Found]:
    """Return what was found with the names of a list: more of a name that was found in part."""
    for name in listed:
        touched = [one for one in found if one.start < name.end and name.start < one.end]
        if all(one.kind == "name" for one in touched):
            start = min([name.start, *(one.start for one in touched)])
            end = max([name.end, *(one.end for one in touched)])
            found = [one for one in found if one not in touched]
            found.append(Found(start, end, "name"))
    return found


def without_name(text: str, name: str, *, language: ReadLanguage) -> str:
    """Return a text that does not name who said it, who is known; see `people.named_in`."""
    placeholder = PLACEHOLDERS["fr" if language == "fr" else "en"]["name"]
    for found in reversed(people.named_in(text, name)):
        text = f"{text[: found.start]}{placeholder}{text[found.end :]}"
    return text


_DIGITS = re.compile(r"\d+")
_NO_DIGITS = bytes({*range(256)} - {*b"0123456789"})
# More digits make no difference to any pattern.
_MANY_DIGITS = 13


def _digits_in(text: str) -> int:
    """Return how many digits stand in a text, up to 13."""
    if has_beyond_latin(text):
        digits = sum(map(len, _DIGITS.findall(text)))
    else:
        digits = len(text.encode("latin-1", "ignore").translate(None, _NO_DIGITS))
    return min(digits, _MANY_DIGITS)


# What stands first wins where two overlap.
_FINDERS = (
    *online.FINDERS,
    *people.FINDERS,
    bank.IBANS,
    *social_security.FINDERS,
    bank.CARDS,
    *told.FINDERS,
    *addresses.FINDERS,
    phones.PHONES,
)
# And who a customer names, where that is not praise.
_ALL_FINDERS = (*_FINDERS, *people.OF_OTHERS)


@cache
def _finders_from(digits: int, *, show_titled: bool) -> Sequence[Finder]:
    """Return what may find something where so many digits stand."""
    wanted = _FINDERS if show_titled else _ALL_FINDERS
    return [one for one in wanted if digits >= one.digits]


def _has_sign(lower: str, signs: Sequence[str]) -> bool:
    """Tell whether one of the signs stands in a text of small letters."""
    for sign in signs:  # noqa: SIM110 # twice as fast as any(), 30 times a text
        if sign in lower:
            return True
    return False
