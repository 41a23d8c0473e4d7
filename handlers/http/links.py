"""Signed links: who holds one may open what it names, until it expires, and nothing else."""

import hashlib
import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.settings import Settings
from handlers.clock import machine_now

# What a key is good for; a token of one purpose opens nothing of another.
Purpose = Literal["answer", "digest", "intake", "mail"]

# A signature this old may have been overheard; five minutes is also Slack's own limit.
SIGNATURE_SECONDS = 300
# 128 bits of HMAC-SHA256 cannot be guessed (NIST SP 800-107, 5.3.3), and keep a link short.
_SIGNATURE_BYTES = 16
# Case, message, and the second of expiry (till 2106).
_ANSWER = struct.Struct(">III")
# Year and week, and the second of expiry.
_DIGEST = struct.Struct(">HBI")


class LinkWrong(ValueError):
    """The token was not made here, for this purpose, with this secret."""


class LinkExpired(ValueError):
    """The token was made here, and its time is over."""


@dataclass(frozen=True)
class AnswerToken:
    """What the link in a message to a customer names."""

    case_id: int
    message_id: int
    expires_at: datetime


def answer_link(
    settings: Settings, case_id: int, message_id: int, expires_at: datetime
) -> str | None:
    """Return where a customer says whether a message helped; None without `BOUCLE_SECRET`.

    The same message always gets the same link, so a mail can be written again word for word.
    """
    key = _key(settings, "answer")
    if key is None:
        return None
    token = _seal(key, _ANSWER.pack(case_id, message_id, int(expires_at.timestamp())))
    return f"{settings.public_address()}/answer/{token}"


def read_answer_token(settings: Settings, token: str, *, now: datetime) -> AnswerToken:
    """Return what an answer link names. Raises `LinkWrong` or `LinkExpired`."""
    case_id, message_id, expires = _ANSWER.unpack(
        _unseal(_key(settings, "answer"), token, _ANSWER.size)
    )
    return AnswerToken(case_id, message_id, _not_over(expires, now=now))


def digest_link(settings: Settings, week: str, expires_at: datetime) -> str | None:
    """Return where the digest of a week ("2026-W47") is read; None without `BOUCLE_SECRET`."""
    key = _key(settings, "digest")
    if key is None:
        return None
    year, _, number = week.partition("-W")
    token = _seal(key, _DIGEST.pack(int(year), int(number), int(expires_at.timestamp())))
    return f"{settings.public_address()}/digest/{week}?key={token}"


def check_digest_token(settings: Settings, week: str, token: str, *, now: datetime) -> None:
    """Check that a token opens the digest of a week. Raises `LinkWrong` or `LinkExpired`."""
    year, number, expires = _DIGEST.unpack(_unseal(_key(settings, "digest"), token, _DIGEST.size))
    if week != f"{year}-W{number:02}":
        raise LinkWrong
    _not_over(expires, now=now)


def intake_keys(settings: Settings, source: str) -> tuple[str, ...]:
    """Return the keys with which a source may deliver feedback, of which it uses one.

    Those of `BOUCLE_INTAKE_KEYS` if there are any, else the one made from `BOUCLE_SECRET`; none
    without either. A key is sent as a bearer token, or it signs each delivery and stays secret.
    """
    if own := settings.intake_keys().get(source):
        return own
    made = intake_key(settings, source)
    return () if made is None else (made,)


def intake_key(settings: Settings, source: str) -> str | None:
    """Return the key that `BOUCLE_SECRET` makes for a source; None without it."""
    key = _key(settings, "intake")
    return None if key is None else hmac.digest(key, source.encode(), "sha256").hex()


def mail_key(settings: Settings) -> bytes:
    """Return the key that signs the Message-IDs of mails; an open one without `BOUCLE_SECRET`."""
    return _key(settings, "mail") or b"boucle"


def delivery_signature(key: str, timestamp: str, body: bytes) -> str:
    """Return how a delivery is signed: `v0=` and the HMAC-SHA256 of `v0:timestamp:body`."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.digest(key.encode(), signed, "sha256").hex()


def is_recent(timestamp: str) -> bool:
    """Tell whether a signature of that second (since 1970) is still good."""
    # Signatures live on machine time: nobody outside follows a clock that was moved.
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 13):
        return False
    return abs(machine_now() - int(timestamp)) <= SIGNATURE_SECONDS


def same_secret(given: str, wanted: str) -> bool:
    """Compare two secrets in a time that tells nothing about them."""
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())


def _key(settings: Settings, purpose: Purpose) -> bytes | None:
    if settings.boucle_secret is None:
        return None
    secret = settings.boucle_secret.get_secret_value().encode()
    return hmac.digest(secret, f"boucle:{purpose}".encode(), hashlib.sha256)


def _seal(key: bytes, payload: bytes) -> str:
    signature = hmac.digest(key, payload, "sha256")[:_SIGNATURE_BYTES]
    return urlsafe_b64encode(payload + signature).rstrip(b"=").decode()


def _unseal(key: bytes | None, token: str, size: int) -> bytes:
    if key is None or not token.isascii():
        raise LinkWrong
    try:
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except NotBase64 as wrong:
        raise LinkWrong from wrong
    payload = sealed[:size]
    # Compared as the text itself, so that no second spelling of a token is good.
    if not hmac.compare_digest(token, _seal(key, payload)):
        raise LinkWrong
    return payload


def _not_over(expires: int, *, now: datetime) -> datetime:
    expires_at = datetime.fromtimestamp(expires, UTC)
    if now >= expires_at:
        raise LinkExpired
    return expires_at
