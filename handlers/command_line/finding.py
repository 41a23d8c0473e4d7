"""A problem that `boucle check` found: where it stands, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.wording import say
from handlers.command_line.trouble import in_words


@dataclass(frozen=True)
class Finding:
    """One problem; `file` is empty and `line` 0 where no file holds it.

    `problem` is the key of its sentence, `names` the values that it names, `subject` the setting
    or the key of the map that it is about. A hint is no problem: things work, and could be better.
    """

    file: str
    line: int
    subject: str
    problem: str
    names: Mapping[str, Any] = field(default_factory=dict)
    is_hint: bool = False

    def say(self, language: str) -> str:
        """Say the problem on one line, its place first."""
        parts = [self._place(language)]
        if self.subject:
            parts.append(f"{self.subject}{say(language, 'journey-colon')}")
        return " ".join(part.strip() for part in [*parts, self._sentence(language)] if part)

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the problem as others may rely on it."""
        return {
            "file": self.file or None,
            "line": self.line or None,
            "key": self.subject or None,
            "problem": self._sentence(language),
            "hint": self.is_hint,
        }

    def found_in(self, file: str, text: str) -> Finding:
        """Return the problem with the first line of a file's text that names its subject."""
        lines = enumerate(text.splitlines(), start=1)
        line = next((number for number, line in lines if self.subject in line), 0)
        return replace(self, file=file, line=line) if self.subject and line else self

    def _place(self, language: str) -> str:
        if not self.file:
            return ""
        return say(language, "journey-line", file=self.file, line=str(self.line))

    def _sentence(self, language: str) -> str:
        return say(language, self.problem, **in_words(self.names, language))
