"""Which ways reach a customer: in their ticket, by the company's own system, by mail, by hand."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.case import Case
from bot.customer import Customer
from bot.journey import JourneyMap, SourcePolicy
from bot.ledger import Look
from bot.mail import envelope_address
from bot.message import SENT_BY_US, Message, Way
from bot.verbatim import Channel, Verbatim

# Where everybody reads what the customer wrote, and what we reply.
PUBLIC: frozenset[Channel] = frozenset({"review", "social"})

# Zendesk's own addresses: /agent/tickets/12, /hc/fr/requests/12, /api/v2/tickets/12.json.
_TICKET = r"(?:tickets|requests)/(?P<ticket>[1-9]\d{0,17})(?![\d])"
_AT_ZENDESK = re.compile(rf"https://[a-z0-9-]+\.zendesk\.com/(?:[\w./-]*/)?{_TICKET}", re.ASCII)
_ANYWHERE = re.compile(rf"https://[\w.-]+/(?:[\w./-]*/)?{_TICKET}", re.ASCII)
# What exports call the column with the number of a ticket.
_COLUMNS = ("ticket_id", "ticket", "zendesk_ticket", "zendesk_id")
_NUMBER = re.compile(
    r"(?:(?:zendesk|ticket)\s*[:_-]?\s*)?#?\s*(?P<ticket>[1-9][0-9]{0,17})", re.IGNORECASE
)


@dataclass(frozen=True)
class Path:
    """One way to a customer; `to` is as in `bot.message.Message`, empty for what goes by hand."""

    way: Way
    to: str = ""


def ways_to(
    look: Look, case: Case, journey: JourneyMap, *, connected: Collection[Way]
) -> list[Path]:
    """Return the written ways to the customer of a case, the most fitting one first.

    `connected` are the ways that the company's settings open. What was refused there before (a
    closed ticket, an address that does not exist) is left out. Where nothing is left, not even a
    telephone, a person can still copy the text to where the customer wrote. Nothing at all for who
    may not be contacted.
    """
    verbatim = look.verbatim(case.verbatim_id)
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    customer = look.customer(case.customer_id) if case.customer_id else None
    if verbatim.is_forgotten or (customer and wants_to_be_left_alone(look, customer)):
        return []
    failed = {(one.way, one.to) for one in look.messages(case.id) if _leads_nowhere(one)}
    paths = [
        Path(way, to)
        for way in _in_order(verbatim, policy)
        if may_go(way, verbatim, policy, customer)
        and (to := address_by(way, verbatim, policy, customer)) is not None
        and (way in connected or way not in SENT_BY_US)
        and (way, to) not in failed
    ]
    has_phone = customer is not None and bool(customer.phone)
    if not paths and not has_phone and may_go("hand", verbatim, policy, customer):
        return [Path("hand")]
    return paths


def _leads_nowhere(message: Message) -> bool:
    """Tell whether nothing will arrive where a message went; a full mailbox is emptied one day."""
    is_gone = message.way == "zendesk" or message.fate_why == "no_such_address"
    return message.has_failed and is_gone


def may_be_given_address(look: Look, case: Case, journey: JourneyMap) -> bool:
    """Tell whether a customer may be written to, and mail reaches them nowhere that we know of."""
    customer = look.customer(case.customer_id) if case.customer_id else None
    if case.closed_at is not None or customer is None:
        return False
    verbatim = look.verbatim(case.verbatim_id)
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    if not may_go("mail", verbatim, policy, customer) or wants_to_be_left_alone(look, customer):
        return False
    address = address_of(customer)
    failed = {one.to for one in look.messages(case.id) if one.way == "mail" and one.has_failed}
    return not address or address in failed


def may_be_told_by_hand(look: Look, case: Case, journey: JourneyMap) -> bool:
    """Tell whether a customer may be answered, though we know of no way to them."""
    return case.answered_at is None and bool(ways_to(look, case, journey, connected=()))


def address_by(
    way: Way, verbatim: Verbatim, policy: SourcePolicy, customer: Customer | None
) -> str | None:
    """Return where a way leads for a piece of feedback; None where it leads nowhere."""
    if way == "mail":
        return address_of(customer) or None
    if way == "zendesk":
        return ticket_of(verbatim, policy) or None
    return f"{verbatim.source}/{verbatim.source_id}" if way == "webhook" else ""


def may_go(way: Way, verbatim: Verbatim, policy: SourcePolicy, customer: Customer | None) -> bool:
    """Tell whether the policy lets us reply by a way; a public reply asks for no consent."""
    if is_public_reply(way, verbatim):
        return policy.identity == "named" and policy.contact != "no"
    if customer is None and (way == "mail" or policy.identity != "named"):
        return False
    return policy.may_contact(contact_ok=customer.contact_ok if customer else None)


def is_public_reply(way: Way, verbatim: Verbatim) -> bool:
    """Tell whether everybody would read what goes by a way."""
    return verbatim.channel in PUBLIC and way in ("public", "webhook")


def wants_to_be_left_alone(look: Look, customer: Customer) -> bool:
    """Tell whether a customer said stop, under this address or any other of theirs."""
    return any(look.has_stopped(one) for one in [customer, *look.same_customer(customer.id)])


def address_of(customer: Customer | None) -> str:
    """Return where mail reaches a customer; "" where nothing does."""
    email = (customer.email if customer else None) or ""
    return email if envelope_address(email) else ""


def ticket_of(verbatim: Verbatim, policy: SourcePolicy) -> str:
    """Return the number of the Zendesk ticket in which a customer wrote; "" where there is none.

    An address at zendesk.com says it by itself. A bare number means a ticket only where the source
    is Zendesk, or the map says that it is answered there.
    """
    if policy.answer_by not in (None, "zendesk"):
        return ""
    is_zendesk = policy.answer_by == "zendesk" or verbatim.source == "zendesk"
    pattern = _ANYWHERE if is_zendesk else _AT_ZENDESK
    if verbatim.url and (found := pattern.match(verbatim.url)):
        return found["ticket"]
    if not is_zendesk:
        return ""
    extra = {str(key).lower(): value for key, value in verbatim.extra.items()}
    for value in (*(extra.get(column) for column in _COLUMNS), verbatim.source_id):
        if found := _NUMBER.fullmatch(str(value).strip()):
            return found["ticket"]
    return ""


def can_be_reached(verbatim: Verbatim, policy: SourcePolicy, customer: Customer | None) -> bool:
    """Tell whether we may reply, and have a way that needs nobody to look for one."""
    if verbatim.channel in PUBLIC and may_go("public", verbatim, policy, customer):
        return True
    if customer is not None and customer.stopped_at is not None:
        return False
    if not may_go("hand", verbatim, policy, customer):
        return False
    has_address = customer is not None and bool(customer.email or customer.phone)
    return (
        has_address or policy.answer_by in ("webhook", "hand") or bool(ticket_of(verbatim, policy))
    )


def _in_order(verbatim: Verbatim, policy: SourcePolicy) -> list[Way]:
    """Return the ways that fit, whether or not they are open; what the map says comes first."""
    is_public = verbatim.channel in PUBLIC
    first: list[Way] = []
    if policy.answer_by == "hand":
        first = ["public" if is_public else "hand"]
    elif policy.answer_by is not None:
        first = [policy.answer_by]
    elif is_public:
        first = ["webhook"]
    usual: list[Way] = ["zendesk", "mail"]
    if is_public:
        usual.append("public")
    return list(dict.fromkeys([*first, *usual]))
