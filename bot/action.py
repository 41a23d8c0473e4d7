"""An action: what a team does about a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.due import Due

# "not_now" is a decision too: `what` is then the honest reason, as the customer may hear it.
ActionKind = Literal["quick_win", "real_change", "not_now"]
# What can stand in the way of an action.
Obstacle = Literal["rule", "tool", "team", "authority"]


@dataclass(frozen=True)
class Action:
    """A sentence, a taker (a person's id) and a due date; `id` is 0 until it is remembered.

    `taker` is "" while nobody has it: its due date stands, and who takes the case takes it on.
    `link` leads to the tracker the team uses (https). `stuck_on` says what stands in the way of
    an action that still goes on, `stuck_why` in a colleague's words.
    """

    case_id: int
    what: str
    taker: str
    due: Due
    planned_at: datetime
    planned_by: str
    kind: ActionKind = "real_change"
    link: str = ""
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    stuck_on: Obstacle | None = None
    stuck_why: str = ""
    id: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether something remains to be done."""
        return self.done_at is None and self.dropped_at is None and self.kind != "not_now"


def still_counting(actions: Sequence[Action]) -> list[Action]:
    """Return the actions that were not dropped: those a customer may hear of."""
    return [action for action in actions if action.dropped_at is None]
