"""What Slack sends over HTTP: whether it was Slack, and what it says."""

import json
from binascii import a2b_qp
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from handlers.desk import Desk
from handlers.http.links import delivery_signature, is_recent, same_secret

Json = dict[str, Any]

# How a press and a form begin, and all that most of them have.
_PAYLOAD = b"payload="


class NotSlacks(ValueError):
    """A body that Slack never sends."""


def is_signed(desk: Desk, headers: Mapping[bytes, bytes], body: bytes) -> bool:
    """Tell whether Slack signed it, in the last five minutes; names of headers are lower case."""
    secret = desk.settings.slack_signing_secret
    timestamp = headers.get(b"x-slack-request-timestamp", b"").decode("latin-1")
    signature = headers.get(b"x-slack-signature", b"").decode("latin-1")
    return (
        secret is not None
        and is_recent(timestamp)
        and same_secret(signature, delivery_signature(secret.get_secret_value(), timestamp, body))
    )


def payload_in(body: bytes) -> tuple[Json, str]:
    """Return what Slack says, and the JSON it said it in ("" for a command, which is a form).

    Raises `NotSlacks`.
    """
    try:
        payload, written = _read(body)
    # No UTF-8, no JSON, or nested a thousand deep.
    except (ValueError, RecursionError) as wrong:
        raise NotSlacks from wrong
    if not isinstance(payload, dict):
        raise NotSlacks
    return payload, written


def _read(body: bytes) -> tuple[object, str]:
    written = body.decode() if body.startswith(b"{") else _payload_of(body)
    if written is not None:
        return json.loads(written), written
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "payload" in form:
        return json.loads(form["payload"]), form["payload"]
    return form, ""


def _payload_of(form: bytes) -> str | None:
    """Return the payload of a form that has nothing else; None of another.

    Python reads what a form quotes ("%22") a piece at a time, which was the longest part of all
    that an ack has to wait for; what a mail quotes ("=22") it reads twenty times as fast.
    """
    if not form.startswith(_PAYLOAD) or any(one in form for one in b"&\r\n"):
        return None
    quoted = form[len(_PAYLOAD) :].replace(b"+", b" ").replace(b"=", b"%3D")
    plain = a2b_qp(quoted.replace(b"%", b"="))
    # Each quotation of three became one, or it was none.
    if len(quoted) - len(plain) != 2 * quoted.count(b"%"):
        return None
    return plain.decode(errors="replace")
