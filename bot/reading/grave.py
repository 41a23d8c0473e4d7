"""Recognises what must reach the leads at once and privately; it would rather be told too much.

A wrong alarm costs a lead one look, a missed one may cost a life: phrases are wide, and negations
are not looked at. What a company's own map names is its daily business: a hospital's ambulance, a
court's lawyers.
"""

from collections.abc import Collection, Sequence
from typing import get_args

from bot.reading import Grave
from bot.reading.lists import sections_of
from bot.reading.phrases import Hit, Phrases

# How far from an illness a word may stand that says whose it is.
_WITHIN = 8
# In so few words an institution that is merely named is a threat ("Next stop: the court").
_SHORT = 14


class GraveContent:
    """Recognises grave content, for a company whose map says what its daily business is."""

    def __init__(self, daily_words: Collection[str] = ()) -> None:
        """Take the folded words of the map: what is named there is business, not an alarm."""
        self._daily = frozenset(daily_words)
        health = sections_of("health")
        self._own = frozenset(" ".join(health["own"]).split())
        self._signs = Phrases({**sections_of("grave"), "health": health["condition"]})

    def of(self, folded: Sequence[str]) -> Grave | None:
        """Return the gravest thing that folded words hold, or None."""
        labels = {hit.label for hit in self._signs.found(folded) if self._counts(folded, hit)}
        kinds = {label.removesuffix(" mention") for label in labels}
        return next((kind for kind in _BY_GRAVITY if kind in kinds), None)

    def _counts(self, folded: Sequence[str], hit: Hit) -> bool:
        if hit.label == "health":
            return not self._is_daily(hit) and self._is_own(folded, hit.at)
        if hit.label == "legal mention":
            return not self._is_daily(hit) and len(folded) <= _SHORT
        return hit.label != "danger mention" or not self._is_daily(hit)

    def _is_daily(self, hit: Hit) -> bool:
        return not self._daily.isdisjoint(hit.said)

    def _is_own(self, folded: Sequence[str], at: int) -> bool:
        return not self._own.isdisjoint(folded[max(0, at - _WITHIN) : at + _WITHIN + 1])


# The order of the type is that of gravity.
_BY_GRAVITY: tuple[Grave, ...] = get_args(Grave)
