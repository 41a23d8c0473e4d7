"""Who says the same: a complaint that others brought before, at the same touchpoint."""

from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.case import Case
from bot.ledger import Look, SaidCase

# Of 3,080 questions to a bank, 44 % found an earlier one alike at their touchpoint from here on,
# and 82 % of those pairs were of the same of 77 intents.
ALIKE = 0.6
# What one customer says twice differs by a word in five at most.
_NEAR_COPY = 0.8
# One word in common is a coincidence.
_FEWEST_SHARED = 2
# Sums of the same weights may differ so much by their order.
_ALMOST = 1e-9
# A season: what was said before it has been mended, or is a theme.
LOOKS_BACK = timedelta(days=90)
MOST_LOOKED_AT = 500
# So many of a touchpoint are kept for the next turn; then the latest are looked up again.
_MOST_KEPT = 2 * MOST_LOOKED_AT
# Leading bits of the number of texts that are looked at to tell what is rare.
_BITS = 5

Floats = NDArray[np.float64]


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two gists are those of nearly the same words."""
    stems, others = set(one.split()), set(other.split())
    shared = len(stems & others)
    return shared >= _FEWEST_SHARED and shared / sqrt(len(stems) * len(others)) >= _NEAR_COPY


class AtTouchpoint:
    """What was said at one touchpoint, as the numbers of its stems.

    Of several with the very same stems only the first is compared; all count in what is rare.
    """

    def __init__(self) -> None:
        self.many = 0
        self._weighed = 0
        # By the number of a stem: how many said it, and what it weighs.
        self._numbers: dict[str, int] = {}
        self._held = array("q")
        self._weights = array("d")
        # By the place of a text: who said it first, where its stems begin, what they weigh.
        self._places: dict[str, int] = {}
        self._first: list[SaidCase] = []
        self._begins = array("q")
        self._own = array("d")
        self._stems = array("q")

    def add(self, case: SaidCase) -> None:
        """Let a case be found by those that come after."""
        stems, key = _stems_of(case.gist)
        numbers = [self._numbers.setdefault(stem, len(self._numbers)) for stem in stems]
        for _ in range(len(self._held), len(self._numbers)):
            self._held.append(0)
            self._weights.append(self._weight(held=1))
        for number in numbers:
            self._held[number] += 1
        if key not in self._places and len(stems) >= _FEWEST_SHARED:
            self._places[key] = len(self._first)
            self._first.append(case)
            self._begins.append(len(self._stems))
            self._stems.extend(numbers)
            self._own.append(sum(map(self._weights.__getitem__, numbers)))
        self.many += 1

    def likest(self, gist: str) -> tuple[float, SaidCase | None]:
        """Return the case that says most nearly the same, and how nearly (`ALIKE` to 1).

        The likeness is the cosine of two sets of stems, in which rare ones weigh more; 0 and None
        where nothing is alike. Of several alike it is the first.
        """
        stems, key = _stems_of(gist)
        same = self._places.get(key)
        if same is not None:
            return 1.0, self._first[same]
        numbers = [self._numbers[stem] for stem in stems if stem in self._numbers]
        if len(numbers) < _FEWEST_SHARED or not self._first:
            return 0.0, None
        self._weigh_if_due()
        weights = [self._weights[number] for number in numbers]
        own = sum(weights) + (len(stems) - len(numbers)) * self._weight(held=1)
        shares = np.zeros(len(self._held))
        shares[numbers] = weights
        likeness = self._of_each(shares) / np.sqrt(own * np.frombuffer(self._own))
        best, found = 0.0, None
        alike = np.flatnonzero(likeness >= ALIKE)
        for place, how in zip(alike.tolist(), likeness[alike].tolist(), strict=True):
            case = self._first[place]
            if how > best + _ALMOST and _share_enough(stems, case.gist):
                best, found = how, case
        return best, found

    def _weigh_if_due(self) -> None:
        """Weigh every stem by how many said it until now, and every text.

        Each time would take most of the time: a sixteenth more changes little.
        """
        known = self.many - self.many % (1 << max(0, self.many.bit_length() - _BITS))
        if known != self._weighed:
            self._weighed = known
            weights = np.log1p((known + 1) / np.frombuffer(self._held, np.int64)) ** 2
            self._weights = array("d", weights.tobytes())
            self._own = array("d", self._of_each(weights).tobytes())

    def _weight(self, *, held: int) -> float:
        """Return what a stem weighs that so many said: rare ones most."""
        return log(1 + (self._weighed + 1) / held) ** 2

    def _of_each(self, weights: Floats) -> Floats:
        """Return what the stems of each text weigh together, by what each stem does."""
        stems = np.frombuffer(self._stems, np.int64)
        return np.add.reduceat(weights.take(stems), np.frombuffer(self._begins, np.int64))


@lru_cache(maxsize=4)  # asked for by who looks for the likest, then by who adds
def _stems_of(gist: str) -> tuple[frozenset[str], str]:
    """Return the stems of a gist, and what is kept of them: a set takes twenty times as much."""
    stems = frozenset(gist.split())
    return stems, " ".join(sorted(stems))


def _share_enough(stems: frozenset[str], gist: str) -> bool:
    return len(stems.intersection(gist.split())) >= _FEWEST_SHARED


class SaidBefore:
    """Finds the group to which a new case belongs; remembers what it was told on the way.

    It may go on in the next turn, as long as each of its turns was kept.
    """

    def __init__(self) -> None:
        self._known: dict[str, AtTouchpoint] = {}
        self._next_id = 0

    def begin(self, look: Look, *, now: datetime) -> None:
        """Begin a turn."""
        self._look = look
        self._since = now - LOOKS_BACK
        # The first cases of the groups that were found: each shows how many there are.
        self.grown: set[int] = set()
        self._known = {key: at for key, at in self._known.items() if at.many <= _MOST_KEPT}

    def expect(self, case_ids: Sequence[int]) -> None:
        """Hear under which ids cases are opened now: others may have opened some before them."""
        if case_ids:
            if case_ids[0] != self._next_id:
                self._known.clear()
            self._next_id = case_ids[-1] + 1

    def group_of(self, case: Case, gist: str) -> int | None:
        """Return the first case in which another customer said the same; None for a new thing.

        What the same customer says again is linked by itself and makes no group.
        """
        if case.touchpoint is None or case.grave:
            return None
        likeness, like = self._at(case.touchpoint).likest(gist)
        if like is None or likeness < ALIKE or _is_same_customer(case, like):
            return None
        first = like.same_as or like.id
        self.grown.add(first)
        return first

    def add(self, case: Case, gist: str) -> None:
        """Let those that come after be compared with a case that was opened."""
        if case.touchpoint is not None and not case.grave:
            said = SaidCase(case.id, case.same_as, case.customer_id, gist)
            self._at(case.touchpoint).add(said)

    def _at(self, touchpoint: str) -> AtTouchpoint:
        if touchpoint not in self._known:
            there = AtTouchpoint()
            for case in self._earlier(touchpoint):
                there.add(case)
            self._known[touchpoint] = there
        return self._known[touchpoint]

    def _earlier(self, touchpoint: str) -> Sequence[SaidCase]:
        return self._look.said_at(touchpoint, since=self._since, at_most=MOST_LOOKED_AT)


def _is_same_customer(case: Case, like: SaidCase) -> bool:
    return case.customer_id is not None and case.customer_id == like.customer_id
