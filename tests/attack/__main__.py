"""The long attack: siege after siege on both databases, and a table of what was counted.

`ATTACK_KILLS` (1,000) is how many bots are killed altogether, `ATTACK_SEED` the seed of the first
siege; each one after it has the next.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from tests.attack.siege import Plan, Report, besieged
from tests.postgres import postgres_server

# Kills in one siege: long enough that several days pass, short enough to be played again.
_A_SIEGE = 25


def main() -> int:
    """Lay siege after siege; the exit status is 1 when anything was lost, or said twice."""
    kills = int(os.environ.get("ATTACK_KILLS", "1000"))
    seed = int(os.environ.get("ATTACK_SEED", "1"))
    reports: list[Report] = []
    with suppress(KeyboardInterrupt):  # the table shows what was done until then
        for report in _sieges(kills, seed):
            reports.append(report)
            _say(report.lines())
    _say(_table(reports))
    return 1 if any(report.tally.faults for report in reports) else 0


def _sieges(kills: int, seed: int) -> Iterator[Report]:
    """Yield the report of each siege, on SQLite and PostgreSQL in turn."""
    with postgres_server() as postgres:
        for number in count():
            if kills <= 0:
                return
            with tempfile.TemporaryDirectory(prefix="siege-") as place:
                folder = Path(place)
                alone = number % 2 == 0
                database = f"sqlite:///{folder}/b.db" if alone else postgres.new_database()
                plan = Plan(seed + number, min(kills, _A_SIEGE), bots=1 if alone else 3)
                with besieged(folder, database, plan) as siege:
                    report = siege.lay()
            kills -= report.kills
            yield report


def _table(reports: Sequence[Report]) -> Iterator[str]:
    """Yield the table of `docs/reliability.md`."""
    yield "| | SQLite, one process | PostgreSQL, three processes |"
    yield "| --- | --- | --- |"
    sides = [[one for one in reports if (one.plan.bots == 1) == alone] for alone in (True, False)]
    yield _row("seeds", [_seeds(side) for side in sides])
    yield _row("processes killed", [sum(one.kills for one in side) for side in sides])
    yield _row("imports killed", [sum(one.imports_killed for one in side) for side in sides])
    yield _row("days played", [round(sum(one.days for one in side)) for side in sides])
    for what in ("verbatims", "presses acked", "mails approved"):
        yield _row(what, [sum(one.tally.counted[what] for one in side) for side in sides])
    sent = [
        sum(n for one in side for kind, n in one.tally.counted.items() if kind.endswith(" sent"))
        for side in sides
    ]
    yield _row("messages sent", sent)
    faults = [sum((one.faults for one in side), Counter()) for side in sides]
    for kind in sorted(set().union(*faults)):
        yield _row(f"on the line: {kind}", [found[kind] for found in faults])
    yield _row("held for a person", [sum(one.held for one in side) for side in sides])
    yield _row("… of which had arrived", [sum(one.arrived for one in side) for side in sides])
    for kind in ("lost", "twice", "out_of_order", "broken"):
        found = [sum(len(getattr(one.tally, kind)) for one in side) for side in sides]
        yield _row(f"**{kind.replace('_', ' ')}**", [f"**{number}**" for number in found])


def _row(name: str, cells: Sequence[object]) -> str:
    return f"| {name} | {' | '.join(map(str, cells))} |"


def _seeds(side: Sequence[Report]) -> str:
    return ", ".join(str(one.plan.seed) for one in side)


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
