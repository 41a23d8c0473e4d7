"""Improvements on both databases: remembered, locked, found again, erased."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.action import Action
from bot.case import Case, Fact
from bot.due import Due
from bot.improvement import Change, Effect, Improvement
from bot.journey import JourneyMap
from bot.ledger import NotRemembered, TurnUndone
from bot.ledger_improvements import Felt
from bot.loop import take_in
from bot.message import Message
from bot.person import FORMER
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.refusal import Refusal
from bot.steps.close import close
from bot.steps.improve import (
    ImprovementOver,
    InAnotherImprovement,
    NotOneOfMany,
    Plan,
    change,
    come_back,
    drop,
    finish,
    join,
    leave,
    start,
)
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW, OpenCase

PLAN = Plan(
    "Bloquer le double.",
    "U1",
    Due(date(2026, 12, 4), time(17)),
    said={"fr": "C’est bloqué."},
    effect=Effect(1200.5, None, 3.0, "EUR"),
)


def test_an_improvement_comes_back_as_it_went_in(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    cases = [open_case(), open_case()]

    with ledger.turn() as turn:
        begun = start(turn, PLAN, cases, journey, search="double", by="U2", now=NOW)

    with ledger.look() as look:
        assert look.improvement(begun.id) == begun
        assert begun == Improvement(
            what=PLAN.what,
            taker="U1",
            due=PLAN.due,
            department="billing",
            first_case=cases[0].id,
            started_at=NOW,
            started_by="U2",
            search="double",
            said={"fr": "C’est bloqué."},
            effect=PLAN.effect,
            changes=1,
            id=begun.id,
        )
        assert [case.id for case in look.cases_in(begun.id)] == [case.id for case in cases]
        assert [one.kind for one in look.improvement_history(begun.id)] == ["started"]
        assert look.improvements() == [begun]
        with pytest.raises(NotRemembered):
            look.improvement(begun.id + 1)


def test_cases_join_leave_and_change_with_it_and_nothing_twice(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    one, other, third = open_case(), open_case(), open_case()
    with ledger.turn() as turn:
        begun = start(turn, PLAN, [one], journey, by="U2", now=NOW)

    with ledger.turn() as turn:
        begun = join(turn, begun, [turn.case(other.id)], journey, by="U2", now=NOW)
        begun = join(turn, begun, [turn.case(other.id)], journey, by="U2", now=NOW)
        begun = leave(turn, begun, [turn.case(one.id)], journey, by="U2", now=NOW)
        planned = replace(PLAN, due=Due(date(2026, 12, 24)))
        begun = change(turn, begun, planned, journey, by="U1", now=NOW)
        same = change(turn, begun, planned, journey, by="U1", now=NOW)
        begun = finish(turn, begun, journey, by="U1", now=NOW)
        again = finish(turn, begun, journey, by="U1", now=NOW)

    with ledger.look() as look:
        assert same.due == begun.due == Due(date(2026, 12, 24))
        assert again == begun == look.improvement(begun.id)
        kinds = [each.kind for each in look.improvement_history(begun.id)]
        assert kinds == ["started", "joined", "joined", "left", "delayed", "done"]
        facts = [fact.kind for fact in look.history(other.id)]
        assert facts == ["opened", "taken", "joined", "moved_on", "improved"]
        assert look.case(other.id).taken_by == "U1"
        assert look.case(one.id).acted_at is None
        assert look.is_history_whole(other.id)
    with ledger.turn() as turn, pytest.raises(ImprovementOver):
        drop(turn, begun, journey, by="U1", now=NOW)
    with ledger.turn() as turn:
        late = join(turn, begun, [turn.case(third.id)], journey, by="U1", now=NOW)
    assert late.done_at == NOW, "who is found late is told too"


@pytest.mark.parametrize("what", ["grave", "praise", "taken"])
def test_what_is_not_one_of_many_is_refused(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap, what: str
) -> None:
    first, case = open_case(), open_case()
    with ledger.turn() as turn:
        begun = start(turn, PLAN, [first], journey, by="U2", now=NOW)
        refused: type[Refusal] = NotOneOfMany
        if what == "taken":
            start(turn, PLAN, [case], journey, by="U2", now=NOW)
            refused = InAnotherImprovement
        else:
            grave = {"grave": "danger"} if what == "grave" else {"needs_hands": False}
            turn.record(replace(turn.case(case.id), **grave))

    with ledger.turn() as turn, pytest.raises(refused):
        join(turn, begun, [turn.case(case.id)], journey, by="U2", now=NOW)


def test_a_dropped_one_gives_its_cases_back_with_what_they_had_of_their_own(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    plain, planned = open_case(), open_case()
    with ledger.turn() as turn:
        turn.add_action(
            Action(planned.id, "Rappeler.", "U3", Due(date(2026, 12, 1)), NOW, planned_by="U3")
        )
        begun = start(turn, PLAN, [plain, planned], journey, by="U2", now=NOW)

    with ledger.turn() as turn:
        drop(turn, turn.improvement(begun.id), journey, by="U2", now=NOW)

    with ledger.look() as look:
        assert look.improvements() == []
        assert look.cases_in(begun.id) == []
        assert look.case(plain.id).acted_at is None
        assert look.case(planned.id).acted_at == NOW


def test_who_has_left_hands_it_back_and_whoever_has_it_next_has_its_cases(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    case = open_case()
    with ledger.turn() as turn:
        begun = start(turn, PLAN, [case], journey, by="U2", now=NOW)

    with ledger.turn() as turn:
        free = come_back(turn, begun, journey, now=NOW)
        waits_on = turn.case(case.id).taken_by
        given = change(turn, free, replace(PLAN, taker="U7"), journey, by="U7", now=NOW)

    with ledger.look() as look:
        assert (free.taker, waits_on) == ("", None)
        assert free.due == PLAN.due
        assert given.taker == look.case(case.id).taken_by == "U7"
        kinds = [each.kind for each in look.improvement_history(begun.id)]
        assert kinds == ["started", "came_back", "changed"]


def test_two_who_gather_one_case_at_once_are_one_winner(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    case = open_case()

    def gather(number: int) -> bool:
        try:
            with ledger.turn() as turn:
                start(turn, PLAN, [turn.case(case.id)], journey, by=f"U{number}", now=NOW)
        except (InAnotherImprovement, TurnUndone):
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        won = list(people.map(gather, range(4)))

    assert won.count(True) == 1
    with ledger.look() as look:
        assert len(look.improvements()) == 1


def test_what_was_told_and_how_it_fares_is_counted(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    case = open_case()
    with ledger.turn() as turn:
        begun = start(turn, PLAN, [case], journey, by="U2", now=NOW)
        message = Message(case.id, "answer", "mail", "fr", "Fait.", "U1", NOW, to="a@b.example")
        turn.add_message(message)
        told = turn.add_message(replace(message, improvement_id=begun.id))

    with ledger.turn() as turn:
        assert turn.told_of(begun.id) == [told]
        before = turn.fates_told(since=NOW - timedelta(days=1))
        turn.show_fates(begun.id, before[begun.id])
        shown = turn.fates_told(since=NOW - timedelta(days=1))
        turn.record_message(replace(told, fate="accepted", fate_at=NOW))
        after = turn.fates_told(since=NOW - timedelta(days=1))

    assert set(before) == set(after) == {begun.id}
    assert shown == {}, "what was shown is no news"
    assert before != after


def test_how_customers_felt_at_a_touchpoint_is_a_mean_of_those_who_said_something(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    said = ["Merci, parfait, je suis ravie !", "C’est nul, je suis furieux.", "n/a"]
    records = [
        {
            "id": f"m-{number}",
            "text": text,
            "touchpoint": "messages",
            "happened_at": (NOW - timedelta(days=2)).isoformat(),
        }
        for number, text in enumerate(said)
    ]
    zone = journey.timezone
    intakes = [read_record(one, source="survey", zone=zone, now=NOW) for one in records]
    with ledger.turn() as turn:
        take_in(turn, intakes, reader=MapReader(journey), journey=journey, now=NOW)

    with ledger.look() as look:
        felt = look.felt_at("messages", NOW - timedelta(days=3), NOW)
        words = look.open_words()

        assert felt.heard == 2
        assert felt.polarity is not None
        assert abs(felt.polarity) < 0.5
        assert look.felt_at("messages", NOW, NOW + timedelta(days=1)) == Felt(0, None)
        assert all(one.gist for one in words)


def test_closed_cases_are_found_by_words_or_place_and_wait_to_hear_the_end(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    records = [
        {
            "id": f"k-{number}",
            "text": text,
            "touchpoint": place,
            "channel": "ticket",
            "customer_id": f"k{number}",
            "customer_email": f"k{number}@exemple.example",
            "happened_at": NOW.isoformat(),
        }
        for number, (text, place) in enumerate(
            [("Il faudrait un casque.", "messages"), ("Trop de papier.", "invoice")]
        )
    ]
    zone = journey.timezone
    intakes = [read_record(one, source="helpdesk", zone=zone, now=NOW) for one in records]
    with ledger.turn() as turn:
        taken = take_in(turn, intakes, reader=MapReader(journey), journey=journey, now=NOW)
        first, second = (turn.case(one.case_id or 0) for one in taken)
        turn.add_action(
            Action(first.id, "Non.", "U3", Due(NOW.date()), NOW, planned_by="U3", kind="not_now")
        )
        for case in (first, second):
            close(turn, case, journey, how="told", by="U3", now=NOW)

    year = NOW - timedelta(days=365)
    with ledger.turn() as turn:
        by_word = turn.closed_words(since=year, stems={"casqu"}, touchpoints=())
        by_place = turn.closed_words(since=year, stems=(), touchpoints={"invoice"})
        both = turn.closed_words(since=year, stems={"casqu"}, touchpoints={"invoice"})
        late = turn.closed_words(since=NOW + timedelta(days=1), stems={"casqu"}, touchpoints=())
        begun = start(turn, PLAN, [turn.case(first.id)], journey, by="U2", now=NOW)
        waits_while_open = turn.untold_closed()
        finish(turn, begun, journey, by="U2", now=NOW)
        waits = turn.untold_closed()
        turn.record(turn.case(first.id), Fact("followed_up", NOW))
        waits_when_told = turn.untold_closed()

    assert [(one.case_id, one.is_put_off) for one in by_word] == [(first.id, True)]
    assert [(one.case_id, one.is_put_off) for one in by_place] == [(second.id, False)]
    assert len(both) == 2
    assert late == []
    assert (waits_while_open, waits, waits_when_told) == (set(), {begun.id}, set())
    with ledger.look() as look:
        assert look.case(first.id).hears_the_end


def test_who_did_what_is_taken_out_ninety_days_after_it_is_over(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    case: Case = open_case()
    with ledger.turn() as turn:
        begun = start(turn, PLAN, [case], journey, by="U2", now=NOW)
        finish(turn, begun, journey, by="U1", now=NOW)

    with ledger.turn() as turn:
        turn.erase_colleagues(closed_before=NOW + timedelta(days=1), at_most=10)

    with ledger.look() as look:
        after = look.improvement(begun.id)
        changes: list[Change] = look.improvement_history(begun.id)
        assert {after.taker, after.started_by} == {FORMER}
        assert {change.by for change in changes} == {FORMER}
