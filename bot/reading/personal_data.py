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
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Literal, NamedTuple

from bot.reading import ReadLanguage
from bot.reading.lists import sections_of
from bot.reading.words import fold, folded, has_beyond_latin

Kind = Literal[
    "email",
    "link",
    "iban",
    "account",
    "card",
    "social_security",
    "identity",
    "plate",
    "phone",
    "birth",
    "address",
    "name",
    "handle",
    "secret",
]

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


@dataclass(frozen=True)
class Found:
    """Personal data in a text, from character `start` up to `end`."""

    start: int
    end: int
    kind: Kind


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
    if names:
        finders.append(partial(_listed_names, listed=_listed(frozenset(names))))
    taken = bytearray(len(text))
    found: list[Found] = []
    for finder in finders:
        for item in finder(text):
            if not any(taken[item.start : item.end]):
                taken[item.start : item.end] = b"\1" * (item.end - item.start)
                found.append(item)
    return sorted(found, key=lambda item: item.start)


_EMAIL_LOCAL = frozenset("!#$%&'*+-/=?^_`{|}~.")
_EMAIL_DOMAIN = re.compile(r"(?:[^\W_][\w-]{0,62}\.){0,8}[^\W_][\w-]{0,62}|\[[\d.:a-fA-F]{2,45}\]")
_EMAIL_SPELT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[\[(] ?(?:at|arobase|@) ?[\])] ?"
    r"[\w-]{1,63}(?:(?:\.| ?[\[(] ?(?:dot|point) ?[\])] ?)[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)


def _emails(text: str) -> Iterator[Found]:
    last = 0
    for sign in re.finditer("@", text):
        at = start = sign.start()
        while start > last and (text[start - 1].isalnum() or text[start - 1] in _EMAIL_LOCAL):
            start -= 1
        domain = _EMAIL_DOMAIN.match(text, at + 1)
        last = at + 1
        if domain and start < at:
            yield Found(start, domain.end(), "email")


# Without brackets a spelt address is told by its "dot", or by a well-known provider.
_NAME_SAID = (
    r"(?<![\w.+-])[\w+-]{1,64}(?:(?:\.| (?:point|dot|tiret|underscore) )[\w+-]{1,64}){0,3}"
)
_DOMAIN_SAID = r"[\w-]{1,63}(?:(?:\.| (?:point|dot) )[^\W\d_]{2,24}){1,3}"
_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|proton(?:mail)?|orange|free|sfr|"
    r"wanadoo|laposte|bbox|gmx|web|msn)(?:\.| (?:point|dot) )[a-z]{2,3}"
)
_EMAIL_SAID = re.compile(
    rf"{_NAME_SAID}(?: ?(?:arobase?|&#64;|%40) ?{_DOMAIN_SAID}|(?: @ ?|@ )[\w-]{{1,63}}"
    rf"(?:\.[^\W\d_]{{2,24}}){{1,3}}| (?:at|chez) {_PROVIDER}| at [\w-]{{1,63}} dot [a-z]{{2,24}})"
    r"(?!\w)",
    re.IGNORECASE,
)
_SAID_SIGNS = ["arobas", "&#64;", "%40", " @", "@ ", " dot ", " point ", ".co", ".fr", ".net"]


def _said_emails(text: str) -> Iterator[Found]:
    for said in _EMAIL_SAID.finditer(text):
        yield Found(said.start(), said.end(), "email")


# A name in a network ("@marie_75"); what stands before an "@" makes it an address.
_HANDLE = re.compile(r"@(?<![\w.+-].)[^\W_][\w.]{2,29}(?<!\.)")


def _handles(text: str) -> Iterator[Found]:
    for handle in _HANDLE.finditer(text):
        yield Found(handle.start(), handle.end(), "handle")


_SPELT_SIGN = re.compile(r"[\[(] ?(?:at|arobase|@) ?[\])]", re.IGNORECASE)


def _spelt_emails(text: str) -> Iterator[Found]:
    if not _SPELT_SIGN.search(text):
        return
    for spelt in _EMAIL_SPELT.finditer(text):
        yield Found(spelt.start(), spelt.end(), "email")


_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
# A query, a sign-in part or a long key in an address can name or open something personal.
_TELLING_LINK = re.compile(r"[?@=]|/[\w-]*\d[\w-]{15,}")


def _links(text: str) -> Iterator[Found]:
    for link in _LINK.finditer(text):
        address = link.group().rstrip(".,;:!?)»”'")
        if _TELLING_LINK.search(address):
            yield Found(link.start(), link.start() + len(address), "link")


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
        if iban and _is_iban("".join(filter(str.isalnum, iban.group().upper()))):
            yield Found(iban.start(), iban.end(), "iban")


# In the check a letter counts as two digits: A is 10, Z is 35.
_IBAN_VALUES = {sign: str(int(sign, 36)) for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _is_iban(iban: str) -> bool:
    """Check an IBAN's two digits (ISO 7064, mod 97-10)."""
    return int("".join(map(_IBAN_VALUES.__getitem__, iban[4:] + iban[:4]))) % 97 == 1


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


# A card number: 13 to 19 digits, alone or in groups. Longer runs of groups are looked through.
_DIGIT_GROUPS = re.compile(rf"\d(?<!\d\d)\d+(?:{_SEPARATOR}{{1,2}}\d{{2,}}){{0,200}}(?!\d)")
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


def _told_by(kind: Kind, written: str) -> Callable[[str], Iterator[Found]]:
    """Return what finds the group of a pattern, in small letters or capitals."""
    pattern = re.compile(written, re.IGNORECASE)

    def found(text: str) -> Iterator[Found]:
        for told in pattern.finditer(text):
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


_PART = r"[ .\-/]"
# A sign without which a pattern finds nothing, and the pattern.
_PHONES = tuple(
    (re.compile(sign), re.compile(pattern))
    for sign, pattern in (
        # +33 6 12 34 56 78, 0044 (0)20 7946 0018, +1 (555) 010-9999, +49 30 901820
        (
            r"\+|00",
            rf"(?<![\w+])(?:\+{_PART}?|00{_PART}?)[1-9](?:{_PART}{{0,2}}[(]?\d[)]?){{7,14}}(?!\d)",
        ),
        # 06 12 34 56 78, 020 7946 0018, 030/901820, (0) first and nine to twelve digits in all
        (
            r"0 ?[1-9]",
            rf"(?<![\w.,])[(]?0 ?[1-9](?:{_PART}{{0,2}}[(]?\d[)]?){{7,10}}(?!\w)",
        ),
        # 06,12,34,56,78, 06 - 12 - 34 - 56 - 78: pairs, all parted by the same
        (
            r"0[1-9]\W\d|0[1-9]_|0[1-9] [-–] ",
            r"(?<![\d.,])0[1-9]( ?[,_:;*-] ?)\d\d(?:\1\d\d){3}(?!\d)",
        ),
        # A mobile number in France that small letters touch: 0612345678svp
        (
            r"0[67]\d{8}",
            r"(?<![\dA-Z])0[67]\d{8}(?![\dA-Z])",
        ),
        # (555) 010-9999, 555-010-9999, 555.010.9999
        (
            r"\d{3}[ .-]\d{4}",
            r"(?<![\w.,-])(?:1[ .-])?(?:(?:[(][2-9]\d\d[)] ?|[2-9]\d\d[.-])\d{3}[ .-]|"
            r"[2-9]\d\d [2-9]\d\d )\d{4}(?![\w-])",
        ),
        # Ten bare digits, when a word before says what they are.
        (
            rf"\d(?:{_PART}?\d){{7}}",
            r"(?i:\b(?:phone|tel|t[ée]l|t[ée]l[ée]phone|portable|whatsapp|mobile|cell|"
            r"(?:call|text|ring|reach) (?:me|us) (?:back )?(?:at|on)|my (?:phone |cell |mobile )?"
            r"number(?: is|['’]s)?|(?:r?appele[rz]|contacte[rz])(?:[ -](?:moi|nous))? (?:au|le)|"
            r"num[ée]ro|joignable au)\b(?: (?:est|c['’]est))?(?: le)?[ .:]{0,3})"
            rf"(?P<number>(?:\d{_PART}?){{7,14}}\d)(?!\d)",
        ),
    )
)
_DATE = re.compile(r"[(]?\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d(?!\d)")


def _phones(text: str) -> Iterator[Found]:
    for pattern in [pattern for sign, pattern in _PHONES if sign.search(text)]:
        for phone in pattern.finditer(text):
            start, end = phone.span("number" if "number" in phone.groupdict() else 0)
            if not _DATE.match(text, start):
                yield Found(start, end, "phone")


_NAME_BEGINS, _NAME_GOES_ON = "[A-ZÀ-ÝŒ]", r"[^\W\d_]*(?:['’-][^\W\d_]+){0,3}"
_NAME = _NAME_BEGINS + _NAME_GOES_ON
_NAMES = rf"{_NAME}(?: (?:d[eu]s? |la |le |van |von |el |ben |bin )?{_NAME}){{0,3}}"
_INTRODUCED = re.compile(
    r"(?i:\b(?:je m['’]appelle|je me nomme|je me pr[ée]nomme|mon nom est|mon pr[ée]nom est|"
    r"mon nom c['’]est|moi c['’]est|nom ?: ?|pr[ée]nom ?: ?|my name is|my name['’]s|i am called|"
    r"name ?: ?))\s{0,3}(?i:(?:mr|mrs|ms|m|mme|dr)\.? )?"
    rf"({_NAMES})"
)
# A name in small letters ends where a small word begins ("john smith and i").
_SMALL_NAME = r"[^\W\d_]{2,30}(?:['’-][^\W\d_]{2,30})?"
_SMALL_WORDS = [word for lines in sections_of("small_words").values() for word in lines]
_NO_SMALL_WORD = rf"(?!(?:{'|'.join(' '.join(_SMALL_WORDS).split())})(?![\w-]))"
# After these words even a name in small letters is one.
_INTRODUCED_SMALL = re.compile(
    r"\b(?:je m['’]appelle|je me nomme|my name is|my name['’]s)\s{1,3}"
    r"(?!(?:pas|plus|not|now|on|in|the|wrong|still|spelt|spelled|misspelt|missing|never)\b)"
    rf"({_SMALL_NAME}(?: {_NO_SMALL_WORD}{_SMALL_NAME}){{0,2}})",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(" ".join(sections_of("no_names")["no_names"]).split())
_TITLED = re.compile(
    r"(?<![\w.])(?:(?:Mr|Mrs|Ms|Mme|Mlle|Dr|Me|Pr|M)\.? |"
    r"(?:[Mm]adame|[Mm]onsieur|[Mm]ademoiselle|[Mm]iss|[Mm]ister|[Dd]octeur|[Dd]octor|"
    r"[Mm]aître|MADAME|MONSIEUR|MME|MR|MRS|Herr|Frau) )"
    rf"({_NAMES})"
)
# Titles after which even a name in small letters is one; not in "le monsieur odieux".
_SOME = ("le", "la", "un", "une", "ce", "cette", "du", "au", "the", "petit", "petite", "jeune")
_NOT_SOME = r"(?<!\w.)" + "".join(rf"(?<!\b(?i:{word}) .)" for word in _SOME)
_TITLED_SMALL = re.compile(
    rf"(?:m{_NOT_SOME}(?:rs?|me|lle|onsieur|adame)|d{_NOT_SOME}r)\.? (?!(?:est|et|qui|[aà])\b)"
    rf"{_NO_SMALL_WORD}"
    r"([a-zà-ÿ]{2,20}(?:-[a-zà-ÿ]{2,20})?)(?![\w'’])"
)


# Whoever works for the company, and the name that says who.
_ROLED = re.compile(
    r"(?i:\b(?:(?:t[ée]l[ée])?conseill(?:er|[èe]re)|coll[èe]gue|employ[ée]e?|livreu(?:r|se)|"
    r"technicien(?:ne)?|vendeu(?:r|se)|agente?|h[ôo]tesse|m[ée]canicien(?:ne)?|r[ée]parateur|"
    r"op[ée]rat(?:eur|rice)|caissi(?:er|[èe]re)|chauffeur|stagiaire|interlocut(?:eur|rice)|"
    r"une? certaine?|advis[eo]r|colleague|employee|driver|technician|mechanic|operator|"
    r"assistant|salesman|saleswoman|rep|representative|receptionist|a certain)"
    r"(?:,| nomm[ée]e?| appel[ée]e?| pr[ée]nomm[ée]e?| called| named)? )"
    rf"((?!\w*[A-Z]{{2}}){_NAMES})"
)
_FIRST_NAMES = frozenset(" ".join(sections_of("first_names")["first_names"]).split())
_NAMED = re.compile(
    rf"({_NAME_BEGINS}(?<!\w.){_NAME_GOES_ON})"
    rf"(?: (?:d[eu]s? |la |le |van |von |el |ben )?{_NAME}){{0,2}}"
)
# What such a name begins with: most texts hold no well-known one.
_CAPITALISED = re.compile(rf"{_NAME_BEGINS}[^\W\d_]*")


# Without accents, the words after which the two look for a name.
_BEFORE_A_NAME = frozenset(" ".join(sections_of("no_names")["before_a_name"]).split())
_LONGEST_BEFORE = 30
# Characters of a role and what tells that a name follows ("interlocutrice prénommée").
_LONGEST_ROLE = 60
# Capitals after a space; "I" is no name.
_NAME_WITHIN = re.compile(rf" (?!I(?![^\W\d_-])){_NAME_BEGINS}")


def _somebody_named(text: str) -> int | None:
    """Return where the first capital follows a word after which a name is looked for."""
    for name in _NAME_WITHIN.finditer(text):
        at = name.start()
        if _comes_before_a_name(text[max(text.rfind(" ", 0, at) + 1, at - _LONGEST_BEFORE) : at]):
            return at
    return None


@lru_cache(maxsize=10_000)
def _comes_before_a_name(said: str) -> bool:
    return re.split(r"\W", fold(said).rstrip(".,"))[-1] in _BEFORE_A_NAME


def _names_of_colleagues(text: str) -> Iterator[Found]:
    """Find whoever a customer names: after a title or a role, or by a well-known first name."""
    if text.islower():
        return
    at = _somebody_named(text)
    if at is not None:
        yield from _called_by_role(text, max(0, at - _LONGEST_ROLE))
    if _FIRST_NAMES.isdisjoint(folded(_CAPITALISED.findall(text))):
        return
    for named in _NAMED.finditer(text):
        first_name = fold(named.group(1)).split("-")[0]
        if first_name in _FIRST_NAMES:
            yield Found(named.start(), named.end(), "name")


def _called_by_role(text: str, start: int) -> Iterator[Found]:
    for pattern in (_TITLED, _ROLED):
        for named in pattern.finditer(text, start):
            if not _is_common(named.group(1)):
                yield Found(named.start(1), named.end(1), "name")


def _titled_small(text: str) -> Iterator[Found]:
    for named in _TITLED_SMALL.finditer(text):
        if not _is_common(named.group(1)):
            yield Found(named.start(1), named.end(1), "name")


def _introduced_names(text: str) -> Iterator[Found]:
    for pattern in (_INTRODUCED, _INTRODUCED_SMALL):
        for introduced in pattern.finditer(text):
            if not _is_common(introduced.group(1)):
                yield Found(introduced.start(1), introduced.end(1), "name")


def _is_common(name: str) -> bool:
    first, *others = re.split(r"[ '’]", name)
    if others and first in ("Le", "La"):  # "M. Le Goff"; but not "Monsieur Le Maire"
        first = others[0]
    return first.lower() in _NO_NAMES


# "Merci" and "thanks" open many sentences: only a name alone on what is left of the line signs.
_SIGNED = re.compile(
    r"(?i:\b(?:cordialement|sinc[èe]rement|respectueusement|bien [àa] vous|salutations|sign[ée]e?|"
    r"c(?:or)?dl?t|regards|yours (?:sincerely|faithfully|truly)|sincerely|best wishes))"
    r"[ ,.!:;-]{0,4}\s{0,4}"
    rf"(?i:(?:mr|mrs|ms|m|mme|dr)\.? )?((?:{_NAME_BEGINS}\. ?){{0,2}}{_NAMES})"
    rf"[ .!]{{0,3}}(?=\r?\n|$)"
)
_THANKED = re.compile(
    r"(?i:\b(?:merci|merci d['’]avance|thanks|thank you|cheers|bonne journ[ée]e))"
    r"(?:[ ,.!]{0,4}\r?\n\s{0,8}|, {1,2}|[ ]?[-–—] ?)"
    rf"(?i:(?:mr|mrs|ms|m|mme|dr)\.? )?({_NAMES})[ .!]{{0,3}}(?=\r?\n|$)"
)
# In small letters: what stands alone on the last line.
_SIGNED_SMALL = re.compile(
    r"(?:cordialement|salutations|c(?:or)?dl?t|regards|sincerely|best wishes)[ ,.!]{0,3}\r?\n"
    rf"\s{{0,8}}({_NO_SMALL_WORD}{_SMALL_NAME}(?: {_SMALL_NAME}){{0,2}})[ .!]{{0,3}}\s{{0,9}}\Z",
    re.IGNORECASE,
)
# What the others end with.
_NAME_ENDS_A_LINE = re.compile(rf"{_NAME}[ .!]{{0,3}}(?=\r?\n|$)")


# At the very end, after a finished sentence: "C. Petit", "Rosie Mason", "Chloé R.".
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_CLOSED = re.compile(
    r"(?:(?<=[.!?…\]\n])\s{1,6}|(?<=\s)[-–—] ?)"
    rf"((?:{_CAPITAL}\. ?){{1,2}}{_CAPITAL}[\w'’-]{{1,30}}|"
    rf"{_CAPITAL}[a-zà-ÿ'’-]{{1,20}} (?:{_CAPITAL}\.|{_CAPITAL}[\w'’-]{{1,30}}))"
    r"[ .!]{0,2}\s{0,9}\Z"
)
# The longest name that closes a text, with what may stand around it.
_CLOSING_PART = 100


def _signatures(text: str) -> Iterator[Found]:
    small = _SIGNED_SMALL.search(text, max(0, len(text) - _CLOSING_PART))
    if small:
        yield Found(small.start(1), small.end(1), "name")
    if not _NAME_ENDS_A_LINE.search(text):
        return
    for pattern in (_SIGNED, _THANKED):
        for signed in pattern.finditer(text):
            if not _is_common(signed.group(1)):
                yield Found(signed.start(1), signed.end(1), "name")


def _closing_names(text: str) -> Iterator[Found]:
    *_, last = ["", *text[-_CLOSING_PART:].rstrip().rstrip(" .!").split()]
    if not last.lstrip("-–—")[:1].isupper():
        return
    closed = _CLOSED.search(text, max(0, len(text) - _CLOSING_PART))
    if closed and not _is_common(closed.group(1)):
        yield Found(closed.start(1), closed.end(1), "name")


def _listed_names(text: str, *, listed: re.Pattern[str]) -> Iterator[Found]:
    for name in listed.finditer(text):
        yield Found(name.start(), name.end(), "name")


# The letters that a customer may write for one of a list, with its accent or without.
_ALIKE = {
    letter: f"[{letter}{accented}]"
    for letter, accented in (
        ("a", "àâäáãå"),
        ("c", "çćč"),
        ("e", "éèêëę"),
        ("i", "îïíì"),
        ("n", "ñń"),
        ("o", "ôöóòõø"),
        ("s", "šś"),
        ("u", "ùûüú"),
        ("y", "ýÿ"),
        ("z", "žźż"),
        (" ", "\u00a0-"),
    )
}


@cache
def _listed(names: frozenset[str]) -> re.Pattern[str]:
    wanted = [
        "".join(_ALIKE.get(fold(sign), re.escape(sign)) for sign in name.strip().replace("-", " "))
        for name in sorted(names, key=lambda name: (-len(name), name))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", re.IGNORECASE)


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


class _Finder(NamedTuple):
    """What finds personal data where so many digits stand, and one of its signs, if any."""

    find: Callable[[str], Iterable[Found]]
    signs: Sequence[str] = ()
    digits: int = 0


def _has_sign(lower: str, signs: Sequence[str]) -> bool:
    """Tell whether one of the signs stands in a text of small letters."""
    for sign in signs:  # noqa: SIM110 # twice as fast as any(), 30 times a text
        if sign in lower:
            return True
    return False


_INTRODUCING = ["appelle", "nomme", "nom est", "nom c", "nom:", "nom :", "moi c", "called"]
_INTRODUCING += ["my name", "name:", "name :"]
_SIGNING = [
    "merci",
    "cordialement",
    "respectueus",
    "sinc",
    "salut",
    "sign",
    "dt",
    "dlt",
    "bien à vous",
]
_SIGNING += ["bien a vous", "journ", "regards", "yours", "wishes", "thank", "cheers"]
_BIRTH_TOLD = ["e le", "é le", "e) le", "naissance", "born", "birth", "d.o.b", "dob", "geboren"]
_IDENTITY_TOLD = ["pass", "identit", "permis", "licen", "cni", "séjour", "sejour", "ausweis"]
_IDENTITY_TOLD += ["steuer", "id card"]
_PLATE_TOLD = ["plaque", "plate", "immatric", "reg", "kennz"]
_CODE_TOLD = ["cvv", "cvc", "crypto", "security code", "pin", "code secret"]
_PASSWORD_TOLD = ["mot de passe", "mdp", "passw"]
# What stands first wins where two overlap.
_FINDERS = (
    _Finder(_emails, ["@"]),
    _Finder(_spelt_emails, ["(", "["]),
    _Finder(_said_emails, _SAID_SIGNS),
    _Finder(_handles, ["@"]),
    _Finder(_links, ["//", "www."]),
    _Finder(_introduced_names, _INTRODUCING),
    _Finder(_signatures, _SIGNING),
    _Finder(_closing_names),
    _Finder(_ibans, digits=2),
    _Finder(_french_social_security, digits=12),
    _Finder(_american_social_security, ["-"], digits=9),
    _Finder(_british_insurance, digits=6),
    _Finder(_cards, digits=13),
    _Finder(_told_by("birth", _BORN), _BIRTH_TOLD, digits=3),
    _Finder(_told_by("birth", _BORN_IN_GERMAN), ["geboren"], digits=3),
    _Finder(_told_by("identity", _IDENTITY), _IDENTITY_TOLD, digits=5),
    _Finder(_told_by("plate", _PLATE), _PLATE_TOLD, digits=1),
    _Finder(_told_by("account", _SORT_CODE), ["sort"], digits=6),
    _Finder(_bank_accounts, ["account"], digits=8),
    _Finder(_told_by("secret", _CODE), _CODE_TOLD, digits=3),
    _Finder(_told_by("secret", _PASSWORD), _PASSWORD_TOLD, digits=1),
    _Finder(_plates, ["-"], digits=3),
    _Finder(_streets, digits=1),
    _Finder(_postcodes, digits=2),
    _Finder(partial(_addresses_by, _POST_BOX), ["box", "postale", "bp"], digits=2),
    _Finder(partial(_addresses_by, _GERMAN_TOWN), ["am ", "an ", "im ", "zu"], digits=6),
    _Finder(_phones, digits=8),
)
# And who a customer names, where that is not praise.
_ALL_FINDERS = (
    *_FINDERS,
    _Finder(_titled_small, ["mr", "mme", "mlle", "dr", "madame", "monsieur"]),
    _Finder(_names_of_colleagues),
)


@cache
def _finders_from(digits: int, *, show_titled: bool) -> Sequence[_Finder]:
    """Return what may find something where so many digits stand."""
    wanted = _FINDERS if show_titled else _ALL_FINDERS
    return [one for one in wanted if digits >= one.digits]
