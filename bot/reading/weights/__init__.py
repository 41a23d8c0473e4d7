"""Weights learned from public data; each file names its source and the script that makes it."""

from importlib.resources import files


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
