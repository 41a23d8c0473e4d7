"""What a command is: its name, what may be typed after it, what it does."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any, NoReturn

from bot.wording import Language, say
from handlers.command_line.trouble import WrongUse

if TYPE_CHECKING:
    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

# Of a terminal that nobody has widened.
_WIDTH = 79

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

    def help(self, language: Language) -> str:
        """Say everything about it."""
        parser = self._parser(language)
        title = say(language, "terminal-help-examples")
        example = say(language, f"terminal-{self.name}.example")
        parser.description = fill(say(language, f"terminal-{self.name}.help"), _WIDTH)
        parser.epilog = "\n".join([title, *(f"  {line}" for line in example.splitlines())])
        usage = say(language, "terminal-help-usage")
        return parser.format_help().replace("usage:", usage, 1).rstrip("\n")

    def read(self, typed: Sequence[str]) -> argparse.Namespace:
        """Read the arguments typed after its name. Raises `WrongUse`."""
        return self._parser(None).parse_args(typed)

    def _parser(self, language: Language | None) -> Parser:
        parser = Parser(self.name, language)
        self.add_arguments(parser)
        parser.take_help()
        return parser


class Parser(argparse.ArgumentParser):
    """An argparse parser whose words are ours.

    A word's help is an attribute of the command's sentence. It is only said where somebody will
    read it (`language`): loading the sentences takes longer than many a command.
    """

    def __init__(self, name: str, language: Language | None) -> None:
        super().__init__(
            prog=f"boucle {name}",
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self._name = name
        self._language = language
        self._words = self.add_argument_group(self._said("terminal-help-arguments"))
        self._options = self.add_argument_group(self._said("terminal-help-options"))

    def word(self, name: str, **how: Any) -> None:
        """Take a word by its place."""
        self._words.add_argument(name, help=self._help(name), **how)

    def option(self, flag: str, **how: Any) -> None:
        """Take an option such as "--port"."""
        self._options.add_argument(flag, help=self._help(flag.strip("-")), **how)

    def flag(self, flag: str, **how: Any) -> None:
        """Take an option that is there or not."""
        self.option(flag, action="store_true", **how)

    def take_help(self) -> None:
        """Take the option that every command has."""
        help_ = self._said("terminal-help-help")
        self._options.add_argument("-h", "--help", action="store_true", help=help_)

    def error(self, message: str) -> NoReturn:
        """Tell what was typed wrongly. Raises `WrongUse`."""
        for pattern, key in _COMPLAINTS:
            if found := pattern.fullmatch(message):
                raise WrongUse(key, command=self._name, **found.groupdict())
        raise WrongUse("terminal-use-wrong", command=self._name, why=message)

    def _help(self, name: str) -> str | None:
        key = "terminal-help-json" if name == "json" else f"terminal-{self._name}.{name}"
        said = self._said(key)
        return said and said.replace("%", "%%")

    def _said(self, key: str) -> str | None:
        return say(self._language, key) if self._language else None


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


def patience_seconds(text: str) -> float:
    """Read for how many seconds a silent Slack is waited for. Raises `WrongUse`."""
    seconds = pace_seconds(text)
    if seconds == 0:
        raise WrongUse("terminal-use-patience", given=text)
    return seconds
