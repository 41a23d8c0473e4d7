"""An approved message as it leaves for another system than a mail server."""

import re
from dataclasses import dataclass
from hashlib import sha256

from bot.customer import Customer
from bot.message import Message
from bot.verbatim import Verbatim

_KEY = re.compile(r"boucle-([1-9][0-9]{0,17})-[0-9a-f]{24}")


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


def key_of(message: Message) -> str:
    """Return what marks a message outside of the house, always the same: "boucle-7-" and a hash.

    The moment in it keeps message 7 of another database, or of one begun anew, apart.
    """
    made = sha256(f"{message.id}:{message.approved_at.isoformat()}".encode()).hexdigest()
    return f"boucle-{message.id}-{made[:24]}"


def message_id_in(key: str) -> int | None:
    """Return the id of the message that a key marks, or None where it is no key of ours."""
    found = _KEY.fullmatch(key)
    return int(found[1]) if found else None
