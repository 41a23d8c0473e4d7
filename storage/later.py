"""Notices that wait for their hour: what is to be said in somebody's working hours only."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.notice import Notice
from storage.database import Transaction
from storage.rows import as_json, instant, moment


class LookedUpLater:
    """What of it can be read in one open transaction."""

    _db: Transaction

    def later_moments(self, start: datetime, end: datetime) -> Sequence[datetime]:
        """Return when something that waits for its hour is due in (start, end]."""
        rows = self._db.query(
            "select distinct due_at from later_notices where due_at > :start and due_at <= :end",
            {"start": instant(start), "end": instant(end)},
        )
        return [moment(row["due_at"]) for row in rows]


class StoredLater(LookedUpLater):
    """What of it can be changed in one open transaction."""

    def stage_later(self, notice: Notice, *, at: datetime) -> None:
        """Keep a notice until a moment; one kept under the same id before is left as it is."""
        row = {
            "id": notice.id,
            "kind": notice.kind,
            "destination": notice.destination,
            "case_id": notice.case_id,
            "about": as_json(dict(notice.about)),
            "due_at": instant(at),
        }
        self._db.insert_new("later_notices", row)

    def take_later(self, *, now: datetime) -> Sequence[Notice]:
        """Take out the notices whose hour has come, first due first."""
        # Read by deleting: of two processes at once, one alone gets each.
        sql = "delete from later_notices where due_at <= :now returning *"
        rows = self._db.query(sql, {"now": instant(now)})
        return [
            Notice(
                id=row["id"],
                kind=row["kind"],
                destination=row["destination"],
                case_id=row["case_id"],
                about=json.loads(row["about"]),
            )
            for row in sorted(rows, key=lambda row: (row["due_at"], row["id"]))
        ]
