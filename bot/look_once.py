"""A look at the memory that asks for the same thing only once: many letters ask alike."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from bot.ledger import Look

# What a letter asks for again and again; each takes ids or nouns, and changes nothing.
_ASKED_AGAIN = (
    "verbatim",
    "reading",
    "customer",
    "messages",
    "messages_to",
    "same_customer",
    "has_stopped",
    "history",
)


def look_once(look: Look) -> Look:
    """Return the same look, remembering what it answered; for as long as nothing is changed."""
    return cast("Look", _Once(look))


class _Once:
    def __init__(self, look: Look) -> None:
        self._look = look
        for name in _ASKED_AGAIN:
            setattr(self, name, _once(getattr(look, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._look, name)


def _once(ask: Callable[[Any], Any]) -> Callable[[Any], Any]:
    remembered = cache(ask)

    def asked(about: Any) -> Any:
        return remembered(tuple(about) if isinstance(about, list) else about)

    return asked
