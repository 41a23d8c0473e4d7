"""PostgreSQL: the database of several machines, through psycopg 3.

Turns run READ COMMITTED and lock the rows they are about; a look is REPEATABLE READ, one moment.
"""

import re
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from queue import Empty, LifoQueue
from typing import Any, cast

import psycopg
import sqlite_utils
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row

from bot.ledger import TurnUndone
from storage.database import DatabaseUnusable, Row, Table
from storage.migrations import all_migrations
from storage.writing_rows import insert_into, put_into

# How many turns and looks of one process run at once; 100 is what a server allows altogether.
_AT_ONCE = 12
# A server that restarts is back within seconds: whoever has a turn to do waits for it.
_RECONNECT_SECONDS = 5.0
_RECONNECT_PAUSE = 0.1
_CONNECTING = {
    "application_name": "boucle",
    "connect_timeout": 10,
    # A peer that vanished without a word is noticed within a minute, not after two hours.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    # What a frozen process has locked is free again after a minute.
    "options": "-c idle_in_transaction_session_timeout=60s",
}
# The same for every process: only one of them changes the shape.
_MIGRATING = "boucle:migrations"
# Undone for others' sake, or because the server went away: the same turn may succeed.
_UNDONE = (
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.UniqueViolation,  # two remembered the same at once
    errors.IdleInTransactionSessionTimeout,
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
)
_PROBLEMS: Mapping[type[psycopg.Error], str] = {
    errors.DiskFull: "database-full",
    errors.ReadOnlySqlTransaction: "database-read-only",
    errors.InsufficientPrivilege: "database-read-only",
    errors.DataCorrupted: "database-corrupt",
    errors.IndexCorrupted: "database-corrupt",
}
# Texts are compared byte by byte, as SQLite does, whatever the language of the server.
_TYPES = {str: 'text collate "C"', int: "bigint", float: "double precision"}
_LISTS = {str: "text[]", int: "bigint[]", float: "double precision[]"}
_PARAMETER = re.compile(r"'(?:[^']|'')*'|::\w+|(?<![\w:]):([a-z_]\w*)|%", re.IGNORECASE)
# Of the schema that the address names; a key's columns stand in its order in all our tables.
_COLUMNS = """
    select class.relname as name, attribute.attname as column_name,
        attribute.attnum = any(coalesce(key.indkey::int2[], '{}')) as is_key
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid
        and attribute.attnum > 0 and not attribute.attisdropped
    left join pg_index key on key.indrelid = class.oid and key.indisprimary
    where class.relkind = 'r' and class.relnamespace = current_schema()::regnamespace
        and left(class.relname, 1) <> '_'
    order by class.relname, attribute.attnum"""
_IDENTITIES = """
    select table_name as name, column_name from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'"""

Connection = psycopg.Connection[Row]


class PostgresTransaction:
    """One transaction, begun when something is first asked of it."""

    def __init__(self, begin: Callable[[], Connection]) -> None:
        """`begin` opens it on a connection."""
        self._begin = begin
        self.begun: Connection | None = None

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a select (or of a `returning`)."""
        return self._run(sql, parameters).fetchall()

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Run a change and return how many rows it touched."""
        return self._run(sql, parameters).rowcount

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert one row."""
        self._run(insert_into(table, tuple(row)), row)

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows that have the same columns."""
        if rows:
            sql = _bound(insert_into(table, tuple(rows[0])))
            self._connection().cursor().executemany(sql, rows)

    def insert_new(self, table: str, row: Mapping[str, Any]) -> bool:
        """Insert one row unless its keys are taken; tell whether it was inserted."""
        return self.execute(insert_into(table, tuple(row)) + " on conflict do nothing", row) == 1

    def insert_all_new(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that have the same columns, but those whose keys are taken."""
        if rows:
            sql = _bound(insert_into(table, tuple(rows[0])) + " on conflict do nothing")
            self._connection().cursor().executemany(sql, rows)

    def new_ids(self, table: str, number: int) -> Sequence[int]:
        """Return ids for so many new rows, ascending; nobody else is given them."""
        sql = """select nextval(pg_get_serial_sequence(:table, 'id')) as id
            from generate_series(1, :number)"""
        rows = self.query(sql, {"table": table, "number": number})
        return [row["id"] for row in rows]

    def insert_with_id(self, table: str, row: Mapping[str, Any], *, pk: str = "id") -> int:
        """Insert one row and return the id it was given."""
        sql = f'{insert_into(table, tuple(row))} returning "{pk}"'
        return int(self.query(sql, row)[0][pk])

    def put(self, table: str, row: Mapping[str, Any], *, key: tuple[str, ...]) -> None:
        """Insert one row, or replace the one that has the same key."""
        self._run(put_into(table, tuple(row), key), row)

    def put_all(
        self, table: str, rows: Sequence[Mapping[str, Any]], *, key: tuple[str, ...]
    ) -> None:
        """Insert rows that have the same columns, or replace those that have the same keys."""
        if rows:
            sql = _bound(put_into(table, tuple(rows[0]), key))
            self._connection().cursor().executemany(sql, rows)

    def given(
        self, rows: Sequence[Mapping[str, Any]], columns: Mapping[str, type]
    ) -> tuple[str, Row]:
        """Return the select that stands for some rows of these columns, and its parameters.

        A list for each column: one statement serves any number of rows. Where the server would
        see how many, it would plan each time anew, for hardly less.
        """
        lists = ", ".join(f"(select :{name}::{_LISTS[kind]})" for name, kind in columns.items())
        sql = f"select * from unnest({lists}) as given ({', '.join(columns)})"  # noqa: S608 # names are ours
        return sql, {name: [row[name] for row in rows] for name in columns}

    def locked(self, sql: str, *, skips: bool = False) -> str:
        """Return a select that locks the rows it finds until the transaction ends."""
        return f"{sql} for update{' skip locked' if skips else ''}"

    def hold(self, name: str) -> None:
        """Wait until nobody else holds a name, and hold it until the transaction ends."""
        self._run("select pg_advisory_xact_lock(hashtextextended(:name, 0))", {"name": name})

    def tables(self) -> list[Table]:
        """Return our tables by name, without those in which a database keeps its own books."""
        tables: dict[str, Table] = {}
        for row in self.query(_COLUMNS):
            before = tables.get(row["name"], Table(row["name"], (), ()))
            tables[row["name"]] = Table(
                row["name"],
                (*before.columns, row["column_name"]),
                (*before.key, row["column_name"]) if row["is_key"] else before.key,
            )
        return [tables[name] for name in sorted(tables)]

    def continue_ids(self) -> None:
        """Let the ids given from now on come after those that are there."""
        for row in self.query(_IDENTITIES):
            table, column = row["name"], row["column_name"]
            self._run(
                f"""select setval(pg_get_serial_sequence('"{table}"', '{column}'),
                coalesce(max("{column}"), 1), max("{column}") is not null)
                from "{table}" """  # noqa: S608 # names are ours
            )

    def _run(self, sql: str, parameters: Mapping[str, Any] | None = None) -> psycopg.Cursor[Row]:
        return self._connection().execute(_bound(sql), parameters or {})

    def _connection(self) -> Connection:
        if self.begun is None:
            self.begun = self._begin()
        return self.begun


class PostgresDatabase:
    """One database of a PostgreSQL server, shared by any number of processes."""

    def __init__(self, address: str) -> None:
        """Keep the address; nothing is opened yet. Raises `DatabaseUnusable` on a wrong one."""
        try:
            self._target: dict[str, Any] = {**_CONNECTING, **conninfo_to_dict(address)}
            self._conninfo = make_conninfo(**self._target)
        except psycopg.ProgrammingError:  # it quotes the address, password and all
            raise DatabaseUnusable("database-address-wrong") from None
        self._idle: LifoQueue[Connection] = LifoQueue()
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._mine = threading.local()
        self._has_worked = False

    @property
    def name(self) -> str:
        """Return what can be shown of the address: no user, no password."""
        host, port = str(self._target.get("host") or ""), self._target.get("port")
        where = "" if host.startswith("/") else f"{host}:{port}" if port else host
        return f"postgresql://{where}/{self._target.get('dbname') or ''}"

    @contextmanager
    def writing(self, *, is_urgent: bool = False) -> Iterator[PostgresTransaction]:
        """Begin a transaction that may write; what it locks, others wait for.

        Raises `TurnUndone` when it came too close to another one, or the connection broke.
        """
        # Turns wait for each other where they touch the same rows, and for a place; who is urgent
        # waits for none.
        place = nullcontext() if is_urgent else self._place()
        with place, self._transaction(b"begin isolation level read committed") as transaction:
            yield transaction

    @contextmanager
    def reading(self) -> Iterator[PostgresTransaction]:
        """Begin a transaction that sees one moment and holds no writer up."""
        begin = b"begin isolation level repeatable read read only"
        with self._place(), self._transaction(begin) as transaction:
            yield transaction

    def migrate(self) -> None:
        """Bring the shape up to date. Raises `DatabaseUnusable` when it is newer than we are."""
        with self.writing() as transaction:
            transaction.hold(_MIGRATING)
            _migrate(transaction)

    def close(self) -> None:
        """Let go of every connection."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    @contextmanager
    def _transaction(self, begin: bytes) -> Iterator[PostgresTransaction]:
        with self._told_plainly():
            transaction = PostgresTransaction(lambda: self._begun(begin))
            try:
                yield transaction
                if transaction.begun:
                    _command(transaction.begun, b"commit")
            except BaseException:
                if transaction.begun:
                    with suppress(psycopg.Error):  # what broke is told by the error itself
                        _command(transaction.begun, b"rollback")
                raise
            finally:
                if transaction.begun:
                    self._put_back(transaction.begun)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Wait for one of the places; who has one already (a look in a turn) never waits."""
        if getattr(self._mine, "has_place", False):
            yield
            return
        with self._places:
            self._mine.has_place = True
            try:
                yield
            finally:
                self._mine.has_place = False

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            if _is_undone(error):
                raise TurnUndone(type(error).__name__) from error
            for kind, problem in _PROBLEMS.items():
                if isinstance(error, kind):
                    raise DatabaseUnusable(problem, path=self.name, why=_why(error)) from error
            raise

    def _begun(self, begin: bytes) -> Connection:
        """Return a connection on which a transaction was begun; broken ones are replaced."""
        while True:
            connection, is_new = self._taken()
            try:
                _command(connection, begin)
            except psycopg.OperationalError:
                connection.close()
                if is_new:
                    raise
            else:
                return connection

    def _taken(self) -> tuple[Connection, bool]:
        try:
            return self._idle.get_nowait(), False
        except Empty:
            return self._connected(), True

    def _connected(self) -> Connection:
        patient_until = time.monotonic() + (_RECONNECT_SECONDS if self._has_worked else 0)
        while True:
            try:
                connection = psycopg.connect(self._conninfo, autocommit=True, row_factory=dict_row)
            except psycopg.OperationalError as error:
                if time.monotonic() >= patient_until:
                    why = _why(error)
                    raise DatabaseUnusable(
                        "database-unreachable", path=self.name, why=why
                    ) from error
                time.sleep(_RECONNECT_PAUSE)
            else:
                self._has_worked = True
                return connection

    def _put_back(self, connection: Connection) -> None:
        if connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE:
            self._idle.put(connection)
        else:
            connection.close()


def _command(connection: Connection, words: bytes) -> None:
    """Run what has no parameters and no rows, in a fifth of the time that a cursor takes."""
    result = connection.pgconn.exec_(words)
    if result.status == psycopg.pq.ExecStatus.COMMAND_OK:
        return
    if result.error_field(psycopg.pq.DiagnosticField.SQLSTATE):
        raise errors.error_from_result(result)
    raise psycopg.OperationalError(result.get_error_message())  # the connection broke


def _is_undone(error: psycopg.Error) -> bool:
    """Tell whether the same turn, done again, may succeed."""
    if isinstance(error, _UNDONE):
        return True
    # Without a state nothing was refused: the connection broke under the turn.
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None


def _why(error: psycopg.Error) -> str:
    """Return the server's own words, without the values that may stand in their details."""
    return error.diag.message_primary or str(error).strip().splitlines()[-1]


@cache  # a statement for each place that asks, and for each shape of row: some hundreds
def _bound(sql: str) -> bytes:
    """Write `:name` as psycopg wants it, outside of quoted texts."""

    def placeholder(found: re.Match[str]) -> str:
        if found[1]:
            return f"%({found[1]})s"
        return found[0].replace("%", "%%")

    return _PARAMETER.sub(placeholder, sql).encode()


# --- The shape ------------------------------------------------------------------------------


def _migrate(transaction: PostgresTransaction) -> None:
    """Apply the migrations that wait, all or none; the table `_migrations` says which do not."""
    transaction.execute("create table if not exists _migrations (name text primary key)")
    applied = {row["name"] for row in transaction.query("select name from _migrations")}
    ours = all_migrations()
    if unknown := applied - ours.keys():
        raise DatabaseUnusable("database-newer", newer=", ".join(sorted(unknown)))
    shape = cast("sqlite_utils.Database", _Shape(transaction))  # the part of it migrations use
    for name, migration in ours.items():
        if name not in applied:
            migration(shape)
            transaction.insert("_migrations", {"name": name})


class _Shape:
    """What a migration may use of sqlite-utils' `Database`, on PostgreSQL."""

    def __init__(self, transaction: PostgresTransaction) -> None:
        self._transaction = transaction

    def table(self, name: str) -> "_Table":
        """Return a table, which may have to be created."""
        return _Table(self._transaction, name)

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run plain SQL."""
        self._transaction.execute(sql, parameters)


class _Table:
    """What a migration may use of sqlite-utils' `Table`."""

    def __init__(self, transaction: PostgresTransaction, name: str) -> None:
        self._transaction = transaction
        self._name = name

    def create(
        self,
        columns: Mapping[str, type],
        *,
        pk: str | tuple[str, ...],
        not_null: Collection[str] = (),
        defaults: Mapping[str, int | float | str] | None = None,
    ) -> None:
        """Create the table; a single key that is a number is given by the database."""
        keys = (pk,) if isinstance(pk, str) else pk
        parts = []
        for name, kind in columns.items():
            part = f'"{name}" {_TYPES[kind]}'
            if keys == (name,) and kind is int:
                part += " generated by default as identity"
            if name in not_null:
                part += " not null"
            if defaults and name in defaults:
                part += f" default {_literal(defaults[name])}"
            parts.append(part)
        key = ", ".join(f'"{name}"' for name in keys)
        columns_and_key = ", ".join([*parts, f"primary key ({key})"])
        self._transaction.execute(f'create table "{self._name}" ({columns_and_key})')

    def add_column(
        self, name: str, kind: type, *, not_null_default: float | str | None = None
    ) -> None:
        """Add a column; with a default it is never null."""
        sql = f'alter table "{self._name}" add column "{name}" {_TYPES[kind]}'
        if not_null_default is not None:
            sql += f" not null default {_literal(not_null_default)}"
        self._transaction.execute(sql)

    def create_index(self, columns: list[str], *, unique: bool = False) -> None:
        """Create an index under the name that sqlite-utils gives it."""
        name = "_".join(("idx", self._name, *columns))
        indexed = ", ".join(f'"{column}"' for column in columns)
        kind = "unique index" if unique else "index"
        self._transaction.execute(f'create {kind} "{name}" on "{self._name}" ({indexed})')


def _literal(value: float | str) -> str:
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    return str(value)
