"""What a customer said of our answer: "did this help?"."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

# What the customer would like from now on.
Wish = Literal["call", "write", "leave_alone"]


@dataclass(frozen=True)
class HeardBack:
    """The customer's own verdict on how a case was handled, with a few words if they gave any.

    `helped` is None where they only replied to a question. The taps are None where they were
    left out. `polarity_before` and `polarity_after` (-1 to 1) are how they felt when they first
    spoke, and now.
    """

    case_id: int
    helped: bool | None
    words: str
    heard_at: datetime
    understood: bool | None = None
    clear: bool | None = None
    respected: bool | None = None
    wish: Wish | None = None
    polarity_before: float | None = None
    polarity_after: float | None = None

    def says_the_same(self, other: "HeardBack") -> bool:
        """Tell whether another verdict differs in nothing but its moment."""
        return replace(self, heard_at=other.heard_at, polarity_after=other.polarity_after) == other
