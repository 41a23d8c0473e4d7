"""Remember the latest Web API calls, so that people and tests can see what an app asked for."""

from __future__ import annotations

from collections import deque
from typing import Any

Json = dict[str, Any]

# Enough for a long test or an afternoon of play; at about 5 kB a call this stays below 10 MB.
_KEPT = 2_000


class CallLog:
    """The last 2,000 calls, numbered from 1; tokens are masked before they get here."""

    def __init__(self) -> None:
        self._entries: deque[Json] = deque(maxlen=_KEPT)
        self._written = 0

    def write(self, entry: Json) -> Json:
        """Add a call {time, app, method, arguments, status, answer, ms} and number it (`seq`)."""
        self._written += 1
        numbered = {"seq": self._written, **entry}
        self._entries.append(numbered)
        return numbered

    def since(self, seq: int = 0, *, limit: int = _KEPT, method: str = "") -> list[Json]:
        """The calls after number `seq`, oldest first, of one method if it is given."""
        fitting = (
            entry
            for entry in self._entries
            if entry["seq"] > seq and method in ("", entry["method"])
        )
        return [entry for entry, _ in zip(fitting, range(limit), strict=False)]

    @property
    def last(self) -> int:
        """The number of the latest call; 0 before the first."""
        return self._written


def masked(token: str) -> str:
    """A token that can be shown: its kind, never its secret."""
    return f"{token[:5]}…" if token else ""
