"""Who leads: the colleagues behind the addresses, ids and names that the map gives."""

from collections.abc import Iterable

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.person import Person


def leads_of(look: Look, case: Case, journey: JourneyMap) -> list[Person]:
    """Return the leads of a case's department, as far as Slack knows them.

    Grave content is for the leads of the whole only, and so is what is said of it.
    """
    if case.grave:
        return cx_leads(look, journey)
    found = _people(look, journey.in_charge(case.department).leads)
    # A department whose leads have all left is the business of the leads of the whole.
    return found or cx_leads(look, journey)


def cx_leads(look: Look, journey: JourneyMap) -> list[Person]:
    """Return the leads of the whole, as far as Slack knows them."""
    return _people(look, journey.leads)


def _people(look: Look, leads: Iterable[str]) -> list[Person]:
    found = (
        look.person_by_email(lead) if "@" in lead[1:] else look.person(lead) for lead in leads
    )
    return [person for person in found if person is not None and not person.has_left]
