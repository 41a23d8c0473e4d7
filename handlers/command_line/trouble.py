"""What stops a command: said in one sentence with its cure, and an exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.yaml_values import Mistake


class Trouble(Exception):
    """A command cannot be done; `key` is its sentence, `names` the values that it names."""

    status = 1

    def __init__(self, key: str, **names: object) -> None:
        super().__init__(f"{key}: {names}")
        self.key = key
        self.names = names

    def say(self, language: str) -> str:
        """Say what stands in the way, and its cure."""
        return say(language, self.key, **self.names)


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
