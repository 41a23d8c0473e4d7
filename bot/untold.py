"""What a case is once a message of it turns out to have told the customer nothing."""

from dataclasses import replace
from typing import Any

from bot.case import Case
from bot.ledger import Look
from bot.message import Message, MessageKind

# What each kind of message had set, and what is so no more.
_UNDONE: dict[MessageKind, dict[str, Any]] = {
    "acknowledgement": {"acknowledged_at": None},
    "answer": {"answered_at": None},
    "thanks": {"answered_at": None},
    "follow_up": {"followed_up_at": None},
    "reassurance": {"reassured_on": None},
    "question": {"asked_at": None},
}
# Whoever closed a loop like this has told the customer otherwise, or said why nobody has to.
_CLOSED_BY_HAND = ("told_by_phone", "cannot_be_reached", "none_needed")


def as_untold(look: Look, case: Case, message: Message) -> Case:
    """Return the case with the step of a message open again, and the promise it told taken back.

    What the customer was told since then by another message of the kind, or by hand, stands.
    """
    if case.hears_the_end and message.improvement_id == case.improvement_id:
        return case  # it was closed before, and is answered otherwise
    later = [one for one in look.messages(case.id) if one.id > message.id and not one.told_nobody]
    if any(one.kind == message.kind for one in later):
        return case
    after = replace(case, **_UNDONE[message.kind])
    if case.closed_how not in _CLOSED_BY_HAND:
        after = replace(after, closed_at=None, closed_how=None)
    if message.kind == "follow_up" and case.answered_at == case.followed_up_at:
        # It was the answer too: the promise had been made with the acknowledgement.
        after = replace(after, answered_at=None)
    if message.kind in ("acknowledgement", "answer") and not any(one.promised_on for one in later):
        after = replace(after, promised_on=None)
    return after
