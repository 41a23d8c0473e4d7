"""Makes the weights of the feelings anew: `python -m bot.reading.train_feelings FOLDER`.

FOLDER holds GoEmotions (Google, `goemotions_en.train.jsonl`) and XED (Helsinki-NLP, film
subtitles in `xed_fr.jsonl`), both under CC BY 4.0; a line is a JSON object with `text` and
`emotions`. The project's own list of words (`lists/feelings.txt`) is learned with them, so that
the endings and neighbours of its words are known too. A minute's work; the same data gives the
same weights.
"""

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.reading import EmotionName
from bot.reading.fitting import fitted
from bot.reading.linear import (
    COLUMNS,
    EMOTIONS,
    POLARITY,
    features_of,
    marks_in,
    negated,
    pairs_of,
    signs_of,
)
from bot.reading.lists import sections_of
from bot.reading.words import folded, words_in

Floats = NDArray[np.float32]

_SOURCE = (
    "Learned by bot/reading/train_feelings.py from GoEmotions (Google) and XED (Helsinki-NLP), "
    "both CC BY 4.0, and from this project's own bot/reading/lists/feelings.txt. "
    "No text of theirs is in here."
)
# Rows of the tables; French has less to learn from.
_SIZES = {"en": 1 << 18, "fr": 1 << 16}
# The 27 emotions of GoEmotions, by what a customer would feel.
NINE: dict[EmotionName, str] = {
    "anger": "anger disgust",
    "frustration": "annoyance disapproval disappointment",
    "sadness": "sadness grief remorse embarrassment",
    "worry": "fear nervousness",
    "confusion": "confusion curiosity",
    "surprise": "surprise realization",
    "delight": "admiration amusement approval excitement joy love desire optimism pride caring",
    "gratitude": "gratitude relief",
    "neutral": "neutral",
}
_GOOD = frozenset({"delight", "gratitude"})
_BAD = frozenset({"anger", "frustration", "sadness", "worry"})
# Subtitles know neither frustration nor gratitude: what they do not label is not learned there.
_IN_FILMS = {"anger": "anger", "disgust": "anger", "fear": "worry", "joy": "delight"}
_IN_FILMS |= {"sadness": "sadness", "surprise": "surprise"}
# Reddit's comments are many, and the words of our list stand alone.
_OWN_LIST_SHARE = {"en": 0.3, "fr": 1.0}
# How far those who feel so and all others count alike, whatever their share of the data.
_EVEN = 0.8


@dataclass(frozen=True)
class _Labelled:
    """Folded words, what they were labelled with, and how much each column counts."""

    words: Sequence[str]
    truth: Floats
    share: Floats


def main(folder: Path) -> None:
    """Write `weights/feelings_fr.npz` and `weights/feelings_en.npz` from the data in a folder."""
    comments = list(_comments(folder / "goemotions_en.train.jsonl"))
    _write("en", [*comments, *_own_list("en")])
    _write("fr", [*_films(folder / "xed_fr.jsonl"), *_own_list("fr")])


def _comments(file: Path) -> Iterator[_Labelled]:
    names = {old: new for new, olds in NINE.items() for old in olds.split()}
    for record in _records(file):
        told = {names[old] for old in record["emotions"]}
        yield _labelled(record["text"], told, EMOTIONS, 1.0)


def _films(file: Path) -> Iterator[_Labelled]:
    for record in _records(file):
        told = {_IN_FILMS[old] for old in record["emotions"] if old in _IN_FILMS}
        if told:
            yield _labelled(record["text"], told, _IN_FILMS.values(), 1.0)


def _own_list(language: str) -> Iterator[_Labelled]:
    for head, lines in sections_of("feelings").items():
        written_in, value, name = head.split()
        if written_in == language:
            for phrase in " ".join(lines).split(","):
                share = _OWN_LIST_SHARE[language] * max(1.0, abs(float(value)))
                yield _labelled(phrase, {name}, EMOTIONS, share)


def _labelled(text: str, told: Collection[str], known: Iterable[str], share: float) -> _Labelled:
    truth = np.zeros(COLUMNS, dtype=np.float32)
    shares = np.zeros(COLUMNS, dtype=np.float32)
    for column, name in enumerate(EMOTIONS):
        truth[column] = name in told
        shares[column] = share if name in known else 0.0
    good, bad = not _GOOD.isdisjoint(told), not _BAD.isdisjoint(told)
    truth[POLARITY] = good
    shares[POLARITY] = share if good != bad else 0.0
    return _Labelled([*folded(words_in(text)), *marks_in(text)], truth, shares)


def _records(file: Path) -> Iterator[Mapping[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _write(language: str, labelled: Sequence[_Labelled]) -> None:
    size = _SIZES[language]
    labelled = [one for one in labelled if one.words]
    truths = np.array([one.truth for one in labelled])
    shares = _balanced(truths, np.array([one.share for one in labelled]))
    weights, bias = fitted([_features(one.words, size) for one in labelled], size, truths, shares)
    steps, scale = quantized(weights)
    target = Path(__file__).parent / "weights" / f"feelings_{language}.npz"
    np.savez_compressed(
        target,
        weights=steps,
        scale=scale,
        bias=bias,
        source=np.array(_SOURCE),
    )


def quantized(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return weights as whole steps from -127 to 127, and what the square of one is worth.

    A few words weigh much, and most of the others next to nothing.
    """
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127**2
    steps = np.sign(weights) * np.round(np.sqrt(np.abs(weights) / scale))
    return steps.astype(np.int8), scale.astype(np.float32)


def _balanced(truths: Floats, shares: Floats) -> Floats:
    """Return shares by which those who feel so, and all others, come nearer to half each.

    Names are told by what speaks for them, not by how often film heroes and bloggers feel so.
    """
    everybody, those = shares.sum(axis=0), (shares * truths).sum(axis=0)
    their = everybody / np.maximum(2 * those, 1)
    others = everybody / np.maximum(2 * (everybody - those), 1)
    return np.asarray(shares * np.where(truths > 0, their, others) ** _EVEN, dtype=np.float32)


def _features(words: Sequence[str], size: int) -> NDArray[np.int64]:
    features = [sign % size for word in negated(words) for sign in features_of(word)]
    pairs = pairs_of(signs_of(words), size)
    return np.concatenate([np.array(features, dtype=np.int64), pairs])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
