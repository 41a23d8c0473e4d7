"""Addresses of other systems, as they stand in the settings: over TLS, unless on this machine."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


class AddressWrong(ValueError):
    """The address cannot be used; the message never holds what stands in it."""


@dataclass(frozen=True)
class HttpAddress:
    """An address, with the user and password that stood in it taken out."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `https://user:password@host/path`. Raises `AddressWrong`."""
        try:
            parts = urlsplit(written.strip())
            port = parts.port
        except ValueError:
            # The message of urlsplit may hold the password.
            raise AddressWrong("host or port cannot be read") from None
        host = parts.hostname or ""
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE)
        if not host or not is_safe or parts.fragment:
            raise AddressWrong("expected https://")
        at = f"[{host}]" if ":" in host else host
        place = at if port is None else f"{at}:{port}"
        query = f"?{parts.query}" if parts.query else ""
        return cls(
            url=f"{parts.scheme}://{place}{parts.path.rstrip('/')}{query}",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )
