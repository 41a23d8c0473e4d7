"""Finds where somebody lives: streets with a number, postcodes, post boxes."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from bot.reading.personal_data.finder import Finder, Found

_DIGITS = re.compile(r"\d+")
_FRENCH_STREET = re.compile(
    r"\d(?<![\d/.,].)\d{0,3}(?: ?(?i:bis|ter|quater))?,? (?:(?i:rue|avenue|av\.|boulevard|bd|bld|"
    r"chemin|all[ée]e|all\.|impasse|quai|sentier|faubourg)|"
    r"(?:place|route|square|passage)(?! de (?!la\b|l['’]))|"
    r"(?:cours|place|route|square|passage)(?= (?:d[eu]s? |la |les? |[ld]['’]){0,2}[A-ZÀ-Ý])|"
    r"(?:PLACE|ROUTE|COURS|SQUARE|PASSAGE))"
    r"(?: (?:(?i:d[eu]s?|la|les?)|[lLdD]['’])){0,2}(?: ?[^\W\d_][\w'’-]{1,30})"
    r"(?: (?:d[eu]s? |la |les? |[ld]['’])?[A-ZÀ-Ý][\w'’-]{1,30}){0,4}"
    r"(?:,? {1,2}\d{5}(?: [A-ZÀ-Ý][\w'’-]{1,30}){0,3}(?: [a-zà-ÿ-]{3,30}(?=[.,;!)]|$))?)?"
)
_ENGLISH_STREET = re.compile(
    r"\d(?<![\d/.,].)\d{0,3}[A-Za-z]?,? (?:[A-Z][\w'’-]{1,30} ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Gardens|Terrace|Crescent|"
    r"Boulevard|Blvd|Place|Square|Way)\b\.?"
    r"(?:,? [A-Z][a-z'’-]{1,30}){0,2}(?:,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|,? [A-Z]{2} \d{5})?"
)
_GERMAN_STREET = re.compile(
    r"\b[A-ZÄÖÜ][\wß-]{2,30}(?:stra(?:ß|ss)e|str\.|platz|weg|allee) \d{1,4} ?[a-z]?\b"
    r"(?:,? \d{5} [A-ZÄÖÜ][\wß-]{1,30})?"
)
# In small letters, with a place before it: "12 high street, leeds".
_SMALL_STREET = re.compile(
    r"\d(?<![\d/.,].)\d{0,3}[a-z]?,? "
    r"(?!(?:min|hour|mile|day|week|month|year|other|more|bus|bike|cycle)\w*\b)"
    r"(?:[a-z]{3,20} ){1,2}(?<!the )(?<!this )(?<!that )(?<!your )(?<!our )(?<!same )"
    r"(?:street|road|avenue|lane|crescent|terrace)\b"
)
_BRITISH_POSTCODE = re.compile(
    r"(?:[A-Z](?<!\w.)[A-Z]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}|"
    r"[a-z](?<!\w.)[a-z]?\d[a-z\d]? \d(?!st|nd|rd|th|am|pm)[abd-hjlnp-uw-z]{2})\b"
)
# The end of one, which its letters make slow to look for.
_POSTCODE_END = re.compile(r"\d[A-Za-z\d]? \d[A-Za-z]{2}\b")
_POST_BOX = re.compile(
    r"(?:P(?<!\w.)\.? ?O\.? ?Box|B(?<!\w.)o[iî]te postale|b(?<!\w.)o[iî]te postale)"
    r" \d{2,6}\b"
)
_GERMAN_TOWN = re.compile(
    r"(?:A(?<!\w.)[mn]|I(?<!\w.)m|Z(?<!\w.)u[mr]) [A-ZÄÖÜ][\w-]{2,30} \d{1,4}[a-z]?"
    r",? \d{5} [A-ZÄÖÜ]\w+"
)


_GERMAN_SIGNS = ("straße", "strasse", "str.", "platz", "weg", "allee")


# What begins with the number of a house.
_STREETS = (_FRENCH_STREET, _ENGLISH_STREET, _SMALL_STREET)


def _streets(text: str) -> Iterator[Found]:
    if any(sign in text for sign in _GERMAN_SIGNS):
        yield from _addresses_by(_GERMAN_STREET, text)
    numbers = [number.start() for number in _DIGITS.finditer(text)]
    for pattern in _STREETS:
        for start in numbers:
            street = pattern.match(text, start)
            if street:
                yield Found(start, street.end(), "address")


def _postcodes(text: str) -> Iterable[Found]:
    return _addresses_by(_BRITISH_POSTCODE, text) if _POSTCODE_END.search(text) else ()


def _addresses_by(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for address in pattern.finditer(text):
        yield Found(address.start(), address.end(), "address")


FINDERS = (
    Finder(_streets, digits=1),
    Finder(_postcodes, digits=2),
    Finder(partial(_addresses_by, _POST_BOX), ["box", "postale", "bp"], digits=2),
    Finder(partial(_addresses_by, _GERMAN_TOWN), ["am ", "an ", "im ", "zu"], digits=6),
)
