"""What the company is doing, said once for all who ask."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.ledger import NotRemembered
from bot.statement import Statement
from storage.database import Row, Transaction
from storage.rows import as_json, instant, moment


class LookedUpStatements:
    """The statements, within one transaction."""

    _db: Transaction

    def statements(self) -> list[Statement]:
        """Return the statements that nobody has withdrawn, first said first."""
        sql = "select * from statements where withdrawn_at is null order by said_on, id"
        return [_from(row) for row in self._db.query(sql)]

    def statement(self, statement_id: int) -> Statement:
        """Return one statement. Raises `NotRemembered`."""
        rows = self._db.query("select * from statements where id = :id", {"id": statement_id})
        if not rows:
            raise NotRemembered(f"statement {statement_id}")
        return _from(rows[0])


class StoredStatements(LookedUpStatements):
    """The statements of one open transaction."""

    def record_statement(self, statement: Statement) -> None:
        """Remember a statement, new (`id` 0) or said anew."""
        row = _row(statement)
        if not statement.id:
            self._db.insert_with_id("statements", row)
            return
        changes = ", ".join(f'"{name}" = :{name}' for name in row)
        sql = f"update statements set {changes} where id = :id"  # noqa: S608 # names are ours
        self._db.execute(sql, {**row, "id": statement.id})


def _row(statement: Statement) -> Row:
    return {
        "texts": as_json(dict(statement.texts)),
        "touchpoint": statement.touchpoint,
        "owner": statement.owner,
        "said_on": statement.said_on.isoformat(),
        "stale_after": statement.stale_after.isoformat(),
        "withdrawn_at": statement.withdrawn_at and instant(statement.withdrawn_at),
    }


def _from(row: Mapping[str, Any]) -> Statement:
    return Statement(
        texts=json.loads(row["texts"]),
        touchpoint=row["touchpoint"],
        owner=row["owner"],
        said_on=date.fromisoformat(row["said_on"]),
        stale_after=date.fromisoformat(row["stale_after"]),
        withdrawn_at=moment(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        id=row["id"],
    )
