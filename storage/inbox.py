"""The inbox: what arrived from Slack, until it is done; and the order of reactions."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.ledger import InboxItem, Place
from storage.database import Row, Transaction
from storage.rows import instant
from storage.writing_rows import insert_many_into

# So many rows go to the database in one statement: in a burst, each by itself would cost more time
# on the way there and back than it takes to insert them.
_AT_ONCE = 100


class StoredInbox:
    """The inbox of one open transaction."""

    _db: Transaction

    def arrived(self, key: str) -> InboxItem | None:
        """Return what arrived under a key and is not done, also when doing it failed."""
        sql = "select * from inbox where key = :key and finished_at is null"
        rows = self._db.query(sql, {"key": key})
        return item_from(rows[0]) if rows else None

    def finish(self, inbox_key: str, *, at: datetime) -> bool:
        """Mark what arrived from Slack as done, its words gone; False when it was done before."""
        touched = self._db.execute(
            """update inbox set finished_at = :at, payload = ''
            where key = :key and finished_at is null""",
            {"key": inbox_key, "at": instant(at)},
        )
        return touched == 1

    def fail(self, inbox_key: str, *, at: datetime) -> None:
        """Mark that doing it failed; it is kept, so that the person can have it done again."""
        sql = "update inbox set failed_at = :at where key = :key and finished_at is null"
        self._db.execute(sql, {"key": inbox_key, "at": instant(at)})

    def forget_failed(self, *, before: datetime, at: datetime) -> None:
        """Let go of what failed before a moment, and of the order of reactions then."""
        self._db.execute(
            """update inbox set finished_at = :at, payload = ''
            where finished_at is null and failed_at < :before""",
            {"at": instant(at), "before": instant(before)},
        )
        sql = "delete from reacted where recorded_at < :before"
        self._db.execute(sql, {"before": instant(before)})

    def record_reaction(
        self, person_id: str, place: Place, verb: str, *, moved: str, at: datetime
    ) -> bool:
        """Remember when a person last moved an emoji (Slack's `event_ts`), and that we heard now.

        False when something newer was heard before: then this one came too late to mean anything.
        """
        key = {
            "person_id": person_id,
            "channel": place.channel,
            "ts": place.ts,
            "verb": verb,
        }
        sql = """select moved from reacted where person_id = :person_id and channel = :channel
            and ts = :ts and verb = :verb"""
        rows = self._db.query(self._db.locked(sql), key)
        if rows and _order(rows[0]["moved"]) > _order(moved):
            return False
        row = {**key, "moved": moved, "recorded_at": instant(at)}
        self._db.put("reacted", row, key=("person_id", "channel", "ts", "verb"))
        return True


def keep(db: Transaction, rows: Sequence[Row]) -> list[bool]:
    """Insert what arrived; tells of each whether it was not here before."""
    new: set[str] = set()
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        sql = insert_many_into("inbox", tuple(some[0]), len(some))
        given = {f"{name}_{at}": row[name] for at, row in enumerate(some) for name in row}
        kept = db.query(f"{sql} on conflict do nothing returning key", given)
        new.update(row["key"] for row in kept)
    return [_take(new, row["key"]) for row in rows]


def _take(new: set[str], key: str) -> bool:
    """Tell whether it is new; what came twice at once is so only the first time."""
    is_new = key in new
    new.discard(key)
    return is_new


def item_from(row: Row) -> InboxItem:
    """Read what arrived."""
    return InboxItem(row["key"], json.loads(row["payload"]))


def _order(moved: str) -> tuple[int, int]:
    """Return a Slack timestamp ("1795508100.000200") as what can be compared."""
    seconds, _, parts = moved.partition(".")
    return int(seconds or 0), int(parts or 0)
