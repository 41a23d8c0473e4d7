"""Feedback as it comes in: many records in one go, with what was understood of them."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.changed import changed
from bot.customer import Customer
from bot.ledger import Known, OpenCase
from bot.reading import Reading
from bot.verbatim import Verbatim
from storage.database import Row, Transaction
from storage.erased_id import erased_id
from storage.rows import (
    customer_from,
    customer_row,
    reading_row,
    verbatim_row,
    words_row,
)
from storage.values import asked_for
from storage.writing_rows import change_in


class LookedUpFeedback:
    """What of those who speak can be read at once, on one open transaction."""

    _db: Transaction

    def customers(self, ids: Collection[str]) -> Mapping[str, Customer]:
        """Return those of these customers who are known, by id."""
        found: list[Row] = []
        for names, asked in asked_for(ids):
            sql = f"select * from customers where id in ({names})"  # noqa: S608 # our own names
            found += self._db.query(sql, asked)
        return {row["id"]: customer_from(row) for row in found}

    def open_cases_of(self, customer_ids: Collection[str]) -> list[OpenCase]:
        """Return the open cases of some customers, the first opened first."""
        found: list[Row] = []
        for names, asked in asked_for(customer_ids):
            # The plus keeps SQLite from going through all that are open.
            sql = f"""select cases.id, cases.customer_id, cases.touchpoint, readings.gist
                from cases join readings on readings.verbatim_id = cases.verbatim_id
                where cases.customer_id in ({names})
                and +cases.closed_at is null"""  # noqa: S608 # our own names
            found += self._db.query(sql, asked)
        return sorted(OpenCase(**row) for row in found)

    def still_shown(self, case_ids: Collection[int]) -> list[int]:
        """Return those of these cases that were posted and are open, ascending."""
        found: set[int] = set()
        for names, asked in asked_for(case_ids):
            sql = f"""select id from cases where id in ({names})
                and shared_at is not null and +closed_at is null"""  # noqa: S608 # our own names
            found |= {row["id"] for row in self._db.query(sql, asked)}
        return sorted(found)


class StoredFeedback:
    """What comes in is remembered, on one open transaction."""

    _db: Transaction

    def known(self, source: str, source_ids: Collection[str]) -> Mapping[str, Known]:
        """Return which records of a source are remembered, by their id there.

        Nobody else takes in records of that source until the turn ends.
        """
        self._db.hold(f"source:{source}")
        found: list[Any] = []
        erased = {erased_id(source, one): one for one in source_ids}
        for names, asked in asked_for([*source_ids, *erased]):
            sql = f"""select verbatims.id, source_id, verbatims.revision, fingerprint, forgotten_at
                from verbatims left join words
                  on words.verbatim_id = verbatims.id and words.revision = verbatims.revision
                where source = :source and source_id in ({names})"""  # noqa: S608 # our own names
            found += self._db.query(sql, {"source": source, **asked})
        return {
            erased.get(row["source_id"], row["source_id"]): Known(
                row["id"],
                row["revision"],
                row["fingerprint"] or "",
                is_forgotten=row["forgotten_at"] is not None,
            )
            for row in found
        }

    def add_verbatims(self, understood: Sequence[tuple[Verbatim, Reading]]) -> list[Verbatim]:
        """Remember new verbatims and their readings; return the verbatims with their ids."""
        ids = self._db.new_ids("verbatims", len(understood))
        added = [
            changed(verbatim, id=number)
            for number, (verbatim, _) in zip(ids, understood, strict=True)
        ]
        readings = [reading for _, reading in understood]
        both = list(zip(added, readings, strict=True))
        facts = [{"id": one.id, **_facts_of(one, reading)} for one, reading in both]
        self._db.insert_all("verbatims", facts)
        self._db.insert_all("words", [words_row(one) for one in added])
        self._db.insert_all("readings", [reading_row(one.id, it) for one, it in both])
        return added

    def revise_verbatim(self, verbatim: Verbatim, reading: Reading) -> None:
        """Remember a new revision and its reading; the words of those before stay."""
        facts = _facts_of(verbatim, reading)
        self._db.execute(change_in("verbatims", tuple(facts)), {**facts, "id": verbatim.id})
        self._db.put("words", words_row(verbatim), key=("verbatim_id", "revision"))
        self._db.execute("delete from meanings where verbatim_id = :id", {"id": verbatim.id})
        self.replace_reading(verbatim.id, reading)

    def replace_reading(self, verbatim_id: int, reading: Reading) -> None:
        """Remember what was understood of the words of now, once they were read again."""
        self._db.put("readings", reading_row(verbatim_id, reading), key=("verbatim_id",))

    def record_customers(self, customers: Sequence[Customer]) -> None:
        """Remember customers, one after the other; what is None leaves what was known before."""
        rows: dict[str, Row] = {}
        for customer in customers:
            rows[customer.id] = rows.get(customer.id, {}) | customer_row(customer)
        # By id: two who take in the same customers lock them in the same order.
        alike = sorted(rows.values(), key=lambda row: (sorted(row), row["id"]))
        for names, some in groupby(alike, key=sorted):
            same = [{name: row[name] for name in names} for row in some]
            self._db.put_all("customers", same, key=("id",))
        identities = [
            {"key": key, "customer_id": customer.id}
            for customer in customers
            for key in customer.identities()
        ]
        self._db.insert_all_new("identities", identities)


def _facts_of(verbatim: Verbatim, reading: Reading) -> Row:
    return verbatim_row(verbatim, says_something=reading.says_something)
