"""Learns from what people moved or confirmed, on top of what the map alone says.

A logistic model over the words of a text begins at the map's own scores and moves from them only
as far as corrections push it: with few of them it cannot do worse than the map. Its optimum is one
and the same in whatever order the corrections come, and each of them has its own share in it
(Shalev-Shwartz and Zhang, "Stochastic dual coordinate ascent", 2013): so a correction can be
learned or taken back by itself, and named as the reason for a reading.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.reading.linear import sums_of

Floats = NDArray[np.float64]

# How far corrections may pull away from the map: of those tried on five maps, the one that was
# best with ten corrections of a touchpoint and never below the map with fewer.
_HELD_BACK = 0.02
# "None of these" has no words in the map to hold it: what is taught of it spreads less.
_NONE_HELD_BACK = 1.0
# "None of these" begins well below every touchpoint.
_NONE_OF_THESE = -3.0
# One text's own share is found by Newton's method, in steps no longer than it can be trusted.
_NEWTON, _LONGEST_STEP, _FOUND = 12, 2.0, 1e-3
# A share that is off by less stays as it is.
_NEAR_ENOUGH = 0.01
# How often all are gone over at a start; and how many neighbours are, when one more comes.
_ROUNDS = 3
# Where there are many, only those that were left off are gone over again, found so many at once.
_MANY, _AT_A_TIME = 1_000, 200
_NEIGHBOURS = 30
# Of the corrections that hold a word, the newest are looked at; of all, the likeliest are weighed.
_MOST_OF_A_WORD, _WEIGHED = 60, 12
# The nearest one is sought for every text: among fewer.
_FEWER_OF_A_WORD, _COMPARED = 20, 4
# How much of a word one correction explains; several, more and more of it. Once in the map
# explains more: corrections are whole texts, of which not every word is to the point.
_SAID_ONCE = 0.2
# Texts are compared by the words that tell most.
_TELLING_WORDS = 4


@dataclass(frozen=True)
class Example:
    """A correction as it is learned: its stems' weights, the map's logits, the right number.

    `meaning` is what it means, a vector of length 1, where that is known.
    """

    weights: Mapping[str, float]
    cold: Floats
    right: int
    meaning: Floats | None = None


class Learned:
    """What corrections taught about words, for each touchpoint and "none of these"."""

    def __init__(self, touchpoints: int) -> None:
        self._size = touchpoints + 1
        self._held_back = np.full(self._size, _HELD_BACK)
        self._held_back[-1] = _NONE_HELD_BACK
        self._rows: dict[str, int] = {}
        self._table = np.zeros((256, self._size))
        self._times = np.zeros((256, self._size), dtype=np.float32)
        self._counts = [0] * self._size
        self._examples: dict[int, _Kept] = {}
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._meanings = np.zeros((0, self._size))

    @property
    def is_any(self) -> bool:
        """Tell whether there is anything that was learned."""
        return bool(self._examples)

    def weighed(self, texts: Sequence[Mapping[str, float]]) -> "Weighed":
        """Return texts, by what their stems weigh, as what was learned is compared with them."""
        lengths = np.array(list(map(len, texts)), dtype=np.intp)
        stems = list(chain.from_iterable(texts))
        # The last row is nobody's: there is always one more than stems.
        rows = np.array([self._rows.get(stem, -1) for stem in stems], dtype=np.intp)
        values = chain.from_iterable([each.values() for each in texts])
        return Weighed(stems, rows, np.fromiter(values, np.float64, len(stems)), lengths)

    def logits_of(self, cold: Floats, texts: "Weighed", meanings: Floats | None = None) -> Floats:
        """Return the map's logits of texts (rows) as moved by corrections.

        The last column is "none of these".
        """
        logits = _with_none(cold)
        if self.is_any:
            moved = self._table.take(texts.rows, axis=0) * texts.values[:, None]
            logits += sums_of(moved, texts.lengths)
        if meanings is not None and len(self._meanings):
            logits += meanings @ self._meanings
        return logits

    def explains(self, stems: Sequence[str]) -> Floats:
        """Return how much of each stem (row) was said before of each touchpoint (0 to 1)."""
        rows = [self._rows.get(stem, -1) for stem in stems]
        return np.asarray(1 - np.exp(-_SAID_ONCE * self._times[rows, :-1]))

    def nearest(self, text: "Weighed", number: int) -> tuple[float, int]:
        """Return how near the nearest correction of a touchpoint is to a text, and their number.

        From 0 (no word in common that tells much) to 1 (the same words).
        """
        if not self._counts[number]:
            return 0.0, 0
        near = self._near(text, number, at_most=_COMPARED, newest=_FEWER_OF_A_WORD, right=number)
        return max(near.values(), default=0.0), self._counts[number]

    def most_like(
        self, weights: Mapping[str, float], number: int, meaning: Floats | None = None
    ) -> tuple[int, float] | None:
        """Return the correction that speaks most for a touchpoint, and how far it moves it."""
        # By their words alone, none of another touchpoint speaks for this one.
        right = number if meaning is None else None
        near = self._near(self.weighed([weights]), number, at_most=_WEIGHED, right=right)
        if meaning is not None:
            near = self._near_in_meaning(near, meaning)
        moved = {at: float(self._examples[at].share[number]) * near[at] for at in near}
        if not moved:
            return None
        most = max(moved, key=lambda at: (moved[at], at))
        return most, moved[most] / float(self._held_back[number])

    def learn(self, examples: Mapping[int, Example]) -> None:
        """Learn examples under their numbers; the same ones in any order teach the same."""
        for number, example in examples.items():
            self._keep(number, example)
        if len(examples) > _NEIGHBOURS:
            self._settle_all()
            again = self._settle_unsettled if len(self._examples) > _MANY else self._settle_all
            for _ in range(1, _ROUNDS):
                again()
        else:
            for number in examples:
                self._settle_around(number)

    def forget(self, number: int) -> None:
        """Take an example out, and let its neighbours settle without it."""
        around = self._neighbours(number)
        kept = self._examples.pop(number)
        self._move(kept, -kept.share)
        self._times[kept.rows, kept.right] -= 1
        self._counts[kept.right] -= bool(kept.weights)
        for stem in kept.weights:
            self._by_stem[stem].remove(number)
        for _ in range(_ROUNDS):
            self._settle(around)

    def _keep(self, number: int, example: Example) -> None:
        for stem in example.weights:
            self._rows.setdefault(stem, len(self._rows))
            self._by_stem[stem].append(number)
        while len(self._rows) >= len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            self._times = np.concatenate([self._times, np.zeros_like(self._times)])
        values = np.array([*example.weights.values()])
        rows = np.array([self._rows[stem] for stem in example.weights], dtype=np.intp)
        self._times[rows, example.right] += 1
        self._counts[example.right] += bool(example.weights)
        meaning = example.meaning
        if meaning is not None and not len(self._meanings):
            self._meanings = np.zeros((len(meaning), self._size))
        self._examples[number] = _Kept(
            weights=example.weights,
            rows=rows,
            values=values,
            square=float(values @ values) + (0.0 if meaning is None else float(meaning @ meaning)),
            meaning=meaning,
            cold=_with_none(example.cold),
            right=example.right,
            share=np.zeros(self._size),
        )

    def _settle_around(self, number: int) -> None:
        around = [number, *self._neighbours(number)]
        for _ in range(_ROUNDS):
            self._settle(around)

    def _settle(self, numbers: Iterable[int]) -> None:
        """Give each example in turn the share it has in the optimum, all others as they are."""
        for number in numbers:
            one = self._examples[number]
            if not one.square:
                continue
            logits = one.cold + one.values @ self._table[one.rows]
            if one.meaning is not None:
                logits += one.meaning @ self._meanings
            belief = np.exp(logits - logits.max())
            missing = one.share + belief / belief.sum()
            missing[one.right] -= 1
            if max(missing.max(), -missing.min()) < _NEAR_ENOUGH:
                continue
            pull = one.square / self._held_back
            share = _share_of(logits - pull * one.share, logits, one.right, pull)
            self._move(one, share - one.share)
            one.share = share

    def _move(self, one: "_Kept", share: Floats) -> None:
        """Give what an example says so much more of a share in what was learned."""
        self._table[one.rows] += np.outer(one.values, share / self._held_back)
        if one.meaning is not None:
            self._meanings += np.outer(one.meaning, share / self._held_back)

    def _settle_all(self) -> None:
        self._settle(self._examples)

    def _settle_unsettled(self) -> None:
        """Settle, of many, those whose share is off: most are not after the first round."""
        numbers = list(self._examples)
        for start in range(0, len(numbers), _AT_A_TIME):
            some = numbers[start : start + _AT_A_TIME]
            self._settle([at for at, off in zip(some, self._off(some), strict=True) if off])

    def _off(self, numbers: Sequence[int]) -> list[bool]:
        """Tell of examples whether their shares are off, all at once."""
        those = [self._examples[at] for at in numbers]
        lengths = np.array([len(one.rows) for one in those])
        logits = np.array([one.cold for one in those])
        if some := lengths.nonzero()[0].tolist():
            rows = np.concatenate([those[at].rows for at in some])
            values = np.concatenate([those[at].values for at in some])
            starts = (np.cumsum(lengths) - lengths)[some]
            logits[some] += np.add.reduceat(self._table[rows] * values[:, None], starts, axis=0)
        if len(self._meanings):
            nothing = np.zeros(len(self._meanings))
            meanings = [nothing if one.meaning is None else one.meaning for one in those]
            logits += np.array(meanings) @ self._meanings
        missing = shares_of(logits) + np.array([one.share for one in those])
        missing[np.arange(len(those)), [one.right for one in those]] -= 1
        off: list[bool] = (np.abs(missing).max(axis=1) >= _NEAR_ENOUGH).tolist()
        return off

    def _neighbours(self, number: int) -> list[int]:
        one = self._examples[number]
        near = self._near(self.weighed([one.weights]), None, at_most=_NEIGHBOURS)
        if one.meaning is not None:
            near = self._near_in_meaning(near, one.meaning)
        near.pop(number, None)
        return sorted(near, key=lambda at: (-near[at], at))[:_NEIGHBOURS]

    def _near(
        self,
        text: "Weighed",
        number: int | None,
        *,
        at_most: int,
        newest: int = _MOST_OF_A_WORD,
        right: int | None = None,
    ) -> dict[int, float]:
        """Return the corrections nearest to a text, and how near they are (0 to 1).

        They are sought by the words that tell most: by rarity, or for the touchpoint of a number.
        With `right`, only those that belong there are told of.
        """
        by_stem, stems = self._by_stem, text.stems
        says = 1.0 if number is None else self._table[text.rows, number]
        tells = (text.values * says).tolist()
        known = [at for at, stem in enumerate(stems) if by_stem.get(stem)]
        telling = sorted(known, key=tells.__getitem__, reverse=True)[:_TELLING_WORDS]
        found = Counter(chain.from_iterable([by_stem[stems[at]][-newest:] for at in telling]))
        likest = sorted(found, key=found.__getitem__, reverse=True)[:at_most]
        weighs = np.zeros(len(self._table))
        weighs[text.rows] = text.values
        return {
            at: float(one.values @ weighs.take(one.rows))
            for at in likest
            for one in (self._examples[at],)
            if right is None or one.right == right
        }

    def _near_in_meaning(self, near: Mapping[int, float], meaning: Floats) -> dict[int, float]:
        """Return how near corrections are once what they mean counts as well."""
        known = [
            (at, one.meaning) for at, one in self._examples.items() if one.meaning is not None
        ]
        if not known:
            return dict(near)
        numbers, vectors = zip(*known, strict=True)
        alike = dict(zip(numbers, (np.array(vectors) @ meaning).tolist(), strict=True))
        nearest = nlargest(_WEIGHED, alike, key=alike.__getitem__)
        return {at: near.get(at, 0.0) + alike.get(at, 0.0) for at in {*near, *nearest}}


class Weighed(NamedTuple):
    """Texts by what their stems weigh, text after text, and how many stems each has."""

    stems: Sequence[str]
    rows: NDArray[np.intp]
    values: Floats
    lengths: NDArray[np.intp]

    def each(self) -> Iterator["Weighed"]:
        """Yield each text by itself."""
        end = 0
        for number, length in enumerate(self.lengths.tolist()):
            start, end = end, end + length
            held = slice(start, end)
            yield Weighed(
                self.stems[held],
                self.rows[held],
                self.values[held],
                self.lengths[number : number + 1],
            )


@dataclass
class _Kept:
    weights: Mapping[str, float]
    rows: NDArray[np.intp]
    values: Floats
    square: float
    meaning: Floats | None
    cold: Floats
    right: int
    share: Floats


def shares_of(logits: Floats) -> Floats:
    """Return the share of belief in each (the last axis); they add up to 1."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _share_of(others: Floats, start: Floats, right: int, pull: Floats) -> Floats:
    """Return how far a text is from being believed, once its own share has been counted in.

    It solves `share = right - belief(others + pull * share)`.
    """
    logits = start
    give = 1 / pull
    for _ in range(_NEWTON):
        belief = np.exp(logits - logits.max())
        belief /= belief.sum()
        missing = (logits - others) * give + belief
        missing[right] -= 1
        slope = 1 / (give + belief)
        step = slope * missing
        bent = slope * belief
        step += bent * (float(belief @ step) / max(1e-9, 1 - float(belief @ bent)))
        longest = max(float(step.max()), -float(step.min()))
        logits = logits - step * min(1.0, _LONGEST_STEP / (longest + _FOUND))
        if longest < _FOUND:
            break
    share = -shares_of(logits)
    share[right] += 1
    return np.asarray(share)


def _with_none(cold: Floats) -> Floats:
    logits = np.empty((*cold.shape[:-1], cold.shape[-1] + 1))
    logits[..., :-1] = cold
    logits[..., -1] = _NONE_OF_THESE
    return logits
