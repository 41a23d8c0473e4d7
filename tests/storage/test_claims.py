"""Who claims at the same moment never takes the same, nor together more than a workspace takes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.again import again
from bot.flow import Flow
from bot.notice import Claimed, Notice, Settled
from storage.ledger import DatabaseLedger

PROCESSES = 3
CHANNELS = 30
NOW = 1000.0


@pytest.fixture
def ledgers(database: str) -> Iterator[list[DatabaseLedger]]:
    """Return the same memory as each of three processes opens it."""
    opened = [DatabaseLedger(database) for _ in range(PROCESSES)]
    yield opened
    for ledger in opened:
        ledger.close()


def _stage(ledger: DatabaseLedger, *, each: int = 1) -> None:
    with ledger.turn() as turn:
        for number in range(each):
            for channel in range(CHANNELS):
                to = f"channel:#c{channel}"
                turn.stage(Notice(f"{number}:{channel}", "thread_line", to, case_id=channel + 1))


def _claim_at_once(
    ledgers: list[DatabaseLedger], *, at_most: int, now: float = NOW, flow: Flow | None = None
) -> list[list[Claimed]]:
    ready = Barrier(len(ledgers))

    def claim(ledger: DatabaseLedger) -> list[Claimed]:
        ready.wait(10)

        def claim_some() -> list[Claimed]:
            with ledger.turn() as turn:
                return turn.claim(now=now, lease=70.0, at_most=at_most, flow=flow)

        return again(claim_some)

    with ThreadPoolExecutor(len(ledgers)) as processes:
        return list(processes.map(claim, ledgers))


def test_three_processes_claim_each_notice_once_and_one_of_each_channel(
    ledgers: list[DatabaseLedger],
) -> None:
    _stage(ledgers[0], each=2)

    claimed = [one for claims in _claim_at_once(ledgers, at_most=CHANNELS) for one in claims]

    assert len(claimed) == len({one.notice.id for one in claimed})
    assert len(claimed) == len({one.notice.destination for one in claimed})
    assert {one.notice.id.partition(":")[0] for one in claimed} == {"0"}


def test_three_processes_take_together_no_more_than_a_workspace_takes(
    ledgers: list[DatabaseLedger],
) -> None:
    _stage(ledgers[0])
    flow = Flow("post", gap=0.1, burst=5)

    at_first = _claim_at_once(ledgers, at_most=CHANNELS, flow=flow)
    at_once_again = _claim_at_once(ledgers, at_most=CHANNELS, flow=flow)
    a_second_later = _claim_at_once(ledgers, at_most=CHANNELS, now=NOW + 0.501, flow=flow)

    assert sum(map(len, at_first)) <= 6
    assert sum(map(len, at_first + at_once_again)) == 6
    assert sum(map(len, a_second_later)) == 5


def test_what_is_settled_together_is_fenced_one_by_one(ledgers: list[DatabaseLedger]) -> None:
    ledger = ledgers[0]
    _stage(ledger)
    with ledger.turn() as turn:
        first, second, third = turn.claim(now=NOW, lease=70.0, at_most=3)
    with ledger.turn() as turn:  # its lease is over: another takes the first one over
        turn.settle([Settled(first, "sending", free_at=0.0)])
        (newer,) = turn.claim(now=NOW, lease=70.0)

    with ledger.turn() as turn:
        of_one_notice = turn.pass_return([newer, first], until=NOW + 70)
        may_leave = turn.pass_return([first, second, third], until=NOW + 70)
        settled = turn.settle([Settled(one, "sent", 0.0) for one in (first, second, third)])

    assert newer.notice == first.notice
    assert of_one_notice == {newer.key}
    assert may_leave == settled == {second.key, third.key}
    with ledger.look() as look:
        assert look.count_notices() == {"sent": 2, "sending": 1, "waiting": CHANNELS - 3}
