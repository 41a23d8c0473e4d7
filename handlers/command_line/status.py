"""`boucle status`: where the loops stand, what is late, what could not be sent."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.wording import say
from handlers.command_line.command import Command, Parser

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from bot.journey import JourneyMap
    from bot.ledger import Look
    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts


def _arguments(parser: Parser) -> None:
    parser.flag("--json")


def _status(arguments: Namespace, console: Console, parts: Parts) -> int:
    journey = parts.map().journey
    now = parts.clock().now()
    with parts.ledger() as ledger, ledger.look() as look:
        status = status_as_json(look, journey, now=now)
    if arguments.json:
        console.json(status)
        return 0
    console.say("terminal-status-open", number=status["open"])
    for step, departments in status["cases"].items():
        name = say(console.language, f"terminal-step-{step.replace('_', '-')}")
        counts = " · ".join(
            f"{journey.in_charge(key).name.in_(console.language)} {number}"
            for key, number in departments.items()
        )
        console.print(f"  {console.bold(name)} {sum(departments.values())}  {console.dim(counts)}")
    console.say("terminal-status-late", **status["late"])
    console.say("terminal-status-notices", **status["notices"])
    if status["paused"]:
        _tell_pause(status["paused"], console, journey)
    return 0


def _tell_pause(paused: dict[str, str], console: Console, journey: JourneyMap) -> None:
    from datetime import datetime

    from bot.wording.dates import say_moment

    began = datetime.fromisoformat(paused["since"])
    since = say_moment(began, console.language, journey.timezone)
    console.say("terminal-status-paused", since=since, by=paused["by"])


def status_as_json(look: Look, journey: JourneyMap, *, now: datetime) -> dict[str, Any]:
    """Return where the loops stand: open cases by step and department, late ones, notices."""
    from bot.late import is_late_for_customer, is_late_for_team
    from bot.loop import LOOP

    counts = look.count_open()
    cases = {
        step.name: {
            department: number
            for (department, name), number in counts.items()
            if name == step.name
        }
        for step in LOOP
    }
    open_cases, pause = look.open_cases(), look.paused()
    notices = Counter(look.count_notices())
    return {
        "open": sum(counts.values()),
        "cases": {step: departments for step, departments in cases.items() if departments},
        "late": {
            "team": sum(is_late_for_team(case, journey, now=now) for case in open_cases),
            "customer": sum(is_late_for_customer(case, journey, now=now) for case in open_cases),
        },
        "notices": {state: notices[state] for state in ("waiting", "held", "dead")},
        "paused": {"since": pause.at.isoformat(), "by": pause.by} if pause else None,
    }


COMMAND = Command("status", _arguments, _status)
