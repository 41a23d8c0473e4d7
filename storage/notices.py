"""The notices: staged by turns, claimed, settled.

States: waiting → sending → sent, held (for a person) or dead (for a lead); obsolete has nothing to
say any more. Who may send is decided by the row alone: the head of its lane, its pace free, its
lease over. While a notice is being sent its pace is taken until the lease ends.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.engine.pace import pace_of
from bot.flow import Flow
from bot.notice import Claimed, Notice
from storage.database import Row
from storage.pauses import LookedUpPauses
from storage.rows import as_json, instant, moment

# The paces in which something waits: one look into the index (queue, number) for each.
_QUEUES = """with recursive queues (name) as (
    select min(queue) from notices
    union all
    select (select min(queue) from notices where queue > queues.name)
    from queues where queues.name is not null)"""
# An earlier notice of the lane that is not settled goes first.
_HEAD_OF_LANE = """not exists (select 1 from notices earlier where earlier.lane = waiting.lane
    and earlier.number < waiting.number and earlier.state in ('waiting', 'sending'))"""
_AFTER_WHAT_IT_WAITS_FOR = """not exists (select 1 from notices first
    where first.id = waiting.waits_for and first.state in ('waiting', 'sending'))"""
# No pause and no lease is as long (seconds). What lies further ahead was written by a clock that
# has been set back since: it would block for as long as the clock was wrong.
_FARTHEST = 900
_IS_OVER = f"({{at}} <= :now or {{at}} > :now + {_FARTHEST})"
_MAY_GO = f"""{_IS_OVER.format(at="waiting.not_before")}
    and {_IS_OVER.format(at="waiting.leased_until")}
    and {_HEAD_OF_LANE} and {_AFTER_WHAT_IT_WAITS_FOR}"""
# Of each pace that is free the first notice that may go; of these, the one staged first.
PACES_DUE = f"""{_QUEUES}
    select pace, free_at, number from (
        select queues.name as pace, paces.free_at as free_at, (
            select waiting.number from notices waiting
            where waiting.queue = queues.name and {_MAY_GO}
            order by waiting.number limit 1) as number
        from queues left join paces on paces.key = queues.name
        where {_IS_OVER.format(at="coalesce(paces.free_at, 0)")}) due
    where number is not null order by number"""  # noqa: S608 # our own words
_PACE = "select 1 from paces where key = :pace"
_FIRST_OF_PACE = f"""select * from notices waiting
    where waiting.queue = :pace and {_MAY_GO}
    order by waiting.number limit 1"""  # noqa: S608 # our own words
NEXT_FREE = f"""{_QUEUES}
    select min(paces.free_at) as free_at
    from queues join paces on paces.key = queues.name or paces.key = 'post'
    where paces.free_at > :now and paces.free_at <= :now + {_FARTHEST}"""  # noqa: S608 # our own words

# When a back-up was made nobody knows: before Slack was there, in microseconds.
_LONG_AGO = 1_000_000_000_000_000


class StoredNotices(LookedUpPauses):
    """The notices of one open transaction."""

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
                "queue": pace_of(notice),
            },
        )

    def claim(
        self, *, now: float, lease: float, at: datetime | None = None, flow: Flow | None = None
    ) -> Claimed | None:
        """Take the first notice that may go, until `now + lease` (machine time, seconds).

        `at` is business time; `flow` the limit of all posts together.
        """
        if self.paused() is not None:
            return None
        free_at = self._flow_free_at(flow) if flow else 0.0
        for due in self._db.query(PACES_DUE, {"now": now}):
            in_flow = flow is not None and flow.takes(due["pace"])
            if in_flow and now < free_at <= now + _FARTHEST:
                continue
            if due["free_at"] is None:
                self._db.insert_new("paces", {"key": due["pace"], "free_at": 0.0})
            if (row := self._first_of(due["pace"], now=now)) is not None:
                if flow is not None and in_flow:
                    self._put_pace(flow.kind, flow.after(min(free_at, now), now=now))
                return self._claimed(row, now=now, until=now + lease, at=at)
        return None

    def rest(self, claimed: Claimed, flow: Flow, *, now: float, until: float) -> bool:
        """Note that the other side asked this pace to wait until a machine time.

        When another pace of that flow was asked too and still rests, the limit is of them all:
        then all of them rest, and it answers True.
        """
        asked = f"asked:{pace_of(claimed.notice)}"
        others = self._db.query(
            """select 1 from paces where substr(key, 1, 6) = 'asked:' and key <> :asked
            and free_at > :now and free_at <= :farthest limit 1""",
            {"asked": asked, "now": now, "farthest": now + _FARTHEST},
        )
        self._put_pace(asked, until)
        if others:
            self._put_pace(flow.kind, until)
        return bool(others)

    def pass_return(self, claimed: Claimed, *, until: float) -> bool:
        """Note that from now on it may arrive, and hold the claim until then (machine time)."""
        return self._settle(claimed, {"past_return": 1, "leased_until": until})

    def settle(self, claimed: Claimed, state: str, *, free_at: float, **changes: Any) -> bool:
        """End an attempt in a state; False, and nothing changed, when another one took over.

        `free_at` is when the next notice of this pace may go (machine time, seconds).
        """
        pace = pace_of(claimed.notice)
        queue = pace if state in ("waiting", "sending") else None
        ends = {"state": state, "queue": queue, "leased_until": 0.0}
        self._db.query(self._db.locked(_PACE), {"pace": pace})  # in the order in which claims lock
        if not self._settle(claimed, {**ends, **changes}):
            return False
        self._put_pace(pace, free_at)
        return True

    def settle_stuck(self, notice_id: str, *, arrived: bool) -> Notice | None:
        """End a stuck notice as arrived, or let it be sent again; None when it is not stuck."""
        sql = "select * from notices where id = :id and state in ('held', 'dead')"
        rows = self._db.query(self._db.locked(sql), {"id": notice_id})
        if not rows:
            return None
        changes = {
            "number": rows[0]["number"],
            "state": "sent" if arrived else "waiting",
            "queue": None if arrived else rows[0]["pace"],
        }
        self._db.execute(
            """update notices set state = :state, queue = :queue, failures = 0, not_before = 0,
            leased_until = 0 where number = :number""",
            changes,
        )
        return notice_from(rows[0])

    def doubt_what_waits(self) -> None:
        """Let everything that waits count as interrupted: it is looked up before it is sent."""
        self._db.execute(
            """update notices set state = 'sending', leased_until = 0, past_return = 1,
            tried_from = :long_ago where state = 'waiting'""",
            {"long_ago": _LONG_AGO},
        )

    def _first_of(self, pace: str, *, now: float) -> Row | None:
        """Lock a pace that is free and return the first notice of it, locked, that may go.

        Whoever else claims or settles there is not waited for: there are other paces.
        """
        is_free = self._db.locked(f"{_PACE} and {_IS_OVER.format(at='free_at')}", skips=True)
        if not self._db.query(is_free, {"pace": pace, "now": now}):
            return None
        first = self._db.locked(_FIRST_OF_PACE, skips=True)
        rows = self._db.query(first, {"pace": pace, "now": now})
        return rows[0] if rows else None

    def _flow_free_at(self, flow: Flow) -> float:
        rows = self._db.query("select free_at from paces where key = :key", {"key": flow.kind})
        return float(rows[0]["free_at"]) if rows else 0.0

    def _put_pace(self, key: str, free_at: float) -> None:
        self._db.put("paces", {"key": key, "free_at": free_at}, key=("key",))

    def _claimed(self, row: Row, *, now: float, until: float, at: datetime | None) -> Claimed:
        was_interrupted = row["state"] == "sending"
        # What an attempt that was settled had passed says nothing about this one.
        past_return = was_interrupted and bool(row["past_return"])
        self._db.execute(
            """update notices set state = 'sending', attempt = attempt + 1, leased_until = :until,
            began_at = :now, past_return = :past_return,
            tried_from = coalesce(tried_from, :tried_from) where number = :number""",
            {
                "number": row["number"],
                "until": until,
                "now": now,
                "past_return": int(past_return),
                "tried_from": instant(at) if at else None,
            },
        )
        self._put_pace(row["pace"], until)
        return Claimed(
            notice=notice_from(row),
            attempt=row["attempt"] + 1,
            was_interrupted=was_interrupted,
            past_return=past_return,
            failures=row["failures"],
        )

    def _settle(self, claimed: Claimed, changes: Mapping[str, Any]) -> bool:
        sets = ", ".join(f"{name} = :{name}" for name in changes)
        touched = self._db.execute(
            f"""update notices set {sets}
            where id = :id and attempt = :attempt and state = 'sending'""",  # noqa: S608
            {**changes, "id": claimed.notice.id, "attempt": claimed.attempt},
        )
        return touched == 1

    def _waits(self, notice: Notice) -> bool:
        # Locked: it does not leave before this turn ends, so it will say what this turn changes.
        sql = """select 1 from notices where lane = :lane and kind = :kind
            and state = 'waiting'"""
        waiting = {"lane": notice.lane, "kind": notice.kind}
        return bool(self._db.query(self._db.locked(sql), waiting))


def notice_from(row: Row) -> Notice:
    """Read a notice."""
    return Notice(
        id=row["id"],
        kind=row["kind"],
        destination=row["destination"],
        case_id=row["case_id"],
        about=json.loads(row["about"]),
        after=row["waits_for"],
        tried_from=moment(row["tried_from"]) if row["tried_from"] is not None else None,
    )
