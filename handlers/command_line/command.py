"""What a command is: its name, what may be typed after it, what it does."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from bot.wording import Language, say
from handlers.command_line.trouble import WrongUse

if TYPE_CHECKING:
    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

# What argparse says in English when something typed means nothing, and our sentence for it.
_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (?P<what>.+)"), "terminal-use-missing"),
    (re.compile(r"unrecognized arguments: (?P<what>.+)"), "terminal-use-unknown"),
    (
        re.compile(r"argument (?P<what>.+?): expected (?:one|at least one) argument"),
        "terminal-use-no-value",
    ),
    (re.compile(r"argument (?P<what>.+?): ignored explicit argument .+"), "terminal-use-a-value"),
    (re.compile(r"ambiguous option: (?P<what>\S+) could .+"), "terminal-use-unknown"),
)


@dataclass(frozen=True)
class Command:
    """One command; its texts are the attributes of the sentence `terminal-<name>`."""

    name: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Console, Parts], int]

    def summary(self, language: Language) -> str:
        """Say in a few words what it does."""
        return say(language, f"terminal-{self.name}")

    def parser(self, language: Language) -> Parser:
        """Return what reads the arguments typed after its name."""
        parser = Parser(self.name, language)
        self.add_arguments(parser)
        parser.end_with_options()
        return parser


class Parser(argparse.ArgumentParser):
    """An argparse parser whose own words are ours, in the person's language.

    Wrong use is raised as `WrongUse`. A word's help is an attribute of the command's sentence.
    """

    def __init__(self, name: str, language: Language) -> None:
        super().__init__(
            prog=f"boucle {name}",
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            description=say(language, f"terminal-{name}.help"),
            epilog=f"{say(language, 'terminal-help-examples')}\n"
            + "\n".join(
                f"  {line}" for line in say(language, f"terminal-{name}.example").splitlines()
            ),
        )
        self.language = language
        self._name = name
        self._words = self.add_argument_group(say(language, "terminal-help-arguments"))
        self._options = self.add_argument_group(say(language, "terminal-help-options"))

    def word(self, name: str, **how: Any) -> None:
        """Take a word by its place."""
        self._words.add_argument(name, help=self._help(name), **how)

    def option(self, flag: str, **how: Any) -> None:
        """Take an option such as "--port"."""
        self._options.add_argument(flag, help=self._help(flag.strip("-")), **how)

    def flag(self, flag: str, **how: Any) -> None:
        """Take an option that is there or not."""
        self.option(flag, action="store_true", **how)

    def end_with_options(self) -> None:
        """Take what every command takes."""
        self._options.add_argument(
            "-h", "--help", action="help", help=say(self.language, "terminal-help-help")
        )

    def format_usage(self) -> str:
        """Return how the command is typed."""
        return self._in_our_words(super().format_usage())

    def format_help(self) -> str:
        """Return everything about the command."""
        return self._in_our_words(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what was typed wrongly. Raises `WrongUse`."""
        for pattern, key in _COMPLAINTS:
            if found := pattern.fullmatch(message):
                raise WrongUse(key, command=self._name, **found.groupdict())
        raise WrongUse("terminal-use-wrong", command=self._name, why=message)

    def _help(self, name: str) -> str:
        attribute = name.replace("_", "-")
        key = "terminal-help-json" if name == "json" else f"terminal-{self._name}.{attribute}"
        return say(self.language, key).replace("%", "%%")

    def _in_our_words(self, text: str) -> str:
        return text.replace("usage: ", f"{say(self.language, 'terminal-help-usage')} ", 1)


def port_number(text: str) -> int:
    """Read a port, 0 for any that is free. Raises `WrongUse`."""
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise WrongUse("terminal-use-port", given=text)
    return int(text)


def pace_seconds(text: str) -> float:
    """Read the seconds between two posts. Raises `WrongUse`."""
    try:
        seconds = float(text.replace(",", "."))
    except ValueError as wrong:
        raise WrongUse("terminal-use-pace", given=text) from wrong
    if not 0 <= seconds <= 60:  # also refuses "nan"
        raise WrongUse("terminal-use-pace", given=text)
    return seconds
