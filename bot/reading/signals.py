"""Notices what makes a case matter more: effort, leaving, urgency, a broken expectation, irony."""

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from bot.reading import Signal
from bot.reading.lists import sections_of
from bot.reading.phrases import Hit, Phrases

_IN_WORDS: tuple[Signal, ...] = ("effort", "leaving", "urgent", "expectation")
# Irony: a score in the lowest third, under words that are plainly good.
_BAD_SCORE = -0.4
_GOOD_WORDS = 0.4
# Mockery without a score is told in a breath: so many words.
_SHORT = 20
# Thanks under a worse impression than this are politeness.
_GOOD = 0.2

# Shortly before a remedy, these say that there is none ("pas encore remboursé"); nor are refusals
# thanks ("no coffee, no thanks").
_NOT_YET = frozenset(["pas", "jamais", "rien", "aucun", "aucune", "sans"])
_NOT_YET |= frozenset(["not", "never", "no", "nothing", "without", "t"])
_NEVER: frozenset[str] = frozenset()
_BARRED = {
    "remedy": _NOT_YET,
    "setback": _NOT_YET,
    "kept": _NOT_YET,
    "thanks": frozenset(["no", "non"]),
}

# Thanks that close a letter: within so many of its last words, to nobody else, and nobody's own.
_CLOSING = 8
_THANKS_WORDS = frozenset(["merci", "thanks", "thank"])
_TO_WHOM = frozenset(["a", "au", "aux", "to", "the"])
_YOU = frozenset(["vous", "toi", "you"])
_WHOSE = frozenset(["my", "our", "dire", "say"])

# What signals say of the feeling, in the measure of the lexicon (-2 to 2 a word).
_FEELING = {"setback": -1.0, "effort": -1.0, "leaving": -1.0, "expectation": -0.5}


class Noticed(NamedTuple):
    """The kinds of phrases that were found in a text, and its number of words.

    `courtesies` are the numbers of words that belong to the form: thanks as one closes a letter,
    and how soon something is asked for ("une solution rapidement" praises nobody's speed).
    """

    found: frozenset[str]
    length: int = 0
    courtesies: frozenset[int] = frozenset()

    def felt_words(self, words: Sequence[str]) -> Sequence[str]:
        """Return the words in which a feeling is looked for: those beyond mere form."""
        if not self.courtesies:
            return words
        return [word for at, word in enumerate(words) if at not in self.courtesies]

    def feeling(self) -> float:
        """Return what the signals add to the feeling of the words (0 or less)."""
        return sum(value for signal, value in _FEELING.items() if signal in self.found)

    def is_ironic(self, *, said: float, level: float | None) -> bool:
        """Say whether the words mock: a score contradicts them, or nobody could mean them.

        `said` is the polarity of the words, `level` that of the score (None without one).
        """
        if "mockery" in self.found:
            return True
        if level is None:
            return self._applauds_trouble()
        return level <= _BAD_SCORE and (said >= _GOOD_WORDS or "applause" in self.found)

    def _applauds_trouble(self) -> bool:
        """Tell whether trouble is applauded, of which nobody says that it was mended.

        Longer texts tell of good and bad one after the other: of 2,411 that praise in a public
        survey, 3 were taken for mockery with no limit, and 1 with it.
        """
        is_short = self.length <= _SHORT
        return is_short and {"applause", "trouble"} <= self.found and "remedy" not in self.found

    def signals(self, *, polarity: float, is_ironic: bool) -> tuple[Signal, ...]:
        """Return the signals in a fixed order; `polarity` is what was made of words and score."""
        signals: list[Signal] = [signal for signal in _IN_WORDS if signal in self.found]
        if polarity > _GOOD and "kept" in self.found and "expectation" in signals:
            signals.remove("expectation")
        if is_ironic:
            signals.append("irony")
        elif polarity > _GOOD and "thanks" in self.found:
            signals.append("praise")
        return tuple(signals)


class Signals:
    """Notices signals by the project's own phrases."""

    def __init__(self) -> None:
        self._phrases = Phrases(sections_of("signals"))

    def noticed(self, folded: Sequence[str], *, has_question: bool = False) -> Noticed:
        """Return what is noticed in folded words; `has_question` where a "?" stands among them."""
        hits = [
            hit
            for hit in self._phrases.found(folded)
            if _BARRED.get(hit.label, _NEVER).isdisjoint(folded[max(0, hit.at - 2) : hit.at])
        ]
        found = {hit.label for hit in hits}
        courtesies = _words_of(hits, "courtesy") if "courtesy" in found else set()
        if has_question or "asking" in found:
            courtesies |= _words_of(hits, "urgent") | _closing_thanks(folded, courtesies)
        if "exceeded" in found:
            found.discard("expectation")
        return Noticed(frozenset(found), len(folded), frozenset(courtesies))


def _words_of(hits: Iterable[Hit], label: str) -> set[int]:
    """Return the numbers of the words of phrases with a label."""
    return {hit.at + place for hit in hits if hit.label == label for place in range(len(hit.said))}


def _closing_thanks(folded: Sequence[str], courtesies: Set[int]) -> set[int]:
    """Return the numbers of the words from closing thanks on ("Merci, Linh Nguyen"), if any."""
    for at in range(len(folded) - 1, max(0, len(folded) - _CLOSING) - 1, -1):
        if folded[at] in _THANKS_WORDS and (at == 0 or folded[at - 1] not in _WHOSE):
            two = {folded[after] for after in {at + 1, at + 2} - courtesies if after < len(folded)}
            is_to_others = not _TO_WHOM.isdisjoint(two) and _YOU.isdisjoint(two)
            return set() if is_to_others else set(range(at, len(folded)))
    return set()
