"""Message-IDs of mails to customers: each names its message, so that an answer finds its case."""

import hmac
import re
from collections.abc import Iterable

from bot.mail import envelope_address

# 128 bits of HMAC-SHA256: nobody who did not get the mail can name it.
_DIGITS = 32
_OURS = re.compile(rf"boucle\.(\d{{1,15}})\.([0-9a-f]{{{_DIGITS}}})@")


def message_id_of(message: int, *, from_: str, key: bytes) -> str:
    """Return the Message-ID of a message to a customer (its id), always the same one.

    `from_` is the sender's address. It holds a number and no address: mail servers log
    Message-IDs.
    """
    domain = (envelope_address(from_) or "@localhost").rpartition("@")[2]
    return f"<boucle.{message}.{_signature(message, key)}@{domain}>"


def messages_named_in(texts: Iterable[str], *, key: bytes) -> list[int]:
    """Return the ids of our messages whose Message-IDs stand in some texts, the last one first.

    What was not made with the key is left out.
    """
    found: list[int] = []
    for text in texts:
        for number, signature in _OURS.findall(text):
            if hmac.compare_digest(signature, _signature(int(number), key)):
                found.append(int(number))
    return list(dict.fromkeys(reversed(found)))


def _signature(message: int, key: bytes) -> str:
    return hmac.digest(key, f"mail:{message}".encode(), "sha256").hex()[:_DIGITS]
