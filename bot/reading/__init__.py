"""What the bot understands of a verbatim: where it belongs, how it feels, what must be hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.correction import CorrectionHow
from bot.verbatim import Score, Verbatim

ReadLanguage = Literal["fr", "en", "other"]
EmotionName = Literal[
    "anger",
    "frustration",
    "sadness",
    "worry",
    "confusion",
    "surprise",
    "delight",
    "gratitude",
    "neutral",
]
ReasonKind = Literal[
    "given", "words", "meaning", "example", "correction", "confirmation", "score", "nothing_said"
]
# Things a card or a priority mentions: seen in the words, or in score against words.
Signal = Literal["effort", "leaving", "urgent", "irony", "expectation", "praise"]
# Content that goes to the leads at once and privately (never into a round).
Grave = Literal["self_harm", "danger", "discrimination", "harassment", "legal", "press", "health"]

# From here on a feeling is clear: nearer to 0 lies what is mixed or flat.
HIGH = 0.35


@dataclass(frozen=True)
class Candidate:
    """A touchpoint the verbatim may be about; `confidence` between 0 and 1."""

    touchpoint: str
    confidence: float


@dataclass(frozen=True)
class Reason:
    """Why a touchpoint was chosen: `because` holds the words of the map that were found.

    Where none of them stands in the text, it is the customer's own word that is nearest to them.
    For a correction, and for a confirmation (somebody took it there), it holds the case that is
    like this one ("C-31"); for a meaning, the text of the map that means much the same.
    """

    kind: ReasonKind
    touchpoint: str | None = None
    because: str = ""


@dataclass(frozen=True)
class Emotion:
    """How the customer felt: `polarity` from -1 (bad) to 1, `intensity` from 0 (flat) to 1."""

    polarity: float
    intensity: float
    name: EmotionName


@dataclass(frozen=True)
class Reading:
    """Everything understood of one verbatim.

    `touchpoint` is None when the map cannot place it surely enough: a person places it.
    `candidates` are the three best guesses, best first; `also` names other touchpoints.
    `masked` is the text with personal data replaced by what it was ("[phone]").
    `gist` holds the stems of the words that carry it, parted by spaces.
    `language_confidence` is between 0 and 1. `sureness` is the log-odds that the first candidate
    is right, before what colleagues saw moved `confidence`; None without candidates.
    `says_something` is False for "none", "n/a", a score without words.
    """

    touchpoint: str | None
    confidence: float
    candidates: tuple[Candidate, ...]
    also: tuple[str, ...]
    reasons: tuple[Reason, ...]
    language: ReadLanguage
    emotion: Emotion
    signals: tuple[Signal, ...]
    masked: str
    says_something: bool
    grave: Grave | None = None
    gist: str = ""
    language_confidence: float = 0.0
    sureness: float | None = None

    @property
    def is_high(self) -> bool:
        """Tell whether it is praise: clearly positive."""
        return self.emotion.polarity >= HIGH

    @property
    def is_low(self) -> bool:
        """Tell whether it is a low: clearly negative."""
        return self.emotion.polarity <= -HIGH

    @property
    def feeling(self) -> EmotionName:
        """Return the feeling as people are told it: no joy in what is grave or clearly bad."""
        is_joy = self.emotion.name in ("delight", "gratitude")
        return "neutral" if is_joy and (self.grave or self.is_low) else self.emotion.name


@dataclass(frozen=True)
class Lesson:
    """What one correction teaches: where the text of a case belongs, or that it taught too much.

    `number` grows with each correction; the last lesson of a case is the one that counts. `guess`
    and `sureness` are what its reading had said: the first candidate, and how sure it was.
    `meaning` is what the text means (`bot.reading.meaning.packed`), "" where nobody knows.
    """

    number: int
    case: str
    how: CorrectionHow
    touchpoint: str | None
    text: str
    guess: str | None = None
    sureness: float | None = None
    meaning: str = ""

    @property
    def teaches(self) -> bool:
        """Tell whether something is learned from it: not taken back, and its words still there."""
        return self.how not in ("withdrawn", "undone") and bool(self.text)


@dataclass(frozen=True)
class Meant:
    """What the text of a lesson means, found after it was taught; `number` grows with each."""

    number: int
    lesson: int
    meaning: str


@dataclass(frozen=True)
class Rated:
    """What a customer said, and the score they gave with it."""

    text: str
    language: ReadLanguage
    score: Score


class Lessons(Protocol):
    """Where the lessons are remembered (`bot.ledger.Look`)."""

    def lessons_after(self, number: int) -> Sequence[Lesson]:
        """Return what was taught after the lesson of a number, in the order of numbers."""
        ...

    def meant_after(self, number: int) -> Sequence[Meant]:
        """Return what the texts of lessons mean, found after the one of a number."""
        ...

    def newest_verbatim(self) -> int:
        """Return the number of the verbatim that was remembered last; 0 where there is none."""
        ...

    def rated(self, *, up_to: int, at_most: int) -> Sequence[Rated]:
        """Return the newest words that came with a score, up to the verbatim of a number."""
        ...


class Reader(Protocol):
    """Understands verbatims, by one journey map."""

    def catch_up(self, lessons: Lessons) -> None:
        """Learn what people taught since the last time, in any process; cheap when nothing."""
        ...

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        ...

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order; the same as `read` on each."""
        ...


class CloseReader(Reader, Protocol):
    """Understands verbatims by their words, and by what they mean where that is known."""

    def map_texts(self) -> Sequence[str]:
        """Return what the map says of its touchpoints, to learn what it means."""
        ...

    def know_map(self, meanings: Mapping[str, NDArray[np.float64]]) -> None:
        """Learn what each of `map_texts` means; from then on it can read closely."""
        ...

    def closely(self, meanings: Mapping[str, NDArray[np.float64]]) -> "Reader":
        """Return what reads texts whose meaning is given (by `meaning.meant`) closely.

        All else it reads as before; so it does until it knows what the map's texts mean.
        """
        ...
