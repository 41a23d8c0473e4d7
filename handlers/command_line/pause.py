"""`boucle pause` and `boucle resume`: nothing leaves the house until it may again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from handlers.command_line.command import Command, Parser
from handlers.command_line.trouble import Trouble

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts


def _arguments(parser: Parser) -> None:
    parser.flag("--json")


def _pause(arguments: Namespace, console: Console, parts: Parts) -> int:
    from bot.engine.pause import TERMINAL, PausedAlready, pause

    _write_log()
    try:
        with parts.ledger() as ledger, ledger.turn() as turn:
            pause(turn, by=TERMINAL, now=parts.clock().now())
    except PausedAlready as refused:
        raise Trouble("terminal-paused-already") from refused
    _tell(arguments, console, "terminal-pause-begun", paused=True)
    return 0


def _resume(arguments: Namespace, console: Console, parts: Parts) -> int:
    from bot.engine.pause import TERMINAL, NotPaused, resume

    _write_log()
    try:
        with parts.ledger() as ledger, ledger.turn() as turn:
            resume(turn, by=TERMINAL, now=parts.clock().now())
    except NotPaused as refused:
        raise Trouble("terminal-not-paused") from refused
    _tell(arguments, console, "terminal-pause-ended", paused=False)
    return 0


def _write_log() -> None:
    """Say who paused and when on standard error: standard output is for the answer."""
    from handlers.logs import write_log

    write_log(as_json=not sys.stderr.isatty())


def _tell(arguments: Namespace, console: Console, sentence: str, *, paused: bool) -> None:
    if arguments.json:
        console.json({"paused": paused})
    else:
        console.say(sentence)


PAUSE = Command("pause", _arguments, _pause)
RESUME = Command("resume", _arguments, _resume)
