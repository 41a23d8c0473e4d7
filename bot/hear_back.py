"""What a customer said of our answer: "did this help?"."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class HeardBack:
    """The customer's own verdict on how a case was handled, with a few words if they gave any."""

    case_id: int
    helped: bool
    words: str
    heard_at: datetime
