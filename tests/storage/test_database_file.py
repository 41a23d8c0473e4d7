"""The file: brought up to date whatever its age, and refused with a reason when it is unusable."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlite_utils

from bot.wording import say
from storage.database import DatabaseUnusable
from storage.ledger import DatabaseLedger
from storage.migrations import migrations

NAMES = [migration.name for migration in migrations._migrations]
_NOBODY = 65534


@pytest.mark.parametrize("stopped_before", NAMES)
def test_a_migrated_shape_equals_a_fresh_one(tmp_path: Path, stopped_before: str) -> None:
    old = sqlite_utils.Database(tmp_path / "old.db", execute_plugins=False)
    migrations.apply(old, stop_before=stopped_before)
    old.close()

    for name in ("old.db", "fresh.db"):
        DatabaseLedger(f"sqlite:///{tmp_path / name}").close()

    assert _shape(tmp_path / "old.db") == _shape(tmp_path / "fresh.db")


def test_notices_that_waited_before_a_migration_still_leave_after_it(tmp_path: Path) -> None:
    old = sqlite_utils.Database(tmp_path / "old.db", execute_plugins=False)
    migrations.apply(old, stop_before="find_due_notices_quickly")
    row = {"lane": "1>channel:#voix", "destination": "channel:#voix", "about": "{}"}
    row |= {"kind": "card", "pace": "post:channel:#voix"}
    old.table("notices").insert_all(
        [row | {"id": "waits", "state": "waiting"}, row | {"id": "left", "state": "sent"}]
    )
    old.close()

    ledger = DatabaseLedger(f"sqlite:///{tmp_path / 'old.db'}")

    with ledger.turn() as turn:
        (claimed,) = turn.claim(now=1.0, lease=70.0)
        (again,) = turn.claim(now=100.0, lease=0.0)
    ledger.close()
    assert claimed.notice.id == "waits"
    assert again.notice.id == "waits"  # its own lease is over


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    DatabaseLedger(f"sqlite:///{tmp_path / 'b.db'}").close()
    db = sqlite_utils.Database(tmp_path / "b.db", execute_plugins=False)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "boucle", "name": "of_next_year", "applied_at": "2027"}
    )
    db.close()

    problem = _refusal(f"sqlite:///{tmp_path / 'b.db'}")

    assert problem.problem == "database-newer"
    assert "of_next_year" in _sentence(problem)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.db").write_text("Dear diary, " * 200, encoding="utf-8")

    problem = _refusal(f"sqlite:///{tmp_path / 'b.db'}")

    assert problem.problem == "database-unreadable"
    assert str(tmp_path / "b.db") in _sentence(problem)
    assert (tmp_path / "b.db").read_text(encoding="utf-8").startswith("Dear diary")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    problem = _refusal(f"sqlite:///{tmp_path / 'nowhere' / 'b.db'}")

    assert problem.problem == "database-unreadable"
    assert "nowhere" in _sentence(problem)


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)

    with _as_nobody(tmp_path):
        problem = _refusal(f"sqlite:///{folder / 'b.db'}")

    assert problem.problem == "database-unreadable"


def test_a_file_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "b.db").close()
    (tmp_path / "b.db").chmod(0o444)
    tmp_path.chmod(0o555)

    with _as_nobody(tmp_path):
        problem = _refusal(f"sqlite:///{tmp_path / 'b.db'}")

    tmp_path.chmod(0o755)
    assert problem.problem == "database-read-only"


def test_an_address_of_another_kind_is_refused_without_its_password() -> None:
    problem = _refusal("oracle://scott:tiger@db/boucle")

    assert problem.problem == "database-address"
    assert "tiger" not in str(problem)


def _refusal(address: str) -> DatabaseUnusable:
    with pytest.raises(DatabaseUnusable) as refused:
        DatabaseLedger(address)
    return refused.value


def _sentence(problem: DatabaseUnusable) -> str:
    return say("en", f"terminal-{problem.problem}", **problem.names)


def _shape(path: Path) -> dict[str, object]:
    db = sqlite3.connect(path)
    tables = [
        name
        for (name,) in db.execute("select name from sqlite_master where type = 'table'")
        if not name.startswith("sqlite_")
    ]
    shape: dict[str, object] = {}
    for table in sorted(tables):
        columns = db.execute(f"pragma table_info([{table}])").fetchall()
        indexes = {
            (name, unique, tuple(row[2] for row in db.execute(f"pragma index_info([{name}])")))
            for _, name, unique, *_ in db.execute(f"pragma index_list([{table}])")
        }
        shape[table] = (columns, indexes)
    db.close()
    return shape


@contextmanager
def _as_nobody(folder: Path) -> Iterator[None]:
    """Root may write anywhere: be somebody else meanwhile."""
    if os.geteuid() != 0:
        yield
        return
    modes = {parent: parent.stat().st_mode for parent in folder.parents if parent.is_dir()}
    mine = [parent for parent, mode in modes.items() if not mode & 0o005]
    for parent in mine:
        parent.chmod(0o755)
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        for parent in mine:
            parent.chmod(modes[parent])
