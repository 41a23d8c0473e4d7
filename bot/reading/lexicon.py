"""Words that carry a feeling, in French and English, and how strongly; written for this project.

A word or phrase counts wherever its stems stand.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.reading import EmotionName
from bot.reading.lists import sections_of
from bot.reading.words import stems_of, words_in


@dataclass(frozen=True)
class Feeling:
    """What a word or phrase says: a value from -2 to 2, and the emotion it names, if any."""

    value: float
    emotion: EmotionName | None


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Feeling]]]


def feelings(language: str) -> Phrases:
    """Return the phrases of a language by their first stem, longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Feeling]]] = defaultdict(list)
    known: set[tuple[str, ...]] = set()
    for head, lines in sections_of("feelings").items():
        written_in, value, name = head.split()
        if written_in != language:
            continue
        feeling = Feeling(float(value), _EMOTIONS[name])
        for phrase in " ".join(lines).split(","):
            stems = tuple(stems_of(words_in(phrase), language=language))
            if stems and stems not in known:
                known.add(stems)
                by_first[stems[0]].append((stems, feeling))
    for same_start in by_first.values():
        same_start.sort(key=lambda entry: -len(entry[0]))
    return by_first


_EMOTIONS: Mapping[str, EmotionName] = {name: name for name in get_args(EmotionName)}
