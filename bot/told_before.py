"""Who was told of an improvement already: a customer hears of it once."""

from bot.case import Case
from bot.ledger import Look
from bot.message import Message
from bot.refusal import Refusal


class ToldBefore(Refusal):
    """This customer was told the same of an improvement already, maybe about another case."""

    sentence = "refused-told-before"


def told_before(look: Look, case: Case, improvement_id: int) -> list[Message]:
    """Return what the customer of a case was told of an improvement, first told first.

    Whatever case of theirs it was told about; what did not reach them is left out.
    """
    ids = customers_of(look, case)
    told = look.messages_to(ids) if ids else look.messages(case.id)
    return [one for one in told if one.improvement_id == improvement_id and not one.told_nobody]


def end_told(told: list[Message]) -> Message | None:
    """Return the message that said that it is done, or None."""
    return next((one for one in reversed(told) if one.promised_on is None), None)


def told_the_end(look: Look, improvement_id: int) -> list[Case]:
    """Return the cases whose customer heard that an improvement is done, with which ever case."""
    told = {
        one.case_id
        for one in look.told_of(improvement_id)
        if one.promised_on is None and not one.told_nobody
    }
    cases = look.cases_in(improvement_id)
    customers = {one.customer_id for one in cases if one.id in told and one.customer_id}
    return [one for one in cases if one.id in told or one.customer_id in customers]


def check_untold(look: Look, case: Case, message: Message) -> None:
    """Refuse to write the same about an improvement twice to one customer. Raises `ToldBefore`."""
    if message.improvement_id is None:
        return
    told = told_before(look, case, message.improvement_id)
    if told and (end_told(told) or told[-1].promised_on == message.promised_on):
        raise ToldBefore(case=case.name, improvement=f"A-{message.improvement_id}")


def customers_of(look: Look, case: Case) -> list[str]:
    """Return the ids under which the customer of a case is known; nothing where nobody is."""
    if case.customer_id is None:
        return []
    return [one.id for one in look.same_customer(case.customer_id)] or [case.customer_id]
