"""How soon presses are acked: 100 a second for a while, and 2,000 at once; nothing may be lost.

The bot is a process of its own, once in Socket Mode and once over HTTP; so are the workspace and
those who press. Four people take fifty cases and hand them back.
`python -m bench.presses [sockets|HTTP] [SQLite|PostgreSQL]`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure, milliseconds, percentile, print_table
from bench.processor import processor_seconds
from bench.town import ACK_SECONDS, Rush, Town, open_town
from tests.postgres import postgres_server

WAYS = ("sockets", "HTTP")
DATABASES = ("SQLite", "PostgreSQL")
A_SECOND = 100
SECONDS = 20
BURST = 2_000


def main(names: list[str]) -> None:
    """Measure the ways and databases of these names (none: all) and print the table."""
    print_table(figures(names))


def figures(names: Sequence[str] = ()) -> list[Figure]:
    """Measure it over Socket Mode and over HTTP, on both databases."""
    with postgres_server() as postgres:
        return [
            figure
            for database in DATABASES
            for way in WAYS
            if _is_named(way, WAYS, names) and _is_named(database, DATABASES, names)
            for figure in _measure(
                way, database, "" if database == "SQLite" else postgres.new_database()
            )
        ]


def _is_named(one: str, among: Sequence[str], names: Sequence[str]) -> bool:
    return one in names or not set(among) & set(names)


def _measure(way: str, database: str, address: str) -> list[Figure]:
    what = f"{way}, {database}"
    with TemporaryDirectory() as place, open_town(Path(place), way, address) as town:
        floor = percentile(town.floor(200), 0.50)
        steady = _rush(what, town, A_SECOND * SECONDS, every=1 / A_SECOND)
        town.settle()
        burst = _rush(what, town, BURST, every=0.0)
        town.settle()
        town.check()
    acked = [ack if ack is not None else ACK_SECONDS for ack in steady.acks]
    return [
        Figure(f"{what}: {which}", milliseconds(value), value, milliseconds(floor), floor)
        for which, value in (
            (f"ack, {A_SECOND} presses a second, half of them", percentile(acked, 0.50)),
            (f"ack, {A_SECOND} presses a second, 99 of 100", percentile(acked, 0.99)),
            (
                f"ack, {BURST:,} presses at once, the last",
                max(ack if ack is not None else ACK_SECONDS for ack in burst.acks),
            ),
        )
    ]


def _rush(what: str, town: Town, times: int, *, every: float) -> Rush:
    """Have people press, and say what it took of the machine."""
    before = processor_seconds(town.process.pid)
    rush = town.press(times, every=every)
    took = processor_seconds(town.process.pid) - before
    print(
        f"{what}: {rush.missed} of {times} presses not acked in {ACK_SECONDS:.0f} s; the bot took"
        f" {took:.2f} s of a processor until the last ack, those who pressed"
        f" {rush.crowd_seconds:.2f} s; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return rush


if __name__ == "__main__":
    main(sys.argv[1:])
