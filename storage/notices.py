"""The notices: staged by turns, claimed, settled.

States: waiting → sending → sent, held (for a person) or dead (for a lead); obsolete has nothing to
say any more. Who may send is decided by the row alone: the head of its lane, its pace free, its
lease over. While a notice is being sent its pace is taken until the lease ends.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.engine.pace import pace_of
from bot.notice import Claimed, Notice
from storage.database import Row, Transaction
from storage.rows import as_json

# An earlier notice of the lane that is not settled goes first.
_HEAD_OF_LANE = """not exists (select 1 from notices earlier where earlier.lane = notices.lane
    and earlier.number < notices.number and earlier.state in ('waiting', 'sending'))"""
_AFTER_WHAT_IT_WAITS_FOR = """not exists (select 1 from notices first
    where first.id = notices.waits_for and first.state in ('waiting', 'sending'))"""
DUE = f"""select notices.* from notices left join paces on paces.key = notices.pace
    where notices.state in ('waiting', 'sending') and notices.not_before <= :now
    and notices.leased_until <= :now and coalesce(paces.free_at, 0) <= :now
    and {_HEAD_OF_LANE} and {_AFTER_WHAT_IT_WAITS_FOR}
    order by notices.number limit 1"""  # noqa: S608 # our own words


class StoredNotices:
    """The notices of one open transaction."""

    _db: Transaction

    def stage(self, notice: Notice) -> None:
        """Queue a notice, unless it was staged before or an update of that card still waits."""
        if notice.kind == "card_update" and self._waits(notice):
            return
        self._db.insert_new(
            "notices",
            {
                "id": notice.id,
                "kind": notice.kind,
                "lane": notice.lane,
                "destination": notice.destination,
                "case_id": notice.case_id,
                "about": as_json(dict(notice.about)),
                "waits_for": notice.after,
                "state": "waiting",
                "pace": pace_of(notice),
            },
        )

    def drop_waiting(self, case_id: int, *kinds: str) -> None:
        """Take back notices of a case that were staged and not begun."""
        for kind in kinds:
            self._db.execute(
                """update notices set state = 'obsolete'
                where case_id = :case_id and kind = :kind and state = 'waiting'""",
                {"case_id": case_id, "kind": kind},
            )

    def claim(self, *, now: float, lease: float) -> Claimed | None:
        """Take the first notice that may go, until `now + lease` (machine time, seconds)."""
        rows = self._db.query(self._db.locked(DUE), {"now": now})
        if not rows:
            return None
        row = rows[0]
        until = now + lease
        self._db.execute(
            """update notices set state = 'sending', attempt = attempt + 1, leased_until = :until,
            began_at = :now where number = :number""",
            {"number": row["number"], "until": until, "now": now},
        )
        self._db.put("paces", {"key": row["pace"], "free_at": until}, key=("key",))
        return Claimed(
            notice=notice_from(row),
            attempt=row["attempt"] + 1,
            was_interrupted=row["state"] == "sending",
            past_return=bool(row["past_return"]),
        )

    def pass_return(self, claimed: Claimed) -> bool:
        """Note that from now on it may arrive; False when another attempt took over."""
        return self._settle(claimed, {"past_return": 1})

    def settle(self, claimed: Claimed, state: str, *, free_at: float, **changes: Any) -> bool:
        """End an attempt in a state; False, and nothing changed, when another one took over.

        `free_at` is when the next notice of this pace may go (machine time, seconds).
        """
        if not self._settle(claimed, {"state": state, "leased_until": 0.0, **changes}):
            return False
        pace = pace_of(claimed.notice)
        self._db.put("paces", {"key": pace, "free_at": free_at}, key=("key",))
        return True

    def _settle(self, claimed: Claimed, changes: Mapping[str, Any]) -> bool:
        sets = ", ".join(f"{name} = :{name}" for name in changes)
        touched = self._db.execute(
            f"""update notices set {sets}
            where id = :id and attempt = :attempt and state = 'sending'""",  # noqa: S608
            {**changes, "id": claimed.notice.id, "attempt": claimed.attempt},
        )
        return touched == 1

    def _waits(self, notice: Notice) -> bool:
        sql = """select 1 from notices where lane = :lane and kind = :kind
            and state = 'waiting'"""
        return bool(self._db.query(sql, {"lane": notice.lane, "kind": notice.kind}))


def notice_from(row: Row) -> Notice:
    """Read a notice."""
    return Notice(
        id=row["id"],
        kind=row["kind"],
        destination=row["destination"],
        case_id=row["case_id"],
        about=json.loads(row["about"]),
        after=row["waits_for"],
    )
