"""Hides personal data in whatever is shown of a case beside its reading."""

from dataclasses import replace

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.reading import Reading, ReadLanguage
from bot.reading.gist import gist_of
from bot.reading.personal_data import mask, without_name


class Hidden:
    """Hides personal data, the company's own list of names and the customer's name."""

    def __init__(self, journey: JourneyMap, *, speaker: str | None = None) -> None:
        """Begin with the map's own list; `speaker` is the name of the customer, where known."""
        self._names = frozenset(journey.mask)
        self._speaker = speaker

    def masked(self, text: str, *, language: ReadLanguage, show_titled: bool = False) -> str:
        """Return a text without personal data; see `mask`."""
        masked = mask(text, language=language, names=self._names, show_titled=show_titled)
        return without_name(masked, self._speaker, language=language) if self._speaker else masked


def hidden_of(look: Look, case: Case, journey: JourneyMap) -> Hidden:
    """Return what hides personal data in words around a case: its customer's name too."""
    customer = look.customer(case.customer_id) if case.customer_id else None
    return Hidden(journey, speaker=customer.name if customer else None)


def without_speaker(reading: Reading, name: str | None) -> Reading:
    """Return a reading that does not name the customer, where a record tells who spoke."""
    if not name:
        return reading
    masked = without_name(reading.masked, name, language=reading.language)
    if masked == reading.masked:
        return reading
    gist = gist_of(masked, language=reading.language) if reading.gist else ""
    return replace(reading, masked=masked, gist=gist)
