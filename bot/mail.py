"""A mail to a customer or a colleague, ready to be sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# Set from the mail's own fields, or able to add readers nobody approved.
_OWN_HEADERS = frozenset(
    {"to", "cc", "bcc", "from", "sender", "subject", "date", "message-id", "mime-version"}
)
_OWN_BEGINNINGS = ("content-", "resent-")
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,76}")
_HALF_A_SIGN = re.compile(r"[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
# Letters beyond ASCII before the "@" need a mail server of a rare kind at both ends.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>()\[\],;:\"\\]{1,253}")
_NAMED_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")


class MailMalformed(ValueError):
    """A mail has a field that no mail may have; the message names the field, never its value."""


class NothingToSend(Exception):
    """What was approved must not leave any more; who wrote it has been told."""


@dataclass(frozen=True)
class Mail:
    """One mail to one reader. `to` and `from_` are "a@b.fr" or "Ana, Facturation <a@b.fr>".

    `message_id` comes from `bot.mail_ids`, so that the mail can be looked up. `headers` are
    further ones (`Reply-To`, `In-Reply-To`). Raises `MailMalformed` where a line end or another
    control sign would smuggle in a header, or an address is none.
    """

    to: str
    from_: str
    subject: str
    text: str
    message_id: str
    date: datetime
    html: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if fault := _fault_in_headers(self) or _fault_in_addresses(self) or _fault_in_text(self):
            raise MailMalformed(fault)


def name_and_address(written: str) -> tuple[str, str]:
    """Return both parts of "Ana, Facturation <a@b.fr>"; the name is "" where there is none."""
    found = _NAMED_ADDRESS.fullmatch(written.strip())
    if found is None:
        return "", written.strip()
    return found["name"].strip().strip('"'), found["address"].strip()


def envelope_address(written: str) -> str | None:
    """Return the bare address as mail servers take it: "Ana <ana@vélo.fr>" → "ana@xn--vlo-bma.fr".

    None when it is no address.
    """
    address = name_and_address(written)[1]
    if not _ADDRESS.fullmatch(address):
        return None
    mailbox, _, domain = address.rpartition("@")
    try:
        return f"{mailbox}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return None


def _fault_in_headers(mail: Mail) -> str | None:
    one_line = {"to": mail.to, "from": mail.from_, "subject": mail.subject}
    for name, value in {**mail.headers, **one_line, "message_id": mail.message_id}.items():
        if _CONTROLS.search(value):
            return f"{name!r} holds a line end or another control sign"
    for name in mail.headers:
        is_own = name.lower() in _OWN_HEADERS or name.lower().startswith(_OWN_BEGINNINGS)
        if is_own or not _HEADER_NAME.fullmatch(name):
            return f"{name!r} is no header that may be added"
    return None if mail.date.tzinfo else "the date has no time zone"


def _fault_in_addresses(mail: Mail) -> str | None:
    if envelope_address(mail.to) is None:
        return "'to' is no mail address"
    return None if envelope_address(mail.from_) else "'from' is no mail address"


def _fault_in_text(mail: Mail) -> str | None:
    if any(_HALF_A_SIGN.search(body) for body in (mail.text, mail.html or "")):
        return "the text holds half of a sign, which no mail can carry"
    return None
