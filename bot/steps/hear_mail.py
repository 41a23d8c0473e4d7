"""Hear what a customer wrote back by mail: it lands under the card, and asks for an answer."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card, say_under_card
from bot.case import Case, Fact
from bot.hear_back import HeardBack
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.reading import Reading
from bot.received_mail import CustomerMail

# In a form a bare "no" says nothing; in answer to us it says that nothing is better.
_NO = ("no", "nope", "non", "nan")


def hear_mail(
    turn: Turn,
    case: Case,
    mail: CustomerMail,
    journey: JourneyMap,
    *,
    reading: Reading | None,
    now: datetime,
) -> Case:
    """Remember a customer's mail and tell who has the case (`reading`: None without words).

    Thanks ask for nothing. Whatever else they write opens a closed loop again, and asks for
    another answer where they had one; a promise stands.
    """
    kept = turn.add_customer_mail(mail)
    polarity = reading.emotion.polarity if reading else None
    before = turn.heard_back(case.id) or HeardBack(
        case.id, None, "", now, polarity_before=case.polarity
    )
    turn.record_heard_back(
        replace(before, words=mail.words, heard_at=now, polarity_after=polarity)
    )
    after, facts = replace(case, asked_at=None), [Fact("customer_replied", now)]
    if _asks_for_more(case, reading, mail.words):
        if case.closed_at is not None:
            after = after.opened_again()
            facts.append(Fact("reopened", now))
        after = replace(after, answered_at=None)
        turn.remind_again(case.id)
    turn.record(after, *facts)
    is_open_again = after.closed_at is None and case.closed_at is not None
    line = "line-customer-wrote-reopened" if is_open_again else "line-customer-wrote"
    say_under_card(turn, after, journey, line, to=after.taken_by, mail=kept.id)
    refresh_card(turn, after, journey)
    return after


def hear_stop(
    turn: Turn, case: Case, mail: CustomerMail, journey: JourneyMap, *, now: datetime
) -> Case:
    """Take a customer at their word who wants no more mail; who has the case is told."""
    customer = turn.customer(case.customer_id) if case.customer_id else None
    turn.add_customer_mail(mail)
    if customer is not None:
        turn.record_stop(customer, at=now)
    after = replace(case, needs_answer=False, asked_at=None)
    turn.record(after, Fact("customer_stopped", now))
    say_under_card(turn, after, journey, "line-customer-stopped", to=after.taken_by)
    refresh_card(turn, after, journey)
    return after


def _asks_for_more(case: Case, reading: Reading | None, words: str) -> bool:
    """Tell whether somebody has to answer: not to thanks, nor to a kind word after ours.

    "Thanks, but 3 euros are missing" is half kind, and "thanks, and when?" asks.
    """
    if reading is None or "?" in words:
        return True  # without words there is a file: somebody has to look
    if words.strip(" .!…\n").casefold() in _NO:
        return True
    if not reading.says_something or reading.is_high:
        return False
    return case.closed_how != "thanked" or reading.emotion.polarity < 0
