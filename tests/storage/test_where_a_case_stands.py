"""SQL and Python give every case the same next step."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.case import Case, Fact
from bot.loop import LOOP, next_step
from storage.ledger import DatabaseLedger
from tests.storage.cases import opened_in
from tests.storage.conftest import NOW


class Undone(Exception):
    """Ends a turn without keeping anything of it."""


done = st.none() | st.just(NOW)
cases = st.builds(
    Case,
    id=st.just(0),
    verbatim_id=st.just(1),
    department=st.sampled_from(["billing", "cx"]),
    opened_at=st.just(NOW),
    clock_from=st.just(NOW),
    needs_hands=st.booleans(),
    needs_answer=st.booleans(),
    promised_on=st.none() | st.just(NOW.date()),
    **{step.done: done for step in LOOP if step.done != "opened_at"},
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(generated=st.lists(cases, min_size=1, max_size=12))
def test_the_next_step_in_sql_is_the_next_step_of_the_loop(
    ledger: DatabaseLedger, generated: list[Case]
) -> None:
    def compare() -> None:
        with ledger.turn() as turn:
            opened = [
                opened_in(turn, replace(case, verbatim_id=number), Fact("opened", NOW))
                for number, case in enumerate(generated, start=1)
            ]
            expected = {case.id: (step := next_step(case)) and step.name for case in opened}
            for step in LOOP:
                found = {case.id for case in turn.cases_next(step.name)}
                assert found == {one for one, name in expected.items() if name == step.name}
            open_ones = [case for case in opened if case.closed_at is None]
            assert turn.open_cases() == open_ones
            counted = turn.count_open()
            for case in open_ones:
                alike = [
                    one
                    for one in open_ones
                    if (one.department, expected[one.id]) == (case.department, expected[case.id])
                ]
                assert counted[case.department, str(expected[case.id])] == len(alike)
            raise Undone

    with pytest.raises(Undone):
        compare()
