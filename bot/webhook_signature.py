"""Signatures of what systems tell each other over HTTP, as Standard Webhooks 1.0 defines them.

https://github.com/standard-webhooks/standard-webhooks: the HMAC-SHA256 of `id.timestamp.body` in
the header `webhook-signature`, as "v1," and base64; several, with a space between, while a secret
is being changed. The secret is "whsec_" and the base64 of 24 to 64 random bytes.
"""

import hmac
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64


class SecretWrong(ValueError):
    """A secret is none of this standard; the message never holds it."""


def read_secrets(written: str) -> tuple[bytes, ...]:
    """Return the keys of one secret, or of two with a space between. Raises `SecretWrong`.

    What is sent is signed with each; what arrives may be signed with any.
    """
    keys = tuple(_key(one) for one in written.replace(",", " ").split())
    if not 1 <= len(keys) <= 2:
        raise SecretWrong("one secret, or two while it changes")
    return keys


def sign(keys: tuple[bytes, ...], message_id: str, timestamp: str, body: bytes) -> str:
    """Return the header `webhook-signature`."""
    return " ".join(_signature(key, message_id, timestamp, body) for key in keys)


def is_signed(
    keys: tuple[bytes, ...], signature: str, message_id: str, timestamp: str, body: bytes
) -> bool:
    """Tell whether one of the signatures of a header was made with one of the keys."""
    given = [one for one in signature.split(" ") if one.startswith("v1,")]
    wanted = [_signature(key, message_id, timestamp, body) for key in keys]
    # All are compared, so that the time tells nothing.
    found = [
        hmac.compare_digest(one.encode(errors="replace"), other.encode())
        for one in given[:10]
        for other in wanted
    ]
    return any(found)


def _signature(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode(errors="replace") + body
    return "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode()


def _key(secret: str) -> bytes:
    if not secret.startswith(_PREFIX):
        raise SecretWrong("a secret begins with whsec_")
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (NotBase64, ValueError):
        raise SecretWrong("what follows whsec_ is not base64") from None
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise SecretWrong(f"a secret has {_SHORTEST} to {_LONGEST} bytes")
    return key
