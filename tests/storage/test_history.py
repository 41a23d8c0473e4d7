"""The history of a case cannot be changed unseen."""

import pytest

from bot.case import Fact
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW, OpenCase

CHANGES = [
    'update history set about = \'{"to":"sales"}\' where number = 2',
    "update history set at = at + 1 where number = 2",
    "update history set kind = 'closed' where number = 3",
    "delete from history where number = 2",
    "delete from history where number = 1",
    "delete from history where number = 3",
    "delete from history",
]


def test_a_history_is_whole_while_nobody_changes_it(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()

    with ledger.turn() as turn:
        turn.record(case, Fact("routed", NOW, about={"to": "billing"}), Fact("taken", NOW, "U1"))

    with ledger.look() as look:
        assert look.is_history_whole(case.id)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_fact_breaks_the_chain(
    ledger: DatabaseLedger, open_case: OpenCase, change: str
) -> None:
    case = open_case()
    with ledger.turn() as turn:
        turn.record(case, Fact("routed", NOW, about={"to": "billing"}), Fact("taken", NOW, "U1"))

    with ledger._database.writing() as intruder:
        intruder.execute(change)

    with ledger.look() as look:
        assert not look.is_history_whole(case.id)


def test_a_person_can_be_forgotten_while_the_chain_stands(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()
    with ledger.turn() as turn:
        turn.record(case, Fact("taken", NOW, "U1"))

    with ledger._database.writing() as clerk:
        clerk.execute("""update history set "by" = 'somebody' where number = 2""")

    with ledger.look() as look:
        assert look.is_history_whole(case.id)
