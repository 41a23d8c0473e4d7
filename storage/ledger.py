"""The ledger: the bot's memory, in whatever database its address names."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bot.again import again
from bot.ledger import InboxItem
from bot.together import Together
from storage.database import Database, DatabaseUnusable, Row
from storage.inbox import item_from, keep
from storage.look import DatabaseLook
from storage.moving import refuse_half_moved
from storage.rows import as_json, instant
from storage.sqlite import SqliteDatabase
from storage.turn import DatabaseTurn

log = structlog.get_logger()


class DatabaseLedger:
    """A `bot.ledger.Ledger` that survives a restart."""

    def __init__(self, address: str) -> None:
        """Open `sqlite:///file.db` or `postgresql://…` and bring its shape up to date.

        Raises `DatabaseUnusable`.
        """
        self._database = database_at(address)
        try:
            self._database.migrate()
            refuse_half_moved(self._database)
        except BaseException:
            self._database.close()
            raise
        self._arrivals = Together(self._keep_in_inbox)

    @contextmanager
    def turn(self) -> Iterator[DatabaseTurn]:
        """Begin a turn: one transaction, kept when the block ends, undone when it raises."""
        with self._database.writing() as transaction:
            turn = DatabaseTurn(transaction)
            yield turn
        told = log.bind()
        for case_id, fact in turn.facts:  # only what is kept
            told.info("fact", case=case_id, kind=fact.kind, by=fact.by)

    @contextmanager
    def look(self) -> Iterator[DatabaseLook]:
        """Read one consistent moment without holding anybody up."""
        with self._database.reading() as transaction:
            yield DatabaseLook(transaction)

    def receive(self, key: str, payload: Mapping[str, Any], *, at: datetime) -> bool:
        """Keep what arrived from Slack, before it is acked; False when it was here before."""
        return self._arrivals.do(_arrival(InboxItem(key, payload), at))

    def receive_all(self, items: Sequence[InboxItem], *, at: datetime) -> list[bool]:
        """Keep all that arrived at once; tells of each whether it was not here before."""
        return self._keep_in_inbox([_arrival(item, at) for item in items])

    def unfinished(self) -> list[InboxItem]:
        """Return what arrived and was neither done nor failed, oldest first."""
        sql = """select * from inbox where finished_at is null and failed_at is null
            order by received_at, key"""
        with self._database.reading() as transaction:
            return [item_from(row) for row in transaction.query(sql)]

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _keep_in_inbox(self, rows: Sequence[Row]) -> list[bool]:
        return again(lambda: self._kept_in_inbox(rows))

    def _kept_in_inbox(self, rows: Sequence[Row]) -> list[bool]:
        with self._database.writing(is_urgent=True) as transaction:
            return keep(transaction, rows)


def _arrival(item: InboxItem, at: datetime) -> Row:
    written = item.written or as_json(dict(item.payload))
    return {"key": item.key, "payload": written, "received_at": instant(at)}


def database_at(address: str) -> Database:
    """Return the database at an address; nothing is opened yet. Raises `DatabaseUnusable`."""
    kind, separator, path = address.partition("://")
    if separator and kind == "sqlite":
        return SqliteDatabase(Path(path.removeprefix("/")))
    if separator and kind in ("postgresql", "postgres"):
        return _postgres_at(address)
    raise DatabaseUnusable("database-address", address=kind or address)


def _postgres_at(address: str) -> Database:
    try:
        from storage.postgres import PostgresDatabase
    except ImportError as missing:
        raise DatabaseUnusable("database-driver-missing") from missing
    return PostgresDatabase(address)
