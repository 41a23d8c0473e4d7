"""Fits logistic regressions over many thousand rows of weights, one for each column of truths.

Used where weights are made (`train_feelings.py`), never while reading. Each has one optimum, and
is brought near it by L-BFGS (Nocedal, "Updating quasi-Newton matrices with limited storage",
1980), with each weight in steps as long as its slope bends.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

# Of those tried on the part of GoEmotions for such trials: how strongly weights are held at 0, how
# much freer rare rows are than common ones, and steps, after which more of them gain nothing.
_HELD_BACK, _RARE_ARE_FREER, _STEPS = 0.33, 1.5, 30
# A typical doubt about one text, by which the first steps are as long as they should be; and the
# least bend that is reckoned with.
_DOUBT, _FLATTEST = 0.15, 1e-6
# What L-BFGS remembers; how little may be gained by a step, and how often it is halved for that.
_REMEMBERED, _GAIN, _HALVINGS = 6, 1e-4, 12
# Sums are made in pieces of so many rows: 20 MB.
_PIECE = 1 << 18


def fitted(
    rows: Sequence[Whole],
    size: int,
    truths: Floats,
    shares: Floats,
    held_back: float = _HELD_BACK,
) -> tuple[Floats, Floats]:
    """Return the weights (size, columns) and the bias of each column.

    `rows` are the rows of each text; each counts 1 by the root of their number. `truths` (0 or 1)
    and `shares` (how much it counts) are of each text and column; `held_back` is how
    strongly weights are held at 0. What stands in one text only tells nothing of others: it weighs
    nothing.
    """
    spread = np.bincount(np.concatenate([np.unique(row) for row in rows]), minlength=size)
    known = np.flatnonzero(spread > 1)
    by_text, by_row = _both_ways(rows, known)
    rarity = np.log((1 + len(rows)) / (1 + spread[known])) + 1
    held = held_back * (rarity.mean() / rarity)[:, None] ** (2 * _RARE_ARE_FREER)
    bends = held + _DOUBT * by_row.squared().of(shares.astype(np.float32))
    bends = np.concatenate([bends, _DOUBT * shares.sum(axis=0, keepdims=True)])
    length = np.maximum(bends, _FLATTEST) ** -0.5
    length = length.astype(np.float32)

    def look(point: Floats) -> tuple[Floats, Floats]:
        weights, bias = np.split(point * length, [-1])
        logits = by_text.of(np.asarray(weights, dtype=np.float32)) + bias
        errors = (1 / (1 + np.exp(-np.clip(logits, -50, 50))) - truths) * shares
        loss = ((np.logaddexp(0, logits) - truths * logits) * shares).sum(axis=0)
        loss = loss + (held * weights**2).sum(axis=0) / 2
        slopes = [
            by_row.of(errors.astype(np.float32)) + held * weights,
            errors.sum(axis=0, keepdims=True),
        ]
        return loss, (np.concatenate(slopes) * length).astype(np.float32)

    lowest = _lowest(look, np.zeros_like(length)) * length
    weights = np.zeros((size, truths.shape[1]), dtype=np.float32)
    weights[known] = lowest[:-1]
    return weights, lowest[-1]


_Look = Callable[[Floats], tuple[Floats, Floats]]


def _lowest(look: _Look, point: Floats) -> Floats:
    """Return where each column is about lowest, of what tells height and slopes at a point."""
    height, slope = look(point)
    memory: deque[tuple[Floats, Floats, Floats]] = deque(maxlen=_REMEMBERED)
    for _ in range(_STEPS):
        way = _way_down(slope, memory)
        falls = (way * slope).sum(axis=0)
        step = np.ones(point.shape[1], dtype=np.float32)
        for _ in range(_HALVINGS):
            there = point + step * way
            its_height, its_slope = look(there)
            is_lower = its_height <= height + _GAIN * step * falls
            if is_lower.all():
                break
            step = np.where(is_lower, step, step / 2)
        moved, bent = there - point, its_slope - slope
        together = (moved * bent).sum(axis=0)
        memory.append((moved, bent, np.where(together > 0, 1 / np.maximum(together, 1e-9), 0)))
        point, height, slope = there, its_height, its_slope
    return point


def _way_down(slope: Floats, memory: Sequence[tuple[Floats, Floats, Floats]]) -> Floats:
    way = -slope
    parts = []
    for moved, bent, scale in reversed(memory):
        parts.append(scale * (moved * way).sum(axis=0))
        way = way - parts[-1] * bent
    if memory:
        moved, bent, _ = memory[-1]
        way = way * ((moved * bent).sum(axis=0) / np.maximum((bent * bent).sum(axis=0), 1e-9))
    for (moved, bent, scale), part in zip(memory, reversed(parts), strict=True):
        way = way + moved * (part - scale * (bent * way).sum(axis=0))
    return way.astype(np.float32)


@dataclass(frozen=True)
class _Sums:
    """Sums of the rows of a table, each with its value: `starts` is where each sum begins.

    `groups` are the numbers of those that have any rows, of `number` in all.
    """

    rows: Whole
    values: Floats
    starts: Whole
    groups: Whole
    number: int

    def of(self, table: Floats) -> Floats:
        """Return the sums (number, columns) over a table (rows, columns)."""
        sums = np.zeros((self.number, table.shape[1]), dtype=np.float32)
        first = 0
        while first < len(self.starts):
            begin = self.starts[first]
            last = max(first + 1, int(np.searchsorted(self.starts, begin + _PIECE)))
            end = self.starts[last] if last < len(self.starts) else len(self.rows)
            piece = table[self.rows[begin:end]] * self.values[begin:end, None]
            its = self.starts[first:last] - begin
            sums[self.groups[first:last]] = np.add.reduceat(piece, its, axis=0)
            first = last
        return sums

    def squared(self) -> "_Sums":
        """Return the same with the squares of its values."""
        return _Sums(self.rows, self.values**2, self.starts, self.groups, self.number)


def _both_ways(rows: Sequence[Whole], known: Whole) -> tuple[_Sums, _Sums]:
    """Return the sums of each text over its rows, and of each known row over its texts."""
    lengths = np.array([len(row) for row in rows])
    texts = np.repeat(np.arange(len(rows)), lengths)
    values = np.repeat(lengths**-0.5, lengths).astype(np.float32)
    together = np.concatenate(rows)
    places = np.searchsorted(known, together)
    kept = known[np.minimum(places, len(known) - 1)] == together
    places, texts, values = places[kept], texts[kept], values[kept]
    order = np.argsort(places, kind="stable")
    return (
        _sums(texts, places, values, len(rows)),
        _sums(places[order], texts[order], values[order], len(known)),
    )


def _sums(groups: Whole, rows: Whole, values: Floats, number: int) -> _Sums:
    having, starts = np.unique(groups, return_index=True)
    return _Sums(rows, values, starts, having, number)
