"""How a colleague is named in a message."""

from bot.ledger import Look
from bot.person import FORMER
from handlers.cards.text import escape


def name_of(look: Look, person_id: str) -> str:
    """Return the name colleagues know somebody by, as marked text.

    Slack itself shows the name of somebody it has not told us about; of whom is not known any
    more, none.
    """
    if person_id == FORMER:
        return "…"
    person = look.person(person_id)
    return escape(person.first_name) if person else f"<@{person_id}>"
