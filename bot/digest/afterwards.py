"""What became of how customers feel at a touchpoint once something was improved there."""

from datetime import datetime, timedelta

from bot.digest.few import FEWEST
from bot.digest.week import Improved, Mood
from bot.improvement import Improvement
from bot.ledger import Look
from bot.ledger_improvements import Felt

# Four weeks on each side: as long as a theme is looked at.
SPAN = timedelta(days=28)


def mood_after(look: Look, improvement: Improvement, *, now: datetime) -> Mood | None:
    """Return how customers felt in the four weeks since it was done, and in the four before.

    None while it is not done, or where no touchpoint is known. Each figure is None where it would
    rest on fewer than five.
    """
    if improvement.done_at is None or improvement.touchpoint is None:
        return None
    done, touchpoint = improvement.done_at, improvement.touchpoint
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
        mood = mood_after(look, one, now=min(now, end))
        is_known = mood is not None and mood.polarity is not None
        if one.done_at >= start or is_known:
            found.append(_improved(look, one, mood if is_known else None))
    return tuple(found)


def _improved(look: Look, improvement: Improvement, mood: Mood | None) -> Improved:
    customers = len(look.cases_in(improvement.id))
    told = {
        message.case_id
        for message in look.told_of(improvement.id)
        if message.promised_on is None and not message.told_nobody
    }
    is_few = customers < FEWEST
    return Improved(
        name=improvement.name,
        what=improvement.what,
        customers=None if is_few else customers,
        told=None if is_few else len(told),
        mood=mood,
        effect=improvement.effect,
    )
