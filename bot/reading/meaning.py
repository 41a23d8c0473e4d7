"""What texts mean: with it, words find their touchpoint that the map does not hold.

A maker of vectors puts texts that mean much the same close to each other, in whatever language
they are. The map's own texts show which way each touchpoint lies (ridge regression from their
vectors to their touchpoints); the same vectors let corrections teach more than their words.
"""

import base64
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.journey import Touchpoint

Floats = NDArray[np.float64]

# What of a text is turned into a vector; what stands after it seldom names another touchpoint,
# and takes as long again.
_MEANT = 600
# How much the ridge holds back: of 0.1, 0.3, 1 and 3, the middle two did best on two maps.
_RIDGE = 0.3


class MakesVectors(Protocol):
    """Turns texts into vectors that are close where texts mean much the same."""

    @property
    def name(self) -> str:
        """Return what tells these vectors from those of another maker."""
        ...

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each text (rows)."""
        ...


def meant(text: str) -> str:
    """Return what of a text is turned into a vector: its beginning, on one line."""
    return " ".join(text[: 2 * _MEANT].replace("\0", " ").split())[:_MEANT].rstrip()


def meanings_of(maker: MakesVectors, texts: Sequence[str]) -> dict[str, Floats]:
    """Return the vectors of texts by what of them is turned into one."""
    each = sorted({meant(text) for text in texts} - {""})
    return dict(zip(each, maker.vectors(each), strict=True)) if each else {}


def packed(vector: Floats) -> str:
    """Return a vector as it is kept; half precision is enough."""
    return base64.b64encode(vector.astype("<f2").tobytes()).decode()


def unpacked(kept: str) -> Floats:
    """Return a vector that was kept."""
    return np.frombuffer(base64.b64decode(kept), dtype="<f2").astype(np.float64)


class Remembering:
    """A maker of vectors that makes each but once."""

    def __init__(self, maker: MakesVectors) -> None:
        self.name = maker.name
        self._maker = maker
        self._made: dict[str, Floats] = {}

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each text (rows)."""
        new = sorted(set(texts) - self._made.keys())
        if new:
            self._made |= dict(zip(new, self._maker.vectors(new), strict=True))
        return np.array([self._made[text] for text in texts])


@dataclass(frozen=True)
class _Direction:
    """Which way each touchpoint lies from the middle of the map, in one language."""

    middle: Floats
    towards: Floats
    texts: Sequence[tuple[str, int]]
    vectors: Floats


class MapMeaning:
    """What the texts of a map mean, in each of its languages."""

    def __init__(
        self,
        texts_of: Mapping[str, Sequence[tuple[str, int]]],
        meanings: Mapping[str, Floats],
        touchpoints: int,
    ) -> None:
        """`texts_of` are texts of each language with the number of their touchpoint."""
        self._directions = {
            language: _direction(texts, meanings, touchpoints)
            for language, texts in texts_of.items()
        }

    def measure(self, vectors: Floats, language: str) -> Floats:
        """Return how far texts (rows) lie towards each touchpoint (columns)."""
        return self.centred(vectors, language) @ self._directions[language].towards

    def centred(self, vectors: Floats, language: str) -> Floats:
        """Return vectors as seen from the middle of the map, of length 1 again."""
        seen = vectors - self._directions[language].middle
        return np.asarray(seen / np.linalg.norm(seen, axis=-1, keepdims=True))

    def nearest(self, vector: Floats, language: str, touchpoint: int) -> str:
        """Return which text of a touchpoint means most the same as a text."""
        direction = self._directions[language]
        own = [at for at, (_, number) in enumerate(direction.texts) if number == touchpoint]
        if not own:
            return ""
        return direction.texts[own[int((direction.vectors[own] @ vector).argmax())]][0]


def texts_of_map(
    touchpoints: Sequence[Touchpoint], languages: Sequence[str]
) -> dict[str, list[tuple[str, int]]]:
    """Return what the map says, by language, with the number of the touchpoint it says it of.

    Where it says nothing of a touchpoint in a language, what it says in others stands in.
    """
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for language in languages:
        for number, touchpoint in enumerate(touchpoints):
            texts = _texts_of(touchpoint, language)
            if len(texts) <= 1:
                texts = [text for each in languages for text in _texts_of(touchpoint, each)]
            found[language] += [(text, number) for text in dict.fromkeys(texts)]
    return dict(found)


def _texts_of(touchpoint: Touchpoint, language: str) -> list[str]:
    """Return each text of a touchpoint, and its name with its description as one more."""
    name = touchpoint.name.texts.get(language, "")
    description = touchpoint.description.texts.get(language, "")
    words, examples = touchpoint.words.get(language, ()), touchpoint.examples.get(language, ())
    each = [text for text in (name, description, *words, *examples) if text]
    return [text for text in map(meant, [*each, ". ".join(each[:2])]) if text]


def _direction(
    texts: Sequence[tuple[str, int]], meanings: Mapping[str, Floats], touchpoints: int
) -> _Direction:
    """Fit a ridge regression; each touchpoint counts alike, however much is said of it."""
    vectors = np.array([meanings[text] for text, _ in texts])
    numbers = np.array([number for _, number in texts])
    middle = vectors.mean(axis=0)
    counts = np.bincount(numbers, minlength=touchpoints)
    weights = np.sqrt(len(texts) / (touchpoints * counts[numbers])).reshape(-1, 1)
    seen = (vectors - middle) * weights
    wanted = (np.eye(touchpoints)[numbers] - 1 / touchpoints) * weights
    alike = seen @ seen.T + _RIDGE * np.eye(len(texts))
    towards = seen.T @ np.linalg.solve(alike, wanted)
    return _Direction(middle, np.asarray(towards), texts, vectors)
