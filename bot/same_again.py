"""Who says the same: a complaint that others brought before, at the same touchpoint."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log, sqrt

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


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two gists are those of nearly the same words."""
    stems, others = set(one.split()), set(other.split())
    shared = len(stems & others)
    return shared >= _FEWEST_SHARED and shared / sqrt(len(stems) * len(others)) >= _NEAR_COPY


@dataclass
class _AtTouchpoint:
    """What was said at one touchpoint, found by its stems.

    Of several with the very same stems only the first is compared; all count in what is rare.
    """

    many: int = 0
    held: Counter[str] = field(default_factory=Counter)
    first: dict[frozenset[str], SaidCase] = field(default_factory=dict)
    holders: dict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, case: SaidCase) -> None:
        stems = frozenset(case.gist.split())
        self.many += 1
        self.held.update(stems)
        if stems not in self.first:
            self.first[stems] = case
            for stem in stems:
                self.holders[stem].append(stems)

    def likest(self, gist: str) -> tuple[float, SaidCase | None]:
        """Return the case that says most nearly the same, and how nearly (`ALIKE` to 1).

        The likeness is the cosine of two sets of stems, in which rare ones weigh more; 0 and None
        where nothing is alike. Of several alike it is the first.
        """
        weights = _Weights(self)
        # Rarest first: few hold them, and what is alike shares one of them.
        stems = sorted(set(gist.split()), key=lambda stem: (-weights[stem], stem))
        own = sum(map(weights.__getitem__, stems))
        best, found = 0.0, None
        for others in self._likely(stems, own, weights):
            shared = [stem for stem in stems if stem in others]
            both = sum(map(weights.__getitem__, shared))
            # The other weighs at least what is shared: most need not be weighed at all.
            if len(shared) < _FEWEST_SHARED or both < max(ALIKE, best - _ALMOST) ** 2 * own:
                continue
            likeness = both / sqrt(own * sum(map(weights.__getitem__, sorted(others))))
            case = self.first[others]
            if likeness > best or (found and likeness == best and case.id < found.id):
                best, found = likeness, case
        return best, found

    def _likely(
        self, stems: Sequence[str], own: float, weights: "_Weights"
    ) -> set[frozenset[str]]:
        """Return all that may be alike: what holds a stem without which too little is shared."""
        likely: set[frozenset[str]] = set()
        rest = own
        for stem in stems:
            if rest < ALIKE**2 * own:
                break
            likely.update(self.holders.get(stem, ()))
            rest -= weights[stem]
        return likely


class _Weights(dict[str, float]):
    """What stems weigh at a touchpoint as it is now, rare ones most."""

    def __init__(self, there: _AtTouchpoint) -> None:
        super().__init__()
        self._held = there.held
        self._known = there.many + 1

    def __missing__(self, stem: str) -> float:
        weight = self[stem] = log(1 + self._known / (self._held.get(stem) or 1)) ** 2
        return weight


class SaidBefore:
    """Finds the group to which a new case belongs; remembers what it was told on the way."""

    def __init__(self, look: Look, *, now: datetime) -> None:
        self._look = look
        self._since = now - LOOKS_BACK
        self._known: dict[str, _AtTouchpoint] = {}
        # The first cases of the groups that were found: each shows how many there are.
        self.grown: set[int] = set()

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

    def _at(self, touchpoint: str) -> _AtTouchpoint:
        if touchpoint not in self._known:
            there = _AtTouchpoint()
            for case in self._earlier(touchpoint):
                there.add(case)
            self._known[touchpoint] = there
        return self._known[touchpoint]

    def _earlier(self, touchpoint: str) -> Sequence[SaidCase]:
        return self._look.said_at(touchpoint, since=self._since, at_most=MOST_LOOKED_AT)


def _is_same_customer(case: Case, like: SaidCase) -> bool:
    return case.customer_id is not None and case.customer_id == like.customer_id
