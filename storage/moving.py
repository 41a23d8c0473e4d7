"""Take a company from one database to another, all of it, checked row by row."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from storage.database import Database, DatabaseUnusable, Row, Table, Transaction
from storage.rows import as_json

# Rows at a time: quick, and little to do again after a break.
_BATCH = 1000
# Says that a move is under way; it stays behind itself.
_MARK = "moving"

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class MovedTable:
    """A table that stands in both databases alike: how many rows, and the hash of them all."""

    table: str
    rows: int
    digest: str


def refuse_half_moved(database: Database) -> None:
    """Raise `DatabaseUnusable` while only a part of a company is in this database."""
    with database.reading() as transaction:
        if _is_marked(transaction):
            raise DatabaseUnusable("database-half-moved")


def move(source: Database, target: Database, *, progress: Progress) -> list[MovedTable]:
    """Copy every row into an empty target, and check that it holds the same.

    What an earlier move left unfinished there is done anew; a target that holds the same already
    is only checked. `progress` hears of each table how many rows are there. Raises
    `DatabaseUnusable` when the target holds something else, or the source changed meanwhile.
    """
    for database in (source, target):
        database.migrate()
    refuse_half_moved(source)
    if _is_to_be_filled(target):
        _copy(source, target, progress)
    elif _first_difference(source, target) is not None:
        raise DatabaseUnusable("move-target-in-use")
    different = _first_difference(source, target)
    if different is not None:
        raise DatabaseUnusable("move-differs", table=different)
    with target.writing() as transaction:
        transaction.continue_ids()
        transaction.execute("delete from moving")
    return _counted(target)


def _is_to_be_filled(target: Database) -> bool:
    """Empty what an earlier move left unfinished, and mark that one is under way."""
    with target.writing() as transaction:
        tables = _tables(transaction)
        if _is_marked(transaction):
            for table in tables:
                transaction.execute(f'delete from "{table.name}"')  # noqa: S608 # names are ours
            return True
        if any(_rows_after(transaction, table, None, at_most=1) for table in tables):
            return False
        transaction.insert(_MARK, {"whence": "another database"})
        return True


def _copy(source: Database, target: Database, progress: Progress) -> None:
    with source.reading() as moment:
        for table in _tables(moment):
            done = 0
            for rows in _batches(moment, table):
                with target.writing() as transaction:
                    transaction.insert_all(table.name, rows)
                done += len(rows)
                progress(table.name, done)


def _first_difference(source: Database, target: Database) -> str | None:
    """Return the first table whose rows are not the same in both, None when all are."""
    with source.reading() as there, target.reading() as here:
        for table in _tables(there):
            pairs = zip_longest(_rows(there, table), _rows(here, table))
            if any(as_json(one) != as_json(other) for one, other in pairs):
                return table.name
    return None


def _counted(database: Database) -> list[MovedTable]:
    counted = []
    with database.reading() as transaction:
        for table in _tables(transaction):
            number, digest = 0, hashlib.sha256()
            for row in _rows(transaction, table):
                number += 1
                digest.update(as_json(row).encode())
            counted.append(MovedTable(table.name, number, digest.hexdigest()))
    return counted


def _tables(transaction: Transaction) -> list[Table]:
    return [table for table in transaction.tables() if table.name != _MARK]


def _is_marked(transaction: Transaction) -> bool:
    return bool(transaction.query("select whence from moving"))


def _rows(transaction: Transaction, table: Table) -> Iterator[Row]:
    for rows in _batches(transaction, table):
        yield from rows


def _batches(transaction: Transaction, table: Table) -> Iterator[list[Row]]:
    last = None
    while rows := _rows_after(transaction, table, last, at_most=_BATCH):
        yield rows
        last = rows[-1]


def _rows_after(
    transaction: Transaction, table: Table, last: Row | None, *, at_most: int
) -> list[Row]:
    """Return the next rows in the order of the key."""
    key = ", ".join(f'"{name}"' for name in table.key)
    values = ", ".join(f":{name}" for name in table.key)
    after = f"where ({key}) > ({values})" if last else ""
    sql = f'select * from "{table.name}" {after} order by {key} limit {at_most}'  # noqa: S608
    return transaction.query(sql, {name: last[name] for name in table.key} if last else {})
