"""What stops a command: said in one sentence with its cure, and an exit status."""

from __future__ import annotations

from errno import errorcode
from socket import gaierror
from typing import TYPE_CHECKING

from bot.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.yaml_values import Mistake


# What the system says in its own language; the others are too rare to be worth a sentence.
_SYSTEM_ERRORS = (
    *("ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS", "EEXIST"),
    *("ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "UNKNOWN_HOST"),
)


class Trouble(Exception):
    """A command cannot be done; `key` is its sentence, `names` the values that it names."""

    status = 1

    def __init__(self, key: str, **names: object) -> None:
        super().__init__(f"{key}: {names}")
        self.key = key
        self.names = names

    def say(self, language: str) -> str:
        """Say what stands in the way, and its cure."""
        return say(language, self.key, **in_words(self.names, language))


class WrongUse(Trouble):
    """A command was typed in a way that means nothing."""

    status = 2


class MapBroken(Trouble):
    """The journey map has mistakes; all of them are said, one a line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("terminal-map-broken", number=len(mistakes))
        self.mistakes = mistakes

    def say(self, language: str) -> str:
        """Say every mistake with its line, key and cure, and what follows from them."""
        lines = [mistake.say(language) for mistake in self.mistakes]
        return "\n".join([*lines, super().say(language)])


def in_words(names: Mapping[str, object], language: str) -> dict[str, object]:
    """Return the values of a sentence, what the system or Python complained of in plain words."""
    return {name: _in_words(value, language) for name, value in names.items()}


def _in_words(value: object, language: str) -> object:
    if not isinstance(value, Exception):
        return value
    error = _system_error(value)
    if error in _SYSTEM_ERRORS:
        return say(language, "terminal-os-error", error=error)
    return getattr(value, "strerror", None) or str(value) or type(value).__name__


def _system_error(wrong: Exception) -> str | None:
    if isinstance(wrong, TimeoutError):
        return "ETIMEDOUT"
    if isinstance(wrong, gaierror):
        return "UNKNOWN_HOST"
    return errorcode.get(wrong.errno or 0) if isinstance(wrong, OSError) else None
