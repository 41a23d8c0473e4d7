"""What a person was reminded of, has put off, or does not want to be reminded of."""

from collections.abc import Collection, Mapping
from datetime import date

from storage.database import Transaction


class LookedUpReminders:
    """What of it can be read in one open transaction."""

    _db: Transaction

    def said_lines(self, person_id: str) -> Collection[tuple[int, str]]:
        """Return the (case, line) pairs of which a person was reminded before."""
        sql = "select case_id, line from reminders where person_id = :id"
        return {(row["case_id"], row["line"]) for row in self._db.query(sql, {"id": person_id})}

    def put_off(self, person_id: str) -> Mapping[int, date]:
        """Return until which day a person has put off the reminders of which cases."""
        sql = "select case_id, until_day from put_off_reminders where person_id = :id"
        rows = self._db.query(sql, {"id": person_id})
        return {row["case_id"]: date.fromisoformat(row["until_day"]) for row in rows}

    def muted(self, person_id: str) -> Collection[str]:
        """Return the groups of reminders that a person does not want."""
        sql = "select kind from muted_reminders where person_id = :id"
        return {row["kind"] for row in self._db.query(sql, {"id": person_id})}


class StoredReminders(LookedUpReminders):
    """What of it can be changed in one open transaction."""

    def record_said(self, person_id: str, lines: Collection[tuple[int, str]]) -> None:
        """Remember of which (case, line) pairs a person was reminded."""
        for case_id, line in lines:
            row = {"person_id": person_id, "case_id": case_id, "line": line}
            self._db.insert_new("reminders", row)

    def remind_again(self, case_id: int) -> None:
        """Let who has a case be reminded anew of its next step, though they were before."""
        sql = "delete from reminders where case_id = :id and line in ('plan', 'answer')"
        self._db.execute(sql, {"id": case_id})

    def record_put_off(self, person_id: str, case_id: int, *, until: date) -> None:
        """Remember that a person wants to hear of a case on a day, also what they heard before."""
        ids = {"person_id": person_id, "case_id": case_id}
        self._db.execute(
            "delete from reminders where person_id = :person_id and case_id = :case_id", ids
        )
        row = ids | {"until_day": until.isoformat()}
        self._db.put("put_off_reminders", row, key=("person_id", "case_id"))

    def record_muted(self, person_id: str, groups: Collection[str]) -> None:
        """Remember which groups of reminders a person does not want; all others they do."""
        sql = "delete from muted_reminders where person_id = :id"
        self._db.execute(sql, {"id": person_id})
        for kind in groups:
            self._db.insert("muted_reminders", {"person_id": person_id, "kind": kind})
