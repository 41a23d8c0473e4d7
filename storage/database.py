"""What the common storage code asks of a database; what differs is in sqlite.py, postgres.py."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

Row = dict[str, Any]


class DatabaseUnusable(Exception):
    """The database cannot be opened or written; `problem` is the key of the sentence why."""

    def __init__(self, problem: str, **names: object) -> None:
        super().__init__(f"{problem}: {names}")
        self.problem = problem
        self.names = names


@dataclass(frozen=True)
class Table:
    """A table of ours, with its columns and those that make its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


class Transaction(Protocol):
    """One open transaction. Its SQL is common to all databases, with parameters as `:name`."""

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a select (or of a `returning`)."""
        ...

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Run a change and return how many rows it touched."""
        ...

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert one row."""
        ...

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows that have the same columns."""
        ...

    def insert_new(self, table: str, row: Mapping[str, Any]) -> bool:
        """Insert one row unless its keys are taken; tell whether it was inserted."""
        ...

    def insert_all_new(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that have the same columns, but those whose keys are taken."""
        ...

    def new_ids(self, table: str, number: int) -> Sequence[int]:
        """Return ids for so many new rows, ascending; nobody else is given them."""
        ...

    def insert_with_id(self, table: str, row: Mapping[str, Any], *, pk: str = "id") -> int:
        """Insert one row and return the id it was given."""
        ...

    def put(self, table: str, row: Mapping[str, Any], *, key: tuple[str, ...]) -> None:
        """Insert one row, or replace the one that has the same key."""
        ...

    def put_all(
        self, table: str, rows: Sequence[Mapping[str, Any]], *, key: tuple[str, ...]
    ) -> None:
        """Insert rows that have the same columns, or replace those that have the same keys."""
        ...

    def given(
        self, rows: Sequence[Mapping[str, Any]], columns: Mapping[str, type]
    ) -> tuple[str, Row]:
        """Return the select that stands for some rows of these columns, and its parameters."""
        ...

    def locked(self, sql: str, *, skips: bool = False) -> str:
        """Return a select that locks the rows it finds until the transaction ends.

        Rows that somebody else has locked are waited for, or left out where it `skips`.
        """
        ...

    def hold(self, name: str) -> None:
        """Wait until nobody else holds a name, and hold it until the transaction ends."""
        ...

    def tables(self) -> list[Table]:
        """Return our tables by name, without those in which a database keeps its own books."""
        ...

    def continue_ids(self) -> None:
        """Let the ids given from now on come after those that are there."""
        ...


class Database(Protocol):
    """A place where transactions happen."""

    def writing(self, *, is_urgent: bool = False) -> AbstractContextManager[Transaction]:
        """Begin a transaction that may write; kept at the end, undone when the block raises.

        Who `is_urgent` goes before all of this process who wait to write.
        Raises `bot.ledger.TurnUndone` when the database undid it: done again it may succeed.
        """
        ...

    def reading(self) -> AbstractContextManager[Transaction]:
        """Begin a transaction that sees one moment and holds no writer up."""
        ...

    def migrate(self) -> None:
        """Bring the shape up to date. Raises `DatabaseUnusable` when it is newer than we are."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...
