"""Where a mail server is and who signs in there: what SMTP and IMAP have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

_STARTTLS = ("offered", "required", "off")
UNPROTECTED = (
    "the password would travel unprotected: use {scheme}s://, or allow it by ?starttls=off"
)
# Python's own message would hold the sign, and the sign is part of a secret.
BEYOND_ASCII = "user or password holds a sign beyond ASCII"


class MailServerWrong(ValueError):
    """The address of a mail server cannot be read; the message never holds the password."""


@dataclass(frozen=True)
class MailServer:
    """A mail server, read from `smtp://user:password@host:port/folder?starttls=required`.

    `asked` are all words after the "?"; `user` is "" where nobody signs in.
    """

    host: str
    port: int
    is_tls: bool
    starttls: str
    user: str
    folder: str
    asked: Mapping[str, str]
    password: str = field(repr=False)

    @classmethod
    def parse(cls, url: str, *, scheme: str, port: int, tls_port: int) -> Self:
        """Read an address: of `scheme`, or with an "s" of TLS. Raises `MailServerWrong`."""
        try:
            parts = urlsplit(url)
            given_port = parts.port
        except ValueError:
            # The message of urlsplit may hold the password.
            raise MailServerWrong("host or port cannot be read") from None
        if parts.scheme not in (scheme, f"{scheme}s") or not parts.hostname:
            raise MailServerWrong(f"expected {scheme}s://user:password@host:port (or {scheme}://)")
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        starttls = asked.get("starttls", "offered")
        if starttls not in _STARTTLS:
            raise MailServerWrong(f"starttls is one of {', '.join(_STARTTLS)}")
        is_tls = parts.scheme == f"{scheme}s"
        return cls(
            host=parts.hostname,
            port=given_port or (tls_port if is_tls else port),
            is_tls=is_tls,
            starttls=starttls,
            user=unquote(parts.username or ""),
            folder=unquote(parts.path.strip("/")),
            asked=asked,
            password=unquote(parts.password or ""),
        )
