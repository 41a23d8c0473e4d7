"""Says the week in words: what became of a customer's words, how a place felt, what came back."""

from bot.digest.week import Count, Improved, Mood, Topic, Voice, Week
from bot.improvement import Effect
from bot.journey import JourneyMap, TouchpointNotOnMap
from bot.wording import Language, say
from bot.wording.dates import say_day, say_money, say_number

# From here up a mean feels like that word; below the last one it is "bad".
_MOODS = ((0.5, "great"), (0.15, "good"), (-0.15, "mixed"), (-0.5, "low"))
# A mean of a handful moves by so much by chance: less is called the same.
_SAME_WITHIN = 0.1
# More names than these nobody reads.
_MOST_NAMES = 8
# What a colleague or customer wrote is quoted up to here (a sentence takes a thousand at most).
_MOST_CHARACTERS = 240


def place_words(voice: Voice, journey: JourneyMap, language: Language) -> str:
    """Return where the words belong: "Facture ★ · Facturation"."""
    department = journey.in_charge(voice.department).name.in_(language)
    if voice.touchpoint is None:
        return f"{say(language, 'digest-unplaced')} · {department}"
    return f"{touchpoint_words(voice.touchpoint, journey, language)} · {department}"


def touchpoint_words(key: str, journey: JourneyMap, language: Language) -> str:
    """Return the name of a touchpoint, with a star for a moment of truth."""
    try:
        touchpoint = journey.touchpoint(key)
    except TouchpointNotOnMap:
        return key
    return touchpoint.name.in_(language) + (" ★" if touchpoint.moment_of_truth else "")


def became_words(voice: Voice, language: Language) -> list[str]:
    """Return what became of a customer's words, one line each: what we do, what they say now."""
    lines = []
    if voice.done:
        key = "digest-voice-done" if voice.closed_how else "digest-voice-doing"
        lines.append(say(language, key, done=_start_of(voice.done)))
    if voice.closed_how:
        lines.append(say(language, f"digest-voice-{voice.closed_how.replace('_', '-')}"))
    elif voice.promised_on:
        lines.append(
            say(language, "digest-voice-promised", day=say_day(voice.promised_on, language))
        )
    elif voice.needs_hands and not voice.done:
        lines.append(say(language, "digest-voice-open"))
    return lines + _said_back(voice, language)


def mood_words(polarity: float | None, language: Language) -> str:
    """Return how a mean from -1 to 1 felt, or that too few were heard to tell."""
    if polarity is None:
        return say(language, "digest-too-few")
    mood = next((name for least, name in _MOODS if polarity >= least), "bad")
    return say(language, f"digest-mood-{mood}")


def moved_words(mood: Mood, language: Language) -> str:
    """Return how a mood changed since the week before; nothing where one of both is unknown."""
    if mood.polarity is None or mood.before is None:
        return ""
    change = mood.polarity - mood.before
    if abs(change) < _SAME_WITHIN:
        return say(language, "digest-same")
    return say(language, "digest-better" if change > 0 else "digest-worse")


def came_back_words(week: Week, language: Language) -> list[str]:
    """Return what came back to customers, their own verdict first."""
    lines = [
        _share("digest-helped", week.helped.part, week.helped.whole, language)
        or say(language, "digest-nobody-said-helped"),
        _share("digest-told-in-time", week.told_in_time.part, week.told_in_time.whole, language),
        _promise_words(week, language),
    ]
    if week.thanks_passed_on:
        lines.append(say(language, "digest-thanks", number=week.thanks_passed_on))
    if week.reopened:
        lines.append(say(language, "digest-reopened", number=week.reopened))
    if week.since_last:
        heard = say(language, "digest-since-heard", number=week.since_last.heard)
        told = say(language, "digest-since-told", number=week.since_last.told)
        lines.append(say(language, "digest-since-last", heard=heard, told=told))
    return [line for line in lines if line]


def silence_words(week: Week, journey: JourneyMap, language: Language) -> list[str]:
    """Return where nobody was heard from: the in-between moments first, then the others."""
    lines = []
    for key, silent in (
        ("digest-silent-between", week.silent_between),
        ("digest-silent-others", week.silent),
    ):
        if silent:
            names = [touchpoint_words(each, journey, language) for each in silent]
            lines.append(say(language, key, names=some_of(names, language)))
    return lines


def waiting_words(week: Week, journey: JourneyMap, language: Language) -> str:
    """Return how many still wait for us in each department; none of them is a person's."""
    return " · ".join(
        f"{_department_words(each.key, journey, language)} {each.cases}" for each in week.waiting
    )


def cause_words(cause: Count, journey: JourneyMap, language: Language) -> str:
    """Return one cause, as the company names it, and how often it was chosen."""
    names = {each.key: each.name.in_(language) for each in journey.causes}
    return f"{names.get(cause.key or '') or cause.key} · {cause.cases}"


def block_words(block: Count, language: Language) -> str:
    """Return what stood in the way, and how often; never whose."""
    return f"{say(language, f'obstacle-{block.key}')} · {block.cases}"


def theme_words(theme: Topic, journey: JourneyMap, language: Language) -> str:
    """Return what recurs in the customers' words, how many said it, and where."""
    return say(
        language,
        "digest-theme",
        words=_start_of(theme.words),
        voices=theme.voices,
        usual=theme.usual,
        place=touchpoint_words(theme.touchpoint, journey, language),
    )


def improved_words(improved: Improved, journey: JourneyMap, language: Language) -> list[str]:
    """Return what was done for many and how many were told; then how the place felt since."""
    what = say(
        language,
        "digest-improvement",
        improvement=improved.name,
        what=_start_of(" ".join(improved.what.split())),
        customers=improved.customers or 0,
        told=improved.told or 0,
    )
    if improved.earlier:
        earlier = say(language, "digest-improvement-earlier", customers=improved.earlier)
        what = f"{what}, {earlier}"
    if effect := effect_words(improved.effect, language):
        what = f"{what} · {effect}"
    return [what, *(_felt_since(mood, journey, language) for mood in improved.moods)]


def effect_words(effect: Effect, language: str) -> str:
    """Return what an improvement costs and brings, as far as somebody estimated it."""
    currency = effect.currency or "EUR"
    parts = []
    if effect.cost is not None:
        amount = say_money(effect.cost, currency, language)
        parts.append(say(language, "improvement-cost", amount=amount))
    if effect.revenue_kept is not None:
        amount = say_money(effect.revenue_kept, currency, language)
        parts.append(say(language, "improvement-revenue", amount=amount))
    if effect.hours_saved is not None:
        hours = say_number(effect.hours_saved, language)
        parts.append(say(language, "improvement-hours", hours=hours))
    return " · ".join(parts)


def steps_words(week: Week, language: Language) -> str:
    """Return how many passed each step of the loop, in its order."""
    return " → ".join(
        f"{each.cases} {say(language, f'digest-step-{each.step}')}" for each in week.steps
    )


def some_of(names: list[str], language: Language) -> str:
    """Return names in a row; of many the first ones, and how many more there are."""
    shown = ", ".join(_start_of(name) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown}, {say(language, 'digest-more', number=more)}" if more > 0 else shown


def _felt_since(mood: Mood, journey: JourneyMap, language: Language) -> str:
    return say(
        language,
        "digest-improvement-mood",
        place=touchpoint_words(mood.key, journey, language),
        felt=mood_words(mood.polarity, language),
        before=mood_words(mood.before, language),
    )


def _department_words(key: str | None, journey: JourneyMap, language: Language) -> str:
    if key is None:
        return say(language, "digest-waiting-elsewhere")
    return journey.in_charge(key).name.in_(language)


def _start_of(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS].rstrip()}…"


def _said_back(voice: Voice, language: Language) -> list[str]:
    if voice.helped is None:
        return []
    if voice.said_back:
        return [say(language, "digest-voice-said-back", words=_start_of(voice.said_back))]
    return [say(language, "digest-voice-helped" if voice.helped else "digest-voice-not-helped")]


def _share(key: str, part: int, whole: int, language: Language) -> str:
    return say(language, key, part=part, whole=whole) if whole else ""


def _promise_words(week: Week, language: Language) -> str:
    told = week.promises
    parts = [
        say(language, f"digest-promises-{became}", number=number)
        for became, number in (
            ("kept", told.kept),
            ("moved", told.moved),
            ("missed", told.missed),
        )
        if number
    ]
    return say(language, "digest-promises", parts=", ".join(parts)) if parts else ""
