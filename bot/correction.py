"""A correction: what a person taught by saying where a case belongs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# "moved" to a touchpoint; "kept" where the reading had put it; "none" of the map's touchpoints
# fits. "withdrawn" by a later move that names no touchpoint; "undone" on purpose.
CorrectionHow = Literal["moved", "kept", "none", "withdrawn", "undone"]


@dataclass(frozen=True)
class Correction:
    """The word of a person on one case; the last word on a case is the one that counts.

    `by` is None once the person may not be named any more. `id` is given when it is remembered.
    """

    case_id: int
    how: CorrectionHow
    touchpoint: str | None
    by: str | None
    at: datetime
    id: int = 0

    @property
    def teaches(self) -> bool:
        """Tell whether something is learned from it: it was not taken back."""
        return self.how not in ("withdrawn", "undone")
