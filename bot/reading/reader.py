"""Reads verbatims by a journey map: where each belongs, how it feels, what must be hidden."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from threading import RLock
from typing import NamedTuple

from bot.journey import JourneyMap, TouchpointNotOnMap
from bot.reading import (
    HIGH,
    Candidate,
    Emotion,
    Lesson,
    Lessons,
    Meant,
    Rated,
    Reader,
    Reading,
    ReadLanguage,
    Reason,
    Signal,
)
from bot.reading.clauses import clauses_in
from bot.reading.emotion import EmotionReader, Felt, Said, faces_in
from bot.reading.gist import gist_of
from bot.reading.grave import GraveContent
from bot.reading.language import language_of
from bot.reading.learning import Example, Floats
from bot.reading.lexicon import Feeling
from bot.reading.linear import marks_in
from bot.reading.meaning import meant, unpacked
from bot.reading.nothing_said import says_something
from bot.reading.own_scores import LEAST_SCORED, MOST_SCORED
from bot.reading.personal_data import mask
from bot.reading.routing import Closely, Router, Scored
from bot.reading.signals import Noticed, Signals
from bot.reading.sureness import least_confidence
from bot.reading.words import fold, folded, words_in
from bot.verbatim import Score, Verbatim

# Words that route: what a customer writes after them seldom names another touchpoint.
_ENOUGH_WORDS = 1_000
# A second touchpoint is named when its own words stand in the text and it is not far behind.
_ALSO_SHARE = 0.08
# Or when they stand in a clause of their own; one word of the map weighs 2 to 3.
_ALSO_WEIGHT = 2.0
_MOST_ALSO = 2
_GUESSES = 3
_SURE_LANGUAGE = 0.95
_MOST_REASONS = 3
# Two turns that end at once may become visible in either order: the last lessons are looked at
# again, so that none is passed over.
_LOOKED_AT_AGAIN = 50
# Feedback that comes in, at most, until its scores are learned from.
_SCORES_ANEW = 65_536
# So many of the newest that people judged tell how sure a reading may be.
_JUDGED = 500

_Said = tuple[str, Score | None, str | None, str | None]

# Texts read together: arrays pay from some dozens on, and hold 40,000 words at most. Others wait
# for a tenth of a second meanwhile.
_AT_A_TIME, _MORE_AT_A_TIME = 40, 360
_MOST_WORDS = _AT_A_TIME * _ENOUGH_WORDS


class _Look(NamedTuple):
    """What is seen of a verbatim before it is compared with the map."""

    verbatim: Verbatim
    words: Sequence[str]
    plain: Sequence[str]
    language: ReadLanguage
    language_confidence: float
    says_words: bool
    marks: Sequence[str]
    faces: Sequence[Feeling]
    noticed: Noticed

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to act on; a face alone says how they feel."""
        return self.says_words or bool(self.faces)

    def said(self) -> Said:
        """Return what a feeling is looked for in."""
        words = self.noticed.felt_words(self.plain[:_ENOUGH_WORDS])
        return Said(words, self.marks, self.faces, self.noticed.feeling())


class _Placed(NamedTuple):
    """Where a verbatim belongs, how sure that is, and why."""

    touchpoint: str | None
    confidence: float
    reasons: tuple[Reason, ...]


class _Mood(NamedTuple):
    """How a customer felt, and what their words and score made noticed."""

    emotion: Emotion
    signals: tuple[Signal, ...]


class MapReader:
    """Understands verbatims from the words of one journey map."""

    def __init__(
        self,
        journey_map: JourneyMap,
        lessons: Iterable[Lesson] = (),
        names: Collection[str] = (),
    ) -> None:
        """Begin with the map and what people taught before, oldest first.

        `names` are people to hide wherever they are named, beside those of the map.
        """
        self._map = journey_map
        self._names = frozenset(name for name in (*names, *journey_map.mask) if name.strip())
        self._least = least_confidence(journey_map.sure_enough)
        self._emotions = EmotionReader()
        self._signals = Signals()
        self._grave = GraveContent(_daily_words(journey_map))
        self._router = Router(journey_map)
        self._own_words = self._router.words()
        self._learned_to = 0
        # Scores that are not learned from yet: who reads next does it.
        self._rated: Sequence[Rated] | None = None
        self._numbers: set[int] = set()
        self._last_of: dict[str, Lesson] = {}
        self._taught: dict[int, Lesson] = {}
        self._meant_to = 0
        # One thread at a time: what is learned changes while others read.
        self._lock = RLock()
        self.learn(lessons)

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        return self.read_all([verbatim])[0]

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order; the same as `read` on each."""
        # Many customers say the very same ("Très bien", "none"): it is read once.
        said = [_said_by(verbatim) for verbatim in verbatims]
        distinct = dict(zip(said, verbatims, strict=True))
        readings: list[Reading] = []
        for chunk in _chunks(distinct.values()):
            with self._lock:
                self._learn_scores()
                readings += self._read_chunk(chunk)
        read = dict(zip(distinct, readings, strict=True))
        return [read[one] for one in said]

    def read_closely(self, verbatim: Verbatim, meaning: Floats) -> Reading:
        """Return what is understood of one verbatim by its words and by what it means.

        What the map means must be known.
        """
        with self._lock:
            self._learn_scores()
            looks = self._looks([verbatim])
            language, words = looks[0].language, looks[0].words[:_ENOUGH_WORDS]
            scored = self._router.score_closely([words], language, meaning.reshape(1, -1))
            return self._understood(looks, language, scored, [meaning])[0]

    def closely(self, meanings: Mapping[str, Floats]) -> Reader:
        """Return what reads texts whose meaning is given closely, once the map's is known."""
        return self if self._router.closely is None else _Closely(self, meanings)

    def map_texts(self) -> Sequence[str]:
        """Return what the map says of its touchpoints, to learn what it means."""
        return self._router.map_texts()

    def know_map(self, meanings: Mapping[str, Floats]) -> None:
        """Learn what each of `map_texts` means; from then on it can read closely.

        Others go on reading meanwhile, but for the moment in which the last lessons are learned.
        """
        closely = self._router.reading_closely(meanings)
        with self._lock:
            known = dict(self._taught)
        self._learn_closely(closely, list(known.values()))
        with self._lock:
            for number in known.keys() - self._taught.keys():
                closely.learned.forget(number)
            new = [one for number, one in self._taught.items() if number not in known]
            self._learn_closely(closely, new)
            self._router.closely = closely

    def _read_chunk(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Read so many together that arrays pay, and so few that they stay small."""
        looks = self._looks(verbatims)
        readings: list[Reading | None] = [None] * len(looks)
        for language in {look.language for look in looks}:
            places = [at for at, look in enumerate(looks) if look.language == language]
            mine = [looks[at] for at in places]
            scored = self._router.score_all(
                [look.words[:_ENOUGH_WORDS] if look.says_words else () for look in mine], language
            )
            nothing_meant = [None] * len(mine)
            understood = self._understood(mine, language, scored, nothing_meant)
            for at, reading in zip(places, understood, strict=True):
                readings[at] = reading
        return [reading for reading in readings if reading is not None]

    def _looks(self, verbatims: Sequence[Verbatim]) -> "list[_Look]":
        """Look at verbatims: for one thing in all of them, and then for the next.

        What it is compared with so stays at hand: that is a fifth faster.
        """
        texts = [verbatim.text for verbatim in verbatims]
        words = list(map(words_in, texts))
        plain = list(map(folded, words))
        spoken = list(map(self._language, verbatims, words))
        looks = zip(
            verbatims,
            words,
            plain,
            [language for language, _ in spoken],
            [confidence for _, confidence in spoken],
            list(map(says_something, plain)),
            list(map(marks_in, texts)),
            list(map(faces_in, texts)),
            [
                self._signals.noticed(said, has_question="?" in text)
                for said, text in zip(plain, texts, strict=True)
            ],
            strict=True,
        )
        return list(map(_Look._make, looks))

    def _understood(
        self,
        looks: "Sequence[_Look]",
        language: ReadLanguage,
        scored: Sequence[Scored],
        meanings: Sequence[Floats | None],
    ) -> list[Reading]:
        """Return what is understood of verbatims in one language, one thing after another too."""
        felt = self._emotions.felt_in([look.said() for look in looks], language)
        graves = self._grave.of_all(
            [look.plain for look in looks], list(map(_is_glad, looks, felt))
        )
        candidates = list(map(self._candidates, scored))
        placed = list(map(self._placed, looks, scored, candidates, meanings))
        also = list(map(self._also, looks, scored, placed))
        moods = list(map(_mood_of, looks, felt))
        masked = list(map(self._masked, looks, moods))
        gists = list(map(_gist_of, looks, masked))
        return [
            Reading(
                touchpoint=place.touchpoint,
                confidence=place.confidence,
                candidates=guesses,
                also=others,
                reasons=place.reasons,
                language=language,
                emotion=mood.emotion,
                signals=mood.signals,
                masked=shown,
                says_something=look.says_something,
                grave=grave,
                gist=gist,
                language_confidence=round(look.language_confidence, 3),
                sureness=round(score.sureness, 4) if guesses else None,
            )
            for look, score, guesses, place, others, mood, shown, grave, gist in zip(
                looks, scored, candidates, placed, also, moods, masked, graves, gists, strict=True
            )
        ]

    def _masked(self, look: "_Look", mood: "_Mood") -> str:
        return mask(
            look.verbatim.text,
            language=look.language,
            names=self._names,
            show_titled=mood.emotion.polarity >= HIGH,
        )

    def catch_up(self, lessons: Lessons) -> None:
        """Learn what people taught since the last time, in any process; cheap when nothing."""
        newest = max(self._numbers, default=0)
        self.learn(lessons.lessons_after(newest - _LOOKED_AT_AGAIN))
        if self._router.closely is not None:
            self._learn_meant(lessons.meant_after(self._meant_to - _LOOKED_AT_AGAIN))
        mark = _mark_before(lessons.newest_verbatim())
        if mark != self._learned_to:
            self._rated = lessons.rated(up_to=mark, at_most=MOST_SCORED)
            self._learned_to = mark

    def _learn_scores(self) -> None:
        """Learn how words sound here from the scores that came with them, where some are new."""
        rated, self._rated = self._rated, None
        if rated is None:
            return
        scored: dict[ReadLanguage, list[tuple[Said, float]]] = {"fr": [], "en": []}
        for one in rated:
            if one.language in scored:
                plain = folded(words_in(one.text)[:_ENOUGH_WORDS])
                noticed = self._signals.noticed(plain, has_question="?" in one.text)
                words, marks = noticed.felt_words(plain), marks_in(one.text)
                said = Said(words, marks, faces_in(one.text), noticed.feeling())
                scored[one.language].append((said, one.score.felt()))
        for language, texts in scored.items():
            self._emotions.learn(texts, language)

    def learn(self, lessons: Iterable[Lesson]) -> None:
        """Learn where people placed texts; the last lesson of a case is the one that counts."""
        with self._lock:
            changed: dict[str, Lesson] = {}
            for lesson in lessons:
                if lesson.number not in self._numbers:
                    self._numbers.add(lesson.number)
                    known = changed.get(lesson.case) or self._last_of.get(lesson.case)
                    if known is None or known.number < lesson.number:
                        changed[lesson.case] = lesson
            for case in changed:
                self._unlearn(case)
            self._last_of |= changed
            taught = [lesson for lesson in changed.values() if self._can_teach(lesson)]
            self._taught |= {lesson.number: lesson for lesson in taught}
            examples: dict[int, Example] = {}
            for start in range(0, len(taught), _AT_A_TIME):
                examples |= self._examples(taught[start : start + _AT_A_TIME])
            self._router.learned.learn(examples)
            if self._router.closely is not None:
                self._learn_closely(self._router.closely, taught)
            if changed:
                self._router.calibrate(self._judged())

    def _learn_meant(self, meant: Sequence[Meant]) -> None:
        """Learn from lessons anew whose meaning was found after they were taught."""
        with self._lock:
            closely = self._router.closely
            self._meant_to = max((one.number for one in meant), default=self._meant_to)
            found = {one.lesson: one.meaning for one in meant if one.lesson in self._taught}
            new = [
                replace(self._taught[number], meaning=meaning)
                for number, meaning in found.items()
                if not self._taught[number].meaning
            ]
            if closely is not None and new:
                self._taught |= {lesson.number: lesson for lesson in new}
                for lesson in new:
                    closely.learned.forget(lesson.number)
                self._learn_closely(closely, new)

    def _learn_closely(self, closely: Closely, lessons: Sequence[Lesson]) -> None:
        examples: dict[int, Example] = {}
        for start in range(0, len(lessons), _AT_A_TIME):
            with self._lock:
                examples |= self._examples(lessons[start : start + _AT_A_TIME], closely)
        closely.learned.learn(examples)

    def _judged(self) -> list[tuple[float, bool]]:
        """Return how sure the newest readings were that people judged, and which were right."""
        judged = (one for one in self._taught.values() if one.sureness is not None and one.guess)
        return [
            (lesson.sureness or 0.0, self._is_right(lesson))
            for lesson in nlargest(_JUDGED, judged, key=lambda lesson: lesson.number)
        ]

    def _is_right(self, lesson: Lesson) -> bool:
        """Tell whether a person placed a text where its reading had guessed."""
        if lesson.touchpoint is None or lesson.guess is None:
            return False
        return self._on_map(lesson.touchpoint) == self._on_map(lesson.guess)

    def _unlearn(self, case: str) -> None:
        before = self._last_of.get(case)
        if before is not None and before.number in self._taught:
            del self._taught[before.number]
            self._router.learned.forget(before.number)
            if self._router.closely is not None:
                self._router.closely.learned.forget(before.number)

    def _can_teach(self, lesson: Lesson) -> bool:
        """Tell whether anything is to be learned: not where its touchpoint left the map."""
        is_placed = lesson.touchpoint is not None and self._on_map(lesson.touchpoint) is not None
        return lesson.teaches and (lesson.how == "none" or is_placed)

    def _examples(
        self, lessons: Sequence[Lesson], closely: Closely | None = None
    ) -> dict[int, Example]:
        said: dict[ReadLanguage, list[tuple[Lesson, Sequence[str]]]] = {}
        for lesson in lessons:
            words = words_in(lesson.text)[:_ENOUGH_WORDS]
            language, _ = language_of(words, default=self._map.languages[0], own=self._own_words)
            said.setdefault(language, []).append((lesson, words))
        found: dict[int, Example] = {}
        for language, pairs in said.items():
            rights = [one.touchpoint and self._on_map(one.touchpoint) for one, _ in pairs]
            examples = self._router.examples([words for _, words in pairs], language, rights)
            if closely is not None:
                vectors = [unpacked(one.meaning) if one.meaning else None for one, _ in pairs]
                examples = self._router.meant(closely, examples, language, vectors)
            found |= {
                lesson.number: example
                for (lesson, _), example in zip(pairs, examples, strict=True)
            }
        return found

    def _language(self, verbatim: Verbatim, words: Sequence[str]) -> tuple[ReadLanguage, float]:
        declared = (verbatim.language or "").lower()[:2]
        if declared in ("fr", "en"):
            default: ReadLanguage = "fr" if declared == "fr" else "en"
            return language_of(words, default=default, is_declared=True, own=self._own_words)
        language, confidence = language_of(
            words, default=self._map.languages[0], own=self._own_words
        )
        if language == "other":
            return language, confidence
        if confidence < _SURE_LANGUAGE:
            # Two or three words: the language in which the map knows them is likelier.
            return self._router.language_knowing(words) or language, confidence
        return language, confidence

    def _candidates(self, scored: Scored) -> tuple[Candidate, ...]:
        if scored.is_silent:
            return ()
        return tuple(
            Candidate(self._router.keys[number], round(confidence, 3))
            for number, confidence in scored.best(_GUESSES)
        )

    def _placed(
        self,
        look: "_Look",
        scored: Scored,
        candidates: Sequence[Candidate],
        meaning: Floats | None,
    ) -> "_Placed":
        verbatim = look.verbatim
        given = self._on_map(verbatim.touchpoint) if verbatim.touchpoint else None
        if given is not None:
            return _Placed(given, 1.0, (Reason("given", given),))
        if not look.says_something:
            return _Placed(None, 0.0, (Reason("nothing_said"),))
        if not candidates or look.language == "other":
            return _Placed(None, 0.0, ())
        best = candidates[0]
        if scored.fits_none:
            none = self._taught_by(scored, len(self._router.keys))
            return _Placed(None, best.confidence, (none,) if none else ())
        reasons = self._reasons(scored, best.touchpoint)
        if meaning is not None and (not reasons or reasons[0].kind != "words"):
            number = self._router.keys.index(best.touchpoint)
            alike = self._router.says_most_alike(meaning, look.language, number)
            reasons += (Reason("meaning", best.touchpoint, alike),)
        is_sure = best.confidence >= self._least
        if is_sure and not reasons:
            reasons = self._nearest(look, best.touchpoint)
        return _Placed(best.touchpoint if is_sure else None, best.confidence, reasons)

    def _on_map(self, touchpoint: str) -> str | None:
        try:
            return self._map.touchpoint(touchpoint).key
        except TouchpointNotOnMap:
            return None

    def _reasons(self, scored: Scored, touchpoint: str) -> tuple[Reason, ...]:
        number = self._router.keys.index(touchpoint)
        written = [phrase.written for phrase, owners in scored.found if number in owners]
        reasons = [Reason("words", touchpoint, because) for because in written[:_MOST_REASONS]]
        if scored.cold != number or not reasons:
            taught = self._taught_by(scored, number)
            reasons = [taught, *reasons] if taught else reasons
        return tuple(reasons)

    def _nearest(self, look: "_Look", touchpoint: str) -> tuple[Reason, ...]:
        """Name the customer's own word that is nearest, where no word of the map stands there.

        Where none is a form of one of the map's, name what of the map the words are like.
        """
        number = self._router.keys.index(touchpoint)
        words = look.words[:_ENOUGH_WORDS]
        if word := self._router.most_telling(words, look.language, number):
            return (Reason("words", touchpoint, word),)
        alike = self._router.most_alike(words, look.language, number)
        return (Reason("meaning", touchpoint, alike),) if alike else ()

    def _taught_by(self, scored: Scored, number: int) -> Reason | None:
        """Return the case that people placed, and because of which this one goes there too."""
        taught = self._router.taught_by(scored, number)
        if taught is None:
            return None
        lesson = self._taught[taught]
        touchpoint = self._on_map(lesson.touchpoint) if lesson.touchpoint else None
        return Reason(
            "confirmation" if lesson.how == "kept" else "correction", touchpoint, lesson.case
        )

    def _also(self, look: "_Look", scored: Scored, placed: "_Placed") -> tuple[str, ...]:
        """Name who else is concerned: not far behind, or what a clause of its own is about."""
        touchpoint = placed.touchpoint
        if touchpoint is None or scored.is_silent:
            return ()
        keys, shares = self._router.keys, scored.shares
        own = {owners[0] for _, owners in scored.found if len(owners) == 1}
        own -= {keys.index(touchpoint)}
        others = [number for number in own if shares[number] >= _ALSO_SHARE]
        others.sort(key=lambda number: -shares[number])
        apart = own.difference(others) if own else ()
        if apart:
            said = self._said_apart(look, keys.index(touchpoint))
            others += sorted(said & apart, key=lambda number: -scored.found_weight[number])
        return tuple(keys[number] for number in others[:_MOST_ALSO])

    def _said_apart(self, look: "_Look", main: int) -> set[int]:
        """Return the touchpoints whose own words fill a clause that holds none of the main one."""
        apart: set[int] = set()
        for clause in clauses_in(look.verbatim.text):
            weights = self._router.found_weight(words_in(clause), look.language)
            best = max(range(len(weights)), key=weights.__getitem__)
            if not weights[main] and weights[best] >= _ALSO_WEIGHT:
                apart.add(best)
        return apart


class _Closely:
    """A `bot.reading.Reader` that reads texts whose meaning it was given closely."""

    def __init__(self, reader: MapReader, meanings: Mapping[str, Floats]) -> None:
        self._reader = reader
        self._meanings = meanings
        self.catch_up = reader.catch_up
        self.map_texts = reader.map_texts
        self.know_map = reader.know_map
        self.closely = reader.closely

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        meaning = self._meanings.get(meant(verbatim.text))
        if meaning is None:
            return self._reader.read(verbatim)
        return self._reader.read_closely(verbatim, meaning)

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order."""
        return [self.read(verbatim) for verbatim in verbatims]


def _chunks(verbatims: Iterable[Verbatim]) -> Iterator[Sequence[Verbatim]]:
    """Yield as many at a time as are read together."""
    chunk: list[Verbatim] = []
    words = 0
    for verbatim in verbatims:
        # Two characters hold a word at most.
        held = min(_ENOUGH_WORDS, 1 + len(verbatim.text) // 2)
        if len(chunk) == _MORE_AT_A_TIME or words + held > _MOST_WORDS:
            yield chunk
            chunk, words = [], 0
        chunk.append(verbatim)
        words += held
    if chunk:
        yield chunk


def _said_by(verbatim: Verbatim) -> _Said:
    """Return all of a verbatim that its reading depends on."""
    return verbatim.text, verbatim.score, verbatim.language, verbatim.touchpoint


def _mark_before(number: int) -> int:
    """Return up to which verbatim scores are learned from: the same in every process.

    Learning them anew takes half a second: it waits until there is twice as much, and later
    until there is `_SCORES_ANEW` more.
    """
    if number >= _SCORES_ANEW:
        return number - number % _SCORES_ANEW
    return 1 << (number.bit_length() - 1) if number >= LEAST_SCORED else 0


def _is_glad(look: "_Look", felt: Felt) -> bool:
    """Tell whether words or score are clearly good."""
    score = look.verbatim.score
    return felt.polarity() >= HIGH or (score is not None and score.felt() >= HIGH)


def _mood_of(look: "_Look", felt: Felt) -> _Mood:
    verbatim = look.verbatim
    level = None if verbatim.score is None else verbatim.score.felt()
    is_ironic = look.noticed.is_ironic(said=felt.polarity(), level=level)
    emotion = felt.emotion(text=verbatim.text, level=level, is_ironic=is_ironic)
    return _Mood(emotion, look.noticed.signals(polarity=emotion.polarity, is_ironic=is_ironic))


def _gist_of(look: "_Look", masked: str) -> str:
    return gist_of(masked, language=look.language) if look.says_words else ""


def _daily_words(journey_map: JourneyMap) -> set[str]:
    texts: list[str] = []
    for touchpoint in journey_map.touchpoints.values():
        texts += touchpoint.name.texts.values()
        texts += touchpoint.description.texts.values()
        texts += [word for words in touchpoint.words.values() for word in words]
    return {fold(word) for text in texts for word in words_in(text)}
