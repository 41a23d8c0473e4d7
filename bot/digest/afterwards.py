"""What became of how customers feel where something was improved."""

from collections import Counter
from datetime import datetime, timedelta

from bot.digest.few import FEWEST
from bot.digest.week import Improved, Mood
from bot.improvement import Improvement
from bot.ledger import Look
from bot.ledger_improvements import Felt
from bot.told_before import told_the_end

# A cause touches a place or two; what few spoke of says nothing about it.
_MOST_TOUCHPOINTS = 3
# Four weeks on each side: as long as a theme is looked at.
SPAN = timedelta(days=28)


def moods_after(look: Look, improvement: Improvement, *, now: datetime) -> tuple[Mood, ...]:
    """Return how customers felt in the four weeks since it was done, and in the four before.

    At each touchpoint that its customers spoke of: the one it began with first, then where most
    of them did. Nothing while it is not done. Each figure is None where it would rest on fewer
    than five.
    """
    if improvement.done_at is None:
        return ()
    spoken = Counter(case.touchpoint for case in look.cases_in(improvement.id))
    others = sorted(
        (key for key in spoken if key and key != improvement.touchpoint),
        key=lambda key: (-spoken[key], key),
    )
    main = [improvement.touchpoint] if improvement.touchpoint else []
    return tuple(
        _mood_at(look, key, improvement.done_at, now=now)
        for key in [*main, *others][:_MOST_TOUCHPOINTS]
    )


def _mood_at(look: Look, touchpoint: str, done: datetime, *, now: datetime) -> Mood:
    before = look.felt_at(touchpoint, done - SPAN, done)
    after = look.felt_at(touchpoint, done, min(now, done + SPAN))
    heard = after.heard if after.heard >= FEWEST else None
    return Mood(touchpoint, heard=heard, polarity=_mean(after), before=_mean(before))


def _mean(felt: Felt) -> float | None:
    return felt.polarity if felt.heard >= FEWEST else None


def improved_lately(
    look: Look, *, start: datetime, end: datetime, now: datetime
) -> tuple[Improved, ...]:
    """Return what was done for many in [start, end), and what came of what was done before it.

    An improvement is told again, for four weeks, once five customers have spoken since.
    """
    found = []
    for one in look.improvements():
        if one.done_at is None or not start - SPAN <= one.done_at < end:
            continue
        moods = moods_after(look, one, now=min(now, end))
        known = tuple(mood for mood in moods if mood.polarity is not None)
        if one.done_at >= start or known:
            found.append(_improved(look, one, known))
    return tuple(found)


def _improved(look: Look, improvement: Improvement, moods: tuple[Mood, ...]) -> Improved:
    cases = look.cases_in(improvement.id)
    customers, earlier = len(cases), sum(case.hears_the_end for case in cases)
    told = told_the_end(look, improvement.id)
    is_few = customers < FEWEST
    return Improved(
        name=improvement.name,
        what=improvement.what,
        customers=None if is_few else customers,
        told=None if is_few else len(told),
        earlier=earlier if earlier >= FEWEST else None,
        moods=moods,
        effect=improvement.effect,
    )
