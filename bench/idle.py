"""What the bot takes of the machine while nobody wants anything of it."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure
from bench.processor import processor_seconds
from bench.town import (
    SIGNING_SECRET,
    bot_running,
    settings_of,
    workspace_running,
)
from tests.postgres import postgres_server
from tests.scale.demonstration import free_port

SECONDS = 40.0
# After the start: libraries are loaded, people learnt, caches filled.
SETTLED_AFTER = 10.0
# Of one core: what a machine that also does other work does not notice.
FLOOR = 0.01

SOCKETS = {"SLACK_APP_TOKEN": "xapp-local"}
HTTP = {"SLACK_SIGNING_SECRET": SIGNING_SECRET}


def figures() -> list[Figure]:
    """Measure three bots side by side on real time; the floor is a hundredth of a core."""
    with ExitStack() as running:
        postgres = running.enter_context(postgres_server())
        url = running.enter_context(workspace_running())
        bots = {}
        for what, way, database in (
            ("Socket Mode, SQLite", SOCKETS, ""),
            ("HTTP, SQLite", HTTP, ""),
            ("Socket Mode, PostgreSQL", SOCKETS, postgres.new_database()),
        ):
            folder = Path(running.enter_context(TemporaryDirectory()))
            address = database or f"sqlite:///{folder}/boucle.db"
            settings = settings_of(folder, url, free_port(), address) | way
            del settings["BOUCLE_CLOCK"]  # a clock that may be moved is looked at all the time
            bots[what] = running.enter_context(bot_running(folder, settings, pace=1.0)).pid
        time.sleep(SETTLED_AFTER)
        before = {what: processor_seconds(pid) for what, pid in bots.items()}
        time.sleep(SECONDS)
        shares = {
            what: (processor_seconds(pid) - before[what]) / SECONDS for what, pid in bots.items()
        }
    return [
        Figure(f"idle, {what}", f"{share:.2%} of a core", share, f"{FLOOR:.0%}", FLOOR)
        for what, share in shares.items()
    ]
