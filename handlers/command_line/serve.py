"""`boucle run`, `boucle demo` and `boucle workspace`: what runs until it is stopped."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.command_line.command import (
    Command,
    Parser,
    pace_seconds,
    patience_seconds,
    port_number,
)
from handlers.command_line.parts import DemoAsked

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

_PORT = 8700
# Slack takes one message a second in a channel; the local workspace is not so busy.
_PACE_OF_SLACK = 1.0
_PACE_OF_DEMO = 0.02
# Slack answers within one second, or not for a while.
_PATIENCE = 10.0


def _run_arguments(parser: Parser) -> None:
    parser.option("--pace", metavar="SECONDS", type=pace_seconds, default=_PACE_OF_SLACK)
    parser.option("--patience", metavar="SECONDS", type=patience_seconds, default=_PATIENCE)


def _run(arguments: Namespace, _console: Console, parts: Parts) -> int:
    return parts.run_bot(pace=arguments.pace, patience=arguments.patience)


def _demo_arguments(parser: Parser) -> None:
    parser.option("--port", metavar=str(_PORT), type=port_number, default=_PORT)
    parser.option("--data", metavar="DIR", type=Path)
    parser.option("--journey", metavar="FILE", type=Path)
    parser.option("--feedback", metavar="FILE", type=Path)
    parser.flag("--no-browser")
    parser.option("--pace", metavar="SECONDS", type=pace_seconds, default=_PACE_OF_DEMO)


def _demo(arguments: Namespace, console: Console, parts: Parts) -> int:
    asked = DemoAsked(
        port=arguments.port,
        data=arguments.data,
        journey=arguments.journey,
        feedback=arguments.feedback,
        opens_browser=not arguments.no_browser,
        pace=arguments.pace,
    )
    return parts.run_demo(console, asked)


def _workspace_arguments(parser: Parser) -> None:
    parser.option("--port", metavar=str(_PORT), type=port_number, default=_PORT)
    parser.option("--seed", metavar="FILE", type=Path)


def _workspace(arguments: Namespace, console: Console, parts: Parts) -> int:
    with parts.workspace(port=arguments.port, seed=arguments.seed) as workspace:
        console.say("terminal-workspace-serves", url=workspace.url)
        console.print()
        bot_token, app_token = workspace.tokens()
        console.print(f"SLACK_BOT_TOKEN={bot_token}")
        console.print(f"SLACK_APP_TOKEN={app_token}")
        console.print(f"SLACK_API_URL={workspace.url}/api")
        console.out.flush()
        threading.Event().wait()  # until it is interrupted
    return 0


RUN = Command("run", _run_arguments, _run)
DEMO = Command("demo", _demo_arguments, _demo)
WORKSPACE = Command("workspace", _workspace_arguments, _workspace)
