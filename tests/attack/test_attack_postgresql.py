"""The same attack on PostgreSQL, with three bots that share it; beside the other, not after."""

from pathlib import Path

import pytest

from tests.attack.test_attack import assert_it_was_an_attack, lay_siege
from tests.postgres import PostgresServer

# As there: bots that are killed leave half-open connections.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_nothing_is_lost_or_twice_on_postgresql_with_three_processes(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    report = lay_siege(tmp_path, postgres.new_database(), bots=3)

    assert report.tally.faults == {}
    assert_it_was_an_attack(report)
