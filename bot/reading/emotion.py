"""Reads how a customer felt: how bad or good, how strongly, and by which name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import tanh

from bot.reading import Emotion, EmotionName, ReadLanguage
from bot.reading.lexicon import Feeling, Phrases, feelings
from bot.reading.lists import sections_of
from bot.reading.words import holds

_DEGREES = {
    kind: frozenset(" ".join(lines).split()) for kind, lines in sections_of("degrees").items()
}
_NEGATIONS, _STRONGER = _DEGREES["negation"], _DEGREES["stronger"]
# How far before a word a negation reaches ("pas du tout très efficace").
_REACH = 3
# A negated word says the contrary, less strongly: "not bad" is not "excellent".
_NEGATED = -0.6
# The score says more than the words of a short text, and both agree most of the time.
_SCORE_SHARE = 0.5


class EmotionReader:
    """Reads emotions from words by the project's own lexicons."""

    def __init__(self) -> None:
        self._phrases: Mapping[str, Phrases] = {
            language: feelings(language) for language in ("fr", "en")
        }

    def polarity_of(self, stems: Sequence[str], language: ReadLanguage) -> float:
        """Return how bad (-1) or good (1) the words sound, 0 when they tell nothing."""
        return tanh(sum(value for value, _ in self._felt(stems, language)) / 2)

    def read(
        self, stems: Sequence[str], language: ReadLanguage, *, text: str, level: float | None
    ) -> Emotion:
        """Return the emotion of a text; `level` is its score from -1 to 1, None without one."""
        felt = list(self._felt(stems, language))
        said = tanh(sum(value for value, _ in felt) / 2)
        polarity = said if level is None else _together(said, level, has_words=bool(felt))
        strength = max((abs(value) for value, _ in felt), default=0.0) / 3
        intensity = min(1.0, strength + 0.3 * abs(polarity) + _loudness(text))
        return Emotion(round(polarity, 3), round(intensity, 3), _name(felt, polarity))

    def _felt(
        self, stems: Sequence[str], language: ReadLanguage
    ) -> list[tuple[float, EmotionName | None]]:
        phrases = self._phrases["fr" if language == "fr" else "en"]
        felt: list[tuple[float, EmotionName | None]] = []
        at = 0
        while at < len(stems):
            hit = _phrase_at(phrases, stems, at)
            if hit is None:
                at += 1
                continue
            length, feeling = hit
            felt.append(_in_context(feeling, stems[max(0, at - _REACH) : at], length))
            at += length
        return felt


def _phrase_at(phrases: Phrases, stems: Sequence[str], at: int) -> tuple[int, Feeling] | None:
    for phrase, feeling in phrases.get(stems[at], ()):
        if holds(stems, phrase, at):
            return len(phrase), feeling
    return None


def _in_context(
    feeling: Feeling, before: Sequence[str], length: int
) -> tuple[float, EmotionName | None]:
    value = feeling.value
    if not _NEGATIONS.isdisjoint(before) and length == 1:
        return value * _NEGATED, None
    if before and before[-1] in _STRONGER:
        value *= 1.5
    return value, feeling.emotion


def _together(said: float, level: float, *, has_words: bool) -> float:
    if not has_words:
        return level * 0.8
    return said * (1 - _SCORE_SHARE) + level * _SCORE_SHARE


def _loudness(text: str) -> float:
    """Return up to 0.3 for exclamation marks and words in capitals."""
    letters = sum(map(str.isalpha, text[:2000]))
    capitals = sum(map(str.isupper, text[:2000]))
    shouts = 0.15 if letters >= 12 and capitals > 0.6 * letters else 0.0
    return shouts + min(0.15, 0.05 * text.count("!", 0, 2000))


def _name(felt: Sequence[tuple[float, EmotionName | None]], polarity: float) -> EmotionName:
    weights: Counter[EmotionName] = Counter()
    for value, emotion in felt:
        if emotion is not None and (value == 0 or (value > 0) == (polarity > 0)):
            weights[emotion] += max(1, round(10 * abs(value)))
    if weights:
        return weights.most_common(1)[0][0]
    if abs(polarity) < 0.35:
        return "neutral"
    return "delight" if polarity > 0 else "frustration"
