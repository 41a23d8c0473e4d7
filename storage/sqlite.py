"""SQLite: the database of one machine, through sqlite-utils."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

import sqlite_utils

from storage.database import DatabaseUnusable, Row, Table
from storage.line import Line
from storage.migrations import all_migrations, migrations
from storage.values import as_values
from storage.writing_rows import by_place, insert_into, put_into

# How long a turn waits for another one to end. Turns take milliseconds; an import's, a second.
BUSY_SECONDS = 30
# Between two tries where the database cannot make us wait by itself.
_BUSY_PAUSE = 0.02
# Pages of the file that a process keeps; others are read again from the system's memory.
_CACHED_BYTES = 16_000_000
# By SQLite's primary result code; every other one is told in SQLite's own words.
_PROBLEMS = {
    sqlite3.SQLITE_FULL: "database-full",
    sqlite3.SQLITE_READONLY: "database-read-only",
    sqlite3.SQLITE_CORRUPT: "database-corrupt",
    sqlite3.SQLITE_BUSY: "database-busy",
}


class SqliteTransaction:
    """One open transaction on one connection."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self._db = db

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a select (or of a `returning`)."""
        # Not `Database.query`: it guards each select by a savepoint, which is three statements.
        cursor = self._db.execute(sql, dict(parameters or {}))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Run a change and return how many rows it touched."""
        return int(self._db.execute(sql, dict(parameters or {})).rowcount)

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert one row."""
        self._db.execute(insert_into(table, tuple(row)), dict(row))

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows that have the same columns."""
        if rows:
            names = tuple(rows[0])
            self._db.conn.executemany(by_place(insert_into(table, names)), _values(names, rows))

    def insert_new(self, table: str, row: Mapping[str, Any]) -> bool:
        """Insert one row unless its keys are taken; tell whether it was inserted."""
        return self.execute(insert_into(table, tuple(row)) + " on conflict do nothing", row) == 1

    def insert_all_new(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that have the same columns, but those whose keys are taken."""
        if rows:
            names = tuple(rows[0])
            sql = by_place(insert_into(table, names)) + " on conflict do nothing"
            self._db.conn.executemany(sql, _values(names, rows))

    def new_ids(self, table: str, number: int) -> Sequence[int]:
        """Return ids for so many new rows: those after the highest, as SQLite gives them."""
        sql = f"select coalesce(max(id), 0) + 1 as id from {table}"  # noqa: S608 # names are ours
        first: int = self.query(sql)[0]["id"]
        return range(first, first + number)

    def insert_with_id(self, table: str, row: Mapping[str, Any], *, pk: str = "id") -> int:
        """Insert one row and return the id it was given."""
        cursor = self._db.execute(f"{insert_into(table, tuple(row))} returning [{pk}]", dict(row))
        return int(cursor.fetchone()[0])

    def put(self, table: str, row: Mapping[str, Any], *, key: tuple[str, ...]) -> None:
        """Insert one row, or replace the one that has the same key."""
        self._db.execute(put_into(table, tuple(row), key), dict(row))

    def put_all(
        self, table: str, rows: Sequence[Mapping[str, Any]], *, key: tuple[str, ...]
    ) -> None:
        """Insert rows that have the same columns, or replace those that have the same keys."""
        if rows:
            names = tuple(rows[0])
            self._db.conn.executemany(by_place(put_into(table, names, key)), _values(names, rows))

    def given(
        self, rows: Sequence[Mapping[str, Any]], columns: Mapping[str, type]
    ) -> tuple[str, Row]:
        """Return the select that stands for some rows of these columns, and its parameters."""
        return as_values(rows, columns)

    def locked(self, sql: str, *, skips: bool = False) -> str:
        """Return the select itself: a SQLite turn has the whole database to itself."""
        del skips
        return sql

    def hold(self, name: str) -> None:
        """Do nothing: a SQLite turn has the whole database to itself."""

    def tables(self) -> list[Table]:
        """Return our tables by name, without those in which a database keeps its own books."""
        names = sorted(name for name in self._db.table_names() if name[0] != "_")
        tables = [self._db.table(name) for name in names if not name.startswith("sqlite_")]
        return [Table(table.name, tuple(table.columns_dict), tuple(table.pks)) for table in tables]

    def continue_ids(self) -> None:
        """Do nothing: SQLite gives the number after the highest."""

    def bring_up_to_date(self) -> None:
        """Apply the migrations that wait. Raises `DatabaseUnusable` when it is newer than we."""
        _refuse_newer(self._db)
        migrations.apply(self._db)


class SqliteDatabase:
    """One SQLite file: WAL, synchronous=FULL, every turn `BEGIN IMMEDIATE`.

    A plain BEGIN lost 606 of 800 concurrent turns that read first and wrote later.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: LifoQueue[sqlite_utils.Database] = LifoQueue()
        self._writers = Line()

    @contextmanager
    def writing(self, *, is_urgent: bool = False) -> Iterator[SqliteTransaction]:
        """Begin a transaction that may write; it waits for the one before it to end."""
        # SQLite lets those who wait ask again at ever longer intervals; our own threads queue.
        with (
            self._writers.turn(is_urgent=is_urgent),
            self._transaction("begin immediate") as transaction,
        ):
            yield transaction

    @contextmanager
    def reading(self) -> Iterator[SqliteTransaction]:
        """Begin a transaction that sees one moment and holds no writer up."""
        with self._transaction("begin") as transaction:
            yield transaction

    def migrate(self) -> None:
        """Bring the shape up to date. Raises `DatabaseUnusable` when it is newer than we are."""
        unreadable = told_plainly(self._path, otherwise="database-unreadable")
        with unreadable, self._unguarded("begin immediate") as transaction:
            transaction.bring_up_to_date()

    def close(self) -> None:
        """Let go of every connection."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[SqliteTransaction]:
        told = told_plainly(self._path, otherwise="database-failed")
        with told, self._unguarded(begin) as transaction:
            yield transaction

    @contextmanager
    def _unguarded(self, begin: str) -> Iterator[SqliteTransaction]:
        with self._borrowed() as db:
            db.conn.execute(begin)
            try:
                yield SqliteTransaction(db)
                db.conn.commit()
            except BaseException:
                db.conn.rollback()
                raise

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite_utils.Database]:
        """Lend one connection to one thread at a time."""
        try:
            db = self._idle.get_nowait()
        except Empty:
            db = self._connect()
        try:
            yield db
        finally:
            self._idle.put(db)

    def _connect(self) -> sqlite_utils.Database:
        with told_plainly(self._path, otherwise="database-unreadable"):
            connection = sqlite3.connect(
                self._path,
                timeout=BUSY_SECONDS,
                isolation_level=None,  # transactions begin and end where we say
                check_same_thread=False,  # lent to one thread at a time
            )
            try:
                _use_log(connection)
                connection.execute("pragma synchronous=full")
                # What is erased is overwritten: nobody finds it in the file's free pages.
                connection.execute("pragma secure_delete=on")
                connection.execute("pragma foreign_keys=on")
                # For all connections of this process together: each would keep 2 MB of its own.
                connection.execute(f"pragma soft_heap_limit={_CACHED_BYTES}")
            except sqlite3.DatabaseError:
                connection.close()
                raise
        return sqlite_utils.Database(connection, execute_plugins=False)


def _values(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of rows in the order of their names: SQLite asks for each name anew."""
    if len(names) == 1:
        return ((row[names[0]],) for row in rows)
    return map(itemgetter(*names), rows)


@contextmanager
def told_plainly(path: Path, *, otherwise: str) -> Iterator[None]:
    """Say of a file that cannot be opened, read or written which one it is, and why.

    Raises `DatabaseUnusable`; what is not the file's fault is left as it is.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        problem = _PROBLEMS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, otherwise)
        raise DatabaseUnusable(problem, path=str(path), why=str(error)) from error


def _refuse_newer(db: sqlite_utils.Database) -> None:
    applied = {migration.name for migration in migrations.applied(db)}
    if unknown := applied - all_migrations().keys():
        raise DatabaseUnusable("database-newer", newer=", ".join(sorted(unknown)))


def _use_log(connection: sqlite3.Connection) -> None:
    """Have changes written to a log beside the file; of several that begin with it, all wait.

    A connection that may not wait for another one without both waiting for ever is told at once
    that the file is busy, whatever its time-out: it lets go and tries again.
    """
    latest = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode=wal")
        except sqlite3.OperationalError as wrong:
            if wrong.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(_BUSY_PAUSE)
        else:
            return
