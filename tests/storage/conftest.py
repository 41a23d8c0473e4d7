"""A real memory in a real file, with a case in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.case import Case, Fact
from storage.ledger import DatabaseLedger
from tests.storage.cases import opened_in

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
MAP = Path(__file__).parents[2] / "journey.yaml"

OpenCase = Callable[..., Case]


@pytest.fixture
def ledger(database: str) -> Iterator[DatabaseLedger]:
    opened = DatabaseLedger(database)
    yield opened
    opened.close()


@pytest.fixture
def open_case(ledger: DatabaseLedger) -> OpenCase:
    """Return what opens a shared case; each its own verbatim's."""
    opened: list[Case] = []

    def open_one() -> Case:
        case = Case(
            id=0,
            verbatim_id=len(opened) + 1,
            department="billing",
            opened_at=NOW,
            clock_from=NOW,
            read_at=NOW,
            routed_at=NOW,
            shared_at=NOW,
        )
        with ledger.turn() as turn:
            opened.append(opened_in(turn, case, Fact("opened", NOW)))
        return opened[-1]

    return open_one
