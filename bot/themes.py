"""What recurs at a touchpoint, named by the customers' own words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

from bot.journey import JourneyMap, Named
from bot.ledger import Said
from bot.reading.gist import content_words, gist_of

Phrase = tuple[str, ...]

# Two who say the same are a coincidence; a word alone says less, and needs more.
_FEWEST_VOICES = 3
_FEWEST_FOR_A_WORD = 5
_LONGEST_PHRASE = 3
# A word that is heard half as often elsewhere is of no place.
_TELLING = 2.0
# What the map itself says of a place is news when so many times as many say it as before.
_RISEN = 3
_MOST_AT_TOUCHPOINT = 3
# Two phrases that mostly the same people used are one theme.
_SAME_THEME = 0.5
# What is counted for themes: four weeks, against the four before.
THEMES_OF = timedelta(days=28)


@dataclass(frozen=True)
class Theme:
    """What several customers say at a touchpoint; `words` are their own, without personal data.

    `voices` are the customers who said it; `usual` how many did in the same span before.
    """

    touchpoint: str
    words: str
    voices: int
    usual: int
    said: tuple[Said, ...]

    @property
    def case_ids(self) -> tuple[int, ...]:
        """Return the cases in which it was said, first said first."""
        return tuple(one.case_id for one in self.said if one.case_id is not None)


def themes_of(said: Sequence[Said], before: Sequence[Said], journey: JourneyMap) -> list[Theme]:
    """Return what most customers say where, most voices first.

    `before` is what was said in a span as long as that of `said`, just before it.
    """
    everywhere = _voices_by_phrase(said)
    themes: list[Theme] = []
    for touchpoint in sorted({one.touchpoint for one in said} & set(journey.touchpoints)):
        there = journey.touchpoint(touchpoint)
        here = [one for one in said if one.touchpoint == touchpoint]
        before_here = [one for one in before if one.touchpoint == touchpoint]
        past = _voices_by_phrase(before_here)
        phrases = _Touchpoint(
            here=_voices_by_phrase(here),
            everywhere=everywhere,
            past=past,
            said_before=len(before_here),
            said_here=len(here),
            said_elsewhere=len(said) - len(here),
            names=_stems_in(there.name),
            described=_stems_in(there.name) | _stems_in(there.description),
        )
        for phrase in phrases.chosen():
            saying = tuple(one for one in here if phrase in set(_phrases(one.gist)))
            words, voices = _words_of(phrase, saying), len(phrases.here[phrase])
            themes.append(Theme(touchpoint, words, voices, len(past.get(phrase, ())), saying))
    themes.sort(key=lambda theme: (-theme.voices, theme.touchpoint, theme.words))
    return themes


@dataclass(frozen=True)
class _Touchpoint:
    """The phrases of one touchpoint: who used each here, now and before, and who anywhere."""

    here: Mapping[Phrase, set[str]]
    everywhere: Mapping[Phrase, set[str]]
    past: Mapping[Phrase, set[str]]
    said_before: int
    said_here: int
    said_elsewhere: int
    names: frozenset[str]
    described: frozenset[str]

    def chosen(self) -> list[Phrase]:
        """Return the phrases that say most, each with other customers than those before it."""
        chosen: list[Phrase] = []
        known = [phrase for phrase in self.here if self._says_much(phrase)]
        # Of phrases that weigh the same, the one that was heard first.
        for phrase in sorted(known, key=lambda phrase: -self._weight(phrase)):
            is_other = all(self._overlap(phrase, one) < _SAME_THEME for one in chosen)
            if is_other and len(chosen) < _MOST_AT_TOUCHPOINT:
                chosen.append(phrase)
        return chosen

    def _says_much(self, phrase: Phrase) -> bool:
        voices = len(self.here[phrase])
        if len(phrase) > 1:
            return voices >= _FEWEST_VOICES and not self.names.issuperset(phrase)
        if self.described.issuperset(phrase) and not self._has_risen(phrase):
            return False
        return voices >= _FEWEST_FOR_A_WORD and self._telling(phrase) >= _TELLING

    def _has_risen(self, phrase: Phrase) -> bool:
        """Tell whether what belongs here anyway ("heating") is heard far more than it was."""
        was = len(self.past.get(phrase, ()))
        is_known = self.said_before >= _FEWEST_FOR_A_WORD and not self.names.issuperset(phrase)
        return is_known and len(self.here[phrase]) >= _RISEN * max(1, was)

    def _telling(self, phrase: Phrase) -> float:
        """Return how much oftener a phrase is heard here than elsewhere, else than before."""
        others = len(self.everywhere[phrase]) - len(self.here[phrase]), self.said_elsewhere
        if not self.said_elsewhere:
            others = len(self.past.get(phrase, ())), self.said_before
        heard, among = others
        return (len(self.here[phrase]) / self.said_here) / ((heard + 0.5) / max(1, among))

    def _weight(self, phrase: Phrase) -> float:
        return len(self.here[phrase]) * log(1 + self._telling(phrase)) * len(phrase)

    def _overlap(self, one: Phrase, other: Phrase) -> float:
        ones, others = self.here[one], self.here[other]
        return len(ones & others) / min(len(ones), len(others))


def _voices_by_phrase(said: Iterable[Said]) -> dict[Phrase, set[str]]:
    voices: dict[Phrase, set[str]] = defaultdict(set)
    for one in said:
        for phrase in _phrases(one.gist):
            voices[phrase].add(one.voice)
    return voices


def _phrases(gist: str) -> Iterable[Phrase]:
    stems = gist.split()
    for size in range(1, _LONGEST_PHRASE + 1):
        for start in range(len(stems) - size + 1):
            yield tuple(stems[start : start + size])


def _words_of(phrase: Phrase, said: Sequence[Said]) -> str:
    """Return how customers mostly put a phrase, small words between its words included."""
    seen: Counter[str] = Counter()
    for one in said:
        words = list(content_words(one.masked, language=one.language))
        for start in range(len(words) - len(phrase) + 1):
            window = words[start : start + len(phrase)]
            if tuple(word.stem for word in window) == phrase:
                written = one.masked[window[0].start : window[-1].end]
                seen[" ".join(written.lower().split())] += 1
                break
    return min(seen, key=lambda words: (-seen[words], len(words), words), default=" ".join(phrase))


def _stems_in(told: Named) -> frozenset[str]:
    """Return the stems of what the map itself says: that they recur there says nothing new."""
    gists = [gist_of(text, language=language) for language, text in told.texts.items()]
    return frozenset(" ".join(gists).split())
