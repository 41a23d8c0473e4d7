"""Finds what leads to somebody online: addresses of mail, however spelt, handles and links."""

import re
from collections.abc import Iterator

from bot.reading.personal_data.finder import Finder, Found

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


FINDERS = (
    Finder(_emails, ["@"]),
    Finder(_spelt_emails, ["(", "["]),
    Finder(_said_emails, _SAID_SIGNS),
    Finder(_handles, ["@"]),
    Finder(_links, ["//", "www."]),
)
