"""`boucle move`: a company goes from one database to another, checked row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.command_line.command import Command, Parser
from handlers.command_line.trouble import WrongUse

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts


def _arguments(parser: Parser) -> None:
    parser.word("from", metavar="FROM")
    parser.word("to", metavar="TO")
    parser.flag("--json")


def _move(arguments: Namespace, console: Console, parts: Parts) -> int:
    source, target = vars(arguments)["from"], arguments.to
    if source == target:
        raise WrongUse("terminal-move-same")
    try:
        moved = parts.move(
            source,
            target,
            lambda table, rows: console.show_progress(
                "terminal-move-progress", table=table, rows=rows
            ),
        )
    finally:
        console.end_progress()
    rows = sum(each.rows for each in moved)
    if arguments.json:
        tables = {each.table: {"rows": each.rows, "sha256": each.digest} for each in moved}
        console.json({"rows": rows, "tables": tables})
        return 0
    for each in moved:
        console.print(f"  {each.table:<14} {each.rows:>9}  {console.dim(each.digest[:12])}")
    console.say("terminal-move-done", rows=rows)
    return 0


COMMAND = Command("move", _arguments, _move)
