"""The gist of a text: the stems of the words that carry it, to see who says the same again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.reading.language import small_words_of
from bot.reading.words import Parting, stems_of

# What a complaint is about stands at its beginning; the end of a story tells two apart less.
_MOST_WORDS = 60
# "a", "é": nothing is recognised by them.
_SHORTEST = 2
_LONGEST = 40
# Words kept with their stems: about 5 MB.
_REMEMBERED = 30_000
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = Parting(r"[^\W\d_]")
# What masking put in place of personal data ("[phone]").
_MASKED = re.compile(r"\[[^\[\]]{1,30}\]")


@dataclass(frozen=True)
class ContentWord:
    """A word that carries meaning: its stem, and where it stands in the text."""

    stem: str
    start: int
    end: int


def gist_of(masked: str, *, language: str) -> str:
    """Return the stems of the words that carry a text without personal data, parted by spaces.

    Small words, numbers and the marks of what was masked ("[phone]") are left out.
    """
    words = _WORDS.parts_of(_MASKED.sub(" ", masked))
    told = filter(None, map(_TOLD["fr" if language == "fr" else "en"].__getitem__, words))
    return " ".join(islice(told, _MOST_WORDS))


class _Told(dict[str, str]):
    """The stem of a word that carries meaning, nothing for any other; remembered once found."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._small = small_words_of(language)

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        is_telling = word not in self._small and _SHORTEST <= len(word) <= _LONGEST
        self[word] = stems_of([word], language=self._language)[0] if is_telling else ""
        return self[word]


_TOLD = {language: _Told(language) for language in ("fr", "en")}


def content_words(masked: str, *, language: str) -> Iterator[ContentWord]:
    """Yield the words of which `gist_of` holds the stems, with their places in the text."""
    small = small_words_of("fr" if language == "fr" else "en")
    text = _MASKED.sub(lambda mark: " " * len(mark[0]), masked)
    places = [
        (word.lower(), found.start(), found.end())
        for found in _WORD.finditer(text)
        if _SHORTEST <= len(word := found[0]) <= _LONGEST and word.lower() not in small
    ][:_MOST_WORDS]
    stems = stems_of([word for word, _, _ in places], language=language)
    for stem, (_, start, end) in zip(stems, places, strict=True):
        yield ContentWord(stem, start, end)
