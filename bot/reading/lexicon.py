"""Words that carry a feeling, in French and English, and how strongly; written for this project.

A word or phrase counts in the feminine and the plural too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.reading import EmotionName
from bot.reading.lists import sections_of
from bot.reading.words import folded, words_in


@dataclass(frozen=True)
class Feeling:
    """What a word or phrase says: a value from -2 to 2, and the emotion it names, if any."""

    value: float
    emotion: EmotionName | None


# Endings that leave a feeling as it is: the feminine and the plural.
_ENDINGS = {"fr": ("", "s", "e", "es"), "en": ("", "s")}


class Lexicon:
    """The words and phrases of one language that carry a feeling."""

    def __init__(self, language: str) -> None:
        self._feelings: dict[tuple[str, ...], Feeling] = {}
        for head, lines in sections_of("feelings").items():
            written_in, value, name = head.split()
            if written_in == language:
                feeling = Feeling(float(value), EMOTION_NAMES[name])
                for phrase in " ".join(lines).split(","):
                    self._add(folded(words_in(phrase)), feeling, _ENDINGS[language])
        # How many words phrases have that begin with a word, the longest first.
        self._lengths: dict[str, list[int]] = {}
        for length, first in sorted({(len(words), words[0]) for words in self._feelings}):
            self._lengths.setdefault(first, []).insert(0, length)
        # Which words come second after a first one: most phrases begin with an everyday word.
        self._seconds: dict[str, set[str]] = {first: set() for first in self._lengths}
        for first, *others in self._feelings:
            self._seconds[first].update(others[:1])
        self._alone = {words[0] for words in self._feelings if len(words) == 1}

    def begun(self, words: Sequence[str]) -> list[int]:
        """Return the numbers of the folded words with which a phrase may begin."""
        alone, seconds, following = self._alone, self._seconds, [*words[1:], ""]
        return [
            at
            for at, word in enumerate(words)
            if word in seconds and (following[at] in seconds[word] or word in alone)
        ]

    def at(self, words: Sequence[str], at: int) -> tuple[int, Feeling] | None:
        """Return the longest phrase that begins at a folded word: its length and its feeling."""
        for length in self._lengths[words[at]]:
            feeling = self._feelings.get(tuple(words[at : at + length]))
            if feeling is not None:
                return length, feeling
        return None

    def _add(self, words: Sequence[str], feeling: Feeling, endings: Sequence[str]) -> None:
        for ending in endings if words else ():
            self._feelings.setdefault((*words[:-1], words[-1] + ending), feeling)


EMOTION_NAMES: Mapping[str, EmotionName] = {name: name for name in get_args(EmotionName)}
