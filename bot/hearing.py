"""Take in what a customer says of our answer: the verdict, the words, and what they wish."""

from dataclasses import replace
from datetime import datetime

from bot.card import move_card
from bot.case import Case, Fact
from bot.hear_back import HeardBack
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.reading import Grave
from bot.steps.ask import hear_reply
from bot.steps.close import hear_back


def hear(
    turn: Turn,
    heard: HeardBack,
    journey: JourneyMap,
    *,
    grave: Grave | None,
    now: datetime,
) -> Case:
    """Remember what a customer said under the link of a message; the last word stands.

    Grave words (`grave`) take the case to the leads first, so that nobody else reads them. Who
    asks to be left alone is; who wishes for something else later is written to again.
    """
    case = turn.case(heard.case_id)
    before = turn.heard_back(case.id)
    heard = replace(heard, polarity_before=case.polarity)
    if grave and not case.grave:
        case = to_leads(turn, case, grave, journey, now=now)
    wish_before = before.wish if before else None
    if heard.wish != wish_before:
        case = _follow_wish(turn, case, heard, now=now)
    if heard.helped is None:
        # A reply to a question leaves an earlier verdict as it is.
        heard = replace(heard, helped=before.helped if before else None)
        return hear_reply(turn, case, heard, journey, now=now)
    return hear_back(turn, case, heard, journey, now=now)


def to_leads(turn: Turn, case: Case, grave: Grave, journey: JourneyMap, *, now: datetime) -> Case:
    """Take a case to the leads, whose customer has now said something grave."""
    after = replace(case, grave=grave)
    turn.record(after, Fact("customer_grave", now, about={"grave": grave}))
    move_card(turn, case, after, journey)
    return after


def _follow_wish(turn: Turn, case: Case, heard: HeardBack, *, now: datetime) -> Case:
    customer = turn.customer(case.customer_id) if case.customer_id else None
    if customer is None:
        return case
    if heard.wish == "leave_alone":
        turn.record_stop(customer, at=now)
        after = replace(case, needs_answer=False)
        turn.record(after, Fact("customer_stopped", now))
        return after
    if turn.has_stopped(customer):
        turn.lift_stop(customer)
        after = replace(case, needs_answer=True)
        turn.record(after, Fact("customer_back", now))
        return after
    return case
