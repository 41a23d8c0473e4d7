"""Tell a customer something: what stands in the way of it, and how it leaves the house."""

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.notice import Notice
from bot.refusal import CaseClosed, Refusal


class NotAllowed(Refusal):
    """The customer may not be contacted, or there is no way to reach them."""

    sentence = "refused-no-contact"


class OutOfDate(Refusal):
    """The customer changed their words after the message was drafted."""

    sentence = "refused-out-of-date"


class NotAsShown(Refusal):
    """The message would leave with another sender or address than its preview showed."""

    sentence = "refused-not-as-shown"


class PromisePassed(Refusal):
    """The date that the message promises has passed since it was written."""

    sentence = "refused-promise-passed"


class InRehearsal(Refusal):
    """The department rehearses: nothing leaves the house."""

    sentence = "refused-rehearsal"


def tell(
    turn: Turn, case: Case, message: Message, journey: JourneyMap, *, revision: int
) -> Message:
    """Remember what a person approved and stage it to be sent; by phone, only remember it.

    `revision` is the one of the customer's words that the message answers. Raises `CaseClosed`,
    `OutOfDate`, `PromisePassed`, `InRehearsal`, `NotAllowed`; then nothing is remembered and
    nothing sent.
    """
    by_mail = message.way == "mail"
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if turn.verbatim(case.verbatim_id).revision != revision:
        raise OutOfDate(case=case.name)
    today = message.approved_at.astimezone(journey.timezone).date()
    if message.promised_on is not None and message.promised_on < today:
        raise PromisePassed(case=case.name)
    if by_mail and journey.in_charge(case.department).mode == "rehearsal":
        raise InRehearsal(case=case.name)
    if by_mail and not (message.to and may_hear(turn, case)):
        raise NotAllowed(case=case.name)
    told = turn.add_message(message)
    if by_mail:
        key = f"mail:{told.id}"
        turn.stage(Notice(key, "mail", key, case_id=case.id, about={"message": told.id}))
    return told


def may_hear(turn: Turn, case: Case) -> bool:
    """Tell whether the customer of a case may be written to now."""
    customer = turn.customer(case.customer_id) if case.customer_id else None
    return case.needs_answer and customer is not None and customer.stopped_at is None
