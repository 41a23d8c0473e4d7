"""What somebody wrote anew in a mail: without what it quotes, and without the signature."""

import re
from unicodedata import category, normalize

# Where a mail program begins to quote, in the languages of our customers and their neighbours.
_QUOTES = re.compile(
    r"""^[ \t]*(?:
    (?:On|Le|El|Il|Am|Op)\b.{0,300}?\b(?:wrote|a\s+écrit|escribió|ha\s+scritto|schrieb|schreef)
        \b.{0,60}?[ \t]?:[ \t]*$
    |-{2,}[ \t]*(?:Original\ Message|Message\ d[’']origine|Message\ original|Forwarded\ message
        |Message\ transféré|Ursprüngliche\ Nachricht)[ \t]*-{2,}
    |_{20,}[ \t]*$
    |(?:From|De|Von)[ \t]?:.{1,200}\n[ \t]*(?:\*?(?:Sent|Date|Envoyé|Gesendet|To|À)\b).{0,20}:
    )""",
    re.MULTILINE | re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# RFC 3676 ends a text by "-- "; telephones say what they are.
_SIGNATURE = re.compile(
    r"""^(?:--[ ]?|(?:Sent\ from|Get\ Outlook|Envoyé\ (?:de(?:puis)?|à\ partir)
    |Télécharge[rz]\ Outlook|Von\ meinem)\b.{0,80})$""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
# A customer who writes nothing but this wants no more mail from us.
_STOPS = frozenset(
    {
        "stop",
        "stop mail",
        "stop mails",
        "stop email",
        "stop merci",
        "stop please",
        "please stop",
        "unsubscribe",
        "unsubscribe me",
        "please unsubscribe",
        "please unsubscribe me",
        "remove me",
        "leave me alone",
        "arret",
        "arreter",
        "desabonner",
        "desabonnement",
        "desabonnez moi",
        "se desabonner",
        "me desabonner",
        "merci de me desabonner",
        "desinscrire",
        "desinscription",
        "desinscrivez moi",
        "laissez moi tranquille",
        "ne m ecrivez plus",
        "ne plus m ecrire",
    }
)
# Enough to find where quoting begins; more is a file, not a letter.
_MOST = 100_000


def written_anew(text: str) -> str:
    """Return what was written anew; under a quote where nothing stands above it."""
    text = text[:_MOST]
    quote = _QUOTES.search(text)
    above = _without_quotes(text[: quote.start()] if quote else text)
    if above or quote is None:
        return above
    # Somebody answers below, or between the lines.
    return _without_quotes(text[quote.end() :])


def asks_to_stop(words: str) -> bool:
    """Tell whether a whole reply says nothing but "stop"."""
    plain = "".join(sign for sign in normalize("NFD", words.casefold()) if category(sign) != "Mn")
    return " ".join(re.findall(r"\w+", plain)) in _STOPS


def _without_quotes(text: str) -> str:
    lines = [line for line in text.split("\n") if not line.lstrip().startswith(">")]
    kept = "\n".join(lines)
    signature = _SIGNATURE.search(kept)
    kept = kept[: signature.start()] if signature else kept
    return re.sub(r"\n{3,}", "\n\n", kept).strip()
