"""Reads how a customer felt: how bad or good, how strongly, and by which name.

The project's own words of feeling decide, turned round by negations; faces count as words do. The
linear model (`linear.py`) moves them a little where it knows more, and helps to find the name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt, tanh
from typing import NamedTuple

from bot.reading import HIGH, Emotion, EmotionName, ReadLanguage
from bot.reading.lexicon import EMOTION_NAMES, Feeling, Lexicon
from bot.reading.linear import NEGATIONS, REACH, Leaning, LinearFeelings
from bot.reading.lists import sections_of
from bot.reading.own_scores import OwnScores, ScoredText
from bot.reading.words import has_beyond_latin

# Texts that the model is given at once.
_AT_A_TIME = 40
_STRONGER = frozenset(" ".join(sections_of("degrees")["stronger"]).split())
# A negated word says the contrary, less strongly; "no delay" and "not bad" say next to nothing.
_NEGATED_GOOD, _NEGATED_BAD = -0.8, -0.1
# The score says more than the words of a short text, and both agree most of the time.
_SCORE_SHARE = 0.5
# A score whose words tell no feeling.
_SCORE_ALONE = 0.8
# So many capitals shout, where they are more than half of a text.
_SHOUTED = 12
# Characters in which loudness and faces are looked for.
_LOUD_PART = 500
# Texts grow longer than their feeling: their words add up to less the more there are.
_CALM_WORDS = 5
# How much feeling a word or two must hold to be clear ("Very helpful" is 0.6).
_CLEAR = 0.6


@dataclass(frozen=True)
class _Trust:
    """How much the linear model of a language counts beside the words of feeling.

    `even` is the leaning of a text that is neither good nor bad: the people of films suffer.
    """

    polarity: float
    even: float
    name: float


# Of those tried on feedback that the models have not seen. French learned from 7,000 subtitles.
_TRUST = {"fr": _Trust(0.15, even=-0.6, name=0.3), "en": _Trust(0.05, even=0.5, name=2.0)}
# In fewer words only those of feeling tell one: "No" is an answer.
_LEANS_FROM = 3
# Names contradict a polarity as clear as this no more.
_CLEAR_NAMES = 0.5
# What one word of feeling counts for its emotion, in log-odds.
_WORD_NAMES = 1.0
_GOOD: frozenset[EmotionName] = frozenset({"delight", "gratitude", "surprise"})
_BAD: frozenset[EmotionName] = frozenset(
    {"anger", "frustration", "sadness", "worry", "confusion", "surprise"}
)
_NAMES = tuple(EMOTION_NAMES.values())
_GOOD_NAMES = tuple(name for name in _NAMES if name in _GOOD)
_BAD_NAMES = tuple(name for name in _NAMES if name in _BAD)


class Said(NamedTuple):
    """One text to be felt in: its folded words, its marks, its faces, and what signals add."""

    words: Sequence[str]
    marks: Sequence[str]
    faces: Sequence[Feeling]
    beside: float


class EmotionReader:
    """Reads emotions from words and faces, in French or English."""

    def __init__(self) -> None:
        self._lexicons: Mapping[str, Lexicon] = {
            language: Lexicon(language) for language in _TRUST
        }
        self._own = {language: OwnScores() for language in _TRUST}

    def learn(self, scored: "Sequence[tuple[Said, float]]", language: ReadLanguage) -> None:
        """Learn from texts of a language and their levels (-1 to 1); it replaces what was learned.

        The same texts in the same order teach the same.
        """
        self._own[language] = OwnScores()
        felt = [
            one
            for start in range(0, len(scored), _AT_A_TIME)
            for one in self.felt_in(
                [said for said, _ in scored[start : start + _AT_A_TIME]], language
            )
        ]
        self._own[language] = OwnScores(
            [
                ScoredText(said.words, one.sounds, level)
                for (said, level), one in zip(scored, felt, strict=True)
            ]
        )

    def felt_in(self, texts: Sequence[Said], language: ReadLanguage) -> "list[Felt]":
        """Return what texts of one language say of a feeling, each as it would alone.

        Words of a language that is not read say nothing; faces speak in every language.
        """
        if language == "other":
            return [_felt(_of_faces(text.faces), 0.0, 0, None, language) for text in texts]
        leanings = _model_of(language).leanings([(*text.words, *text.marks) for text in texts])
        own = self._own[language]
        return [
            _felt(
                [*self._words(text.words, language), *_of_faces(text.faces)],
                text.beside,
                len(text.words) + len(text.faces),
                leaning if text.words else None,
                language,
                own.moved(text.words),
            )
            for text, leaning in zip(texts, leanings, strict=True)
        ]

    def _words(self, folded: Sequence[str], language: ReadLanguage) -> "list[_Word]":
        lexicon = self._lexicons[language]
        felt: list[_Word] = []
        done = 0
        for at in lexicon.begun(folded):
            hit = lexicon.at(folded, at) if at >= done else None
            if hit is not None:
                length, feeling = hit
                if feeling.emotion != "neutral":
                    felt.append(_in_context(feeling, folded[max(0, at - REACH) : at], length))
                done = at + length
        return felt


# What a word or face says: its value, and the emotion it names.
_Word = tuple[float, EmotionName | None]


class Felt(NamedTuple):
    """What a text says of a feeling: each word or face, what signals add, and its leaning.

    `sounds` is how bad or good it all sounds, as half log-odds, which know no end.
    """

    words: Sequence[_Word]
    beside: float
    length: int
    leaning: Leaning | None
    language: ReadLanguage
    sounds: float

    def polarity(self) -> float:
        """Return how bad (-1) or good (1) the words sound, about 0 when they tell nothing."""
        return tanh(self.sounds)

    def emotion(self, *, text: str, level: float | None, is_ironic: bool) -> Emotion:
        """Return the emotion of a text; `level` is its score from -1 to 1, None without one."""
        polarity = self.polarity()
        tells = bool(self.words or self.beside)
        if is_ironic:
            polarity = -_SCORE_ALONE if level is None else min(0.0, level) * _SCORE_ALONE
        elif level is not None and not tells:
            polarity = level * _SCORE_ALONE
        elif level is not None:
            polarity = polarity * (1 - _SCORE_SHARE) + level * _SCORE_SHARE
        strength = max([abs(value) for value, _ in self.words], default=0.0) / 3
        intensity = min(1.0, strength + 0.3 * abs(polarity) + _loudness(text))
        return Emotion(round(polarity, 3), round(intensity, 3), self._name(polarity))

    def _name(self, polarity: float) -> EmotionName:
        fitting = _fitting(polarity)
        weights = dict.fromkeys(fitting, 0.0)
        for value, emotion in self.words:
            if emotion in weights and (value == 0 or (value > 0) == (polarity > 0)):
                weights[emotion] += max(0.1, abs(value)) * _WORD_NAMES
        knows = self.language == "en" and self.length >= _LEANS_FROM
        if self.leaning is not None and (knows or any(weights.values())):
            trust, leans = _TRUST[self.language].name, self.leaning.emotions()
            for emotion in weights:
                weights[emotion] += trust * leans[emotion]
        if any(weights.values()):
            name = max(weights, key=lambda emotion: weights[emotion])
            # What went wrong leaves nobody cold, however soberly it is told.
            is_sober = name == "neutral" and self.beside < 0 and polarity <= -HIGH
            return "frustration" if is_sober else name
        if abs(polarity) < HIGH:
            return "neutral"
        return "delight" if polarity > 0 else "frustration"


def _felt(
    words: Sequence[_Word],
    beside: float,
    length: int,
    leaning: Leaning | None,
    language: ReadLanguage,
    own: float = 0.0,
) -> Felt:
    """Return what a text says; `own` is what the company's own scores add to how it sounds."""
    total = beside + sum([value for value, _ in words])
    sounds = own + total / sqrt(length + _CALM_WORDS) / _CLEAR
    if leaning is not None and length >= _LEANS_FROM:
        trust = _TRUST[language]
        sounds += trust.polarity * (leaning.polarity - trust.even)
    return Felt(words, beside, length, leaning, language, sounds)


def faces_in(text: str) -> list[Feeling]:
    """Return the feelings of the faces and hands in a text ("😡", ":-)"), a few at most."""
    if has_beyond_latin(text):
        pattern = _pattern_of_faces()
    elif ":" in text or ";" in text or "=" in text or "<" in text:
        pattern = _pattern_of_typed_faces()
    else:
        return []
    faces = _faces()
    return [faces[sign] for sign in pattern.findall(text[:_LOUD_PART])[:_MOST_FACES]]


_MOST_FACES = 5


@cache
def _faces() -> Mapping[str, Feeling]:
    return {
        sign: Feeling(float(value), EMOTION_NAMES[name])
        for head, lines in sections_of("faces").items()
        for value, name in [head.split()]
        for sign in " ".join(lines).split()
    }


@cache
def _pattern_of_faces() -> re.Pattern[str]:
    drawn = "|".join(re.escape(sign) for sign in _longest_first() if not sign.isascii())
    return re.compile(f"{drawn}|{_pattern_of_typed_faces().pattern}")


@cache
def _pattern_of_typed_faces() -> re.Pattern[str]:
    typed = [(sign[0], re.escape(sign[1:])) for sign in _longest_first() if sign.isascii()]
    # What begins with a plain sign is found five times as fast as what looks back first.
    return re.compile("|".join(rf"{eyes}(?<![\w:].){rest}(?![\w/])" for eyes, rest in typed))


def _longest_first() -> list[str]:
    return sorted(_faces(), key=len, reverse=True)


@cache
def _model_of(language: str) -> LinearFeelings:
    return LinearFeelings(language)


def _of_faces(faces: Iterable[Feeling]) -> list[_Word]:
    return [(face.value, face.emotion) for face in faces]


# Bytes of UTF-8 with which no capital begins.
_NO_CAPITALS = bytes({*range(0xC0)} - {*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"})


def _shouts(text: str) -> bool:
    """Tell whether more than half of a text is capitals, a dozen at least."""
    # Nearly all texts hold too few by far: letters with accents are counted with the capitals.
    most = len(text.encode(errors="ignore").translate(None, _NO_CAPITALS))
    if most < _SHOUTED or most <= 0.5 * len(text):
        return False
    capitals = sum(map(str.isupper, text))
    return capitals >= _SHOUTED and capitals > 0.5 * len(text)


def _fitting(polarity: float) -> Sequence[EmotionName]:
    """Return the names that a very clear polarity leaves, else all of them."""
    if polarity >= _CLEAR_NAMES:
        return _GOOD_NAMES
    return _BAD_NAMES if polarity <= -_CLEAR_NAMES else _NAMES


def _in_context(feeling: Feeling, before: Sequence[str], length: int) -> _Word:
    value = feeling.value
    if length == 1 and not NEGATIONS.isdisjoint(before):
        return value * (_NEGATED_GOOD if value > 0 else _NEGATED_BAD), None
    if before and before[-1] in _STRONGER:
        value *= 1.5
    return value, feeling.emotion


def _loudness(text: str) -> float:
    """Return up to 0.3 for exclamation marks and words in capitals."""
    shouts = 0.15 if _shouts(text[:_LOUD_PART]) else 0.0
    return shouts + min(0.15, 0.05 * text.count("!", 0, _LOUD_PART))
