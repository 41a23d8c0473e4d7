"""Makes the weights of grave content anew: `python -m bot.reading.train_grave FOLDER`.

Learned from this project's own sentences (`lists/grave_examples.txt`: grave ones by their kind,
and daily ones that use the same words harmlessly; and its example's feedback), and from everyday
words of others, none of them grave. FOLDER holds those: questions to a bank
(`banking77_en.train.jsonl`, PolyAI, CC BY 4.0) and to an assistant
(`clinc150_en.train30.jsonl`, CC BY 3.0), and what is said without anger, fear or sadness in films
(`xed_fr.jsonl`, Helsinki-NLP, CC BY 4.0) and a forum (`goemotions_en.train.jsonl`, Google, CC BY
4.0). Half a minute's work; the same data gives the same weights.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.reading.fitting import fitted
from bot.reading.grave import LEARNED_KINDS, GraveContent, parts_of
from bot.reading.linear import features_of, pairs_of, signs_of
from bot.reading.lists import sections_of
from bot.reading.train_feelings import quantized
from bot.reading.words import folded, words_in

_SOURCE = (
    "Learned by bot/reading/train_grave.py from this project's own sentences, and from BANKING77 "
    "(PolyAI, CC BY 4.0), CLINC150 (CC BY 3.0), GoEmotions (Google, CC BY 4.0) and XED "
    "(Helsinki-NLP, CC BY 4.0) as everyday words. No text of theirs is in here."
)
_ROWS = 1 << 18
# Everyday words, and every how many of their lines is enough.
_EVERYDAY = {
    "banking77_en.train.jsonl": 4,
    "clinc150_en.train30.jsonl": 2,
    "goemotions_en.train.jsonl": 10,
    "xed_fr.jsonl": 1,
}
_UPSET = {"anger", "disgust", "fear", "grief", "sadness"}
# How much a sentence counts: a grave one for its kind and for the others, a daily one, an everyday
# one. Missing one is worse than an alarm too many.
_GRAVE, _OTHER_KIND, _DAILY, _EVERYDAYS = 4.0, 0.5, 5.0, 1.0
# Weights are held at 0 half as strongly as those of feelings, which learn from less clear words.
_HELD_BACK = 0.15


def main(folder: Path) -> None:
    """Write `weights/grave.npz` from the project's list and the data in a folder."""
    told = [*_own(), *(("everyday", text) for text in _everyday(folder))]
    parts = [(kind, part) for kind, text in told for part in _parts(kind, text)]
    truths = np.array([[one == kind for one in LEARNED_KINDS] for kind, _ in parts], np.float32)
    shares = np.array([_shares(kind) for kind, _ in parts], np.float32)
    rows = [_features(part) for _, part in parts]
    weights, bias = fitted(rows, _ROWS, truths, shares, _HELD_BACK)
    steps, scale = quantized(weights)
    target = Path(__file__).parent / "weights" / "grave.npz"
    np.savez_compressed(target, weights=steps, scale=scale, bias=bias, source=np.array(_SOURCE))


def _parts(kind: str, text: str) -> Sequence[Sequence[str]]:
    """Return a text in parts as it is read; nobody knows in which part a grave one is grave."""
    words = folded(words_in(text))
    return [words] if kind in LEARNED_KINDS else parts_of(words)


def _shares(told: str) -> list[float]:
    if told in LEARNED_KINDS:
        return [_GRAVE if kind == told else _OTHER_KIND for kind in LEARNED_KINDS]
    return [_DAILY if told == "daily" else _EVERYDAYS] * len(LEARNED_KINDS)


def _features(words: Sequence[str]) -> NDArray[np.int64]:
    features = [sign % _ROWS for word in words for sign in features_of(word)]
    return np.concatenate([np.array(features, dtype=np.int64), pairs_of(signs_of(words), _ROWS)])


def _own() -> Iterator[tuple[str, str]]:
    """Yield our own sentences with their kind, and our example's feedback that alarms nobody."""
    for kind, sentences in sections_of("grave_examples").items():
        for sentence in sentences:
            yield kind, sentence
    said = GraveContent()
    example = files("bot.example") / "feedback.jsonl"
    for line in example.read_text(encoding="utf-8").splitlines():
        text = json.loads(line).get("text")
        if text and not said.said_in(folded(words_in(text))):
            yield "daily", text


def _everyday(folder: Path) -> Iterator[str]:
    for name, every in _EVERYDAY.items():
        with (folder / name).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                if number % every == 0 and _UPSET.isdisjoint(record.get("emotions", ())):
                    yield record["text"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
