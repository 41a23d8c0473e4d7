"""Close a loop, with a cause and how; or open it again."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.card import refresh_card, say_under_card, thanks_passed_on
from bot.case import Case, Closing, Fact
from bot.hear_back import HeardBack
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.refusal import CaseClosed, Refusal
from bot.thanks import named_in
from bot.word import say_to


class NotClosed(Refusal):
    """Only a closed loop can be opened again."""

    sentence = "refused-not-closed"


class NothingToTakeBack(Refusal):
    """Somebody went on from there, or the customer was told: it stands."""

    sentence = "refused-nothing-to-take-back"


class PromiseWaits(Refusal):
    """A date was told to the customer: it has to be followed up first."""

    sentence = "refused-promise-waits"


def close(
    turn: Turn,
    case: Case,
    journey: JourneyMap,
    *,
    how: Closing,
    by: str,
    now: datetime,
    cause: str | None = None,
    reason: str | None = None,
) -> Case:
    """Close the loop. Raises `CaseClosed`, or `PromiseWaits` while a promise is open."""
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if _promise_waits(case):
        raise PromiseWaits(case=case.name)
    closed = replace(case, closed_at=now, closed_how=how, cause=cause, reason=reason)
    turn.record(closed, Fact("closed", now, by, {"how": how, "cause": cause}))
    refresh_card(turn, closed, journey)
    return closed


def pass_on_thanks(turn: Turn, case: Case, journey: JourneyMap, *, by: str, now: datetime) -> Case:
    """Bring a customer's praise to those who earned it: a line under the card.

    Colleagues whom the customer names hear of it themselves.

    Where the customer cannot be thanked, this closes the loop. Doing it twice changes nothing.
    Raises `CaseClosed`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if thanks_passed_on(turn, case):
        return case
    facts = [Fact("thanked", now, by)]
    thanked = case
    if not case.needs_answer and not case.needs_hands:
        thanked = replace(case, closed_at=now, closed_how="thanked")
        facts.append(Fact("closed", now, by, {"how": "thanked"}))
    turn.record(thanked, *facts)
    say_under_card(turn, thanked, journey, "line-thanks-passed-on", by=by)
    for person in named_in(turn.reading(case.verbatim_id).masked, turn.people()):
        if person.id != by:
            say_to(turn, person.id, "thanks", thanked, journey, now=now, by=by)
    refresh_card(turn, thanked, journey)
    return thanked


def take_back(
    turn: Turn,
    case: Case,
    journey: JourneyMap,
    *,
    how: Literal["thanked", "none_needed"],
    by: str,
    now: datetime,
) -> Case:
    """Undo thanks passed on, or "no reply needed", while it is the last thing that happened.

    Only who did it can, and not once the customer was written to. Raises `NothingToTakeBack`.
    """
    last = turn.history(case.id)[-2:]
    stands = [
        fact
        for fact in last
        if fact.by == by
        and "message" not in fact.about
        and (fact.kind == how or (fact.kind == "closed" and fact.about.get("how") == how))
    ]
    if not last or last[-1] not in stands:
        raise NothingToTakeBack(case=case.name)
    back = replace(case, closed_at=None, closed_how=None, cause=None, reason=None)
    turn.record(back, Fact("taken_back", now, by))
    if how == "thanked":
        say_under_card(turn, back, journey, "line-thanks-taken-back", by=by)
    refresh_card(turn, back, journey)
    return back


def reopen(turn: Turn, case: Case, journey: JourneyMap, *, by: str | None, now: datetime) -> Case:
    """Open a closed loop again; how often is counted. Raises `NotClosed`."""
    if case.closed_at is None:
        raise NotClosed(case=case.name)
    opened = case.opened_again()
    turn.record(opened, Fact("reopened", now, by))
    refresh_card(turn, opened, journey)
    return opened


def hear_back(
    turn: Turn, case: Case, heard: HeardBack, journey: JourneyMap, *, now: datetime
) -> Case:
    """Let the customer say whether it helped: a yes closes the loop, a no opens it again.

    What they said lands under the card. Saying the same once more changes nothing.
    """
    before = turn.heard_back(case.id)
    if before and before.says_the_same(heard):
        return case
    turn.record_heard_back(heard)
    facts = [Fact("customer_helped" if heard.helped else "customer_not_helped", now)]
    after = replace(case, helped=heard.helped)
    if heard.helped and case.closed_at is None and not _promise_waits(case):
        after = replace(after, closed_at=now, closed_how="told")
        facts.append(Fact("closed", now, about={"how": "told"}))
    elif not heard.helped and (case.closed_at or case.answered_at):
        after = after.opened_again()
        facts.append(Fact("reopened", now))
    turn.record(after, *facts)
    line = "line-customer-helped" if heard.helped else "line-customer-not-helped"
    to = None if heard.helped else after.taken_by
    say_under_card(turn, after, journey, line, to=to, with_words=bool(heard.words or heard.wish))
    refresh_card(turn, after, journey)
    return after


def _promise_waits(case: Case) -> bool:
    return case.promised_on is not None and case.followed_up_at is None
