"""Who reads a message before it leaves, and why."""

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.message import Message
from bot.our_words import cares
from bot.proposal import WhyReadAgain


def why_read_again(
    look: Look, case: Case, message: Message, journey: JourneyMap
) -> tuple[WhyReadAgain, ...]:
    """Return why a second person reads a message first; nothing where it may go at once.

    A department's first messages, and always: amounts, liability, press, health and law. What was
    told by phone or in person is a fact, and waits for nobody.
    """
    if not message.is_written:
        return ()
    department = journey.in_charge(case.department)
    why: list[WhyReadAgain] = []
    if case.grave:
        why.append("grave")
    why += cares(f"{message.subject}\n{message.text}")
    if department.may_send == "reviewed":
        why.append("reviewed")
    elif look.count_written(department.key) < department.first_answers_reviewed:
        why.append("first_messages")
    return tuple(why)


def second_readers(look: Look, case: Case, author: str, journey: JourneyMap) -> dict[str, str]:
    """Return the destinations of those who are asked to read, each with the id of the person.

    Leads, but never the author: the department's own first, then those of the whole; of grave
    content these only.
    """
    department = journey.in_charge(case.department)
    circles = [journey.leads] if case.grave else [department.leads, journey.leads]
    for leads in circles:
        people = {f"lead:{lead}": _person_id(look, lead) for lead in leads}
        readers = {at: person for at, person in people.items() if person and person != author}
        if readers:
            return readers
    return {}


def anybody_else(look: Look, case: Case, author: str) -> bool:
    """Tell whether a colleague of the author sees the card, and can read in a lead's place."""
    return not case.grave and any(person.id != author for person in look.people())


def _person_id(look: Look, lead: str) -> str | None:
    person = look.person_by_email(lead) if "@" in lead[1:] else look.person(lead)
    return person.id if person else None
