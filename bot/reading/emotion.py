"""Reads how a customer felt: how bad or good, how strongly, and by which name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt, tanh

from bot.reading import Emotion, EmotionName, ReadLanguage
from bot.reading.lexicon import Feeling, Lexicon
from bot.reading.lists import sections_of

_DEGREES = {
    kind: frozenset(" ".join(lines).split()) for kind, lines in sections_of("degrees").items()
}
_NEGATIONS, _STRONGER = _DEGREES["negation"], _DEGREES["stronger"]
# How far before a word a negation reaches ("pas du tout très efficace").
_REACH = 3
# A negated word says the contrary, less strongly; "no delay" and "not bad" say next to nothing.
_NEGATED_GOOD, _NEGATED_BAD = -0.8, -0.1
# The score says more than the words of a short text, and both agree most of the time.
_SCORE_SHARE = 0.5
# A score whose words tell no feeling.
_SCORE_ALONE = 0.8
# Characters in which loudness is looked for.
_LOUD_PART = 500


# Texts grow longer than their feeling: their words add up to less the more there are.
_CALM_WORDS = 5
# How much feeling a word or two must hold to be clear ("Very helpful" is 0.6).
_CLEAR = 0.6


class EmotionReader:
    """Reads emotions from words by the project's own lexicons."""

    def __init__(self) -> None:
        self._lexicons: Mapping[str, Lexicon] = {
            language: Lexicon(language) for language in ("fr", "en")
        }

    def felt_in(
        self, folded: Sequence[str], language: ReadLanguage, *, beside: float = 0.0
    ) -> "Felt":
        """Return what folded words say of a feeling; `beside` is what signals add to it."""
        lexicon = self._lexicons["fr" if language == "fr" else "en"]
        felt: list[tuple[float, EmotionName | None]] = []
        at = 0
        while at < len(folded):
            hit = lexicon.at(folded, at) if lexicon.begins(folded[at]) else None
            if hit is None:
                at += 1
                continue
            length, feeling = hit
            felt.append(_in_context(feeling, folded[max(0, at - _REACH) : at], length))
            at += length
        return Felt(tuple(felt), beside, len(folded))


@dataclass(frozen=True)
class Felt:
    """What the words of a text say of a feeling: (value, emotion) of each, in their order."""

    words: tuple[tuple[float, EmotionName | None], ...]
    beside: float
    length: int

    def polarity(self) -> float:
        """Return how bad (-1) or good (1) the words sound, 0 when they tell nothing."""
        total = self.beside + sum(value for value, _ in self.words)
        return tanh(total / sqrt(self.length + _CALM_WORDS) / _CLEAR) if total else 0.0

    def emotion(self, *, text: str, level: float | None, is_ironic: bool) -> Emotion:
        """Return the emotion of a text; `level` is its score from -1 to 1, None without one."""
        polarity = self.polarity()
        if is_ironic:
            polarity = -_SCORE_ALONE if level is None else min(0.0, level) * _SCORE_ALONE
        elif level is not None and not polarity:
            polarity = level * _SCORE_ALONE
        elif level is not None:
            polarity = polarity * (1 - _SCORE_SHARE) + level * _SCORE_SHARE
        strength = max((abs(value) for value, _ in self.words), default=0.0) / 3
        intensity = min(1.0, strength + 0.3 * abs(polarity) + _loudness(text))
        return Emotion(round(polarity, 3), round(intensity, 3), _name(self.words, polarity))


def _in_context(
    feeling: Feeling, before: Sequence[str], length: int
) -> tuple[float, EmotionName | None]:
    value = feeling.value
    if not _NEGATIONS.isdisjoint(before) and length == 1:
        return value * (_NEGATED_GOOD if value > 0 else _NEGATED_BAD), None
    if before and before[-1] in _STRONGER:
        value *= 1.5
    return value, feeling.emotion


def _loudness(text: str) -> float:
    """Return up to 0.3 for exclamation marks and words in capitals."""
    capitals = sum(map(str.isupper, text[:_LOUD_PART]))
    shouts = 0.15 if capitals >= 12 and capitals > 0.5 * len(text[:_LOUD_PART]) else 0.0
    return shouts + min(0.15, 0.05 * text.count("!", 0, _LOUD_PART))


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
