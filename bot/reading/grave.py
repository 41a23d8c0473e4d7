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
        health = sections_of("health")
        self._own = frozenset(" ".join(health["own"]).split())
        self._signs = Phrases({**sections_of("grave"), "health": health["condition"]})

    def of(self, folded: Sequence[str]) -> Grave | None:
        """Return the gravest thing that folded words hold, or None."""
        found = list(self._signs.found(folded))
        labels = {label for label, at in found if label != "health" or self._is_own(folded, at)}
        return next((kind for kind in _BY_GRAVITY if kind in labels), None)

    def _is_own(self, folded: Sequence[str], at: int) -> bool:
        if folded[at] in self._daily:
            return False
        return not self._own.isdisjoint(folded[max(0, at - _WITHIN) : at + _WITHIN + 1])


# The order of the type is that of gravity.
_BY_GRAVITY: tuple[Grave, ...] = get_args(Grave)
