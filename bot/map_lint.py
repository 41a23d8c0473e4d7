"""What would make the map read better: each finding says where, and what to write.

The map matters more than the method: on real bank questions names alone found 54 of 100, with
descriptions 69, with a dozen words each 78. So what is thin, shared or silent is worth a word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.hidden import Hidden
from bot.journey import JourneyMap
from bot.reading import Lesson
from bot.reading.language import language_of, small_words_of
from bot.reading.nothing_said import says_something
from bot.reading.words import fold, stems_of, words_in

# Fewer words than this in a language leave much to chance.
LEAST_WORDS = 8
# A touchpoint is silent when none of at least so many pieces of feedback came to it.
ENOUGH_HEARD = 200
# A word is worth the map when so many corrections of a touchpoint hold it, and so large a share
# of all that hold it belong there. Three: what only one customer says is nobody's word.
_LEAST_CASES, _LEAST_SHARE = 3, 0.75
_MOST_SUGGESTED = 8
_LEAST_LETTERS = 4
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Hint:
    """Something about one touchpoint that could be better; `problem` is the sentence's key."""

    touchpoint: str
    problem: str
    names: Mapping[str, object] = field(default_factory=dict)


def lint(journey: JourneyMap, heard: Mapping[str | None, int]) -> list[Hint]:
    """Return what could be better; `heard` is how much feedback each touchpoint had so far."""
    return [*_thin(journey), *_shared(journey), *_silent(journey, heard)]


def suggestions(
    journey: JourneyMap, lessons: Iterable[Lesson]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return words that corrections tell of a touchpoint and the map does not have, by language.

    Only what several customers wrote, without personal data.
    """
    hidden = Hidden(journey)
    last = {lesson.case: lesson for lesson in lessons}
    held: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for lesson in last.values():
        if lesson.teaches:
            said = words_in(lesson.text)
            read, _ = language_of(said, default=journey.languages[0])
            if read != "other":
                for stem, word in _telling(
                    hidden.masked(lesson.text, language=read), read
                ).items():
                    held[read, stem][lesson.touchpoint or ""] += 1
                    forms[read, stem][word] += 1
    known = {each: _stems_known(journey, each) for each in ("fr", "en")}
    found: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for (language, stem), cases in held.items():
        (touchpoint, count), *_ = cases.most_common(1)
        telling = count >= _LEAST_CASES and count >= _LEAST_SHARE * cases.total()
        if telling and touchpoint in journey.touchpoints and stem not in known[language]:
            word = forms[language, stem].most_common(1)[0][0]
            found[touchpoint][language].append((count, word))
    return {
        touchpoint: {
            language: tuple(word for _, word in sorted(words, key=lambda one: (-one[0], one[1])))[
                :_MOST_SUGGESTED
            ]
            for language, words in sorted(languages.items())
        }
        for touchpoint, languages in sorted(found.items())
    }


def _thin(journey: JourneyMap) -> Iterable[Hint]:
    for touchpoint in journey.touchpoints.values():
        for language in journey.languages:
            number = len(touchpoint.words.get(language, ()))
            said = touchpoint.description.texts.get(language) or touchpoint.examples.get(language)
            names = {"language": language, "number": number, "least": LEAST_WORDS}
            if not number and not said:
                yield Hint(touchpoint.key, "terminal-lint-empty", names)
            elif number < LEAST_WORDS:
                yield Hint(touchpoint.key, "terminal-lint-thin", names)


def _shared(journey: JourneyMap) -> Iterable[Hint]:
    for language in journey.languages:
        owners: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        for touchpoint in journey.touchpoints.values():
            for written in touchpoint.words.get(language, ()):
                stems = tuple(stems_of(words_in(written), language=language))
                owners[stems].setdefault(touchpoint.key, written)
        for shared in owners.values():
            if len(shared) > 1:
                first, *others = shared
                names = {"word": shared[first], "others": ", ".join(others)}
                yield Hint(first, "terminal-lint-shared", names)


def _silent(journey: JourneyMap, heard: Mapping[str | None, int]) -> Iterable[Hint]:
    total = sum(heard.values())
    if total >= ENOUGH_HEARD:
        for key in journey.touchpoints:
            if not heard.get(key):
                yield Hint(key, "terminal-lint-silent", {"number": total})


def _telling(text: str, language: str) -> dict[str, str]:
    """Return the stems of a text that may tell something, and how each is written.

    What has a capital may be somebody's name.
    """
    small = small_words_of(language)
    words = [
        word
        for part in text.split("[")
        for said in _WORDS.findall(part.rpartition("]")[2])
        for word in words_in(said)
        if said.islower() and len(word) >= _LEAST_LETTERS
        if word not in small and says_something([fold(word)])
    ]
    return dict(zip(stems_of(words, language=language), words, strict=True))


def _stems_known(journey: JourneyMap, language: str) -> set[str]:
    """Return the stems of every word that any touchpoint has."""
    return {
        stem
        for touchpoint in journey.touchpoints.values()
        for written in touchpoint.words.get(language, ())
        for stem in stems_of(words_in(written), language=language)
    }
