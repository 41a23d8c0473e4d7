"""A copy of the SQLite file while the bot runs, and the way back from it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from storage.database import DatabaseUnusable
from storage.ledger import DatabaseLedger
from storage.sqlite import told_plainly

# A page is 4 kB: between two portions the bot may write.
_PAGES = 2000

Progress = Callable[[int], None]


def back_up(source: Path, file: Path, *, progress: Progress) -> int:
    """Write all that is remembered at this moment into a new file; return its size in bytes.

    The file is there whole or not at all; `progress` hears how many percent are written. Raises
    `DatabaseUnusable`.
    """
    if not source.exists():
        raise DatabaseUnusable("no-ledger", path=str(source))
    _copy(source, file, progress=progress)
    return file.stat().st_size


def restore(file: Path, target: Path, *, progress: Progress) -> int:
    """Bring back a back-up where no database is; return its size in bytes.

    What waited to be sent then may have left since: it is looked up before it is sent. Raises
    `DatabaseUnusable` when there is a database, or the file is no whole back-up.
    """
    if not file.exists():
        raise DatabaseUnusable("backup-missing", path=str(file))
    if target.exists():
        raise DatabaseUnusable("restore-in-use", path=str(target))
    _copy(file, target, progress=progress)
    try:
        with closing(DatabaseLedger(f"sqlite:///{target}")) as ledger, ledger.turn() as turn:
            turn.doubt_what_waits()
    except DatabaseUnusable:  # of a newer version, for instance
        target.unlink()
        raise
    return target.stat().st_size


def _copy(source: Path, target: Path, *, progress: Progress) -> None:
    """Copy a database to a new file, which takes its name only when it is whole."""
    if target.exists():
        raise DatabaseUnusable("backup-exists", path=str(target))
    partial = target.with_name(f"{target.name}.partial")
    try:
        with told_plainly(target, otherwise="backup-not-written"):
            partial.unlink(missing_ok=True)
            with closing(sqlite3.connect(partial)) as written:
                _copy_pages(source, written, progress)
        partial.rename(target)
    except OSError as wrong:
        raise DatabaseUnusable("backup-not-written", path=str(target), why=wrong) from wrong
    finally:
        partial.unlink(missing_ok=True)


def _copy_pages(source: Path, written: sqlite3.Connection, progress: Progress) -> None:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress(100 * (total - remaining) // max(total, 1))

    read_only = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True, isolation_level=None)) as read:
        with told_plainly(source, otherwise="database-unreadable"):
            # One moment: else each turn of the bot would make it begin anew, for ever.
            read.execute("begin")
            read.execute("select count(*) from _sqlite_migrations")  # it is one of ours
        read.backup(written, pages=_PAGES, progress=tell)
    written.execute("pragma journal_mode=delete")  # one file, without companions
    (found,) = written.execute("pragma quick_check(1)").fetchone()
    if found != "ok":
        raise DatabaseUnusable("database-corrupt", path=str(source), why=str(found))
