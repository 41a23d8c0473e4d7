"""Notices what makes a case matter more: effort, leaving, urgency, a broken expectation, irony."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading import Signal
from bot.reading.lists import sections_of
from bot.reading.phrases import Phrases

_IN_WORDS: tuple[Signal, ...] = ("effort", "leaving", "urgent", "expectation")
# Irony: a score in the lowest third, under words that are plainly good.
_BAD_SCORE = -0.4
_GOOD_WORDS = 0.4
# Mockery without a score is told in a breath: so many words.
_SHORT = 20
# Thanks under a worse impression than this are politeness.
_GOOD = 0.2

# Shortly before a remedy, these say that there is none ("pas encore remboursé").
_NOT_YET = frozenset(["pas", "jamais", "rien", "aucun", "aucune", "sans"])
_NOT_YET |= frozenset(["not", "never", "no", "nothing", "without", "t"])

# What signals say of the feeling, in the measure of the lexicon (-2 to 2 a word).
_FEELING = {"effort": -1.0, "leaving": -1.0, "expectation": -0.5}


@dataclass(frozen=True)
class Noticed:
    """The kinds of phrases that were found in a text, and its number of words."""

    found: frozenset[str]
    length: int = 0

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
        if is_ironic:
            signals.append("irony")
        elif polarity > _GOOD and "thanks" in self.found:
            signals.append("praise")
        return tuple(signals)


class Signals:
    """Notices signals by the project's own phrases."""

    def __init__(self) -> None:
        self._phrases = Phrases(sections_of("signals"))

    def noticed(self, folded: Sequence[str]) -> Noticed:
        """Return what is noticed in folded words."""
        found = frozenset(
            hit.label
            for hit in self._phrases.found(folded)
            if hit.label != "remedy" or _NOT_YET.isdisjoint(folded[max(0, hit.at - 2) : hit.at])
        )
        return Noticed(found, len(folded))
