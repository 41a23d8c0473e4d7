"""What a customer said, exactly as it arrived."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import Any, Literal

Channel = Literal["survey", "review", "ticket", "call", "social", "shop", "mail", "frontline"]
Scale = Literal["nps", "csat", "ces", "stars"]
Moment = Literal["start", "middle", "end"]

# Lowest and highest score of each scale.
SCALES: Mapping[Scale, tuple[int, int]] = {
    "nps": (0, 10),
    "csat": (1, 5),
    "ces": (1, 7),
    "stars": (1, 5),
}


@dataclass(frozen=True)
class Score:
    """A score the customer gave, on its own scale; `expected` is what they had hoped for."""

    value: float
    scale: Scale
    expected: float | None = None

    def level(self) -> float:
        """Return the score from -1 (worst) to 1 (best), whatever its scale."""
        return self._level_of(self.value)

    def felt(self) -> float:
        """Return the level as it felt: moved by a third of the gap to what was expected.

        What customers expected decides how they feel about what they got; the third keeps the
        score itself in charge.
        """
        if self.expected is None:
            return self.level()
        gap = self.level() - self._level_of(self.expected)
        return max(-1.0, min(1.0, self.level() + gap / 3))

    def _level_of(self, value: float) -> float:
        lowest, highest = SCALES[self.scale]
        return 2 * (value - lowest) / (highest - lowest) - 1


@dataclass(frozen=True)
class Verbatim:
    """One piece of feedback, never edited; a changed one is a new revision.

    `id` is 0 until it is remembered. `text` and `score` are what was said: one of them at least.
    """

    source: str
    source_id: str
    happened_at: datetime
    received_at: datetime
    channel: Channel
    text: str = ""
    score: Score | None = None
    customer_id: str | None = None
    language: str | None = None
    moment: Moment | None = None
    touchpoint: str | None = None
    value: float | None = None
    currency: str | None = None
    url: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 1
    is_forgotten: bool = False
    id: int = 0

    def fingerprint(self) -> str:
        """Return what tells a revision from a duplicate: a hash of what was said."""
        # A list in JSON, written by hand: an import writes thousands a second.
        score = self.score
        rated = _as_json(score.value, score.scale, score.expected) if score else "null"
        said = f"[{encode_basestring_ascii(self.text)}, {rated}]"
        return hashlib.sha256(said.encode()).hexdigest()[:24]


@lru_cache(maxsize=256, typed=True)  # 9 and 9.0 are equal, and written otherwise
def _as_json(*score: float | str | None) -> str:
    return json.dumps(score)
