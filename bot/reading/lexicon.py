"""Words that carry a feeling, in French and English, and how strongly; written for this project.

A word or phrase counts in the feminine and the plural too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.reading import EmotionName
from bot.reading.lists import sections_of
from bot.reading.words import fold, words_in


@dataclass(frozen=True)
class Feeling:
    """What a word or phrase says: a value from -2 to 2, and the emotion it names, if any."""

    value: float
    emotion: EmotionName | None


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Feeling]]]

# Endings that leave a feeling as it is: the feminine and the plural.
_ENDINGS = {"fr": ("", "s", "e", "es"), "en": ("", "s")}


def feelings(language: str) -> Phrases:
    """Return the phrases of a language, folded, by their first word, longest first."""
    by_first: dict[str, dict[tuple[str, ...], Feeling]] = defaultdict(dict)
    for head, lines in sections_of("feelings").items():
        written_in, value, name = head.split()
        if written_in != language:
            continue
        feeling = Feeling(float(value), _EMOTIONS[name])
        for phrase in " ".join(lines).split(","):
            words = [fold(word) for word in words_in(phrase)]
            for ending in _ENDINGS[language] if words else ():
                variant = (*words[:-1], words[-1] + ending)
                by_first[variant[0]].setdefault(variant, feeling)
    return {
        first: sorted(variants.items(), key=lambda variant: -len(variant[0]))
        for first, variants in by_first.items()
    }


_EMOTIONS: Mapping[str, EmotionName] = {name: name for name in get_args(EmotionName)}
