"""Tells French from English, and both from languages that are not read."""

import re
from collections.abc import Collection, Sequence
from math import exp

from bot.reading import ReadLanguage
from bot.reading.lists import sections_of
from bot.reading.profiles import lead_of_others
from bot.reading.weights import language_odds, rarities
from bot.reading.words import folded, stems_of, words_in

_SMALL_WORDS = {
    language: frozenset(" ".join(lines).split())
    for language, lines in sections_of("small_words").items()
}
_OTHERS = [words for language, words in _SMALL_WORDS.items() if language not in ("fr", "en")]
_ANYBODYS = frozenset().union(*_OTHERS)
# Latin letters, their accents and ligatures end here.
_LAST_LATIN = "\u024f"
_BEYOND_LATIN = re.compile(rf"[^\x00-{_LAST_LATIN}]")
# Words looked at: more change nothing, and a text may be very long.
_ENOUGH = 100
# Words whose odds are kept: about 5 MB.
_REMEMBERED = 30_000
# Another language must be plain: that many small words of its own more than of ours, or the text
# merely quotes it.
_PLAIN = 2
# A word that a list of ours has in one language and not in the other.
_LISTED_ODDS = 4.0
# So few words that neither French nor English knows tell of another language; more of them do with
# letters that neither has. One in 1,700 of 5,069 English answers and none of 800 French ones did.
_FEW_KNOWN, _SOME_KNOWN = 0.45, 0.67
# Fewer are enough where small words are more ours than anybody's ("mon klaxon couine, un klaxon").
_FEW_KNOWN_AMONG_OURS = 0.35
_FEWEST = 2
# Of at most 100 words, each number of words has its own ten bits of a sum.
_IS_WORD, _IS_FRENCH, _IS_ENGLISH = 1, 1 << 10, 1 << 20
_IS_SMALL_FRENCH, _IS_SMALL_ENGLISH = 1 << 30, 1 << 40
_IS_ANYBODYS, _IS_BEYOND_LATIN = 1 << 50, 1 << 60
_NUMBER = (1 << 10) - 1
_FOREIGN_LETTER = re.compile("[áíóúñãõåäößøæìòłąęśżźćńőűčšžřěůýđ]")
# By letters, a text is clearly of one side from here on (natural logarithm). Of 3,000 pieces of
# four words that French and English people had written one led by more for another language.
_CLEAR_LEAD = 6.0
# What speaks for the default: as much as one telling trigram, or a few where somebody declared it.
_DEFAULT_ODDS, _DECLARED_ODDS = 1.0, 4.0


def language_of(
    words: Sequence[str],
    *,
    default: ReadLanguage,
    is_declared: bool = False,
    own: Collection[str] = (),
) -> tuple[ReadLanguage, float]:
    """Return the language of words (of `words_in`) and the confidence in it, 0 to 1.

    `default` is taken, with little confidence, where the words tell nothing; it weighs more when
    the record itself declared it. `own` are folded words that a company uses in French or English.
    """
    looked_at = words[:_ENOUGH]
    if not looked_at:
        return default, 0.0
    said = set(looked_at)
    numbers = sum(map(_KNOWN.__getitem__, said))
    ours, theirs = _small_words_said(said, numbers)
    if theirs - ours >= _PLAIN or (numbers >= _IS_BEYOND_LATIN and _is_foreign(looked_at)):
        return "other", 1.0
    known = _known_share(said, numbers, own)
    if known < _SOME_KNOWN or theirs > ours:
        few = _FEW_KNOWN if ours < _PLAIN or theirs >= ours else _FEW_KNOWN_AMONG_OURS
        is_strange = known < few or (
            known < _SOME_KNOWN and _FOREIGN_LETTER.search(" ".join(looked_at)) is not None
        )
        lead = lead_of_others(looked_at)
        if lead > _CLEAR_LEAD or (is_strange and lead > -_CLEAR_LEAD):
            return "other", max(1 - known, 1 / (1 + exp(-lead / _CLEAR_LEAD)))
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


class _Known(dict[str, int]):
    """Which lists hold a word, as a number that can be added up; remembered once looked up.

    `_IS_WORD` for any word of letters; `_IS_FRENCH`, `_IS_ENGLISH` more where the language knows
    it; for a small word that of its lists; and `_IS_BEYOND_LATIN` where it has other letters.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = {
            language: _SMALL_WORDS[language] | _words_of_feeling(language)
            for language in ("fr", "en")
        }

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = self._found(word) + self._found_listed(word)
        return self[word]

    def _found(self, word: str) -> int:
        if not word.isalpha():
            return 0
        french, english = (
            word in words or stems_of([word], language=language)[0] in rarities(language)
            for language, words in self._words.items()
        )
        return _IS_WORD + french * _IS_FRENCH + english * _IS_ENGLISH

    def _found_listed(self, word: str) -> int:
        return (
            (word in _SMALL_WORDS["fr"]) * _IS_SMALL_FRENCH
            + (word in _SMALL_WORDS["en"]) * _IS_SMALL_ENGLISH
            + (word in _ANYBODYS) * _IS_ANYBODYS
            + (_BEYOND_LATIN.search(word) is not None) * _IS_BEYOND_LATIN
        )


def _known_share(said: Collection[str], numbers: int, own: Collection[str]) -> float:
    """Return the share of words that French, English or the company knows; 1 of a single one."""
    share = _share_of(numbers)
    if share >= _SOME_KNOWN:
        return share
    # The company's own words count in both.
    words = [word for word in said if word.isalpha()]
    own_words = [word for word, plain in zip(words, folded(words), strict=True) if plain in own]
    others = set(words).difference(own_words)
    return _share_of(sum(map(_KNOWN.__getitem__, others)), besides=len(own_words))


def _share_of(numbers: int, *, besides: int = 0) -> float:
    """Return the share that French or English knows of words and so many known ones besides."""
    number = (numbers & _NUMBER) + besides
    known = max(numbers // _IS_FRENCH & _NUMBER, numbers // _IS_ENGLISH & _NUMBER)
    return 1.0 if number < _FEWEST else (besides + known) / number


def _words_of_feeling(language: str) -> set[str]:
    lines = [
        line
        for head, section in sections_of("feelings").items()
        if head.startswith(language)
        for line in section
    ]
    return set(words_in(" ".join(lines)))


def _small_words_said(said: set[str], numbers: int) -> tuple[int, int]:
    """Return how many small words of French or English stand there, and of any other language.

    Fewer of the others than of ours are as good as none.
    """
    ours = max(numbers // _IS_SMALL_FRENCH & _NUMBER, numbers // _IS_SMALL_ENGLISH & _NUMBER)
    if numbers // _IS_ANYBODYS & _NUMBER < ours:
        return ours, 0
    return ours, max(len(said & small) for small in _OTHERS)


def _is_foreign(words: Sequence[str]) -> bool:
    """Tell whether more than half of the letters are beyond Latin ones."""
    letters = [letter for word in words for letter in word if letter.isalpha()]
    return sum(letter > _LAST_LATIN for letter in letters) > len(letters) / 2


_ODDS = _WordOdds()
_KNOWN = _Known()
