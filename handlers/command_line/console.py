"""The terminal as a command sees it: what it prints, in whose language, and how far it is."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from bot.wording import Language, language_of, say

_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CLEAR_LINE = "\r\x1b[K"


@dataclass(frozen=True)
class Console:
    """Where a command prints: answers on `out`, troubles and progress on `err`.

    `locale` is the person's own ("fr-FR"), empty where the terminal has none.
    """

    out: TextIO
    err: TextIO
    locale: str = ""
    has_colours: bool = False

    @property
    def language(self) -> Language:
        """Return the language this person reads."""
        return language_of(self.locale)

    def print(self, text: str = "") -> None:
        """Print a line of an answer."""
        self.out.write(f"{text}\n")

    def say(self, key: str, /, **values: object) -> None:
        """Print a sentence of an answer."""
        self.print(say(self.language, key, **values))

    def warn(self, text: str) -> None:
        """Print a line beside the answer: a trouble, a hint."""
        self.out.flush()  # so that both come in their order
        self.err.write(f"{text}\n")

    def json(self, value: object) -> None:
        """Print a value on one line of JSON."""
        self.print(json.dumps(value, ensure_ascii=False))

    def bold(self, text: str) -> str:
        """Return a text that stands out, where the terminal can show it."""
        return f"{_BOLD}{text}{_END}" if self.has_colours else text

    def dim(self, text: str) -> str:
        """Return a text that steps back, where the terminal can show it."""
        return f"{_DIM}{text}{_END}" if self.has_colours else text

    def show_progress(self, key: str, /, **values: object) -> None:
        """Replace the line of progress; nothing where nobody watches."""
        if self.err.isatty():
            self.err.write(_CLEAR_LINE + say(self.language, key, **values))
            self.err.flush()

    def end_progress(self) -> None:
        """Take the line of progress away."""
        if self.err.isatty():
            self.err.write(_CLEAR_LINE)
            self.err.flush()


def console_of(out: TextIO, err: TextIO, environment: Mapping[str, str]) -> Console:
    """Return the console of a process, which writes UTF-8 whatever the terminal believes."""
    for stream in (out, err):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    wants_colours = not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return Console(
        out=out,
        err=err,
        locale=_locale_of(environment),
        has_colours=wants_colours and out.isatty(),
    )


def one_line(text: str, *, at_most: int = 80) -> str:
    """Return the beginning of a text on one line, without signs that a terminal would obey."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= at_most else plain[: at_most - 1].rstrip() + "…"


def _locale_of(environment: Mapping[str, str]) -> str:
    """Return "fr-FR" for "fr_FR.UTF-8"; the first of the three that says anything decides."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = next((environment[name] for name in names if environment.get(name)), "")
    name = said.partition(".")[0].partition("@")[0].replace("_", "-")
    return "" if name in ("C", "POSIX") else name
