"""Who is affected by the same thing: the cases that an improvement could answer too."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from bot.ledger import Look
from bot.ledger_improvements import CaseWords
from bot.reading.gist import gist_of
from bot.wording import LANGUAGES

# Who asked longer ago has found another way, or has left.
LOOKS_BACK = timedelta(days=365)
# Less alike than what is taken for the same by itself (0.6): here a person looks at each.
_ALIKE = 0.35
# One word in common is a coincidence.
_FEWEST_SHARED = 2
# How sure a proposal is: said in the same group, with all the words, or alike (its likeness).
_SAME, _WORDS = 2.0, 1.5


@dataclass(frozen=True)
class Affected:
    """A case that may be one of many; the surest have the highest `score`."""

    words: CaseWords
    score: float

    @property
    def asks_for_it(self) -> bool:
        """Tell whether it holds the words searched for, or says the same: no mere likeness."""
        return self.score >= _WORDS


def affected(
    said: Sequence[CaseWords], *, search: str = "", like: Collection[int] = ()
) -> list[Affected]:
    """Return the cases that hold the words searched for, or say what those of `like` say.

    The open ones first; of them the surest, then the earliest. Those of `like` themselves are
    left out, and so is what is a part of an improvement already.
    """
    wanted = _stems_wanted(search)
    models = [one for one in said if one.case_id in like]
    groups = {one.same_as or one.case_id for one in models}
    found = []
    for one in said:
        if one.case_id in like or one.improvement_id is not None:
            continue
        score = _score(one, wanted, models, groups)
        if score:
            found.append(Affected(one, score))
    return sorted(found, key=_order)


def heard_before(
    look: Look, *, now: datetime, search: str = "", touchpoints: Iterable[str | None] = ()
) -> list[CaseWords]:
    """Return what was said in cases closed within a year, among which others may be affected.

    What holds some of the words searched for, and what was said at some touchpoints.
    """
    return look.closed_words(
        since=now - LOOKS_BACK,
        stems=frozenset().union(*_stems_wanted(search)),
        touchpoints={one for one in touchpoints if one},
    )


def _order(found: Affected) -> tuple[bool, float, int]:
    return found.words.closed_at is not None, -found.score, found.words.case_id


def _stems_wanted(search: str) -> list[frozenset[str]]:
    """Return the stems of the words searched for, as each language cuts them."""
    wanted = (frozenset(gist_of(search, language=one).split()) for one in LANGUAGES)
    return [stems for stems in wanted if stems]


def _score(
    one: CaseWords,
    wanted: Iterable[frozenset[str]],
    models: Iterable[CaseWords],
    groups: Collection[int],
) -> float:
    if (one.same_as or one.case_id) in groups:
        return _SAME
    stems = frozenset(one.gist.split())
    if any(those <= stems for those in wanted):
        return _WORDS
    alike = (
        _likeness(stems, frozenset(model.gist.split()))
        for model in models
        if model.touchpoint == one.touchpoint
    )
    best = max(alike, default=0.0)
    return best if best >= _ALIKE else 0.0


def _likeness(stems: frozenset[str], others: frozenset[str]) -> float:
    """Return the cosine of two sets of stems; 0 for a single word in common."""
    shared = len(stems & others)
    return shared / sqrt(len(stems) * len(others)) if shared >= _FEWEST_SHARED else 0.0
