"""Give a customer another address that a person knows; whether we may write stays as it is."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import Case, Fact
from bot.customer import Customer
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.mail import envelope_address
from bot.refusal import CaseClosed, Refusal
from bot.ways import can_be_reached, may_be_given_address


class NoAddressWanted(Refusal):
    """The customer may not be written to, or mail reaches them where it is."""

    sentence = "refused-no-address-wanted"


class AddressNotTaken(Refusal):
    """An address is none, is one of ours, or nobody may write there: `sentence` says which."""

    sentence = "address-is-none"

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__()


def check_address(look: Look, case: Case, address: str, journey: JourneyMap, *, own: str) -> None:
    """Refuse an address that a customer cannot be given; `own` is that from which we write.

    Raises `CaseClosed`, `NoAddressWanted`, `AddressNotTaken`.
    """
    if case.closed_at is not None:
        raise CaseClosed(case=case.name)
    if not may_be_given_address(look, case, journey):
        raise NoAddressWanted(case=case.name)
    bare = (envelope_address(address) or "").lower()
    if "." not in bare.rpartition("@")[2].strip("."):
        raise AddressNotTaken("address-is-none")
    if bare == (envelope_address(own) or "").lower() or look.person_by_email(bare):
        raise AddressNotTaken("address-is-ours")
    gone_to = (envelope_address(one.to) for one in look.messages(case.id) if one.has_failed)
    if bare in (one.lower() for one in gone_to if one):
        raise AddressNotTaken("address-came-back")
    if look.has_stopped(Customer(case.customer_id or "", email=address)):
        raise AddressNotTaken("address-stopped")


def give_address(
    turn: Turn,
    case: Case,
    address: str,
    journey: JourneyMap,
    *,
    own: str,
    by: str,
    now: datetime,
) -> Case:
    """Remember another address of the customer of a case, and that somebody gave it.

    The address that it replaces is not taken again from the company's exports. Raises as
    `check_address` does.
    """
    check_address(turn, case, address, journey, own=own)
    known = turn.customer(case.customer_id) if case.customer_id else None
    if known is None:
        raise NoAddressWanted(case=case.name)
    given = replace(known, email=address, replaced_email=known.email)
    turn.record_customers([given])
    verbatim = turn.verbatim(case.verbatim_id)
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    after = replace(
        case, needs_answer=case.needs_answer or can_be_reached(verbatim, policy, given)
    )
    turn.record(after, Fact("address_given", now, by))
    refresh_card(turn, after, journey)
    return after
