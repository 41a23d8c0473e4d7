"""Tells French from English, and both from languages that are not read."""

from collections.abc import Sequence
from math import exp

from bot.reading import ReadLanguage
from bot.reading.lists import sections_of
from bot.reading.weights import language_odds
from bot.reading.words import words_in

_SMALL_WORDS = {
    language: frozenset(" ".join(lines).split())
    for language, lines in sections_of("small_words").items()
}
_OTHERS = [words for language, words in _SMALL_WORDS.items() if language not in ("fr", "en")]
_ANYBODYS = frozenset().union(*_OTHERS)
# Latin letters, their accents and ligatures end here.
_LAST_LATIN = "\u024f"
# Words looked at: more change nothing, and a text may be very long.
_ENOUGH = 100
# Words whose odds are kept: about 5 MB.
_REMEMBERED = 30_000
# Another language must be plain: that many small words of its own more than of ours, or the text
# merely quotes it.
_PLAIN = 2
# A word that a list of ours has in one language and not in the other.
_LISTED_ODDS = 4.0
# What speaks for the default: as much as one telling trigram, or a few where somebody declared it.
_DEFAULT_ODDS, _DECLARED_ODDS = 1.0, 4.0


def language_of(
    words: Sequence[str], *, default: ReadLanguage, is_declared: bool = False
) -> tuple[ReadLanguage, float]:
    """Return the language of words (of `words_in`) and the confidence in it, 0 to 1.

    `default` is taken, with little confidence, where the words tell nothing; it weighs more when
    the record itself declared it.
    """
    looked_at = words[:_ENOUGH]
    if not looked_at:
        return default, 0.0
    if _is_foreign_script(looked_at) or _is_foreign(looked_at):
        return "other", 1.0
    odds = sum(map(_ODDS.__getitem__, looked_at))
    leaning = _DECLARED_ODDS if is_declared else _DEFAULT_ODDS
    odds += leaning if default == "fr" else -leaning
    language: ReadLanguage = "fr" if odds > 0 else "en"
    return language, 1 - 2 / (1 + exp(min(abs(odds), 50.0)))


def small_words_of(language: str) -> frozenset[str]:
    """Return the words that stand in nearly every sentence of a language, with their accents."""
    return _SMALL_WORDS[language]


def trigrams_of(word: str) -> list[str]:
    """Return the letter trigrams of a word with its borders, accents kept."""
    padded = f" {word} "
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


class _WordOdds(dict[str, float]):
    """How much a word speaks for French (above 0) or English, remembered once worked out."""

    def __init__(self) -> None:
        super().__init__()
        self._odds = language_odds()
        self._french, self._english = (
            _SMALL_WORDS[language] | _words_of_feeling(language) for language in ("fr", "en")
        )

    def __missing__(self, word: str) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        odds = sum(self._odds.get(trigram, 0.0) for trigram in trigrams_of(word))
        odds += _LISTED_ODDS * ((word in self._french) - (word in self._english))
        self[word] = odds
        return odds


def _words_of_feeling(language: str) -> set[str]:
    lines = [
        line
        for head, section in sections_of("feelings").items()
        if head.startswith(language)
        for line in section
    ]
    return set(words_in(" ".join(lines)))


def _is_foreign(words: Sequence[str]) -> bool:
    """Say whether the small words are those of a language we do not read."""
    said = set(words)
    if len(said & _ANYBODYS) < _PLAIN:
        return False
    ours = max(len(said & _SMALL_WORDS[language]) for language in ("fr", "en"))
    theirs = max(len(said & small) for small in _OTHERS)
    return theirs - ours >= _PLAIN


def _is_foreign_script(words: Sequence[str]) -> bool:
    text = "".join(words)
    if text.isascii() or max(text) <= _LAST_LATIN:
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > _LAST_LATIN for letter in letters) > len(letters) / 2


_ODDS = _WordOdds()
