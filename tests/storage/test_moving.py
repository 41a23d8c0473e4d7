"""A company goes from one database to another, in both directions, and nothing is missing."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.again import again
from bot.case import Case, Fact
from bot.ledger import Place
from bot.loop import take_in
from bot.notice import Notice
from storage.database import Database, DatabaseUnusable
from storage.ledger import DatabaseLedger, database_at
from storage.moving import MovedTable, move
from tests.postgres import PostgresServer
from tests.storage.cases import opened_in
from tests.storage.conftest import NOW
from tests.storage.racers import JOURNEY, READER, record_of

Addresses = tuple[str, str]


class Broken(Exception):
    """What breaks a move off in these tests."""


@pytest.fixture(params=["to postgresql", "to sqlite"])
def addresses(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: PostgresServer
) -> Addresses:
    """Return where a company is, and the address of an empty database of the other kind."""
    file, server = f"sqlite:///{tmp_path / 'boucle.db'}", postgres.new_database()
    addresses = (file, server) if request.param == "to postgresql" else (server, file)
    _fill(addresses[0])
    return addresses


def test_everything_is_there_after_a_move_and_goes_on(addresses: Addresses) -> None:
    moved = _move(*addresses)

    rows = {one.table: one.rows for one in moved}
    with _ledger(addresses[0]) as before, _ledger(addresses[1]) as after:
        with before.look() as was, after.look() as is_now:
            cases = was.open_cases()
            assert is_now.open_cases() == cases
            assert [is_now.history(one.id) for one in cases] == [
                was.history(one.id) for one in cases
            ]
            assert all(is_now.is_history_whole(one.id) for one in cases)
            assert is_now.count_notices() == was.count_notices() == {"waiting": 1}
        with after.turn() as turn:
            case = Case(id=0, verbatim_id=999, department="cx", opened_at=NOW, clock_from=NOW)
            opened = opened_in(turn, case, Fact("opened", NOW))
            assert opened.id == max(one.id for one in cases) + 1
            turn.stage(Notice("n2", "card", "channel:#voix"))
    assert rows["verbatims"] == rows["words"] == rows["cases"] == 30


def test_a_move_that_was_done_can_be_checked_again(addresses: Addresses) -> None:
    first = _move(*addresses)

    assert _move(*addresses) == first


@pytest.mark.parametrize("table", ["cases", "words"])
def test_a_move_that_broke_off_is_not_opened_and_can_be_done_again(
    addresses: Addresses, table: str
) -> None:
    def break_off(reached: str, rows: int) -> None:
        if reached == table:
            raise Broken

    with pytest.raises(Broken):
        _move(*addresses, progress=break_off)
    with pytest.raises(DatabaseUnusable, match="half-moved"):
        DatabaseLedger(addresses[1])

    moved = _move(*addresses)

    with _ledger(addresses[1]) as ledger, ledger.look() as look:
        assert len(look.open_cases()) == {one.table: one.rows for one in moved}["cases"]


def test_a_database_that_holds_something_else_is_left_as_it_is(addresses: Addresses) -> None:
    with _ledger(addresses[1]) as theirs, theirs.turn() as turn:
        turn.record_card(7, "channel:#theirs", Place("C7", "1.0"))

    with pytest.raises(DatabaseUnusable, match="move-target-in-use"):
        _move(*addresses)

    with _ledger(addresses[1]) as theirs, theirs.look() as look:
        assert look.card_of(7, "channel:#theirs") == Place("C7", "1.0")
        assert look.open_cases() == []


def test_a_source_that_changes_during_the_move_is_noticed(addresses: Addresses) -> None:
    pressed: list[bool] = []

    def press(reached: str, rows: int) -> None:
        if not pressed:
            with _ledger(addresses[0]) as bot:
                pressed.append(bot.receive("press:late", {}, at=NOW))

    with pytest.raises(DatabaseUnusable, match="move-differs"):
        _move(*addresses, progress=press)

    assert _move(*addresses)


def _fill(address: str) -> None:
    with _ledger(address) as ledger:
        intakes = [record_of(number) for number in range(30)]
        with ledger.turn() as turn:
            take_in(turn, intakes, reader=READER, journey=JOURNEY, now=NOW)
            turn.stage(Notice("n1", "card", "channel:#voix", case_id=1))
            turn.record_card(1, "channel:#voix", Place("C1", "1.0"))
        ledger.receive("press:1", {"words": "Déçue… 😞 \\ 'x' %s"}, at=NOW)


def _nothing(reached: str, rows: int) -> None:
    del reached, rows


def _move(
    source: str, target: str, progress: Callable[[str, int], None] = _nothing
) -> list[MovedTable]:
    with _database(source) as here, _database(target) as there:
        return again(lambda: move(here, there, progress=progress))


def _database(address: str) -> closing[Database]:
    return closing(database_at(address))


def _ledger(address: str) -> closing[DatabaseLedger]:
    return closing(DatabaseLedger(address))
