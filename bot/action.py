"""An action: what a team does about a case."""

from dataclasses import dataclass
from datetime import datetime

from bot.due_date import Due


@dataclass(frozen=True)
class Action:
    """A sentence, a taker (a person's id) and a due date; `id` is 0 until it is remembered."""

    case_id: int
    what: str
    taker: str
    due: Due
    planned_at: datetime
    planned_by: str
    done_at: datetime | None = None
    id: int = 0
