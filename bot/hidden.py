"""Hides personal data in whatever is shown of a case beside its reading."""

from collections.abc import Iterable

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.reading import ReadLanguage
from bot.reading.personal_data import mask


class Hidden:
    """Hides personal data, the company's own list of names and the customer's name."""

    def __init__(self, journey: JourneyMap, names: Iterable[str] = ()) -> None:
        """Begin with the map's own list; `names` are hidden beside it."""
        self._names = frozenset(name for name in (*journey.mask, *names) if name.strip())

    def masked(self, text: str, *, language: ReadLanguage, show_titled: bool = False) -> str:
        """Return a text without personal data; see `mask`."""
        return mask(text, language=language, names=self._names, show_titled=show_titled)


def hidden_of(look: Look, case: Case, journey: JourneyMap) -> Hidden:
    """Return what hides personal data in words around a case: its customer's name too."""
    customer = look.customer(case.customer_id) if case.customer_id else None
    return Hidden(journey, [customer.name] if customer and customer.name else [])
