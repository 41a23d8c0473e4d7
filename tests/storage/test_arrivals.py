"""What arrives at once is kept at once, and each hears only of its own."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.ledger import InboxItem
from bot.together import Together
from storage.database import Row
from storage.ledger import DatabaseLedger
from storage.postgres import _AT_ONCE as AT_ONCE
from tests.postgres import PostgresServer

NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


def test_of_the_same_press_at_the_same_moment_one_alone_is_new(ledger: DatabaseLedger) -> None:
    keys = [f"press:{number % 50}" for number in range(400)]

    with ThreadPoolExecutor(32) as people:
        news = list(people.map(lambda key: ledger.receive(key, {"it": key}, at=NOW), keys))

    assert sum(news) == 50
    assert sorted(item.key for item in ledger.unfinished()) == sorted(set(keys))


def test_what_comes_at_once_is_told_new_the_first_time_only(ledger: DatabaseLedger) -> None:
    ledger.receive("press:3", {"it": "before"}, at=NOW)
    items = [InboxItem(f"press:{number % 150}", {"it": number}) for number in range(450)]

    news = ledger.receive_all(items, at=NOW)

    assert [at for at, is_new in enumerate(news) if is_new] == [
        number for number in range(150) if number != 3
    ]
    assert len(ledger.unfinished()) == 150


def test_an_arrival_waits_for_no_turn_that_has_not_written(postgres: PostgresServer) -> None:
    ledger = DatabaseLedger(postgres.new_database())
    are_all_there, may_end = threading.Barrier(AT_ONCE + 1), threading.Event()

    def take_a_long_turn() -> None:
        with ledger.turn() as turn:
            turn.arrived("press:0")
            are_all_there.wait(10)
            assert may_end.wait(10)

    with ThreadPoolExecutor(AT_ONCE) as people:
        turns = [people.submit(take_a_long_turn) for _ in range(AT_ONCE)]
        are_all_there.wait(10)
        is_new = ledger.receive("press:1", {}, at=NOW)
        may_end.set()
        for turn in turns:
            turn.result()

    ledger.close()
    assert is_new


def test_what_comes_during_a_commit_goes_together_into_the_next() -> None:
    commits: list[Sequence[Row]] = []
    is_committing, may_end = threading.Event(), threading.Event()

    def keep_all(rows: Sequence[Row]) -> list[bool]:
        commits.append(rows)
        is_committing.set()
        assert may_end.wait(10)
        return [True for _ in rows]

    arrivals = Together(keep_all)
    with ThreadPoolExecutor(9) as people:
        first = people.submit(arrivals.do, {"key": "first"})
        assert is_committing.wait(10)
        others = [people.submit(arrivals.do, {"key": str(number)}) for number in range(8)]
        while arrivals.waiting() < 8:
            threading.Event().wait(0.001)
        may_end.set()
        kept = [one.result() for one in (first, *others)]

    assert kept == [True] * 9
    assert [len(rows) for rows in commits] == [1, 8]


def test_who_is_answered_goes_on_while_what_was_asked_since_is_being_done() -> None:
    begun, may_end = [[threading.Event() for _ in range(3)] for _ in range(2)]
    commits: list[int] = []

    def keep_all(rows: Sequence[Row]) -> list[bool]:
        commits.append(len(rows))
        begun[len(commits) - 1].set()
        assert may_end[len(commits) - 1].wait(10)
        return [True for _ in rows]

    arrivals = Together(keep_all)
    with ThreadPoolExecutor(4) as people:
        people.submit(arrivals.do, {"key": "first"})
        assert begun[0].wait(10)
        together = [people.submit(arrivals.do, {"key": key}) for key in ("second", "third")]
        while arrivals.waiting() < 2:
            threading.Event().wait(0.001)
        may_end[0].set()
        assert begun[1].wait(10)
        people.submit(arrivals.do, {"key": "fourth"})
        while arrivals.waiting() < 1:
            threading.Event().wait(0.001)
        may_end[1].set()
        assert begun[2].wait(10)
        answered = [one.result(10) for one in together]
        may_end[2].set()

    assert answered == [True, True]
    assert commits == [1, 2, 1]


def test_what_could_not_be_kept_is_told_to_each_who_waits_and_harms_nobody_after() -> None:
    def keep_all(rows: Sequence[Row]) -> list[bool]:
        if any(row["key"] == "wrong" for row in rows):
            raise OSError("disk full")
        return [True for _ in rows]

    arrivals = Together(keep_all)

    with pytest.raises(OSError, match="disk full"):
        arrivals.do({"key": "wrong"})

    assert arrivals.do({"key": "right"})
