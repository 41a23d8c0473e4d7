"""`boucle export`: the data out, a line for each piece of feedback or one customer's story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handlers.command_line.command import Command, Parser
from handlers.command_line.console import one_line
from handlers.command_line.trouble import Trouble, WrongUse

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from typing import Any

    from bot.journey import JourneyMap
    from bot.ledger import Look
    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

_STANDARD_OUTPUT = "-"
_KINDS = (".csv", ".jsonl", ".json")
_SHOWN_EVERY = 1_000


def _arguments(parser: Parser) -> None:
    parser.word("file", metavar="FILE", nargs="?", default=_STANDARD_OUTPUT)
    parser.option("--customer", metavar="CUSTOMER")


def _export(arguments: Namespace, console: Console, parts: Parts) -> int:
    file = arguments.file
    if file != _STANDARD_OUTPUT and Path(file).suffix not in _KINDS:
        raise WrongUse("terminal-export-kind", file=one_line(file))
    if arguments.customer and Path(file).suffix == ".csv":
        raise WrongUse("terminal-export-story", file=one_line(file))
    journey = parts.map().journey
    count = 0
    with parts.ledger() as ledger, ledger.look() as look:
        lines = _lines(look, arguments.customer, journey)
        first = next(lines, None)
        if first is None and arguments.customer:
            raise Trouble("terminal-forget-nobody", given=one_line(arguments.customer))
        with parts.export(file) as written:
            while first is not None:
                written.add(first)
                count += 1
                if count % _SHOWN_EVERY == 0:
                    console.show_progress("terminal-export-progress", done=count)
                first = next(lines, None)
    console.end_progress()
    if file != _STANDARD_OUTPUT:
        console.say("terminal-export-done", lines=count, file=file)
    return 0


def _lines(look: Look, customer: str | None, journey: JourneyMap) -> Iterator[dict[str, Any]]:
    from bot.exporting import customer_exported, exported

    if customer is None:
        yield from exported(look, journey)
        return
    for customer_id in look.customers_called(customer.strip()):
        yield customer_exported(look, customer_id, journey)


COMMAND = Command("export", _arguments, _export)
