"""Many presses at once, on both databases, both ways in: all acked in time, done in one order.

`python -m bench presses` plays the same with a hundred a second and two thousand at once.
"""

from pathlib import Path

from bench.town import open_town

# More than a team presses in its busiest second, and no more than a test may take.
AT_ONCE = 140


def test_presses_at_once_are_each_acked_in_time_and_done_in_one_order(
    tmp_path: Path, database: str
) -> None:
    way = "sockets" if database.startswith("sqlite") else "HTTP"

    with open_town(tmp_path, way, database) as town:
        rush = town.press(AT_ONCE, every=0.0)
        town.settle()
        town.check()

    assert len(rush.acks) == AT_ONCE
    assert rush.missed == 0
