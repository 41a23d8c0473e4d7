"""Whether one order of presses explains how a case stands, and what people were told about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.case import Fact


@dataclass(frozen=True)
class Pressed:
    """A person pressed a button, "take" or "hand_back"; not `is_sure`: nobody acked it in time."""

    person: str
    action: str
    is_sure: bool


def holder_after(history: Sequence[Fact]) -> str | None:
    """Return who has the case at the end; each fact has to follow from the one before."""
    holder = None
    for fact in history:
        if fact.kind == "taken":
            assert holder is None, fact
            holder = fact.by
        elif fact.kind == "released":
            assert holder == fact.by, fact
            holder = None
    return holder


def each_press_is_explained(
    history: Sequence[Fact], presses: Counter[Pressed], told: Counter[str]
) -> None:
    """Check that each press on a case is in its history or was refused, and none twice.

    Who takes a free case has it, and only they hand it back: those are facts. Of each "hand_back",
    and of each "take" of what somebody else has, the presser is told; who takes twice what they
    have hears nothing. `told` is how often each person was told something about the case.
    """
    for person in {one.person for one in presses} | told.keys():
        held = {fact.by for fact in history if fact.kind == "taken"}
        facts = Counter(fact.kind for fact in history if fact.by == person)
        takes, hand_backs = (
            (presses[Pressed(person, action, is_sure=True)],
             presses[Pressed(person, action, is_sure=False)])
            for action in ("take", "hand_back")
        )  # fmt: skip
        _check_person(
            _Counted(takes[0], sum(takes), hand_backs[0], sum(hand_backs)),
            taken=facts["taken"],
            released=facts["released"],
            told=told[person],
            had_it=person in held,
            others_had_it=bool(held - {person}),
        )


@dataclass(frozen=True)
class _Counted:
    """How often one person pressed each button: for sure, and at most."""

    takes: int
    takes_at_most: int
    hand_backs: int
    hand_backs_at_most: int


def _check_person(
    pressed: _Counted, *, taken: int, released: int, told: int, had_it: bool, others_had_it: bool
) -> None:
    refused_at_most = pressed.takes_at_most - taken if others_had_it else 0
    assert taken <= pressed.takes_at_most
    assert released <= pressed.hand_backs_at_most
    assert pressed.hand_backs <= told <= pressed.hand_backs_at_most + refused_at_most
    if not had_it:  # then no "take" of theirs went without a word
        assert told >= pressed.takes + pressed.hand_backs
