"""A customer, as far as their feedback tells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

# Digits of a telephone number without its country, in most countries.
_NUMBER = 9


@dataclass(frozen=True)
class Customer:
    """Who spoke, and how they may be reached.

    `id` is the company's own, prefixed with the source when it is not shared between sources.
    `contact_ok` is what the customer said about being contacted; None when they were not asked.
    `replaced_email` reached nobody, and a colleague gave `email` in its place.
    """

    id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    since: date | None = None
    contact_ok: bool | None = None
    stopped_at: datetime | None = None
    replaced_email: str | None = None

    def as_known(self, before: "Customer | None") -> "Customer":
        """Return what a record says of a customer we know: not the address that was replaced."""
        if before is None or not self.email or not before.replaced_email:
            return self
        is_replaced = self.email.strip().lower() == before.replaced_email.strip().lower()
        return replace(self, email=None) if is_replaced else self

    def identities(self) -> Iterator[str]:
        """Yield what tells that two customers are one: the address, and the number.

        Of a number the last nine digits count: "06 12 34 56 78" is "+33 6 12 34 56 78".
        """
        if self.email:
            yield f"email:{self.email.strip().lower()}"
        digits = "".join(sign for sign in self.phone or "" if sign.isdecimal())
        if len(digits) >= _NUMBER:
            yield f"phone:{digits[-_NUMBER:]}"
