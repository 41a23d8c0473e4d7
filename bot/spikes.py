"""Sudden rises: a touchpoint of which customers speak far more on a day than they usually do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import log

from bot.calendar import local_moment
from bot.journey import JourneyMap
from bot.ledger import Look, Said
from bot.themes import Theme, themes_of

# 15.1 is G² at which chance alone gives one rise in ten thousand. Five voices at least, three
# times the usual, and twice the busiest day, so that a weekly file is no alarm each week.
_RARE = 15.1
_FEWEST = 5
_TIMES_USUAL = 3.0
_TIMES_BUSIEST = 2.0
_PAST_DAYS = 28
# Before a week has passed nobody knows what is usual.
_FEWEST_DAYS = 7
# Where hardly anybody speaks, one voice in two days is taken for usual.
_LEAST_USUAL = 0.5
_MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Spike:
    """A rise: how many customers spoke on a day where `usual` do, of what most, and examples."""

    touchpoint: str
    on: date
    voices: int
    usual: float
    theme: Theme | None
    examples: tuple[Said, ...]


def touchpoints_risen(look: Look, journey: JourneyMap, *, on: date) -> list[str]:
    """Return the touchpoints of the map that rose suddenly on a day."""
    return [key for key, days in _counted(look, journey, on).items() if _is_rise(days)]


def spike_of(look: Look, journey: JourneyMap, *, touchpoint: str, on: date) -> Spike | None:
    """Return the sudden rise of a touchpoint on a day, or None when it was a day like others."""
    days = _counted(look, journey, on).get(touchpoint)
    if days is None or not _is_rise(days):
        return None
    start, morning, end = _span(journey, on)
    said = look.said_between(morning, end, touchpoint=touchpoint)
    before = look.said_between(start, morning, touchpoint=touchpoint)
    theme = next(iter(themes_of(said, before, journey)), None)
    # The last word of each customer: one who insists is one voice.
    each = {one.voice: one for one in (theme.said if theme else said)}
    examples = tuple(each.values())[-_MOST_EXAMPLES:]
    return Spike(touchpoint, on, days[-1], _usual(days), theme, examples)


def surprise(count: float, usual: float) -> float:
    """Return G² of a Poisson count o against e, 2·(o·ln(o/e) - (o - e)); 0 for a fall."""
    if count <= usual:
        return 0.0
    return 2 * (count * log(count / usual) - (count - usual))


def _counted(look: Look, journey: JourneyMap, on: date) -> dict[str, list[int]]:
    """Return how many customers spoke of each touchpoint, day by day, the day asked for last.

    The days begin when the first customer spoke; nothing while too few are known.
    """
    start, _, end = _span(journey, on)
    counts = look.count_said(start, end)
    first = min((day for _, day in counts), default=_PAST_DAYS)
    if _PAST_DAYS - first < _FEWEST_DAYS:
        return {}
    # The day of a change to winter time has an hour too many: it still counts as one.
    days = {key: [0] * (_PAST_DAYS + 1 - first) for key in journey.touchpoints}
    for (key, day), many in counts.items():
        if key in days:
            days[key][min(day, _PAST_DAYS) - first] += many
    return days


def _span(journey: JourneyMap, on: date) -> tuple[datetime, datetime, datetime]:
    """Return when the days to compare with begin, when the day itself does, and when it ends."""
    first, after = on - timedelta(days=_PAST_DAYS), on + timedelta(days=1)
    zone = journey.timezone
    begins, morning, ends = (local_moment(day, time(0), zone) for day in (first, on, after))
    return begins, morning, ends


def _is_rise(days: Sequence[int]) -> bool:
    *past, today = days
    usual = _usual(days)
    return (
        today >= max(_FEWEST, _TIMES_USUAL * usual, _TIMES_BUSIEST * max(past))
        and surprise(today, usual) >= _RARE
    )


def _usual(days: Sequence[int]) -> float:
    *past, _ = days
    return max(_LEAST_USUAL, sum(past) / len(past))
