"""What one value of a feedback record means: a score, an amount, a yes, a channel, a language."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args

from babel import Locale
from babel.numbers import is_currency

from bot.record_fields import fold, plain
from bot.verbatim import SCALES, Channel, Moment, Scale

# What programs and people write where there is no value. Names of people are never held against
# this list: somebody is called Null.
ABSENT = frozenset({"", "n/a", "#n/a", "na", "nan", "null", "none", "nil", "-", "--", "–", "—"})

# An id, a name or an address longer than this is a column taken for another one.
LONGEST_WORD = 1_000

_CHANNELS: Mapping[str, Channel] = {
    **{channel: channel for channel in get_args(Channel)},
    "enquete": "survey",
    "sondage": "survey",
    "questionnaire": "survey",
    "avis": "review",
    "reviews": "review",
    "avis_en_ligne": "review",
    "tickets": "ticket",
    "demande": "ticket",
    "chat": "ticket",
    "appel": "call",
    "telephone": "call",
    "phone": "call",
    "reseaux_sociaux": "social",
    "reseau_social": "social",
    "social_media": "social",
    "magasin": "shop",
    "boutique": "shop",
    "store": "shop",
    "courriel": "mail",
    "email": "mail",
    "e_mail": "mail",
    "courrier": "mail",
    "terrain": "frontline",
    "equipe": "frontline",
    "front_line": "frontline",
}
_SCALES: Mapping[str, Scale] = {
    **{scale: scale for scale in get_args(Scale)},
    "star": "stars",
    "etoile": "stars",
    "etoiles": "stars",
}
_MOMENTS: Mapping[str, Moment] = {
    **{moment: moment for moment in get_args(Moment)},
    "debut": "start",
    "beginning": "start",
    "milieu": "middle",
    "fin": "end",
}
_YES = frozenset({"yes", "y", "true", "1", "oui", "o", "vrai", "ok", "x"})
_NO = frozenset({"no", "n", "false", "0", "non", "faux"})
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "$": "USD"}

# Which scale "n out of this" is; 5 is told by the channel or the word "stars".
_SCALE_OUT_OF: Mapping[int, tuple[Scale, ...]] = {10: ("nps",), 5: ("csat", "stars"), 7: ("ces",)}

_OUT_OF = re.compile(
    r"(?P<value>\S+)\s*(?:/|\bsur\b|\bout of\b)\s*(?P<out_of>\d{1,4})", re.IGNORECASE
)
_STAR_SIGNS = re.compile(r"(?P<given>[★⭐🌟]+)☆*")
_STAR_WORDS = re.compile(r"(?P<value>\S+?)\s*(?:★|⭐|stars?|[eé]toiles?)", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?P<before>[^\d\s.,+-]*)\s*(?P<number>[+-]?[\d\s.,'’]+?)\s*(?P<after>[^\d\s]*)"
)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MAYBE_THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}")


# What no number, score or amount is longer than; it also keeps the patterns quick.
LONGEST_NUMBER = 60

Word = TypeVar("Word", bound=str)


class NotUnderstood(ValueError):
    """A value means nothing here; `key` is the sentence that says so, with the cure."""

    def __init__(self, key: str, **names: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.names = names


@dataclass(frozen=True)
class WrittenScore:
    """A score as it was written; `scales` are those that its wording names, if it names any."""

    value: float
    scales: tuple[Scale, ...] = ()


def shown(value: object) -> str:
    """Return a value as a refusal may quote it: one short line of visible signs."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())
    return line if len(line) <= 60 else line[:59] + "…"


def is_absent(value: object) -> bool:
    """Tell whether a value stands for none: null, an empty cell, "n/a", "-"."""
    return value is None or (isinstance(value, str) and value.strip().lower() in ABSENT)


def word_of(value: Any) -> str:
    """Return an id, a name or an address as text; whole numbers lose the ".0" spreadsheets add."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise NotUnderstood("intake-not-a-word")
    word = str(value).strip()
    if len(word) > LONGEST_WORD:
        raise NotUnderstood("intake-word-too-long", longest=LONGEST_WORD)
    return word


def score_of(value: Any) -> WrittenScore:
    """Return the score that "9", 9, "4,5", "9/10", "★★★★☆" or "4 étoiles" means."""
    if not isinstance(value, str) or len(value) > LONGEST_NUMBER:
        return WrittenScore(number_of(value, refusal="intake-score-unknown"))
    written = value.replace("\ufe0f", "").strip()
    if stars := _STAR_SIGNS.fullmatch(written):
        return WrittenScore(float(len(stars["given"])), scales=("stars",))
    if stars := _STAR_WORDS.fullmatch(written):
        return WrittenScore(
            number_of(stars["value"], refusal="intake-score-unknown"), scales=("stars",)
        )
    if part := _OUT_OF.fullmatch(written):
        out_of = int(part["out_of"])
        if out_of not in _SCALE_OUT_OF:
            raise NotUnderstood("intake-score-out-of-unknown", value=shown(value))
        return WrittenScore(
            number_of(part["value"], refusal="intake-score-unknown"), scales=_SCALE_OUT_OF[out_of]
        )
    return WrittenScore(number_of(written, refusal="intake-score-unknown"))


def scales_that_hold(value: float) -> tuple[Scale, ...]:
    """Return the scales on which a score can stand."""
    return tuple(
        scale for scale, (lowest, highest) in SCALES.items() if lowest <= value <= highest
    )


def number_of(value: Any, *, refusal: str) -> float:
    """Return the number that 9, "4,5", "1 234,50" or "1.234,50" means.

    "1,234" is refused: it is a thousand to some and a little more than one to others.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = _finite(value)
    elif isinstance(value, str) and len(value) <= LONGEST_NUMBER:
        written = re.sub(r"[\s'’]", "", value)
        if _MAYBE_THOUSANDS.fullmatch(written):
            raise NotUnderstood("intake-number-two-ways", value=shown(value))
        written = _with_a_point(written)
        number = _finite(float(written)) if _NUMBER.fullmatch(written) else None
    else:
        number = None
    if number is None:
        raise NotUnderstood(refusal, value=shown(value))
    return number


def amount_of(value: Any) -> tuple[float, str | None]:
    """Return an amount of money, and its currency where it is written beside ("39,90 €")."""
    if not isinstance(value, str) or len(value) > LONGEST_NUMBER:
        return number_of(value, refusal="intake-amount-unknown"), None
    parts = _AMOUNT.fullmatch(value.strip())
    if parts is None or (parts["before"] and parts["after"]):
        raise NotUnderstood("intake-amount-unknown", value=shown(value))
    currency = parts["before"] or parts["after"]
    amount = number_of(parts["number"], refusal="intake-amount-unknown")
    return amount, currency_of(currency) if currency else None


def currency_of(value: Any) -> str:
    """Return the ISO 4217 code of "EUR", "€" or "euros"; a bare "$" is the American one."""
    written = word_of(value)
    code = _CURRENCIES.get(written.lower(), written.upper())
    if not is_currency(code):
        raise NotUnderstood("intake-currency-unknown", value=shown(value))
    return code


def contact_of(value: Any) -> bool:
    """Return whether the customer agreed to be contacted."""
    written = fold(word_of(int(value) if isinstance(value, bool) else value))
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise NotUnderstood("intake-contact-unknown", value=shown(value))


def channel_of(value: Any) -> Channel:
    """Return one of the eight channels, also by its French name."""
    return _one_of(_CHANNELS, get_args(Channel), value, refusal="intake-channel-unknown")


def scale_of(value: Any) -> Scale:
    """Return one of the four scales."""
    return _one_of(_SCALES, get_args(Scale), value, refusal="intake-scale-unknown")


def moment_of_journey(value: Any) -> Moment:
    """Return start, middle or end, also by its French name."""
    return _one_of(_MOMENTS, get_args(Moment), value, refusal="intake-moment-unknown")


def language_of_record(value: Any) -> str:
    """Return the code of a language ("fr") from a code, a locale ("fr-CA") or its name."""
    written = fold(word_of(value)).partition("(")[0].strip()
    code = written.replace("_", "-").partition("-")[0]
    if code in _codes():
        return code
    if written in _languages():
        return _languages()[written]
    raise NotUnderstood("intake-language-unknown", value=shown(value))


def _one_of(
    meanings: Mapping[str, Word], words: tuple[str, ...], value: Any, *, refusal: str
) -> Word:
    written = plain(word_of(value))
    if written in meanings:
        return meanings[written]
    near = get_close_matches(written, meanings, n=1, cutoff=0.6)
    raise NotUnderstood(
        refusal,
        value=shown(value),
        nearest=meanings[near[0]] if near else "none",
        known=", ".join(words),
    )


def _with_a_point(written: str) -> str:
    """Write a number with a decimal point and no thousands: "1.234,50" → "1234.50"."""
    if "," in written and "." in written:
        thousands = "," if written.rfind(".") > written.rfind(",") else "."
        written = written.replace(thousands, "")
    if written.count(",") > 1 or written.count(".") > 1:
        return written.replace(",", "").replace(".", "")
    return written.replace(",", ".")


def _finite(value: float) -> float | None:
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(_languages().values())


@cache
def _languages() -> dict[str, str]:
    """Return the codes of languages by their French, English and own names."""
    names: dict[str, str] = {}
    for reader in ("en", "fr"):
        for code, name in Locale(reader).languages.items():
            if len(code) <= 3:
                names.setdefault(fold(name), code)
    for code in ("de", "es", "it", "nl", "pt"):
        names.setdefault(fold(Locale(code).languages[code]), code)
    return names
