"""Tells French from English, and both from languages that are not read."""

from collections.abc import Sequence

from bot.reading import ReadLanguage
from bot.reading.lists import sections_of

_SMALL_WORDS = {
    language: frozenset(" ".join(lines).split())
    for language, lines in sections_of("small_words").items()
}
_FRENCH_SIGNS = frozenset("éèêëàâçùûîïôœ")
# Words looked at: more change nothing, and a text may be very long.
_ENOUGH = 200


def language_of(words: Sequence[str], *, default: ReadLanguage) -> tuple[ReadLanguage, float]:
    """Return the language of words (of `words_in`) and the confidence in it, 0 to 1.

    `default` is taken, with little confidence, where the words tell nothing.
    """
    looked_at = words[:_ENOUGH]
    if not looked_at:
        return default, 0.0
    if _is_foreign_script(looked_at):
        return "other", 1.0
    points = {
        language: float(sum(word in small for word in looked_at))
        for language, small in _SMALL_WORDS.items()
    }
    points["fr"] += 0.5 * sum(not _FRENCH_SIGNS.isdisjoint(word) for word in looked_at)
    points[default] += 0.1
    ranked = sorted(points, key=lambda language: -points[language])
    best, second = points[ranked[0]], points[ranked[1]]
    confidence = (best - second) / (best + second + 0.5)
    if ranked[0] in ("fr", "en"):
        return ("fr" if ranked[0] == "fr" else "en"), confidence
    # Another language must be plain: two small words more than ours, or it is a borrowed word.
    ours: ReadLanguage = "fr" if points["fr"] >= points["en"] else "en"
    return ("other", confidence) if best - points[ours] >= 2 else (ours, 0.0)


def small_words_of(language: str) -> frozenset[str]:
    """Return the words that stand in nearly every sentence of a language, with their accents."""
    return _SMALL_WORDS[language]


def _is_foreign_script(words: Sequence[str]) -> bool:
    letters = [letter for word in words for letter in word if letter.isalpha()]
    # Latin letters, their accents and ligatures end at U+024F.
    return bool(letters) and sum(letter > "\u024f" for letter in letters) > len(letters) / 2
