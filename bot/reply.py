"""An approved message as it leaves for another system than a mail server."""

from dataclasses import dataclass
from hashlib import sha256

from bot.customer import Customer
from bot.message import Message
from bot.verbatim import Verbatim


@dataclass(frozen=True)
class Reply:
    """A message to a customer with all that a help desk or a company's own system needs of it.

    `key` (`key_of`) is the same however often it is sent. `text` holds the line with the personal
    link, where there is one. `sender` is who it comes from: "Ana, Facturation · Vélo Libre".
    `is_public`: everybody reads it.
    """

    key: str
    message: Message
    text: str
    sender: str
    company: str
    verbatim: Verbatim
    customer: Customer | None
    is_public: bool


def key_of(notice_id: str, *, secret: str) -> str:
    """Return what marks a notice outside of the house, always the same: "boucle_" and 32 digits.

    `secret` keeps two companies, or two databases, that share a help desk apart.
    """
    return f"boucle_{sha256(f'{secret}:{notice_id}'.encode()).hexdigest()[:32]}"
