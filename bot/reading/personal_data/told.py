"""Finds what is personal by the words before it: a birthday, a passport, a plate, a password."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from bot.reading.personal_data.finder import Finder, Found, Kind

_DAY = (
    r"\d{1,2}(?:st|nd|rd|th|er)?[ ./-](?:of )?(?:\d{1,2}|[^\W\d_]{3,9}\.?),?[ ./-](?:19|20)?\d\d|"
    r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
)
_IS = r"(?: (?:is|est)\b)?(?: (?:the|le|du|n°|no\.?|number|num[ée]ro))?[ :=]{0,3}"
# What only the words before it tell to be personal: the group is what is hidden.
_BORN = (
    rf"\b(?:n[ée](?:\(?e\)?)? le|date de naissance|born(?: (?:on|in)(?: the)?)?|"
    rf"date of birth|d\.?o\.?b\.?|geboren am){_IS}({_DAY})(?!\d)"
)
_BORN_IN_GERMAN = rf"\bam ({_DAY}) geboren"
_IDENTITY = (
    r"\b(?:passe?port|reisepass|personalausweis|steuer-?id(?:nummer)?|id card|"
    r"identity card|carte (?:nationale )?d['’]identit[ée]|cni|titre de s[ée]jour|"
    rf"permis(?: de conduire)?|driv(?:ing|er['’]?s?) licen[cs]e){_IS}"
    r"((?=(?:[A-Z -]{0,3}\d){5})[A-Z\d]{2,18}(?:[ -](?:[A-Z]{2} ?)?\d{2,9}){0,4})(?!\w)"
)
_PLATE = (
    rf"\b(?:plaque|immatricul\w+|reg|registration|plate|kennzeichen){_IS}"
    r"(?!(?:of|on|in|at|to|by|for|and|de|du|des|la|le|les|un|en|sur|par|et)\b)"
    r"([A-ZÄÖÜ]{1,3}[ -]?(?:[A-Z]{1,2}[ -]?)?\d{1,4}(?:[ -]?[A-Z]{2,3})?)(?!\w)"
)
_SORT_CODE = r"\bsort ?code(?: is)?[ :]{0,3}(\d\d[ -]?\d\d[ -]?\d\d)(?!\d)"
_ACCOUNT = rf"\baccount{_IS}(\d{{4}} ?\d{{4}})(?!\d)"
_CODE = (
    rf"\b(?:cvv2?|cvc2?|cryptogramme|(?:my|card) security code|pin(?: code)?|code secret)"
    rf"{_IS}(\d{{3,6}})(?!\d)"
)
_PASSWORD = (
    rf"\b(?:mot de passe|mdp|password|passwd){_IS}"
    r"(?!\S{0,9}\[)((?=[^\s\d,;]{0,39}\d)[^\s,;]{4,40})"
)
# An account is only one of a bank where a sort code stands beside it.
_SORT = re.compile(r"\bsort\b", re.IGNORECASE)


@cache
def _pattern_of(written: str) -> re.Pattern[str]:
    """Compile a pattern once it is wanted: most texts want none."""
    return re.compile(written, re.IGNORECASE)


def _told_by(kind: Kind, written: str) -> Callable[[str], Iterator[Found]]:
    """Return what finds the group of a pattern, in small letters or capitals."""

    def found(text: str) -> Iterator[Found]:
        for told in _pattern_of(written).finditer(text):
            yield Found(told.start(1), told.end(1), kind)

    return found


_account_numbers = _told_by("account", _ACCOUNT)


def _bank_accounts(text: str) -> Iterable[Found]:
    return _account_numbers(text) if _SORT.search(text) else ()


# French number plates since 2009 (SIV): no letter that may be taken for a digit.
_FRENCH_PLATE = re.compile(r"(?<![\w-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\w-])")


def _plates(text: str) -> Iterator[Found]:
    for plate in _FRENCH_PLATE.finditer(text):
        yield Found(plate.start(), plate.end(), "plate")


_BIRTH_TOLD = ["e le", "é le", "e) le", "naissance", "born", "birth", "d.o.b", "dob", "geboren"]
_IDENTITY_TOLD = ["pass", "identit", "permis", "licen", "cni", "séjour", "sejour", "ausweis"]
_IDENTITY_TOLD += ["steuer", "id card"]
_PLATE_TOLD = ["plaque", "plate", "immatric", "reg", "kennz"]
_CODE_TOLD = ["cvv", "cvc", "crypto", "security code", "pin", "code secret"]
_PASSWORD_TOLD = ["mot de passe", "mdp", "passw"]

FINDERS = (
    Finder(_told_by("birth", _BORN), _BIRTH_TOLD, digits=3),
    Finder(_told_by("birth", _BORN_IN_GERMAN), ["geboren"], digits=3),
    Finder(_told_by("identity", _IDENTITY), _IDENTITY_TOLD, digits=5),
    Finder(_told_by("plate", _PLATE), _PLATE_TOLD, digits=1),
    Finder(_told_by("account", _SORT_CODE), ["sort"], digits=6),
    Finder(_bank_accounts, ["account"], digits=8),
    Finder(_told_by("secret", _CODE), _CODE_TOLD, digits=3),
    Finder(_told_by("secret", _PASSWORD), _PASSWORD_TOLD, digits=1),
    Finder(_plates, ["-"], digits=3),
)
