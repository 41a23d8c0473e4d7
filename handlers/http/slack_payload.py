"""What Slack sends over HTTP: whether it was Slack, and what it says."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from handlers.desk import Desk
from handlers.http.links import delivery_signature, is_recent, same_secret

Json = dict[str, Any]

# None of it parts the fields of a form, and none begins another quotation.
_FULL_OF_IT = tuple((f"%{ord(plain):02X}", plain) for plain in '":,{}[]/\\ ')
# How a press and a form begin, and all that most of them have.
_PAYLOAD = "payload="


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
        payload, written = _read(body.decode())
    # No UTF-8, no JSON, or nested a thousand deep.
    except (ValueError, RecursionError) as wrong:
        raise NotSlacks from wrong
    if not isinstance(payload, dict):
        raise NotSlacks
    return payload, written


def _read(text: str) -> tuple[object, str]:
    written = text if text.startswith("{") else _payload_of(text)
    if written is not None:
        return json.loads(written), written
    form = dict(parse_qsl(_partly_unquoted(text), keep_blank_values=True))
    if "payload" in form:
        return json.loads(form["payload"]), form["payload"]
    return form, ""


def _payload_of(form: str) -> str | None:
    """Return the payload of a form that has nothing else; None of another."""
    if not form.startswith(_PAYLOAD) or "&" in form:
        return None
    return unquote_plus(_partly_unquoted(form[len(_PAYLOAD) :]))


def _partly_unquoted(form: str) -> str:
    """Return a form with what JSON is full of unquoted: of the rest, nothing reads otherwise.

    Python's own way takes each quote mark by itself: of all that an ack has to wait for, that
    was the longest part.
    """
    for quoted, plain in _FULL_OF_IT:
        form = form.replace(quoted, plain)
    return form
