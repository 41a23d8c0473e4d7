"""A measured figure beside its floor, and the table of them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Seconds that something took, those of its floor, and how a person reads them."""

    what: str
    shown: str
    seconds: float
    floor: str
    floor_seconds: float

    @property
    def ratio(self) -> float:
        """Return how many times the floor it took."""
        return self.seconds / self.floor_seconds


def lowest(runs: int, work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of several runs: what other work disturbed least."""
    return min(seconds_of(work) for _ in range(runs))


def seconds_of(work: Callable[[], object]) -> float:
    """Return how many seconds something took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def milliseconds(seconds: float) -> str:
    """Write a short time for a person."""
    return f"{seconds * 1000:,.1f} ms"


def print_table(figures: Sequence[Figure]) -> None:
    """Print the figures as a table, a line for each."""
    rows = [("what", "figure", "floor", "times the floor")]
    rows += [(one.what, one.shown, one.floor, f"{one.ratio:,.1f}") for one in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
