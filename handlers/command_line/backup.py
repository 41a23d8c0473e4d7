"""`boucle backup` and `boucle restore`: a copy of the bot's memory, and the way back from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.command_line.command import Command, Parser

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

_MEGABYTE = 1_000_000


def _arguments(parser: Parser) -> None:
    parser.word("file", metavar="FILE", type=Path)
    parser.flag("--json")


def _back_up(arguments: Namespace, console: Console, parts: Parts) -> int:
    return _copy(arguments, console, parts.back_up, "terminal-backup-done")


def _restore(arguments: Namespace, console: Console, parts: Parts) -> int:
    return _copy(arguments, console, parts.restore, "terminal-restore-done")


def _copy(
    arguments: Namespace,
    console: Console,
    copy: Callable[[Path, Callable[[int], None]], int],
    done: str,
) -> int:
    try:
        size = copy(
            arguments.file,
            lambda percent: console.show_progress("terminal-backup-progress", percent=percent),
        )
    finally:
        console.end_progress()
    if arguments.json:
        console.json({"file": str(arguments.file), "bytes": size})
    else:
        megabytes = round(size / _MEGABYTE, 1)
        console.say(done, file=str(arguments.file), megabytes=megabytes)
    return 0


BACKUP = Command("backup", _arguments, _back_up)
RESTORE = Command("restore", _arguments, _restore)
