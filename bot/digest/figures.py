"""Counts the week of the customers. Every figure can be counted again from what is remembered."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

from bot.calendar import iso_week, week_bounds
from bot.case import Case, Fact
from bot.digest.afterwards import improved_lately
from bot.digest.few import FEWEST
from bot.digest.voices import voices_of
from bot.digest.week import Afterwards, Count, Mood, Passed, Promises, Share, Topic, Week
from bot.journey import JourneyMap, TouchpointNotOnMap
from bot.ledger import Heard, Look
from bot.loop import LOOP
from bot.themes import themes_of

_MOST_THEMES = 5
# What customers call quick: the aim is 48 hours on their clock (policy, 3).
TOLD_WITHIN = timedelta(hours=48)

History = Mapping[int, Sequence[Fact]]


@dataclass(frozen=True)
class Span:
    """The moments from `start` up to `end`."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Tell whether a moment lies in it; None does not."""
        return moment is not None and self.start <= moment < self.end


def week_of(look: Look, *, week: str, journey: JourneyMap, now: datetime) -> Week:
    """Count a week ("2026-W47", Monday to Sunday in the map's zone). Raises `WeekNotUnderstood`.

    Grave feedback is in none of its figures or words.
    """
    span = Span(*week_bounds(week, journey.timezone))
    before = Span(*week_bounds(_week_before(span, journey), journey.timezone))
    heard = _not_grave(look.heard_between(span.start, span.end))
    heard_before = _not_grave(look.heard_between(before.start, before.end))
    touched = [case for case in look.cases_touched_between(span.start, span.end) if not case.grave]
    still_open = [case for case in look.open_cases() if not case.grave]
    history = {case.id: look.history(case.id) for case in touched}
    since = _last_told(look, before, journey)
    late = [one for one in heard_before if since and one.verbatim.received_at >= since]
    silent, silent_between = silent_touchpoints(heard, journey)
    return Week(
        week=iso_week(span.start, journey.timezone),
        first_day=span.start.date(),
        last_day=(span.end - timedelta(days=1)).date(),
        voices=voices_of(look, [*late, *heard], journey=journey, today=_day(now, journey)),
        heard=len(heard),
        without_words=sum(not each.says_something for each in heard),
        stages=moods_of_stages(heard, heard_before, journey),
        touchpoints=moods_of_touchpoints(heard, heard_before, journey),
        told_in_time=told_in_time(touched, history, span),
        promises=promises(touched, still_open, history, span, today=_day(now, journey)),
        helped=helped(history, span),
        reopened=_cases_with(lambda fact: fact.kind == "reopened", history, span),
        thanks_passed_on=_cases_with(_is_passed_on, history, span),
        causes=causes(touched, span),
        blocks=blocks(history, span),
        themes=recurring(look, span, before, journey),
        silent=silent,
        silent_between=silent_between,
        waiting=waiting(still_open),
        still_open=len(still_open),
        steps=steps_passed(touched, span),
        improvements=improved_lately(look, start=span.start, end=span.end, now=now),
        since_last=_afterwards(look, late, since, span) if since else None,
    )


def _last_told(look: Look, before: Span, journey: JourneyMap) -> datetime | None:
    """Return when the week before was told, where it was and that was before its end."""
    posted = look.sent_notice(f"digest:{iso_week(before.start, journey.timezone)}")
    if posted is None:
        return None
    at = datetime.fromtimestamp(float(posted[1].ts), UTC)  # Slack's ids of messages are moments
    return at if at < before.end else None


def _afterwards(
    look: Look, late: Sequence[Heard], since: datetime, span: Span
) -> Afterwards | None:
    """Return what came after the last digest and counts in the week before; None of nothing."""
    touched = [case for case in look.cases_touched_between(since, span.start) if not case.grave]
    rest = Span(since, span.start)
    told = next(one.cases for one in steps_passed(touched, rest) if one.step == "answer")
    return Afterwards(since, len(late), told) if late or told else None


def steps_passed(cases: Iterable[Case], span: Span) -> tuple[Passed, ...]:
    """Return how many cases passed each step of `LOOP` in a span."""
    known = list(cases)
    return tuple(
        Passed(step.name, sum(span.holds(getattr(case, step.done)) for case in known))
        for step in LOOP
    )


def moods_of_stages(
    heard: Sequence[Heard], before: Sequence[Heard], journey: JourneyMap
) -> tuple[Mood, ...]:
    """Return how customers felt at every stage of the map, in its order."""

    def stage_of(each: Heard) -> str | None:
        touchpoint = _touchpoint_of(each, journey)
        return journey.touchpoints[touchpoint].stage if touchpoint else None

    moods = _moods(heard, before, stage_of)
    return tuple(moods.get(each.key, Mood(each.key, None, None, None)) for each in journey.stages)


def moods_of_touchpoints(
    heard: Sequence[Heard], before: Sequence[Heard], journey: JourneyMap
) -> tuple[Mood, ...]:
    """Return how customers felt where five or more were heard: moments of truth, then worst."""
    moods = _moods(heard, before, lambda each: _touchpoint_of(each, journey)).values()
    return tuple(
        sorted(
            (mood for mood in moods if mood.heard is not None),
            key=lambda mood: (
                not journey.touchpoints[mood.key].moment_of_truth,
                mood.polarity if mood.polarity is not None else 2,
                mood.key,
            ),
        )
    )


def silent_touchpoints(
    heard: Iterable[Heard], journey: JourneyMap
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the touchpoints nobody was heard from: first the others, then the in-betweens."""
    spoken = {_touchpoint_of(each, journey) for each in heard}
    silent = [each for key, each in journey.touchpoints.items() if key not in spoken]
    return (
        tuple(each.key for each in silent if not each.micro_moment),
        tuple(each.key for each in silent if each.micro_moment),
    )


def told_in_time(cases: Iterable[Case], history: History, span: Span) -> Share:
    """Return how many heard from us within 48 hours, of those who first did in the span.

    The hours are the customer's: weekends included, from the feedback's own time.
    """
    waits = []
    for case in cases:
        told_at = next((fact.at for fact in _reached(history[case.id])), None)
        if told_at is not None and span.holds(told_at):
            waits.append(told_at - case.clock_from)
    return Share(sum(wait <= TOLD_WITHIN for wait in waits), len(waits))


def promises(
    touched: Iterable[Case],
    still_open: Iterable[Case],
    history: History,
    span: Span,
    *,
    today: date,
) -> Promises:
    """Return what became of the dates told to customers that fell in the span.

    One that was replaced by a new date in the span is moved; one of today still has time.
    """
    due = [
        case
        for case in {case.id: case for case in (*still_open, *touched)}.values()
        if case.promised_on and span.start.date() <= case.promised_on < span.end.date()
    ]
    kept = sum(_is_kept(case, span) for case in due)
    missed = sum(_is_missed(case, span, today=today) for case in due)
    moved = _cases_with(lambda fact: fact.kind == "promised_again", history, span)
    return Promises(kept, moved, missed)


def helped(history: History, span: Span) -> Share:
    """Return how many customers said that it helped, of those who said; their last word counts."""
    said = []
    for facts in history.values():
        verdicts = [
            fact.kind
            for fact in facts
            if fact.kind in {"customer_helped", "customer_not_helped"} and span.holds(fact.at)
        ]
        said += verdicts[-1:]
    return Share(said.count("customer_helped"), len(said))


def recurring(look: Look, span: Span, before: Span, journey: JourneyMap) -> tuple[Topic, ...]:
    """Return what at least five customers said in a span, most voices first."""
    said = look.said_between(span.start, span.end)
    said_before = look.said_between(before.start, before.end)
    themes = themes_of(said, said_before, journey)
    return tuple(
        Topic(theme.touchpoint, theme.words, theme.voices, theme.usual)
        for theme in themes[:_MOST_THEMES]
        if theme.voices >= FEWEST
    )


def causes(cases: Iterable[Case], span: Span) -> tuple[Count, ...]:
    """Return why things went wrong, by the causes people chose on closing, most frequent first."""
    chosen = Counter(case.cause for case in cases if case.cause and span.holds(case.closed_at))
    if chosen.total() < FEWEST:
        return ()
    return tuple(Count(key, number) for key, number in _by_number(chosen))


def blocks(history: History, span: Span) -> tuple[Count, ...]:
    """Return what stood in the way of our actions, most frequent first; a case counts it once."""
    named = Counter(
        obstacle
        for facts in history.values()
        for obstacle in {
            str(fact.about["on"]) for fact in facts if fact.kind == "stuck" and span.holds(fact.at)
        }
    )
    if named.total() < FEWEST:
        return ()
    return tuple(Count(key, number) for key, number in _by_number(named))


def waiting(still_open: Iterable[Case]) -> tuple[Count, ...]:
    """Return how many still wait in each department, most first; the few together at the end."""
    by_department = Counter(case.department for case in still_open)
    if by_department.total() < FEWEST:
        return ()
    many = [Count(key, number) for key, number in _by_number(by_department) if number >= FEWEST]
    few = by_department.total() - sum(each.cases for each in many)
    return (*many, Count(None, few)) if few else tuple(many)


def _week_before(span: Span, journey: JourneyMap) -> str:
    return iso_week(span.start - timedelta(days=1), journey.timezone)


def _day(moment: datetime, journey: JourneyMap) -> date:
    return moment.astimezone(journey.timezone).date()


def _not_grave(heard: Iterable[Heard]) -> list[Heard]:
    return [each for each in heard if each.case is None or each.case.grave is None]


def _touchpoint_of(heard: Heard, journey: JourneyMap) -> str | None:
    key = (heard.case and heard.case.touchpoint) or heard.verbatim.touchpoint
    try:
        return journey.touchpoint(key).key if key else None
    except TouchpointNotOnMap:
        return None


def _moods(
    heard: Iterable[Heard], before: Iterable[Heard], key_of: Callable[[Heard], str | None]
) -> dict[str, Mood]:
    now, then = _grouped(heard, key_of), _grouped(before, key_of)
    return {
        key: Mood(
            key,
            heard=len(group) if len(group) >= FEWEST else None,
            polarity=_mean_polarity(group),
            before=_mean_polarity(then.get(key, [])),
        )
        for key, group in now.items()
    }


def _grouped(
    heard: Iterable[Heard], key_of: Callable[[Heard], str | None]
) -> dict[str, list[Heard]]:
    groups: dict[str, list[Heard]] = {}
    for each in heard:
        key = key_of(each)
        if key is not None:
            groups.setdefault(key, []).append(each)
    return groups


def _mean_polarity(heard: Iterable[Heard]) -> float | None:
    felt = [polarity for each in heard if (polarity := _polarity_of(each)) is not None]
    return fmean(felt) if len(felt) >= FEWEST else None


def _polarity_of(heard: Heard) -> float | None:
    if heard.polarity is None and heard.verbatim.score is not None:
        return heard.verbatim.score.level()
    return heard.polarity


def _is_kept(case: Case, span: Span) -> bool:
    if case.followed_up_at is None or case.promised_on is None:
        return False
    return case.followed_up_at.astimezone(span.start.tzinfo).date() <= case.promised_on


def _is_missed(case: Case, span: Span, *, today: date) -> bool:
    return case.promised_on is not None and case.promised_on < today and not _is_kept(case, span)


def _is_told(fact: Fact) -> bool:
    """Tell whether it reached the customer: an answer, or thanks that were sent."""
    return fact.kind == "answered" or (fact.kind == "thanked" and "message" in fact.about)


def _reached(facts: Sequence[Fact]) -> list[Fact]:
    """Return when the customer was told, without what did not reach them in the end."""
    lost = {
        fact.about.get("message")
        for fact in facts
        if fact.kind in ("bounced", "refused", "held_back")
    }
    return [fact for fact in facts if _is_told(fact) and fact.about.get("message") not in lost]


def _is_passed_on(fact: Fact) -> bool:
    """Tell whether thanks were brought to those who earned them."""
    return fact.kind == "thanked" and "message" not in fact.about


def _cases_with(wanted: Callable[[Fact], bool], history: History, span: Span) -> int:
    return sum(
        any(wanted(fact) and span.holds(fact.at) for fact in facts) for facts in history.values()
    )


def _by_number(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
