"""Notices what makes a case matter more: effort, leaving, urgency, a broken expectation, irony."""

from collections.abc import Sequence

from bot.reading import Signal
from bot.reading.lists import sections_of
from bot.reading.phrases import Phrases

_IN_WORDS: tuple[Signal, ...] = ("effort", "leaving", "urgent", "expectation")
# Irony: a score in the lowest third, under words that are plainly good.
_BAD_SCORE = -0.4
_GOOD_WORDS = 0.4
# Thanks under a worse impression than this are politeness.
_GOOD = 0.2


class Signals:
    """Notices signals by the project's own phrases."""

    def __init__(self) -> None:
        self._phrases = Phrases(sections_of("signals"))

    def of(
        self, folded: Sequence[str], *, said: float, level: float | None, polarity: float
    ) -> tuple[Signal, ...]:
        """Return what is noticed in folded words, in a fixed order.

        `said` is the polarity of the words alone and `level` that of the score (None without one),
        both from -1 to 1; `polarity` is what was made of the two.
        """
        found = self._phrases.labels(folded)
        noticed: list[Signal] = [signal for signal in _IN_WORDS if signal in found]
        is_contradicted = level is not None and level <= _BAD_SCORE and said >= _GOOD_WORDS
        if is_contradicted or "mockery" in found:
            noticed.append("irony")
        elif polarity > _GOOD and "thanks" in found:
            noticed.append("praise")
        return tuple(noticed)
