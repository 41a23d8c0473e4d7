"""Weights learned from public data; each file names its source and the script that makes it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


def language_odds() -> dict[str, float]:
    """Return how much each letter trigram speaks for French (above 0) or English (below 0).

    Natural logarithms of the ratio of its frequencies in the two languages.
    """
    odds: dict[str, float] = {}
    for line in (files(__package__) / "language.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            trigram, _, tenths = line.rpartition("\t")
            odds[trigram.replace("_", " ")] = int(tenths) / 10
    return odds


def linear_weights(
    name: str,
) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32]]:
    """Return the table of "feelings_fr", "feelings_en" or "grave": rows, scale and bias.

    A row's steps, squared with their sign and times the scale, are what a feature adds to each
    column (see `bot/reading/linear.py`).
    """
    with (files(__package__) / f"{name}.npz").open("rb") as file, np.load(file) as it:
        return it["weights"], it["scale"], it["bias"]


@cache
def rarities(language: str) -> dict[str, float]:
    """Return how rare stems are in everyday language, 0 to 0.9; what is not there is rarer."""
    found: dict[str, float] = {}
    for line in (files(__package__) / "rarity.txt").read_text(encoding="utf-8").splitlines():
        read_in, tenths, *stems = line.split()
        if read_in == language:
            found |= dict.fromkeys(stems, int(tenths) / 10)
    return found


@cache
def language_profiles() -> tuple[list[str], NDArray[np.int8]]:
    """Return letter sequences and how likely each is in each language, French and English first.

    Taken from the model of py3langid (BSD licence) by `train_profiles.py`.
    """
    with (files(__package__) / "profiles.npz").open("rb") as file, np.load(file) as kept:
        return str(kept["grams"]).split("\n"), kept["told"]


@cache
def likeness_rows(
    language: str,
) -> tuple[Mapping[str, int], NDArray[np.int8], NDArray[np.float64]]:
    """Return the row of each stem of a language, the steps of rows, and how long one is there.

    The last row is nobody's. Distilled from multilingual-e5-small (MIT licence) by
    `train_likeness.py`.
    """
    with (files(__package__) / "likeness.npz").open("rb") as file, np.load(file) as kept:
        french, english = (half.split(" ") for half in str(kept["stems"]).split("\n"))
        own = slice(len(french)) if language == "fr" else slice(len(french), None)
        pairs, scale = kept["steps"][own], kept["scale"][own].astype(np.float64)
    steps = np.stack([pairs >> 4, pairs & 15], axis=-1).reshape(len(pairs), -1).astype(np.int8) - 8
    nobody = np.zeros((1, steps.shape[1]), dtype=np.int8)
    rows = {stem: row for row, stem in enumerate(french if language == "fr" else english)}
    return rows, np.concatenate([steps, nobody]), np.append(scale, 0.0)
