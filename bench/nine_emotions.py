"""How well the nine emotions are told, on the comments of GoEmotions kept for tests.

Two figures: of all comments, which emotions they hold (several or none, each told from a threshold
on that was best on other comments); and of those that hold one, which the reading names.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.feedback import verbatim_of
from bot.reading.linear import EMOTIONS, LinearFeelings, marks_in
from bot.reading.reader import MapReader
from bot.reading.train_feelings import NINE
from bot.reading.words import folded, words_in

# The model is given no more words than it keeps.
_AT_A_TIME = 40
_NAMES = {old: new for new, olds in NINE.items() for old in olds.split()}


@dataclass(frozen=True)
class Comment:
    """A comment, and which of the nine emotions people heard in it."""

    text: str
    truths: frozenset[str]


def nine_emotions(reader: MapReader, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield both figures; the folder holds `goemotions_en.dev.jsonl` and the test beside it."""
    others, comments = (comments_of(folder, part) for part in ("dev", "test"))
    yield "nine emotions, those held, GoEmotions test", _shown(held_scores(others, comments))
    yield "nine emotions, the one named, GoEmotions test", _shown(named_scores(reader, comments))


def comments_of(folder: Path, part: str) -> list[Comment]:
    """Return the comments of a part ("dev" or "test")."""
    with (folder / f"goemotions_en.{part}.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Comment(record["text"], frozenset(_NAMES[old] for old in record["emotions"]))
        for record in records
    ]


def held_scores(others: Sequence[Comment], comments: Sequence[Comment]) -> dict[str, float]:
    """Return the F1 of each emotion by the linear model, its thresholds found on the others."""
    told, tried = _leanings(comments), _leanings(others)
    scores = {}
    for name in EMOTIONS:
        threshold = _best_threshold([(row[name], name in one.truths) for row, one in tried])
        pairs = [(row[name] >= threshold, name in one.truths) for row, one in told]
        scores[name] = _f1(pairs)
    return scores


def named_scores(reader: MapReader, comments: Sequence[Comment]) -> dict[str, float]:
    """Return the F1 of each name that the reading gives to comments with one emotion."""
    clear = [one for one in comments if len(one.truths) == 1]
    said = [verbatim_of({"text": one.text, "language": "en"}) for one in clear]
    readings = reader.read_all(said)
    return {
        name: _f1(
            (reading.emotion.name == name, name in one.truths)
            for reading, one in zip(readings, clear, strict=True)
        )
        for name in EMOTIONS
    }


def macro(scores: dict[str, float]) -> float:
    """Return the mean of the scores: each emotion counts alike."""
    return sum(scores.values()) / len(scores)


def _leanings(comments: Sequence[Comment]) -> list[tuple[dict[str, float], Comment]]:
    model = LinearFeelings("en")
    rows: list[dict[str, float]] = []
    for start in range(0, len(comments), _AT_A_TIME):
        some = comments[start : start + _AT_A_TIME]
        texts = [[*folded(words_in(one.text)), *marks_in(one.text)] for one in some]
        rows += [leaning.emotions() for leaning in model.leanings(texts)]
    return list(zip(rows, comments, strict=True))


def _best_threshold(told: Sequence[tuple[float, bool]]) -> float:
    """Return the leaning from which on taking all gives the best F1."""
    held = sum(true for _, true in told)
    right, best, threshold = 0, 0.0, 0.0
    for number, (leaning, true) in enumerate(sorted(told, reverse=True), start=1):
        right += true
        if 2 * right / (number + held) > best:
            best, threshold = 2 * right / (number + held), leaning
    return threshold


def _f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    pairs = list(pairs)
    right = sum(told and true for told, true in pairs)
    asked = sum(told + true for told, true in pairs)
    return 2 * right / asked if asked else 0.0


def _shown(scores: dict[str, float]) -> str:
    each = ", ".join(f"{name} {100 * score:.1f}" for name, score in scores.items())
    return f"macro-F1 {100 * macro(scores):.1f}: {each}"
