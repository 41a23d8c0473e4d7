"""A customer, as far as their feedback tells."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Customer:
    """Who spoke, and how they may be reached.

    `id` is the company's own, prefixed with the source when it is not shared between sources.
    `contact_ok` is what the customer said about being contacted; None when they were not asked.
    """

    id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    since: date | None = None
    contact_ok: bool | None = None
    stopped_at: datetime | None = None
