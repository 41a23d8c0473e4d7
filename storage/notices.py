"""The notices: staged by turns, claimed, settled.

States: waiting → sending → sent, held (for a person) or dead (for a lead); obsolete has nothing to
say any more. Who may send is decided by the row alone: the head of its lane, its pace free, its
lease over. While a notice is being sent its pace is taken until the lease ends.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.engine.pace import pace_of
from bot.flow import Flow
from bot.notice import Attempt, Claimed, Notice, Settled
from storage.database import Row, Transaction
from storage.rows import as_json, instant, moment
from storage.values import as_list

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
_NOT_PAUSED = "not exists (select 1 from pauses where ended_at is null)"
# Of each pace that is free the first notice that may go; of these, the one staged first.
PACES_DUE = f"""{_QUEUES},
    due as materialized (
        select queues.name as pace, paces.free_at as free_at, (
            select waiting.number from notices waiting
            where waiting.queue = queues.name and {_MAY_GO}
            order by waiting.number limit 1) as number
        from queues left join paces on paces.key = queues.name
        where {_NOT_PAUSED} and {_IS_OVER.format(at="coalesce(paces.free_at, 0)")})
    select pace, free_at, number from due where number is not null order by number"""  # noqa: S608 # our own words
_FREE_PACES = f"""select key from paces
    where key in ({{}}) and {_IS_OVER.format(at="free_at")}"""  # noqa: S608 # our own words
_FLOW = "select free_at from paces where key = :pace"
_STILL_DUE = f"""select * from notices waiting where waiting.number in ({{}})
    and waiting.queue is not null and {_MAY_GO}"""  # noqa: S608 # our own words
_FIRST_OF_PACE = f"""select * from notices waiting
    where waiting.queue = :pace and {_MAY_GO}
    order by waiting.number limit 1"""  # noqa: S608 # our own words
NEXT_FREE = f"""{_QUEUES}
    select min(paces.free_at) as free_at
    from queues join paces on paces.key = queues.name or paces.key = 'post'
    where paces.free_at > :now and paces.free_at <= :now + {_FARTHEST}"""  # noqa: S608 # our own words

_TAKE = """update notices set state = 'sending', attempt = attempt + 1, leased_until = :until,
    began_at = :now, past_return = case when state = 'sending' then past_return else 0 end,
    tried_from = coalesce(tried_from, :tried_from) where number in ({})"""
# An attempt is fenced by its number: what came after it is another's. It is found by its id: in
# the index of states PostgreSQL would read all that were being sent since it last tidied up.
_SAME_ATTEMPT = """notices.id = {0}.this_id and notices.attempt = {0}.this_attempt
    and coalesce(notices.state, '') = 'sending'"""
_ATTEMPT = {"this_id": str, "this_attempt": int}
_ENDING = _ATTEMPT | {
    "to_state": str,
    "to_queue": str,
    "to_not_before": float,
    "to_leased_until": float,
    "to_failures": int,
    "to_doubted_until": float,
    "to_error": str,
    "to_receipt": str,
}
_SETTLE = f"""update notices set state = to_state, queue = to_queue, not_before = to_not_before,
    leased_until = to_leased_until, failures = to_failures, doubted_until = to_doubted_until,
    error = to_error, receipt = to_receipt
    from ({{values}}) ended where {_SAME_ATTEMPT.format("ended")}
    returning id, attempt, pace"""  # noqa: S608 # our own words
_PACE = {"this_key": str, "this_free_at": float}
_PUT_PACES = """insert into paces (key, free_at) select * from ({values}) settled where true
    on conflict (key) do update set free_at = excluded.free_at"""
# Of several changes of one message, only the last one needs to leave.
UPDATES_OF_ONE = frozenset({"card_update", "improvement_update"})

# When a back-up was made nobody knows: before Slack was there, in microseconds.
_LONG_AGO = 1_000_000_000_000_000


class StoredNotices:
    """The notices of one open transaction."""

    _db: Transaction

    def stage(self, notice: Notice) -> None:
        """Queue a notice, unless it was staged before or an update of that card still waits."""
        if notice.kind in UPDATES_OF_ONE and self._joins(notice):
            return
        self._db.insert_new(
            "notices",
            {
                "id": self._id_of(notice),
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
        self,
        *,
        now: float,
        lease: float,
        at_most: int = 1,
        at: datetime | None = None,
        flow: Flow | None = None,
    ) -> list[Claimed]:
        """Take the first notices that may go, until `now + lease` (machine time, seconds).

        One of each pace at most. `at` is business time; `flow` the limit of all posts together.
        """
        due = self._db.query(PACES_DUE, {"now": now})
        for pace in sorted(row["pace"] for row in due if row["free_at"] is None):
            self._db.insert_new("paces", {"key": pace, "free_at": 0.0})
        if flow is not None:
            due = self._within(flow, due, now=now)
        rows: list[Row] = []
        while due and len(rows) < at_most:
            some = at_most - len(rows)
            rows += self._first_of(due[:some], now=now)
            due = due[some:]
        if rows:
            self._take(rows, now=now, until=now + lease, at=at)
        if flow is not None:
            self._use(flow, sum(flow.takes(row["queue"]) for row in rows), now=now)
        return [_claimed(row) for row in rows]

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

    def pass_return(self, claimed: Collection[Claimed], *, until: float) -> set[Attempt]:
        """Note that from now on they may arrive, and hold the claims until then (machine time).

        Returns those of which no other attempt took over; none while all is paused.
        """
        attempts = [{"this_id": one.notice.id, "this_attempt": one.attempt} for one in claimed]
        values, named = self._db.given(attempts, _ATTEMPT)
        rows = self._db.query(
            f"""update notices set past_return = 1, leased_until = :until
            from ({values}) claimed
            where {_SAME_ATTEMPT.format("claimed")} and {_NOT_PAUSED} returning id, attempt""",  # noqa: S608 # our own words
            {**named, "until": until},
        )
        return {(row["id"], row["attempt"]) for row in rows}

    def settle(self, ended: Sequence[Settled]) -> set[Attempt]:
        """End attempts; returns those of which no other attempt took over.

        Of the others nothing is changed.
        """
        free_at = {pace_of(one.claimed.notice): one.free_at for one in ended}
        values, named = self._db.given([_ending(one) for one in ended], _ENDING)
        rows = self._db.query(_SETTLE.format(values=values), named)
        settled = [
            {"this_key": pace, "this_free_at": free_at[pace]}
            for pace in sorted({row["pace"] for row in rows})
        ]
        if settled:
            values, named = self._db.given(settled, _PACE)
            self._db.execute(_PUT_PACES.format(values=values), named)
        return {(row["id"], row["attempt"]) for row in rows}

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

    def _first_of(self, due: Sequence[Row], *, now: float) -> list[Row]:
        """Lock those of the paces that are free; return the first of each that may go, locked.

        Whoever else claims or settles there is not waited for: there are other paces.
        """
        paces, named = as_list("pace", (row["pace"] for row in due))
        sql = self._db.locked(_FREE_PACES.format(paces), skips=True)
        free = {row["key"] for row in self._db.query(sql, {**named, "now": now})}
        if not free:
            return []
        numbers, named = as_list("number", (row["number"] for row in due if row["pace"] in free))
        sql = self._db.locked(_STILL_DUE.format(numbers), skips=True)
        rows = self._db.query(sql, {**named, "now": now})
        for pace in sorted(free - {row["queue"] for row in rows}):
            # The first went, or is locked by somebody who counts on it: another may go.
            sql = self._db.locked(_FIRST_OF_PACE, skips=True)
            rows += self._db.query(sql, {"pace": pace, "now": now})
        return rows

    def _take(self, rows: Sequence[Row], *, now: float, until: float, at: datetime | None) -> None:
        listed, named = as_list("number", (row["number"] for row in rows))
        self._db.execute(
            _TAKE.format(listed),
            {**named, "until": until, "now": now, "tried_from": instant(at) if at else None},
        )
        listed, named = as_list("pace", (row["queue"] for row in rows))
        sql = f"update paces set free_at = :until where key in ({listed})"  # noqa: S608 # our own words
        self._db.execute(sql, {**named, "until": until})

    def _within(self, flow: Flow, due: Sequence[Row], *, now: float) -> list[Row]:
        """Leave out what the limit of all posts keeps waiting; it is locked."""
        if not any(flow.takes(row["pace"]) for row in due):
            return list(due)
        allowed = flow.allows(self._flow_free_at(flow, now=now), now=now)
        within = []
        for row in due:
            is_post = flow.takes(row["pace"])
            allowed -= is_post
            if allowed >= 0 or not is_post:
                within.append(row)
        return within

    def _use(self, flow: Flow, gone: int, *, now: float) -> None:
        if gone:
            free_at = self._flow_free_at(flow, now=now)
            self._put_pace(flow.kind, flow.after(free_at, now=now, gone=gone))

    def _flow_free_at(self, flow: Flow, *, now: float) -> float:
        """Return from when the next post may go, locked: two processes never take the same."""
        pace = {"pace": flow.kind}
        rows = self._db.query(self._db.locked(_FLOW), pace)
        if not rows:
            self._db.insert_new("paces", {"key": flow.kind, "free_at": 0.0})
            rows = self._db.query(self._db.locked(_FLOW), pace)
        free_at = float(rows[0]["free_at"])
        return now if free_at > now + _FARTHEST else free_at

    def _put_pace(self, key: str, free_at: float) -> None:
        self._db.put("paces", {"key": key, "free_at": free_at}, key=("key",))

    def _id_of(self, notice: Notice) -> str:
        """Return the id to stage it under: that of an update is its own each time.

        What it is about may have changed though its history has not.
        """
        if notice.kind not in UPDATES_OF_ONE:
            return notice.id
        sql = "select max(number) as last from notices where lane = :lane"
        last = self._db.query(sql, {"lane": notice.lane})[0]["last"]
        return f"{notice.id}:{last}" if last else notice.id

    def _joins(self, notice: Notice) -> bool:
        """Tell whether an update that waits will say what this one would."""
        # Locked: it does not leave before this turn ends, so it will say what this turn changes.
        sql = """select number, error from notices where lane = :lane and kind = :kind
            and state = 'waiting'"""
        waiting = {"lane": notice.lane, "kind": notice.kind}
        rows = self._db.query(self._db.locked(sql), waiting)
        for row in rows:
            if row["error"] is None:
                # It waits only to be repeated (or for nothing): what is new goes at once.
                sql = "update notices set not_before = 0 where number = :number"
                self._db.execute(sql, {"number": row["number"]})
        return bool(rows)


def _claimed(row: Row) -> Claimed:
    was_interrupted = row["state"] == "sending"
    return Claimed(
        notice=notice_from(row),
        attempt=row["attempt"] + 1,
        was_interrupted=was_interrupted,
        # What an attempt that was settled had passed says nothing about this one.
        past_return=was_interrupted and bool(row["past_return"]),
        failures=row["failures"],
        doubted_until=row["doubted_until"],
    )


def _ending(ended: Settled) -> Row:
    claimed = ended.claimed
    goes_on = ended.state in ("waiting", "sending")
    return {
        "this_id": claimed.notice.id,
        "this_attempt": claimed.attempt,
        "to_state": ended.state,
        "to_queue": pace_of(claimed.notice) if goes_on else None,
        "to_not_before": ended.not_before,
        "to_leased_until": ended.leased_until,
        "to_failures": ended.failures_now,
        "to_doubted_until": ended.doubted_until_now,
        "to_error": ended.error,
        "to_receipt": ended.receipt,
    }


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
