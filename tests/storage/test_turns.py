"""One turn is one transaction: all of it is remembered or none, and nobody's turn is lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from bot.case import Fact
from bot.journey import JourneyMap
from bot.notice import Notice
from bot.steps.take import CaseAlreadyTaken, take
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW, OpenCase


class PowerCut(Exception):
    """What interrupts a turn in these tests."""


def test_a_failed_turn_leaves_nothing_behind(ledger: DatabaseLedger, open_case: OpenCase) -> None:
    case = open_case()
    ledger.receive("press:1", {"type": "block_actions"}, at=NOW)

    with pytest.raises(PowerCut), ledger.turn() as turn:
        turn.record(replace(case, taken_by="U1", taken_at=NOW), Fact("taken", NOW, "U1"))
        turn.stage(Notice("n1", "card_update", "channel:#voix", case_id=case.id))
        turn.finish("press:1", at=NOW)
        raise PowerCut

    with ledger.look() as look:
        assert look.case(case.id) == case
        assert [fact.kind for fact in look.history(case.id)] == ["opened"]
        assert not look.has_notice("n1")
    assert [item.key for item in ledger.unfinished()] == ["press:1"]


def test_of_eight_people_who_take_a_case_at_once_one_has_it(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    case = open_case()
    all_ready = Barrier(8)

    def press(person: str) -> bool:
        all_ready.wait()
        try:
            with ledger.turn() as turn:
                take(turn, turn.case(case.id), journey, by=person, now=NOW)
        except CaseAlreadyTaken:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        won = list(people.map(press, [f"U{number}" for number in range(8)]))

    assert won.count(True) == 1
    with ledger.look() as look:
        assert look.case(case.id).taken_by == f"U{won.index(True)}"
        assert [fact.kind for fact in look.history(case.id)].count("taken") == 1


def test_turns_that_read_first_and_write_later_lose_nothing(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()

    def pass_on(_: int) -> None:
        for _again in range(10):
            with ledger.turn() as turn:
                before = turn.case(case.id)
                turn.record(replace(before, passes=before.passes + 1), Fact("passed_on", NOW))

    with ThreadPoolExecutor(8) as people:
        list(people.map(pass_on, range(8)))

    with ledger.look() as look:
        assert look.case(case.id).passes == 80
        assert look.count_facts(case.id) == 81
        assert look.is_history_whole(case.id)


def test_a_look_sees_one_moment_while_others_write(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()

    with ledger.look() as look:
        before = look.case(case.id)
        with ledger.turn() as turn:
            turn.record(replace(case, passes=1), Fact("passed_on", NOW))
        after = look.case(case.id)

    assert before == after == case


def test_what_arrives_twice_is_kept_once_and_done_once(ledger: DatabaseLedger) -> None:
    assert ledger.receive("event:E1", {"event_id": "E1"}, at=NOW)
    assert not ledger.receive("event:E1", {"event_id": "E1"}, at=NOW)

    with ledger.turn() as turn:
        first = turn.finish("event:E1", at=NOW)
    with ledger.turn() as turn:
        second = turn.finish("event:E1", at=NOW)

    assert (first, second) == (True, False)
    assert ledger.unfinished() == []
    assert not ledger.receive("event:E1", {"event_id": "E1"}, at=NOW)
