"""Reads verbatims by a journey map: where each belongs, how it feels, what must be hidden."""

from collections.abc import Collection, Iterable, Sequence

from bot.journey import JourneyMap, TouchpointNotOnMap
from bot.reading import HIGH, Candidate, Reading, ReadLanguage, Reason
from bot.reading.emotion import EmotionReader
from bot.reading.gist import gist_of
from bot.reading.grave import GraveContent
from bot.reading.language import language_of
from bot.reading.learning import Correction, without
from bot.reading.nothing_said import says_something
from bot.reading.personal_data import mask
from bot.reading.routing import Router, Scored, least_confidence
from bot.reading.signals import Signals
from bot.reading.words import fold, folded, words_in
from bot.verbatim import Verbatim

# Words that route: what a customer writes after them seldom names another touchpoint.
_ENOUGH_WORDS = 1_000
# A second touchpoint is named when its own words stand in the text and it is not far behind.
_ALSO_SHARE = 0.08
_MOST_ALSO = 2
_GUESSES = 3
_SURE_LANGUAGE = 0.95
_MOST_REASONS = 3


class MapReader:
    """Understands verbatims from the words of one journey map."""

    def __init__(
        self,
        journey_map: JourneyMap,
        corrections: Iterable[Correction] = (),
        names: Collection[str] = (),
    ) -> None:
        """Begin with the map and what people corrected before, oldest first.

        `names` are people the company wants hidden wherever they are named.
        """
        self._map = journey_map
        self._names = frozenset(name for name in names if name.strip())
        self._least = least_confidence(journey_map.sure_enough)
        self._emotions = EmotionReader()
        self._signals = Signals()
        self._grave = GraveContent(_daily_words(journey_map))
        self._taught = list(corrections)
        self._router = self._router_taught(self._taught)

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        text = verbatim.text
        words = words_in(text)
        language, _ = self._language(verbatim, words)
        level = None if verbatim.score is None else verbatim.score.felt()
        plain = folded(words)
        something = says_something(plain)
        scored = self._router.score(words[:_ENOUGH_WORDS] if something else (), language)
        candidates = self._candidates(scored)
        touchpoint, confidence, reasons = self._place(
            verbatim, words, scored, candidates, language, something=something
        )
        noticed = self._signals.noticed(plain)
        felt = self._emotions.felt_in(plain[:_ENOUGH_WORDS], language, beside=noticed.feeling())
        is_ironic = noticed.is_ironic(said=felt.polarity(), level=level)
        emotion = felt.emotion(text=text, level=level, is_ironic=is_ironic)
        masked = mask(
            text, language=language, names=self._names, show_titled=emotion.polarity >= HIGH
        )
        return Reading(
            touchpoint=touchpoint,
            confidence=confidence,
            candidates=candidates,
            also=self._also(scored, touchpoint),
            reasons=reasons,
            language=language,
            emotion=emotion,
            signals=noticed.signals(polarity=emotion.polarity, is_ironic=is_ironic),
            masked=masked,
            says_something=something,
            grave=self._grave.of(plain),
            gist=gist_of(masked, language=language) if something else "",
        )

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order; the same as `read` on each."""
        return [self.read(verbatim) for verbatim in verbatims]

    def learn(self, text: str, touchpoint: str | None) -> None:
        """Learn where a person placed a text; None says that no touchpoint of the map fits.

        Confirming the routing (taking a case) is learned the same way.
        """
        correction = Correction(text, touchpoint)
        self._taught.append(correction)
        self._teach(self._router, correction)

    def unlearn(self, text: str, touchpoint: str | None) -> None:
        """Take a correction back: read on as if it had never been made."""
        self._taught = without(self._taught, Correction(text, touchpoint))
        self._router = self._router_taught(self._taught)

    def _router_taught(self, corrections: Iterable[Correction]) -> Router:
        router = Router(self._map)
        for correction in corrections:
            self._teach(router, correction)
        return router

    def _teach(self, router: Router, correction: Correction) -> None:
        touchpoint = correction.touchpoint
        if touchpoint is not None:
            touchpoint = self._on_map(touchpoint)
            if touchpoint is None:
                return
        words = words_in(correction.text)[:_ENOUGH_WORDS]
        language, _ = language_of(words, default=self._map.languages[0])
        router.learn(words, language, touchpoint)

    def _language(self, verbatim: Verbatim, words: Sequence[str]) -> tuple[ReadLanguage, float]:
        declared = (verbatim.language or "").lower()[:2]
        if declared in ("fr", "en"):
            return language_of(words, default="fr" if declared == "fr" else "en", is_declared=True)
        language, confidence = language_of(words, default=self._map.languages[0])
        if confidence < _SURE_LANGUAGE:
            # Two or three words: the language in which the map knows them is likelier.
            return self._router.language_knowing(words) or language, confidence
        return language, confidence

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
        words: Sequence[str],
        scored: Scored,
        candidates: Sequence[Candidate],
        language: ReadLanguage,
        *,
        something: bool,
    ) -> tuple[str | None, float, tuple[Reason, ...]]:
        given = self._on_map(verbatim.touchpoint) if verbatim.touchpoint else None
        if given is not None:
            return given, 1.0, (Reason("given", given),)
        if not something:
            return None, 0.0, (Reason("nothing_said"),)
        if not candidates or language == "other":
            return None, 0.0, ()
        best = candidates[0]
        if scored.fits_none():
            return None, best.confidence, (Reason("correction"),)
        reasons = self._reasons(words, language, scored, best.touchpoint)
        is_sure = best.confidence >= self._least
        return (best.touchpoint if is_sure else None), best.confidence, reasons

    def _on_map(self, touchpoint: str) -> str | None:
        try:
            return self._map.touchpoint(touchpoint).key
        except TouchpointNotOnMap:
            return None

    def _reasons(
        self, words: Sequence[str], language: ReadLanguage, scored: Scored, touchpoint: str
    ) -> tuple[Reason, ...]:
        number = self._router.keys.index(touchpoint)
        written = [phrase.written for phrase, owners in scored.found if number in owners]
        reasons = [Reason("words", touchpoint, because) for because in written[:_MOST_REASONS]]
        taught = self._router.taught_by(words, language, scored, number)
        if taught and (scored.cold != number or not reasons):
            reasons.insert(0, Reason("correction", touchpoint, taught))
        return tuple(reasons)

    def _also(self, scored: Scored, touchpoint: str | None) -> tuple[str, ...]:
        if touchpoint is None or scored.is_silent():
            return ()
        shares = scored.shares
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
