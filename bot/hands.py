"""In whose hands the actions of a case are when the case changes hands; their dates stand."""

from dataclasses import replace

from bot.case import Case
from bot.ledger import Turn

NOBODY = ""


def give_actions(turn: Turn, case: Case, *, of: str | None, to: str) -> None:
    """Give the open actions of one person (None: of everybody) to another, or to `NOBODY`.

    What a customer was promised does not wait for somebody to think of it again.
    """
    for action in turn.actions(case.id):
        if action.is_open and action.taker != to and (of is None or action.taker == of):
            turn.record_action(replace(action, taker=to))
