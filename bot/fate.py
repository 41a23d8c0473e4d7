"""What became of a message to a customer after it left."""

import re
from collections.abc import Mapping
from typing import Literal

# "accepted": the next mail server (or system) has it. "delivered": the customer's side said so.
# "bounced": it was accepted, and came back. "refused": the customer's side said no at once.
# "held": nobody knows, a lead has to say. "dead": it never left, a lead has to look.
Fate = Literal["accepted", "delivered", "bounced", "refused", "held", "dead"]
# Why a message did not reach its customer.
FateWhy = Literal[
    "no_such_address",
    "mailbox_full",
    "not_wanted",
    "too_late",
    "ticket_closed",
    "ticket_gone",
    "somebody_else",  # who opened the ticket is not our customer
    "other",
]

# A later word counts only when it says more.
_WEIGHT: Mapping[Fate | None, int] = {
    None: 0,
    "held": 1,
    "dead": 1,
    "accepted": 2,
    "delivered": 3,
    "bounced": 4,
    "refused": 4,
}
# RFC 3463: 5.1.x is about the address, 5.2.x about the mailbox, 5.7.x about the sender's right to
# write there; x.4.7 says that time ran out.
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_WHYS: tuple[tuple[str, FateWhy], ...] = (
    (r"[45]\.2\.2", "mailbox_full"),
    (r"[45]\.4\.7", "too_late"),
    (r"[45]\.1\.\d+|5\.2\.1|5\.4\.4", "no_such_address"),
    (r"[45]\.7\.\d+", "not_wanted"),
)


def says_more(fate: Fate, before: Fate | None) -> bool:
    """Tell whether a fate says more than the one that is known: a bounce more than "accepted"."""
    if fate in ("held", "dead"):
        return fate != before and before in (None, "held", "dead")
    return _WEIGHT[fate] > _WEIGHT[before]


def status_in(text: str) -> str:
    """Return the status code (RFC 3463) in what a mail server said: "5.1.1"; "" without one."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def why_of(status: str) -> FateWhy:
    """Return what a status code means for whoever wants to reach the customer."""
    return next((why for code, why in _WHYS if re.fullmatch(code, status)), "other")
