"""What customers said, as the comparison of words and the themes read it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.case import Case
from bot.ledger import Said, SaidCase
from storage.database import Row, Transaction
from storage.rows import instant, moment

# What a person placed, or set apart, counts as they said; what opened no case as it was read.
TOUCHPOINT = "case when cases.id is null then readings.touchpoint else cases.touchpoint end"
_NOBODY = "'verbatim ' || cast(verbatims.id as text)"
_SAID = """
    from verbatims
    join readings on readings.verbatim_id = verbatims.id
    left join cases on cases.verbatim_id = verbatims.id
    where verbatims.happened_at >= :start and verbatims.happened_at < :end
      and readings.grave is null and readings.gist <> ''
"""
_DAY = timedelta(days=1) // timedelta(microseconds=1)


class StoredWords:
    """What was said, on one open transaction."""

    _db: Transaction

    def said_at(self, touchpoint: str, *, since: datetime, at_most: int) -> list[SaidCase]:
        """Return the latest cases of a touchpoint opened since then, earliest first."""
        rows = self._db.query(
            """select cases.id, cases.same_as, cases.customer_id, readings.gist
            from cases join readings on readings.verbatim_id = cases.verbatim_id
            where cases.touchpoint = :touchpoint and cases.opened_at >= :since
              and cases.grave is null
            order by cases.opened_at desc, cases.id desc limit :at_most""",
            {"touchpoint": touchpoint, "since": instant(since), "at_most": at_most},
        )
        return [
            SaidCase(row["id"], row["same_as"], row["customer_id"], row["gist"])
            for row in sorted(rows, key=lambda row: int(row["id"]))
        ]

    def said_between(
        self, start: datetime, end: datetime, *, touchpoint: str | None = None
    ) -> list[Said]:
        """Return what was said in words in [start, end) at a touchpoint, or at all of them."""
        where = "is not null" if touchpoint is None else "= :touchpoint"
        rows = self._db.query(
            f"""select verbatims.id, verbatims.customer_id, verbatims.happened_at,
              cases.id as case_id, {TOUCHPOINT} as touchpoint,
              readings.language, readings.gist, readings.masked
            {_SAID} and {TOUCHPOINT} {where}
            order by verbatims.happened_at, verbatims.id""",  # our own words
            {"start": instant(start), "end": instant(end)}
            | ({} if touchpoint is None else {"touchpoint": touchpoint}),
        )
        return [_said_from(row) for row in rows]

    def count_said(self, start: datetime, end: datetime) -> Mapping[tuple[str, int], int]:
        """Return how many customers spoke in [start, end) by (touchpoint, whole days since then).

        Who is not known is each their own.
        """
        rows = self._db.query(
            f"""select {TOUCHPOINT} as touchpoint,
              (verbatims.happened_at - :start) / {_DAY} as day,
              count(distinct coalesce(verbatims.customer_id, {_NOBODY})) as many
            {_SAID} and {TOUCHPOINT} is not null group by 1, 2""",  # our own words
            {"start": instant(start), "end": instant(end)},
        )
        return {(row["touchpoint"], int(row["day"])): row["many"] for row in rows}

    def count_same(self, case: Case) -> int:
        """Return how many other customers' cases say the same as this one."""
        first = case.same_as or case.id
        rows = self._db.query(
            """select count(*) as many from cases
            where (same_as = :first or id = :first) and id <> :id""",
            {"first": first, "id": case.id},
        )
        return int(rows[0]["many"])


def _said_from(row: Row) -> Said:
    return Said(
        verbatim_id=row["id"],
        case_id=row["case_id"],
        customer_id=row["customer_id"],
        touchpoint=row["touchpoint"],
        language=row["language"],
        gist=row["gist"],
        masked=row["masked"],
        happened_at=moment(row["happened_at"]),
    )
