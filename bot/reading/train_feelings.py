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
from bot.reading.linear import (
    COLUMNS,
    EMOTIONS,
    POLARITY,
    features_of,
    negated,
    pairs_of,
    sign_of,
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
_SIZES = {"en": 1 << 17, "fr": 1 << 16}
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
# How far the names start even, whatever their share of the data: what the example map needs.
_EVEN = 0.7
# Of those tried: passes over the data, the first step and how it shrinks, texts at a time.
_PASSES, _STEP, _SHRINKS, _AT_A_TIME = 5, 0.4, 0.8, 64
_DECAY = 1e-6


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
    return _Labelled(folded(words_in(text)), truth, shares)


def _records(file: Path) -> Iterator[Mapping[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _write(language: str, labelled: Sequence[_Labelled]) -> None:
    weights, bias = _learned([one for one in labelled if one.words], _SIZES[language])
    # Names are told by what speaks for them, not by how often film heroes and bloggers feel so.
    bias[:POLARITY] *= 1 - _EVEN
    # Steps of a square: a few words weigh much, and most of the others next to nothing.
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127**2
    steps = (np.sign(weights) * np.round(np.sqrt(np.abs(weights) / scale))).astype(np.int8)
    target = Path(__file__).parent / "weights" / f"feelings_{language}.npz"
    np.savez_compressed(
        target,
        weights=steps,
        scale=scale.astype(np.float32),
        bias=bias,
        source=np.array(_SOURCE),
    )


def _learned(labelled: Sequence[_Labelled], size: int) -> tuple[Floats, Floats]:
    """Return weights and bias of a logistic regression per column, learned by AdaGrad."""
    rows = [_features(one.words, size) for one in labelled]
    truths = np.array([one.truth for one in labelled])
    shares = np.array([one.share for one in labelled])
    weights = np.zeros((size, COLUMNS), dtype=np.float32)
    known = (shares * truths).sum(axis=0) / np.maximum(shares.sum(axis=0), 1)
    bias = np.log(np.maximum(known, 1e-3) / (1 - np.minimum(known, 0.999))).astype(np.float32)
    bias[shares.sum(axis=0) == 0] = -3.0
    seen = np.full((size, COLUMNS), 1e-3, dtype=np.float32)
    chance = np.random.default_rng(1)
    for number in range(_PASSES):
        order = chance.permutation(len(rows))
        for start in range(0, len(order), _AT_A_TIME):
            batch = order[start : start + _AT_A_TIME]
            _step(
                weights,
                seen,
                bias,
                [rows[at] for at in batch],
                (truths[batch], shares[batch]),
                pace=_STEP * _SHRINKS**number,
            )
    return weights, bias


def _step(
    weights: Floats,
    seen: Floats,
    bias: Floats,
    rows: Sequence[NDArray[np.int64]],
    told: tuple[Floats, Floats],
    *,
    pace: float,
) -> None:
    truths, shares = told
    lengths = np.array([len(row) for row in rows])
    together = np.concatenate(rows)
    values = np.repeat(1 / np.sqrt(lengths), lengths)[:, None].astype(np.float32)
    starts = np.cumsum(lengths) - lengths
    logits = np.add.reduceat(weights[together] * values, starts, axis=0) + bias
    errors = (1 / (1 + np.exp(-logits)) - truths) * shares
    bias -= 0.02 * errors.mean(axis=0)
    touched, places = np.unique(together, return_inverse=True)
    slopes = np.zeros((len(touched), COLUMNS), dtype=np.float32)
    np.add.at(slopes, places, np.repeat(errors, lengths, axis=0) * values)
    slopes += _DECAY * _AT_A_TIME * weights[touched]
    seen[touched] += slopes**2
    weights[touched] -= pace * slopes / np.sqrt(seen[touched])


def _features(words: Sequence[str], size: int) -> NDArray[np.int64]:
    features = [sign % size for word in negated(words) for sign in features_of(word)]
    signs = np.array([sign_of(word) for word in words], dtype=np.int64)
    return np.concatenate([np.array(features, dtype=np.int64), pairs_of(signs, size)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
