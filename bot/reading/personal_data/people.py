"""Finds names: where they are introduced, sign a text, follow a title or a role, or are listed."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from bot.reading.lists import sections_of
from bot.reading.personal_data.finder import Finder, Found
from bot.reading.words import fold, folded

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
# What holds these takes a while to compile: it waits until a text wants it.
_NO_SMALL_WORD = rf"(?!(?:{'|'.join(' '.join(_SMALL_WORDS).split())})(?![\w-]))"


@cache
def _introduced_small() -> re.Pattern[str]:
    """Return what finds the words after which even a name in small letters is one."""
    return re.compile(
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
# Not "le monsieur odieux".
_SOME = ("le", "la", "un", "une", "ce", "cette", "du", "au", "the", "petit", "petite", "jeune")
_NOT_SOME = r"(?<!\w.)" + "".join(rf"(?<!\b(?i:{word}) .)" for word in _SOME)


@cache
def _titled_small() -> re.Pattern[str]:
    """Return what finds titles after which even a name in small letters is one."""
    return re.compile(
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


def _names_after_titles(text: str) -> Iterator[Found]:
    for named in _titled_small().finditer(text):
        if not _is_common(named.group(1)):
            yield Found(named.start(1), named.end(1), "name")


def _introduced_names(text: str) -> Iterator[Found]:
    for pattern in (_INTRODUCED, _introduced_small()):
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


@cache
def _signed_small() -> re.Pattern[str]:
    """Return what finds a name in small letters that stands alone on the last line."""
    return re.compile(
        r"(?:cordialement|salutations|c(?:or)?dl?t|regards|sincerely|best wishes)[ ,.!]{0,3}\r?\n"
        rf"\s{{0,8}}({_NO_SMALL_WORD}{_SMALL_NAME}(?: {_SMALL_NAME}){{0,2}})"
        r"[ .!]{0,3}\s{0,9}\Z",
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
    small = _signed_small().search(text, max(0, len(text) - _CLOSING_PART))
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


# After a finished sentence, and before how to reach them: "… Bérénice Caron, 06 …".
_BEFORE_CONTACT = re.compile(
    r"(?:(?<=[.!?…,;:]\s)|(?<=\n)|\A)"
    r"(?!(?:Service|Support|Agence|Standard|Contact|Customer|Hotline|Num|T[ée]l|Dossier|Commande)\w*)"
    rf"({_CAPITAL}[a-zà-ÿ'’-]{{1,20}} {_CAPITAL}[\w'’-]{{1,30}})"
    r"[ ,;:(–—-]{1,4}\n?(?:(?i:t[ée]l|mob|port|phone)[\w.]{0,9}[ :.]{0,4})?"
    r"(?=\+?\(?\d[\d ().-]{8}|[\w.+-]{1,40}@)"
)


def _names_before_contacts(text: str) -> Iterator[Found]:
    for named in _BEFORE_CONTACT.finditer(text):
        if not _is_common(named.group(1)):
            yield Found(named.start(1), named.end(1), "name")


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

# Who introduces themselves, or signs.
FINDERS = (
    Finder(_introduced_names, _INTRODUCING),
    Finder(_signatures, _SIGNING),
    Finder(_closing_names),
    Finder(_names_before_contacts, digits=9),
    Finder(_names_before_contacts, ["@"]),
)
# And whom a customer names.
OF_OTHERS = (
    Finder(_names_after_titles, ["mr", "mme", "mlle", "dr", "madame", "monsieur"]),
    Finder(_names_of_colleagues),
)


_LETTERS = re.compile(r"[^\W\d_]+")
# Shorter parts of a name ("de", "Le", an initial) are other words as well.
_SHORTEST_PART = 3

# The letters that a customer may write for one of a list: with its accent, also as a mark of its
# own, or without. A name may stand on two lines, and its apostrophe be any sign, or left out.
_ALIKE = {
    letter: f"[{letter}{accented}][\u0300-\u036f]?"
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
    )
} | {" ": r"[\s-]{1,3}", "'": "['’‘ʼ`´ ]?"}


@cache
def listed(names: frozenset[str]) -> Callable[[str], Iterator[Found]]:
    """Return what finds the names of a list, which is not empty."""
    pattern = _any_of(names)

    def found(text: str) -> Iterator[Found]:
        for name in pattern.finditer(text):
            yield Found(name.start(), name.end(), "name")

    return found


def named_in(text: str, name: str) -> list[Found]:
    """Return where somebody is named in a text: by the whole name, or a part with its capital.

    "Un petit problème" of Mme Petit stays as it is.
    """
    lower = text.lower()
    told = [part for part in _LETTERS.findall(name) if len(part) >= _SHORTEST_PART]
    # Most texts hold nothing of it, which is soon seen.
    if not any(part.lower() in lower or fold(part) in lower for part in told):
        return []
    parts = [part for part in name.split() if len(part) >= _SHORTEST_PART]
    parts += [part for whole in parts for part in whole.split("-") if len(part) >= _SHORTEST_PART]
    return [
        Found(found.start(), found.end(), "name")
        for found in _any_of(frozenset([name, *parts])).finditer(text)
        if found.group()[0].isupper() or not found.group().isalpha()
    ]


@lru_cache(maxsize=256)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    wanted = [
        "".join(_ALIKE.get(fold(sign), re.escape(sign)) for sign in _plainly(name))
        for name in sorted(names, key=lambda name: (-len(name), name))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", re.IGNORECASE)


def _plainly(name: str) -> str:
    """Return a name of a list with one kind of space and of apostrophe."""
    composed = unicodedata.normalize("NFC", name).replace("-", " ")
    return re.sub("[’‘ʼ`´]", "'", " ".join(composed.split()))
