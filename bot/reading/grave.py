"""Recognises what must reach the leads at once and privately; it would rather be told too much.

A wrong alarm costs a lead one look, a missed one may cost a life: phrases are wide, and negations
are not looked at.
"""

from collections.abc import Collection, Sequence
from typing import get_args

from bot.reading import Grave
from bot.reading.lists import sections_of
from bot.reading.phrases import Phrases

# How far from an illness a word may stand that says whose it is.
_WITHIN = 8


class GraveContent:
    """Recognises grave content, for a company whose map says what its daily business is."""

    def __init__(self, daily_words: Collection[str] = ()) -> None:
        """Take the folded words of the map: an illness named there is business, not a secret."""
        self._daily = frozenset(daily_words)
        self._signs = Phrases(sections_of("grave"))
        self._health = Phrases(sections_of("health"))

    def of(self, folded: Sequence[str]) -> Grave | None:
        """Return the gravest thing that folded words hold, or None."""
        found = self._signs.labels(folded)
        for kind in _BY_GRAVITY:
            if kind in found:
                return kind
        return "health" if self._tells_health(folded) else None

    def _tells_health(self, folded: Sequence[str]) -> bool:
        found = list(self._health.found(folded))
        owners = [at for label, at in found if label == "own"]
        return any(
            abs(at - owner) <= _WITHIN
            for label, at in found
            if label == "condition" and folded[at] not in self._daily
            for owner in owners
        )


# The order of the type is that of gravity.
_BY_GRAVITY: tuple[Grave, ...] = get_args(Grave)
