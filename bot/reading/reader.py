"""Reads verbatims by a journey map: where each belongs, how it feels, what must be hidden."""

from collections.abc import Collection, Sequence

from bot.journey import JourneyMap, TouchpointNotOnMap
from bot.reading import HIGH, Candidate, Reading, ReadLanguage, Reason
from bot.reading.emotion import EmotionReader
from bot.reading.grave import GraveContent
from bot.reading.language import language_of
from bot.reading.nothing_said import says_something
from bot.reading.personal_data import mask
from bot.reading.routing import Router, Scored, least_confidence
from bot.reading.signals import Signals
from bot.reading.words import fold, words_in
from bot.verbatim import Verbatim

# Words that route: what a customer writes after them seldom names another touchpoint.
_ENOUGH_WORDS = 1_000
# A second touchpoint is named when its own words stand in the text and it is not far behind.
_ALSO_SHARE = 0.08
_MOST_ALSO = 2
_GUESSES = 3


class MapReader:
    """Understands verbatims from the words of one journey map."""

    def __init__(self, journey_map: JourneyMap, names: Collection[str] = ()) -> None:
        """`names` are people the company wants hidden wherever they are named."""
        self._map = journey_map
        self._names = frozenset(name for name in names if name.strip())
        self._least = least_confidence(journey_map.sure_enough)
        self._router = Router(journey_map)
        self._emotions = EmotionReader()
        self._signals = Signals()
        self._grave = GraveContent(_daily_words(journey_map))

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        text = verbatim.text
        words = words_in(text)
        language, _ = self._language(verbatim, words)
        level = None if verbatim.score is None else verbatim.score.level()
        folded = [fold(word) for word in words]
        something = says_something(folded)
        scored = self._router.score(words[:_ENOUGH_WORDS] if something else (), language)
        candidates = self._candidates(scored)
        touchpoint, confidence, reasons = self._place(
            verbatim, scored, candidates, language, something=something
        )
        noticed = self._signals.noticed(folded)
        felt = self._emotions.felt_in(folded[:_ENOUGH_WORDS], language, beside=noticed.feeling())
        is_ironic = noticed.is_ironic(said=felt.polarity(), level=level)
        emotion = felt.emotion(text=text, level=level, is_ironic=is_ironic)
        return Reading(
            touchpoint=touchpoint,
            confidence=confidence,
            candidates=candidates,
            also=self._also(scored, touchpoint),
            reasons=reasons,
            language=language,
            emotion=emotion,
            signals=noticed.signals(polarity=emotion.polarity, is_ironic=is_ironic),
            masked=mask(
                text,
                language=language,
                names=self._names,
                show_titled=emotion.polarity >= HIGH,
            ),
            says_something=something,
            grave=self._grave.of(folded),
        )

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order; the same as `read` on each."""
        return [self.read(verbatim) for verbatim in verbatims]

    def _language(self, verbatim: Verbatim, words: Sequence[str]) -> tuple[ReadLanguage, float]:
        declared = (verbatim.language or "").lower()[:2]
        default: ReadLanguage = self._map.languages[0]
        if declared in ("fr", "en"):
            default = "fr" if declared == "fr" else "en"
        return language_of(words, default=default)

    def _candidates(self, scored: Scored) -> tuple[Candidate, ...]:
        if scored.is_silent():
            return ()
        return tuple(
            Candidate(self._router.keys[number], round(confidence, 3))
            for number, confidence in scored.best(_GUESSES)
        )

    def _place(
        self,
        verbatim: Verbatim,
        scored: Scored,
        candidates: Sequence[Candidate],
        language: ReadLanguage,
        *,
        something: bool,
    ) -> tuple[str | None, float, tuple[Reason, ...]]:
        given = self._given(verbatim)
        if given is not None:
            return given, 1.0, (Reason("given", given),)
        if not something:
            return None, 0.0, (Reason("nothing_said"),)
        if not candidates or language == "other":
            return None, 0.0, ()
        best = candidates[0]
        reasons = self._reasons(scored, best.touchpoint)
        is_sure = best.confidence >= self._least
        return (best.touchpoint if is_sure else None), best.confidence, reasons

    def _given(self, verbatim: Verbatim) -> str | None:
        if not verbatim.touchpoint:
            return None
        try:
            return self._map.touchpoint(verbatim.touchpoint).key
        except TouchpointNotOnMap:
            return None

    def _reasons(self, scored: Scored, touchpoint: str) -> tuple[Reason, ...]:
        number = self._router.keys.index(touchpoint)
        written = [phrase.written for phrase, owners in scored.found if number in owners]
        return tuple(Reason("words", touchpoint, because) for because in written[:3])

    def _also(self, scored: Scored, touchpoint: str | None) -> tuple[str, ...]:
        if touchpoint is None or scored.is_silent():
            return ()
        shares = scored.shares()
        own = {owners[0] for _, owners in scored.found if len(owners) == 1}
        others = [
            number
            for number in sorted(own, key=lambda number: -shares[number])
            if self._router.keys[number] != touchpoint and shares[number] >= _ALSO_SHARE
        ]
        return tuple(self._router.keys[number] for number in others[:_MOST_ALSO])


def _daily_words(journey_map: JourneyMap) -> set[str]:
    texts: list[str] = []
    for touchpoint in journey_map.touchpoints.values():
        texts += touchpoint.name.texts.values()
        texts += touchpoint.description.texts.values()
        texts += [word for words in touchpoint.words.values() for word in words]
    return {fold(word) for text in texts for word in words_in(text)}
