"""Killed, cut off and lied to for a minute: nothing lost, nothing twice (on SQLite here).

`ATTACK_SEED` plays another plan (each run prints its own), `ATTACK_KILLS` a longer one.
"""

import os
from pathlib import Path

import pytest

from tests.attack.siege import Plan, Report, besieged

# Bots that are killed leave half-open connections, which Python mentions whenever it finds them.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SEED = int(os.environ.get("ATTACK_SEED", "41"))
KILLS = int(os.environ.get("ATTACK_KILLS", "13"))


def test_nothing_is_lost_or_twice_on_sqlite_with_one_process(tmp_path: Path) -> None:
    report = lay_siege(tmp_path, f"sqlite:///{tmp_path / 'boucle.db'}", bots=1)

    assert report.tally.faults == {}
    assert_it_was_an_attack(report)


def lay_siege(folder: Path, database: str, *, bots: int) -> Report:
    """Play the plan; what came of it is shown when the test fails."""
    print(f"ATTACK_SEED={SEED} ATTACK_KILLS={KILLS}")  # noqa: T201 # shown when it fails
    with besieged(folder, database, Plan(SEED, KILLS, bots)) as siege:
        report = siege.lay()
    print("\n".join(report.lines()))  # noqa: T201 # shown when it fails
    return report


def assert_it_was_an_attack(report: Report) -> None:
    """An attack in which nothing happens proves nothing."""
    counted = report.tally.counted
    assert report.kills == KILLS
    assert sum(report.faults.values()) >= KILLS
    assert report.days > 1
    assert counted["card sent"] > 10
    assert counted["presses acked"] > 10
