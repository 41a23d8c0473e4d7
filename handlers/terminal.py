"""The command line: runs the command that was typed, and tells what stands in its way."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.wording import say
from handlers.command_line import (
    backup,
    check,
    digest,
    evaluate,
    export,
    forget,
    import_file,
    init,
    move,
    pause,
    read,
    serve,
    status,
    when,
)
from handlers.command_line.console import Console, console_of, one_line
from handlers.command_line.trouble import Trouble, WrongUse

if TYPE_CHECKING:
    from handlers.command_line.command import Command
    from handlers.command_line.parts import Parts

# In the order in which a company meets them.
COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        serve.DEMO,
        init.COMMAND,
        check.COMMAND,
        serve.RUN,
        import_file.COMMAND,
        read.COMMAND,
        evaluate.COMMAND,
        when.COMMAND,
        status.COMMAND,
        pause.PAUSE,
        pause.RESUME,
        digest.COMMAND,
        export.COMMAND,
        forget.COMMAND,
        backup.BACKUP,
        backup.RESTORE,
        move.COMMAND,
        serve.WORKSPACE,
    )
}

_HELP = ("-h", "--help", "help", "aide")
# What a shell reports for a program ended by Ctrl-C, and by a reader that went away.
_INTERRUPTED = 128 + 2
_PIPE_CLOSED = 128 + 13


def run(arguments: Sequence[str], parts: Parts) -> int:
    """Run the command that was typed and return the exit status: 0, 1 refused, 2 wrong use."""
    console = console_of(sys.stdout, sys.stderr, os.environ)
    try:
        status = _told(arguments, console, parts)
        console.out.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Python would complain when it flushes at its end: what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    return status


def _told(arguments: Sequence[str], console: Console, parts: Parts) -> int:
    """Run the command, and tell any trouble in one sentence."""
    try:
        return _run(arguments, console, parts)
    except Trouble as trouble:
        console.warn(trouble.say(console.language))
        if isinstance(trouble, WrongUse):
            command = arguments[0] if arguments and arguments[0] in COMMANDS else ""
            help_ = " ".join(filter(None, ("boucle", command, "--help")))
            console.warn(say(console.language, "terminal-see-help", command=help_))
        return trouble.status
    except BrokenPipeError:
        raise
    except Exception as wrong:  # a person is told what a traceback would hide
        if os.environ.get("BOUCLE_TRACEBACK"):
            raise
        why = one_line(f"{type(wrong).__name__}: {wrong}", at_most=300)
        console.warn(say(console.language, "terminal-unexpected", why=why))
        return Trouble.status


def _run(arguments: Sequence[str], console: Console, parts: Parts) -> int:
    if not arguments or arguments[0] in _HELP:
        console.print(_overview(console))
        return 0
    name, rest = arguments[0], list(arguments[1:])
    if name == "--version":
        console.print(f"boucle {_version()}")
        return 0
    if name not in COMMANDS:
        raise _unknown(name)
    command = COMMANDS[name]
    before_words = rest[: rest.index("--")] if "--" in rest else rest
    if "-h" in before_words or "--help" in before_words:
        console.print(command.help(console.language))
        return 0
    return command.run(command.read(rest), console, parts)


def _unknown(name: str) -> WrongUse:
    nearest = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
    if nearest:
        return WrongUse("terminal-use-nearest", given=one_line(name), nearest=nearest[0])
    return WrongUse("terminal-use-no-command", given=one_line(name))


def _overview(console: Console) -> str:
    """Return what every command does, one a line."""
    language = console.language
    lines = [
        say(language, "terminal-overview"),
        "",
        f"{say(language, 'terminal-help-usage')} boucle {say(language, 'terminal-command-word')}",
        "",
    ]
    width = max(map(len, COMMANDS))
    for command in COMMANDS.values():
        padded = f"{command.name:<{width}}"
        lines.append(f"  {console.bold(padded)}  {command.summary(language)}")
    return "\n".join([*lines, "", say(language, "terminal-overview-end")])


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("boucle")
    except PackageNotFoundError:
        return "?"
