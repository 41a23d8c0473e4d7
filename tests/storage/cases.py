"""Cases as tests of the storage open them: without feedback, one at a time."""

from dataclasses import replace

from bot.case import Case, Fact
from bot.ledger import Turn


def opened_in(turn: Turn, case: Case, *facts: Fact) -> Case:
    """Open a case with its first facts, and return it with the id it was given."""
    (case_id,) = turn.new_case_ids(1)
    opened = replace(case, id=case_id)
    turn.add_cases([(opened, facts)])
    return opened
