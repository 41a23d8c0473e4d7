"""The check that one order of presses explains a case notices what no order explains."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from bench.order import Pressed, each_press_is_explained, holder_after
from bot.case import Fact

NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


def history(*facts):
    return [Fact(kind, NOW, by) for kind, by in facts]


def pressed(*presses, is_sure=True):
    return Counter(Pressed(person, action, is_sure) for person, action in presses)


# Ana takes it twice; Bruno may neither take it nor hand it back; she hands it back, he has it.
MORNING = [("ana", "take"), ("ana", "take"), ("bruno", "take"), ("bruno", "hand_back"),
           ("ana", "hand_back"), ("bruno", "take")]  # fmt: skip
FACTS = [("taken", "ana"), ("released", "ana"), ("taken", "bruno")]
TOLD = Counter(ana=1, bruno=2)


def test_who_takes_a_free_case_has_it_until_they_hand_it_back():
    assert holder_after(history(*FACTS)) == "bruno"
    each_press_is_explained(history(*FACTS), pressed(*MORNING), TOLD)


@pytest.mark.parametrize(
    "facts",
    [
        [("taken", "ana"), ("taken", "bruno")],
        [("taken", "ana"), ("released", "bruno")],
        [("released", "ana")],
    ],
    ids=["two have it", "another hands it back", "nobody had it"],
)
def test_facts_that_do_not_follow_each_other_are_noticed(facts):
    with pytest.raises(AssertionError):
        holder_after(history(*facts))


@pytest.mark.parametrize(
    ("facts", "presses", "told"),
    [
        (FACTS, MORNING[:-2] + MORNING[-1:], TOLD),
        (FACTS + FACTS[1:], MORNING, TOLD),
        (FACTS, MORNING, Counter(ana=0, bruno=2)),
        (FACTS, MORNING, Counter(ana=3, bruno=2)),
        (FACTS[:2], MORNING, Counter(ana=1, bruno=1)),
        ([("taken", "ana")], [("ana", "take"), ("bruno", "take")], Counter()),
        ([("taken", "ana")], [("ana", "take")] * 2, Counter(ana=1)),
    ],
    ids=[
        "nobody handed it back", "it was handed back twice", "she was not told",
        "she was told twice", "he was lost", "he was not refused", "who has it is refused",
    ],
)  # fmt: skip
def test_a_press_that_was_lost_or_done_twice_is_noticed(facts, presses, told):
    with pytest.raises(AssertionError):
        each_press_is_explained(history(*facts), pressed(*presses), told)


def test_a_press_that_nobody_acked_may_be_done_or_not():
    presses = pressed(("ana", "take")) + pressed(("bruno", "take"), is_sure=False)

    for told in (Counter(), Counter(bruno=1)):
        each_press_is_explained(history(("taken", "ana")), presses, told)
