"""Recognises what must reach the leads at once and privately; it would rather be told too much.

A wrong alarm costs a lead one look, a missed one may cost a life: phrases are wide, and negations
are not looked at; beside them a model learned from sentences how grave things are said
(`train_grave.py`). What a company's own map names is its daily business: a hospital's ambulance, a
court's lawyers.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import get_args

import numpy as np

from bot.reading import Grave
from bot.reading.linear import LinearModel, sums_of
from bot.reading.lists import sections_of
from bot.reading.phrases import Hit, Phrases

# Words of a phrase that name something.
_NAMES = re.compile(r"\w{5,}")
# How far from an illness a word may stand that says whose it is.
_WITHIN = 8
# The kinds of the model's columns; an illness is no alarm in itself, and told by its name.
LEARNED_KINDS: tuple[Grave, ...] = tuple(kind for kind in get_args(Grave) if kind != "health")
# From these log-odds on, of sentences that the model has not seen, seven in eight grave ones
# are told, and one or two in a hundred of everyday ones. Who looks at many parts of a story has to
# see more: so much for each time their number grows e-fold.
_ALARMS_FROM, _BY_PARTS = -1.5, 1.0
# A story is looked at in parts of sixteen words, which overlap by half.
_HALF = 8
_MOST_WORDS = 400
# Fewer words ("De la publicité") sound like anything.
_FEWEST = 4
# In so few words an institution that is merely named is a threat ("Next stop: the court").
_SHORT = 14


class GraveContent:
    """Recognises grave content, for a company whose map says what its daily business is."""

    def __init__(self, daily_words: Collection[str] = ()) -> None:
        """Take the folded words of the map: what is named there is business, not an alarm."""
        self._daily = frozenset(daily_words)
        health = sections_of("health")
        self._own = frozenset(" ".join(health["own"]).split())
        signs = sections_of("grave")
        mentioned = {
            word
            for line in signs["danger mention"] + signs["legal mention"]
            for word in _NAMES.findall(line)
        }
        self._business = self._daily & mentioned
        self._signs = Phrases({**signs, "health": health["condition"]})

    def of(self, folded: Sequence[str], *, is_glad: bool = False) -> Grave | None:
        """Return the gravest thing that folded words hold, or None; see `of_all`."""
        return self.of_all([folded], [is_glad])[0]

    def of_all(
        self, texts: Sequence[Sequence[str]], are_glad: Sequence[bool]
    ) -> list[Grave | None]:
        """Return the gravest thing that each text holds, given as folded words, or None.

        In who is glad, only what is said outright counts.
        """
        heard = _heard_in(
            [
                () if is_glad else self._beyond_business(text)
                for text, is_glad in zip(texts, are_glad, strict=True)
            ]
        )
        return [
            _gravest(self.said_in(text).union(sounds))
            for text, sounds in zip(texts, heard, strict=True)
        ]

    def said_in(self, folded: Sequence[str]) -> set[str]:
        """Return what is said by phrases of the list."""
        labels = {hit.label for hit in self._signs.found(folded) if self._counts(folded, hit)}
        return {label.removesuffix(" mention") for label in labels}

    def _beyond_business(self, folded: Sequence[str]) -> Sequence[str]:
        if self._business.isdisjoint(folded):
            return folded
        return [word for word in folded if word not in self._business]

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


def _heard_in(texts: Sequence[Sequence[str]]) -> list[tuple[Grave, ...]]:
    """Return of each text what it sounds like to who learned how grave things are said."""
    model = _model()
    halves = [_halves_of(text) for text in texts]
    numbers = np.array(list(map(len, halves)), dtype=np.intp)
    is_last = np.zeros(numbers.sum(), dtype=bool)
    is_last[(np.cumsum(numbers) - 1)[numbers > 0]] = True
    # A part are two halves; who said only one half is heard all the same.
    lengths = np.array(list(map(len, chain.from_iterable(halves))), dtype=np.intp)
    sums = model.sums([list(chain.from_iterable(each)) for each in halves], lengths)
    sums[:-1] += np.where(is_last[:-1, None], 0, sums[1:])
    parts = sums[~is_last | np.repeat(numbers == 1, numbers)]
    odds = np.where(numbers > 1, numbers - 1, numbers)
    most = sums_of(model.log_odds_of(parts), odds, np.maximum)
    alarms = (odds > 0) & (
        most.max(axis=1) > _ALARMS_FROM + _BY_PARTS * np.log(np.maximum(1, odds))
    )
    return [
        (LEARNED_KINDS[kind],) if is_alarm else ()
        for kind, is_alarm in zip(most.argmax(axis=1).tolist(), alarms.tolist(), strict=True)
    ]


def _gravest(kinds: Collection[str]) -> Grave | None:
    if not kinds:
        return None
    return next(kind for kind in _BY_GRAVITY if kind in kinds)


def parts_of(words: Sequence[str]) -> list[Sequence[str]]:
    """Return a text in parts as long as one thing that is said; none of very few words."""
    halves = _halves_of(words)
    return [[*first, *second] for first, second in pairwise(halves)] or halves


def _halves_of(words: Sequence[str]) -> list[Sequence[str]]:
    """Return the halves of a text's parts, each of which ends one part and begins the next."""
    if len(words) < _FEWEST:
        return []
    return [
        words[start : start + _HALF] for start in range(0, min(len(words), _MOST_WORDS), _HALF)
    ]


@cache
def _model() -> LinearModel:
    return LinearModel("grave", with_pairs=True)


# The order of the type is that of gravity.
_BY_GRAVITY: tuple[Grave, ...] = get_args(Grave)
