"""Words of a text as the reading compares them: small, without accents, cut to their stems."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import Stemmer

# Nothing longer is a word; it would only fill the memory below.
_LONGEST_WORD = 40
# Words kept with their stems: about 10 MB, more than a year of feedback holds.
_REMEMBERED = 50_000


class Parting:
    """Parts texts into runs of some signs, in lower case.

    A table parts Latin-1, as nearly all texts are, five times as fast as a pattern does.
    """

    def __init__(self, signs: str) -> None:
        """Take the signs that a run holds, as a pattern of one."""
        self._run = re.compile(f"{signs}+")
        latin = map(chr, range(256))
        self._table = "".join(
            sign.lower() if self._run.match(sign) else " " for sign in latin
        ).encode("latin-1")

    def parts_of(self, text: str) -> list[str]:
        """Return the runs of a text in their order; a curly apostrophe parts them."""
        try:
            latin = text.replace("’", " ").encode("latin-1")
        except UnicodeEncodeError:
            return self._run.findall(text.lower())
        return latin.translate(self._table).decode("latin-1").split()


_WORDS = Parting(r"[^\W_]")


def has_beyond_latin(text: str) -> bool:
    """Tell whether signs beyond Latin-1 stand in a text, as "…" and emoji do.

    Curly apostrophes do not count: ten times as fast to tell as by a pattern.
    """
    if text.isascii():
        return False
    plain = text.replace("’", "'")
    return len(plain.encode("latin-1", "ignore")) < len(plain)


def words_in(text: str) -> list[str]:
    """Return the words of a text in lower case with their accents; an apostrophe parts words."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    words = _WORDS.parts_of(plain)
    if max(map(len, words), default=0) > _LONGEST_WORD:
        return [word[:_LONGEST_WORD] for word in words]
    return words


def times_said(words: Sequence[str]) -> dict[str, int]:
    """Return how often each word is said, in the order of their first times."""
    once = dict.fromkeys(words, 1)
    return once if len(once) == len(words) else Counter(words)


def fold(text: str) -> str:
    """Return a text in lower case and without accents ("Débité" is "debite")."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def folded(words: Iterable[str]) -> list[str]:
    """Return words without accents, in their order."""
    return list(map(_FOLDED.__getitem__, words))


class _Folded(dict[str, str]):
    """Folded words, remembered once found."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = fold(word)
        return fold(word)


_FOLDED = _Folded()


# French endings that are cut only with the accent that many leave out: "infirmieres", "payee".
_ACCENT_LEFT_OUT = re.compile(r"(?:iere|ee)s?$")


def _with_accent(ending: re.Match[str]) -> str:
    return ending.group().replace("iere", "ière").replace("ee", "ée")


class Stems(dict[str, str]):
    """Stems of one language, remembered once found: `stems["débitées"]` is "debit"."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._is_french = language == "fr"
        # Its own memory of stems would only be a second one, and slower than a stem.
        self._stemmer = Stemmer.Stemmer("french" if self._is_french else "english", 0)

    def __missing__(self, word: str) -> str:
        # A stemmer leaves "debite" alone where it cuts "débité": fold after it, and stem again.
        accented = _ACCENT_LEFT_OUT.sub(_with_accent, word) if self._is_french else word
        once = fold(self._stemmer.stemWord(accented))
        stem = fold(self._stemmer.stemWord(once)) if once != word else once
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = stem
        return stem


_STEMS = {language: Stems(language) for language in ("fr", "en")}


def stems_of(words: Iterable[str], *, language: str) -> list[str]:
    """Return the stems of words, in their order; a language other than fr is cut as English."""
    stems = _STEMS["fr" if language == "fr" else "en"]
    return list(map(stems.__getitem__, words))
