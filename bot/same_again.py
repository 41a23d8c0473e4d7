"""Who says the same: a complaint that others brought before, at the same touchpoint."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
# So many of a touchpoint are kept for the next turn; then the latest are looked up again.
_MOST_KEPT = 2 * MOST_LOOKED_AT
# Leading bits of the number of texts that are looked at to tell what is rare.
_BITS = 5
# Of what a text must share, so much may lie in stems too common to be looked up one by one.
_LEFT_OUT = 0.3


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two gists are those of nearly the same words."""
    stems, others = set(one.split()), set(other.split())
    shared = len(stems & others)
    return shared >= _FEWEST_SHARED and shared / sqrt(len(stems) * len(others)) >= _NEAR_COPY


class _AtTouchpoint:
    """What was said at one touchpoint, found by its stems.

    Of several with the very same stems only the first is compared; all count in what is rare.
    """

    def __init__(self) -> None:
        self.many = 0
        self._held: dict[str, int] = defaultdict(int)
        self._first: dict[frozenset[str], SaidCase] = {}
        self._holders: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._weights = _Weights(known=0)

    def add(self, case: SaidCase) -> None:
        """Let a case be found by those that come after."""
        stems = frozenset(case.gist.split())
        held, holders = self._held, self._holders
        for stem in stems:
            held[stem] += 1
        if stems not in self._first:
            self._first[stems] = case
            for stem in stems:
                holders[stem].append(stems)
        self.many += 1
        # Weighing all anew each time would take most of the time: a sixteenth more changes little.
        known = self.many - self.many % (1 << max(0, self.many.bit_length() - _BITS))
        if known != self._weights.known:
            self._weights = _Weights(known)

    def likest(self, gist: str) -> tuple[float, SaidCase | None]:
        """Return the case that says most nearly the same, and how nearly (`ALIKE` to 1).

        The likeness is the cosine of two sets of stems, in which rare ones weigh more; 0 and None
        where nothing is alike. Of several alike it is the first.
        """
        stems = frozenset(gist.split())
        if len(stems) < _FEWEST_SHARED:
            return 0.0, None
        if stems in self._first:
            return 1.0, self._first[stems]
        weigh, held = self._weights.__getitem__, self._held
        weights = {stem: weigh(held.get(stem, 1)) for stem in stems}
        own = sum(weights.values())
        best, found = 0.0, None
        # Who is alike shares so much: whatever is shared, the other weighs no less.
        least = ALIKE**2 * own
        for others in self._likely(weights, least):
            shared = stems & others
            both = sum(map(weights.__getitem__, shared))
            if len(shared) < _FEWEST_SHARED or both < least:
                continue
            likeness = both / sqrt(own * sum(map(weigh, map(held.__getitem__, others))))
            case = self._first[others]
            if found is None or likeness > best + _ALMOST:
                best, found = likeness, case
            elif likeness > best - _ALMOST and case.id < found.id:
                found = case
            least = max(least, (best - _ALMOST) ** 2 * own)
        return best, found

    def _likely(self, weights: Mapping[str, float], least: float) -> list[frozenset[str]]:
        """Return all that may share so much with a text, the likeliest first."""
        shared: dict[frozenset[str], float] = {}
        rest = sum(weights.values())
        # Rarest first: few hold them, and what shares none of them shares too little.
        for stem in sorted(weights, key=weights.__getitem__, reverse=True):
            if rest < least * _LEFT_OUT:
                break
            weight = weights[stem]
            for others in self._holders.get(stem, ()):
                if rest >= least or others in shared:
                    shared[others] = shared.get(others, 0.0) + weight
            rest -= weight
        least -= rest + _ALMOST
        likely = [others for others, weight in shared.items() if weight >= least]
        return sorted(likely, key=shared.__getitem__, reverse=True)


class _Weights(dict[int, float]):
    """What a stem weighs that so many hold, of so many known: rare ones most."""

    def __init__(self, known: int) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, held: int) -> float:
        weight = self[held] = log(1 + (self.known + 1) / held) ** 2
        return weight


class SaidBefore:
    """Finds the group to which a new case belongs; remembers what it was told on the way.

    It may go on in the next turn, as long as each of its turns was kept.
    """

    def __init__(self) -> None:
        self._known: dict[str, _AtTouchpoint] = {}
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
