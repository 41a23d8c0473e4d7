"""Improvements: one action for many cases, with its history."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, time
from typing import Any

from bot.case import Case
from bot.due import Due
from bot.improvement import ApprovedLetter, Change, Effect, Improvement
from bot.ledger import NotRemembered
from bot.ledger_improvements import CaseWords, Felt
from bot.message import Message
from storage.database import Row, Transaction
from storage.rows import as_json, case_from, instant, message_from, moment
from storage.said import TOUCHPOINT

# What a search looks through in less than a second.
_MOST_CLOSED = 5000
_ONE = "select * from improvements where id = :id"


class LookedUpImprovements:
    """What of them can be read in one open transaction."""

    _db: Transaction

    def improvement(self, improvement_id: int) -> Improvement:
        """Return one improvement. Raises `NotRemembered`."""
        return self._improvement(_ONE, improvement_id)

    def improvements(self) -> list[Improvement]:
        """Return every improvement that was not dropped."""
        sql = "select * from improvements where dropped_at is null order by id"
        return [_from(row) for row in self._db.query(sql)]

    def improvement_history(self, improvement_id: int) -> list[Change]:
        """Return what happened to an improvement, in its order."""
        sql = "select * from improvement_history where improvement_id = :id order by number"
        return [
            Change(row["kind"], moment(row["at"]), row["by"], json.loads(row["about"]))
            for row in self._db.query(sql, {"id": improvement_id})
        ]

    def improvement_of_same(self, case: Case) -> Improvement | None:
        """Return the open improvement of others who said the same as a case, or None."""
        rows = self._db.query(
            """select * from improvements where done_at is null and dropped_at is null
            and id in (select improvement_id from cases where same_as = :first or id = :first)
            order by id desc""",
            {"first": case.same_as or case.id},
        )
        return _from(rows[0]) if rows else None

    def cases_in(self, improvement_id: int) -> list[Case]:
        """Return the cases that are a part of an improvement."""
        sql = "select * from cases where improvement_id = :id order by id"
        return [case_from(row) for row in self._db.query(sql, {"id": improvement_id})]

    def told_of(self, improvement_id: int) -> list[Message]:
        """Return what customers were told of an improvement, first approved first."""
        sql = "select * from messages where improvement_id = :id order by id"
        return [message_from(row) for row in self._db.query(sql, {"id": improvement_id})]

    def fates_told(self, *, since: datetime) -> dict[int, str]:
        """Return how what was told of each improvement since then fares, where it is news.

        As a short text; what `show_fates` remembered last is no news.
        """
        rows = self._db.query(
            """select improvement_id as id, coalesce(fate, '') as fate, count(*) as many
            from messages where improvement_id is not null and approved_at >= :since
            group by improvement_id, coalesce(fate, '') order by 1, 2""",
            {"since": instant(since)},
        )
        found: dict[int, str] = {}
        for row in rows:
            found[row["id"]] = f"{found.get(row['id'], '')}{row['fate']}{row['many']}"
        shown = self._db.query("select id, fates_shown from improvements where fates_shown <> ''")
        known = {row["id"]: row["fates_shown"] for row in shown}
        return {one: fares for one, fares in found.items() if known.get(one) != fares}

    def open_words(self) -> list[CaseWords]:
        """Return what was said in the open cases that could join an improvement."""
        rows = self._db.query(
            """select cases.id, cases.same_as, cases.customer_id, cases.improvement_id,
              cases.touchpoint, readings.language, readings.gist, readings.masked
            from cases join readings on readings.verbatim_id = cases.verbatim_id
            where cases.closed_at is null and cases.grave is null and cases.needs_hands = 1
            order by cases.id"""
        )
        return [_words_from(row) for row in rows]

    def closed_words(
        self, *, since: datetime, stems: Collection[str], touchpoints: Collection[str]
    ) -> list[CaseWords]:
        """Return what was said in closed cases that could join one, the newest first.

        Those closed since a moment, that hold one of some stems or lie at one of some
        touchpoints: some thousands at most.
        """
        holds = {f"stem_{place}": f"% {stem} %" for place, stem in enumerate(sorted(stems))}
        lies = {f"place_{place}": key for place, key in enumerate(sorted(touchpoints))}
        either = [f"' ' || readings.gist || ' ' like :{name}" for name in holds]
        either += [f"cases.touchpoint = :{name}" for name in lies]
        if not either:
            return []
        rows = self._db.query(
            f"""select cases.id, cases.same_as, cases.customer_id, cases.improvement_id,
              cases.touchpoint, cases.closed_at, readings.language, readings.gist,
              readings.masked, exists (select 1 from actions where actions.case_id = cases.id
                and actions.kind = 'not_now' and actions.dropped_at is null) as is_put_off
            from cases join readings on readings.verbatim_id = cases.verbatim_id
            where cases.closed_at >= :since and cases.grave is null
              and cases.needs_hands = 1 and cases.needs_answer = 1
              and (cases.improvement_id is null or cases.joined_closed_at is not null)
              and ({" or ".join(either)})
            order by cases.closed_at desc, cases.id desc limit {_MOST_CLOSED}""",  # noqa: S608 # ours
            {"since": instant(since), **holds, **lies},
        )
        return [_words_from(row) for row in rows]

    def is_approved(self, case_id: int) -> bool:
        """Tell whether a letter about a case was approved and is still to be written."""
        sql = "select 1 from approved_letters where case_id = :id"
        return bool(self._db.query(sql, {"id": case_id}))

    def improvements_approved(self) -> list[int]:
        """Return the ids of the improvements of which letters are still to be written."""
        sql = "select distinct improvement_id as id from approved_letters order by 1"
        return [row["id"] for row in self._db.query(sql)]

    def untold_closed(self) -> frozenset[int]:
        """Return the ids of the improvements that are done and whose closed cases wait to hear.

        A case whose customer was told about another of theirs waits no more.
        """
        rows = self._db.query(
            """select distinct cases.improvement_id as id from cases
            join improvements on improvements.id = cases.improvement_id
            where improvements.done_at is not null and improvements.dropped_at is null
              and cases.joined_closed_at is not null and cases.closed_at is not null
              and cases.needs_answer = 1 and not exists (select 1 from history
                where history.case_id = cases.id and history.kind = 'followed_up'
                  and history.at >= cases.joined_closed_at)"""
        )
        return frozenset(row["id"] for row in rows)

    def felt_at(self, touchpoint: str, start: datetime, end: datetime) -> Felt:
        """Return how customers felt at a touchpoint in [start, end), without what is grave."""
        rows = self._db.query(
            f"""select count(*) as heard, avg(readings.polarity) as polarity from verbatims
            join readings on readings.verbatim_id = verbatims.id
            left join cases on cases.verbatim_id = verbatims.id
            where verbatims.happened_at >= :start and verbatims.happened_at < :end
              and readings.grave is null and verbatims.says_something = 1
              and {TOUCHPOINT} = :touchpoint""",  # noqa: S608 # our own words
            {"start": instant(start), "end": instant(end), "touchpoint": touchpoint},
        )
        felt = rows[0]["polarity"]
        return Felt(int(rows[0]["heard"]), None if felt is None else float(felt))

    def _improvement(self, sql: str, improvement_id: int) -> Improvement:
        rows = self._db.query(sql, {"id": improvement_id})
        if not rows:
            raise NotRemembered(f"improvement {improvement_id}")
        return _from(rows[0])


class StoredImprovements(LookedUpImprovements):
    """What of them can be changed in one open transaction."""

    def improvement(self, improvement_id: int) -> Improvement:
        """Return one improvement, locked until the turn ends. Raises `NotRemembered`."""
        return self._improvement(self._db.locked(_ONE), improvement_id)

    def add_improvement(self, improvement: Improvement) -> Improvement:
        """Remember an improvement and return it with its id."""
        return replace(improvement, id=self._db.insert_with_id("improvements", _row(improvement)))

    def show_fates(self, improvement_id: int, fares: str) -> None:
        """Remember how the letters of an improvement fared when its message last said so."""
        sql = "update improvements set fates_shown = :fares where id = :id"
        self._db.execute(sql, {"fares": fares, "id": improvement_id})

    def keep_approved(self, letters: Sequence[ApprovedLetter]) -> None:
        """Remember letters that were approved and are to be written a part at a time."""
        self._db.insert_all("approved_letters", [asdict(one) for one in letters])

    def take_approved(self, improvement_id: int, *, at_most: int) -> list[ApprovedLetter]:
        """Return the next letters to be written, and forget them: this turn writes them."""
        rows = self._db.query(
            """select * from approved_letters where improvement_id = :id
            order by case_id limit :at_most""",
            {"id": improvement_id, "at_most": at_most},
        )
        for row in rows:
            sql = "delete from approved_letters where case_id = :case_id"
            self._db.execute(sql, {"case_id": row["case_id"]})
        return [ApprovedLetter(**row) for row in rows]

    def record_improvement(self, improvement: Improvement, *changes: Change) -> Improvement:
        """Replace what is known about an improvement, append to its history, and return it."""
        for number, change in enumerate(changes, start=improvement.changes + 1):
            row = {
                "improvement_id": improvement.id,
                "number": number,
                "kind": change.kind,
                "at": instant(change.at),
                "by": change.by,
                "about": as_json(dict(change.about)),
            }
            self._db.insert("improvement_history", row)
        recorded = replace(improvement, changes=improvement.changes + len(changes))
        row = _row(recorded)
        sets = ", ".join(f'"{name}" = :{name}' for name in row)
        sql = f"update improvements set {sets} where id = :id"  # noqa: S608 # names are ours
        self._db.execute(sql, {**row, "id": improvement.id})
        return recorded


def _words_from(row: Mapping[str, Any]) -> CaseWords:
    closed_at = row.get("closed_at")
    return CaseWords(
        case_id=row["id"],
        same_as=row["same_as"],
        customer_id=row["customer_id"],
        improvement_id=row["improvement_id"],
        touchpoint=row["touchpoint"],
        language=row["language"],
        gist=row["gist"],
        masked=row["masked"],
        closed_at=moment(closed_at) if closed_at else None,
        is_put_off=bool(row.get("is_put_off")),
    )


def _row(improvement: Improvement) -> Row:
    effect, due = improvement.effect, improvement.due
    return {
        "what": improvement.what,
        "taker": improvement.taker,
        "due_on": due.on.isoformat(),
        "due_at": due.at and due.at.isoformat("minutes"),
        "department": improvement.department,
        "touchpoint": improvement.touchpoint,
        "first_case": improvement.first_case,
        "search": improvement.search,
        "said": as_json(dict(improvement.said)),
        "cost": effect.cost,
        "revenue_kept": effect.revenue_kept,
        "hours_saved": effect.hours_saved,
        "currency": effect.currency,
        "started_at": instant(improvement.started_at),
        "started_by": improvement.started_by,
        "done_at": improvement.done_at and instant(improvement.done_at),
        "dropped_at": improvement.dropped_at and instant(improvement.dropped_at),
        "stuck_on": improvement.stuck_on,
        "stuck_why": improvement.stuck_why,
        "asked_by": improvement.asked_by,
        "asked_what": improvement.asked_what,
        "changes": improvement.changes,
    }


def _from(row: Mapping[str, Any]) -> Improvement:
    due_at = row["due_at"]
    return Improvement(
        id=row["id"],
        what=row["what"],
        taker=row["taker"],
        due=Due(date.fromisoformat(row["due_on"]), time.fromisoformat(due_at) if due_at else None),
        department=row["department"],
        touchpoint=row["touchpoint"],
        first_case=row["first_case"],
        search=row["search"],
        said=json.loads(row["said"]),
        effect=Effect(row["cost"], row["revenue_kept"], row["hours_saved"], row["currency"]),
        started_at=moment(row["started_at"]),
        started_by=row["started_by"],
        done_at=moment(row["done_at"]) if row["done_at"] else None,
        dropped_at=moment(row["dropped_at"]) if row["dropped_at"] else None,
        stuck_on=row["stuck_on"],
        stuck_why=row["stuck_why"],
        asked_by=row["asked_by"],
        asked_what=row["asked_what"],
        changes=row["changes"],
    )
