"""What a rule can tell of a text to a customer: where it needs care, and a second pair of eyes."""

import re
from collections.abc import Collection
from functools import cache
from typing import Literal, get_args

from bot.customer import Customer
from bot.reading.lists import sections_of
from bot.reading.personal_data import find
from bot.reading.phrases import Phrases
from bot.reading.words import folded, words_in

Care = Literal["amount", "liability", "press", "health", "law"]
Warning_ = Literal["no_date", "somebody_else", "too_long", "blame", "jargon"]

# What is read on a telephone without being put off: a minute, at 200 words a minute.
_LONGEST = 200
_AMOUNT = re.compile(
    r"(?:[€$£]|\b(?:eur|usd|gbp|chf)\b) ?\d|"
    r"\d[\d\u00a0\u202f .,]{0,12}(?:[€$£%]|\b(?:euros?|eur|dollars?|usd|livres?|pounds?|gbp|chf|"
    r"francs?|centimes?|cents?|pence|pour ?cents?|per ?cent|percent)\b)",
    re.IGNORECASE,
)
# A day, however it is written: "vendredi", "27/11", "27 novembre", "tomorrow", "2026-11-27".
_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd['’]hui|ce soir|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight|"
    r"\d{1,2}(?:er|st|nd|rd|th)? (?:janv|f[ée]v|mars|avril|mai|juin|juil|ao[ûu]t|sept|oct|nov|"
    r"d[ée]c|jan|feb|mar|apr|may|jun|jul|aug|sep|dec)\w*|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r" \d{1,2}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?)",
    re.IGNORECASE,
)


def cares(text: str) -> list[Care]:
    """Return what in a text always asks for a second reader."""
    labels = _labels(text)
    if _AMOUNT.search(text):
        labels.add("amount")
    return [care for care in get_args(Care) if care in labels]


def warnings(
    text: str, *, customer: Customer | None, has_date: bool, colleagues: Collection[str] = ()
) -> list[Warning_]:
    """Return what a person should look at again before a text leaves.

    `has_date`: the message tells a date of its own. `colleagues` may be named: they sign.
    """
    labels = _labels(text)
    found = {
        "no_date": "promise" in labels and not has_date and not _DAY.search(text),
        "somebody_else": bool(somebody_else(text, customer=customer, colleagues=colleagues)),
        "too_long": len(words_in(text)) > _LONGEST,
        "blame": "blame" in labels,
        "jargon": "jargon" in labels,
    }
    return [warning for warning in get_args(Warning_) if found[warning]]


def somebody_else(
    text: str, *, customer: Customer | None, colleagues: Collection[str] = ()
) -> list[str]:
    """Return the personal data in a text that is neither the customer's own nor who signs it."""
    own = {word for name in [*colleagues, _own(customer)] for word in folded(words_in(name))}
    found = [text[one.start : one.end] for one in find(text)]
    return [one for one in found if not set(folded(words_in(one))) <= own]


def _own(customer: Customer | None) -> str:
    if customer is None:
        return ""
    return " ".join(filter(None, (customer.name, customer.email, customer.phone)))


def _labels(text: str) -> set[str]:
    return _phrases().labels(folded(words_in(text)))


@cache
def _phrases() -> Phrases:
    return Phrases(sections_of("our_words"))
