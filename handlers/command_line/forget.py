"""`boucle forget`: a customer's personal data, erased everywhere."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from handlers.command_line.command import Command, Parser
from handlers.command_line.console import one_line
from handlers.command_line.trouble import Trouble

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts


def _arguments(parser: Parser) -> None:
    parser.word("customer", metavar="CUSTOMER")
    parser.flag("--json")


def _forget(arguments: Namespace, console: Console, parts: Parts) -> int:
    from bot.forgetting import forget

    journey = parts.map().journey
    now = parts.clock().now()
    with parts.ledger() as ledger, ledger.turn() as turn:
        forgotten = forget(turn, arguments.customer.strip(), journey, now=now)
    if not forgotten.customers:
        raise Trouble("terminal-forget-nobody", given=one_line(arguments.customer))
    if arguments.json:
        console.json(asdict(forgotten))
    else:
        console.say("terminal-forget-done", **asdict(forgotten))
        console.say("terminal-forget-copies")
    return 0


COMMAND = Command("forget", _arguments, _forget)
