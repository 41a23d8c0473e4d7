"""What is done is let go of after a while; what keeps a thing from being said twice stays."""

from datetime import timedelta

import pytest

from bot.notice import Notice, NoticeKind, Settled
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW

LONG_AGO, LATELY = 1_000.0, 9_000.0


def test_what_arrived_is_let_go_of_a_while_after_it_was_done(ledger: DatabaseLedger) -> None:
    for key in ("old", "new", "waits"):
        ledger.receive(f"press:{key}", {}, at=NOW)
    with ledger.turn() as turn:
        turn.finish("press:old", at=NOW - timedelta(days=8))
        turn.finish("press:new", at=NOW)

    assert _let_go(ledger) == 1

    assert [item.key for item in ledger.unfinished()] == ["press:waits"]
    assert not ledger.receive("press:new", {}, at=NOW)
    assert not ledger.receive("press:waits", {}, at=NOW)


@pytest.mark.parametrize(
    ("kind", "is_let_go"),
    [("card_update", True), ("mail", True), ("card", False), ("round", False), ("digest", False)],
)
def test_only_what_guards_nothing_is_let_go_of(
    ledger: DatabaseLedger, kind: NoticeKind, *, is_let_go: bool
) -> None:
    _send(ledger, Notice("n1", kind, "channel:#voix", case_id=1), at=LONG_AGO)

    _let_go(ledger)

    with ledger.look() as look:
        assert look.has_notice("n1") is not is_let_go


@pytest.mark.parametrize("state", ["waiting", "held", "dead"])
def test_what_is_not_over_stays_however_old(ledger: DatabaseLedger, state: str) -> None:
    _send(ledger, Notice("n1", "mail", "mail:1", case_id=1), at=LONG_AGO, state=state)

    assert _let_go(ledger) == 0


def test_what_was_sent_lately_stays(ledger: DatabaseLedger) -> None:
    _send(ledger, Notice("n1", "mail", "mail:1", case_id=1), at=LATELY)

    assert _let_go(ledger) == 0


def test_much_is_let_go_of_in_parts(ledger: DatabaseLedger) -> None:
    for number in range(5):
        ledger.receive(f"press:{number}", {}, at=NOW)
        with ledger.turn() as turn:
            turn.finish(f"press:{number}", at=NOW - timedelta(days=8))

    assert [_let_go(ledger, at_most=2) for _ in range(4)] == [2, 2, 1, 0]


def _send(ledger: DatabaseLedger, notice: Notice, *, at: float, state: str = "sent") -> None:
    with ledger.turn() as turn:
        turn.stage(notice)
        (claimed,) = turn.claim(now=at, lease=1.0)
        turn.settle([Settled(claimed, state, free_at=0.0)])


def _let_go(ledger: DatabaseLedger, *, at_most: int = 100) -> int:
    with ledger.turn() as turn:
        before = NOW - timedelta(days=7)
        return turn.let_go_of_done(
            arrived_before=before, sent_before=(LONG_AGO + LATELY) / 2, at_most=at_most
        )
