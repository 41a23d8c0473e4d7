"""Makes the table of what words are like anew: `python -m bot.reading.train_likeness FOLDER`.

It distils multilingual-e5-small (Microsoft, MIT licence; needs the extra `boucle[semantic]`) into
one row of numbers for each frequent stem, so that the sum over a text's words lies where the model
puts the text. It begins at what the model makes of each word, and moves from there as far as whole
texts ask for (ridge regression). FOLDER holds such texts, XED (Helsinki-NLP, `xed_fr.jsonl` and
`xed_en.jsonl`) and GoEmotions (Google, `goemotions_en.train.jsonl`), both under CC BY 4.0; our own
example and random mixes of words stand for what they lack. Which words are frequent is taken from
the lists of pyspellchecker (MIT licence), which has to be installed for it, and from these texts.
"""

import gzip
import importlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.journey_file import read_journey
from bot.reading.e5 import MultilingualE5
from bot.reading.language import language_of, small_words_of
from bot.reading.likeness import NUMBERS
from bot.reading.meaning import MakesVectors, texts_of_map
from bot.reading.words import stems_of, words_in

Floats = NDArray[np.float64]

# Where words are counted, and which texts (of at least and at most so many characters) are fitted.
_COUNTED = {"fr": ["xed_fr"], "en": ["xed_en", "goemotions_en.train"]}
_FITTED = [
    ("en", "goemotions_en.train", 3_000, 40, 220),
    ("en", "xed_en", 1_000, 30, 1_000),
    ("fr", "xed_fr", 4_000, 0, 1_000),
]
_OUR_FEEDBACK = Path(__file__).parents[1] / "example" / "feedback.jsonl"
_OUR_MAP = Path(__file__).parents[2] / "journey.yaml"
# Stems of each language; a word that was counted in the texts counts so often.
_STEMS, _COUNTS = 12_000, 3
# Words of one mix; mixes that each of so many stems is in; how often a small word is added.
_MIXED, _MIXES, _GLUE = 5, {"fr": (7_500, 3), "en": (5_500, 2)}, 0.6
# A word of more than one in a thousand tells half as much as a rare one, or less.
_EVERYDAY = 1e-3
# How strongly rows are held where they began, and steps towards the optimum.
_HELD, _STEPS = 1.0, 30
# Steps of a number in four bits, of which the longest are cut off.
_TOP, _CUT = 7, 0.8


def main(folder: Path, maker: MakesVectors) -> None:
    """Write `weights/likeness.npz` from the texts in a folder, with the vectors of `maker`."""
    stems = {language: _stems(folder, language) for language in _COUNTED}
    rows = {
        language: {stem: number for number, (stem, _, _) in enumerate(found)}
        for language, found in stems.items()
    }
    texts = [*_texts(folder), *_example(), *_mixes(stems)]
    wanted = _centred([(language, text) for language, text in texts], maker)
    ways = np.linalg.svd(wanted.T @ wanted)[2][:NUMBERS].T
    parts = []
    for language, found in stems.items():
        own = [at for at, (spoken, _) in enumerate(texts) if spoken == language]
        counted = [[rows[language].get(it, -1) for it in _told(texts[at])] for at in own]
        rare = np.array([_EVERYDAY / (_EVERYDAY + share) for _, share, _ in found])
        began = _centred([(language, word) for _, _, word in found], maker) @ ways
        parts.append(_fitted(counted, rare, began, wanted[own] @ ways) * rare[:, None])
    table = np.concatenate(parts)
    scale = _CUT / _TOP * np.abs(table).max(axis=1)
    steps = np.clip(np.round(table / scale[:, None]), -_TOP, _TOP).astype(np.int8) + _TOP + 1
    np.savez_compressed(
        Path(__file__).parent / "weights" / "likeness.npz",
        stems=np.array("\n".join(" ".join(rows[language]) for language in ("fr", "en"))),
        steps=(steps[:, ::2] << 4 | steps[:, 1::2]).astype(np.uint8),
        scale=(scale / np.median(scale)).astype(np.float16),
    )


def _stems(folder: Path, language: str) -> list[tuple[str, float, str]]:
    """Return the most frequent stems, each with its share of all words and its commonest form."""
    source = files(importlib.import_module("spellchecker")) / "resources" / f"{language}.json.gz"
    counts = Counter[str](json.loads(gzip.decompress(source.read_bytes())))
    for name in _COUNTED[language]:
        for text in _lines(folder / f"{name}.jsonl"):
            counts.update(dict.fromkeys(words_in(text), _COUNTS))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, number in counts.items():
        if word.isalpha() and len(word) > 1 and words_in(word) == [word]:
            forms[stems_of([word], language=language)[0]][word] += number
    often = {stem: sum(those.values()) for stem, those in forms.items()}
    most = sorted(often, key=lambda stem: (-often[stem], stem))[:_STEMS]
    whole = sum(often[stem] for stem in most)
    return [(stem, often[stem] / whole, forms[stem].most_common(1)[0][0]) for stem in most]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line).get("text") or ""


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    chance = random.Random(1)  # noqa: S311 # nothing secret
    for language, name, number, shortest, longest in _FITTED:
        texts = [
            text
            for text in _lines(folder / f"{name}.jsonl")
            if shortest < len(text) < longest and "[" not in text
        ]
        chance.shuffle(texts)
        yield from ((language, text) for text in texts[:number])


def _example() -> Iterator[tuple[str, str]]:
    """Yield what the map and the feedback of our own example say."""
    journey_map = read_journey(_OUR_MAP.read_bytes(), name=_OUR_MAP.name)
    said = texts_of_map(list(journey_map.touchpoints.values()), ["fr", "en"])
    for language, texts in said.items():
        yield from ((language, text) for text in dict.fromkeys(text for text, _ in texts))
    for text in _lines(_OUR_FEEDBACK):
        language, _ = language_of(words_in(text), default="en")
        if language in said:
            yield language, text


def _mixes(stems: Mapping[str, Sequence[tuple[str, float, str]]]) -> Iterator[tuple[str, str]]:
    chance = random.Random(2)  # noqa: S311 # nothing secret
    for language, found in stems.items():
        number, times = _MIXES[language]
        small = sorted(small_words_of(language))
        pool = [word for _, _, word in found[:number] if word not in small] * times
        chance.shuffle(pool)
        for start in range(0, len(pool) - _MIXED + 1, _MIXED):
            glued = [
                f"{chance.choice(small)} {word}" if chance.random() < _GLUE else word
                for word in pool[start : start + _MIXED]
            ]
            yield language, " ".join(glued)


def _told(text: tuple[str, str]) -> list[str]:
    language, said = text
    return stems_of(words_in(said), language=language)


def _centred(texts: Sequence[tuple[str, str]], maker: MakesVectors) -> Floats:
    """Return the model's vectors of texts, as seen from the middle of those of a language."""
    vectors = maker.vectors([text for _, text in texts])
    for language in {language for language, _ in texts}:
        own = [at for at, (spoken, _) in enumerate(texts) if spoken == language]
        vectors[own] -= vectors[own].mean(axis=0)
    return vectors


def _fitted(
    counted: Sequence[Sequence[int]], rare: Floats, began: Floats, wanted: Floats
) -> Floats:
    """Return rows of which texts' weighted sums are near what is wanted, by conjugate gradients.

    `counted` are the rows of each text (-1 for none); its weights' squares add up to 1.
    """
    text_of = np.repeat(np.arange(len(counted)), [len(each) for each in counted])
    row_of = np.concatenate([np.array(each, dtype=np.intp) for each in counted])
    text_of, row_of = text_of[row_of >= 0], row_of[row_of >= 0]
    pairs, often = np.unique(np.stack([text_of, row_of]), axis=1, return_counts=True)
    values = often * rare[pairs[1]]
    length = np.sqrt(np.bincount(pairs[0], values**2, minlength=len(counted)))
    values /= length[pairs[0]]

    def told(table: Floats) -> Floats:
        sums = np.zeros((len(counted), table.shape[1]))
        np.add.at(sums, pairs[0], table[pairs[1]] * values[:, None])
        return sums

    def asked(missing: Floats) -> Floats:
        sums = np.zeros_like(began)
        np.add.at(sums, pairs[1], missing[pairs[0]] * values[:, None])
        return sums

    said = told(began)
    began = began * ((said * wanted).sum() / (said**2).sum())
    slope = asked(wanted - told(began))
    moved, way, steep = np.zeros_like(began), slope, (slope**2).sum(axis=0)
    for _ in range(_STEPS):
        bend = asked(told(way)) + _HELD * way
        step = steep / np.maximum(1e-12, (way * bend).sum(axis=0))
        moved, slope = moved + step * way, slope - step * bend
        less = (slope**2).sum(axis=0)
        way, steep = slope + way * less / np.maximum(1e-12, steep), less
    return np.asarray(began + moved)


if __name__ == "__main__":
    main(Path(sys.argv[1]), MultilingualE5())
