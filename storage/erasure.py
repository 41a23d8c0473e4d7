"""What is erased when a customer is forgotten, or when their words have been kept long enough."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from bot.case import Case
from bot.ledger import Place
from bot.notice import Notice
from bot.person import FORMER
from storage.database import Transaction
from storage.erased_id import erased_id
from storage.notices import notice_from
from storage.rows import case_from, instant

# Databases bear some thousands of values in one statement.
_AT_ONCE = 500


class FoundPeople:
    """What of it can be read in one open transaction."""

    _db: Transaction

    def customers_called(self, wanted: str) -> list[str]:
        """Return the ids of the customers with that id, e-mail address or phone number."""
        rows = self._db.query(
            """select id from customers
              where id = :wanted or lower(email) = lower(:wanted) or phone = :wanted
                or lower(replaced_email) = lower(:wanted)
            union select customer_id as id from verbatims where customer_id = :wanted
            order by 1""",
            {"wanted": wanted},
        )
        return [row["id"] for row in rows]

    def verbatims_of(self, customer_id: str) -> list[int]:
        """Return the ids of everything a customer said, first said first."""
        sql = "select id from verbatims where customer_id = :id order by happened_at, id"
        return [row["id"] for row in self._db.query(sql, {"id": customer_id})]

    def verbatims_before(self, moment: datetime, *, at_most: int) -> list[int]:
        """Return verbatims said before a moment that still have words, and no open case."""
        rows = self._db.query(
            """select verbatims.id from verbatims
            left join cases on cases.verbatim_id = verbatims.id
            where verbatims.happened_at < :moment and verbatims.forgotten_at is null
              and (cases.id is null or cases.closed_at < :moment)
            order by verbatims.happened_at, verbatims.id limit :at_most""",
            {"moment": instant(moment), "at_most": at_most},
        )
        return [row["id"] for row in rows]

    def verbatims_after(self, verbatim_id: int, *, at_most: int) -> list[int]:
        """Return the ids of the verbatims after one, in their order."""
        rows = self._db.query(
            "select id from verbatims where id > :id order by id limit :at_most",
            {"id": verbatim_id, "at_most": at_most},
        )
        return [row["id"] for row in rows]

    def cases_from(self, verbatim_ids: Collection[int]) -> list[Case]:
        """Return the cases that verbatims opened."""
        found: list[Case] = []
        for names, ids in _parts(verbatim_ids):
            sql = f"select * from cases where verbatim_id in ({names}) order by id"  # noqa: S608
            found += [case_from(row) for row in self._db.query(sql, ids)]
        return found

    def posted(self, case_ids: Collection[int]) -> list[Notice]:
        """Return the notices that stand in Slack and are about these cases, or about several."""
        rows = self._db.query(
            """select * from notices where state = 'sent' and receipt is not null
            order by number"""
        )
        cases = {None, *case_ids}
        return [notice_from(row) for row in rows if row["case_id"] in cases]

    def sent_notice(self, notice_id: str) -> tuple[Notice, Place] | None:
        """Return a notice that was posted, and where it stands; None when nobody knows."""
        sql = "select * from notices where id = :id and receipt is not null"
        rows = self._db.query(sql, {"id": notice_id})
        if not rows:
            return None
        place = json.loads(rows[0]["receipt"])
        return notice_from(rows[0]), Place(place["channel"], place["ts"])


class ErasedWords(FoundPeople):
    """What of it can be changed in one open transaction."""

    def erase_words(self, verbatim_ids: Collection[int], *, at: datetime) -> None:
        """Erase what was said, what was understood of it in words, and who said it.

        The figures (score, emotion, touchpoint) stay; so does a digest of the
        record's id, so that the same file imported again does not bring the words back.
        """
        for names, ids in _parts(verbatim_ids):
            for change in (
                """update words set text = '', url = null, extra = '{}', fingerprint = ''
                where verbatim_id in ({})""",
                """update readings set masked = '', gist = '', reasons = '[]'
                where verbatim_id in ({})""",
                "delete from meanings where verbatim_id in ({})",
                "update verbatims set customer_id = null, forgotten_at = :at where id in ({})",
                "update cases set customer_id = null, needs_answer = 0 where verbatim_id in ({})",
            ):
                used = {"at": instant(at)} if ":at" in change else {}
                self._db.execute(change.replace("({})", f"({names})"), ids | used)
            self._erase_ids(names, ids)

    def _erase_ids(self, names: str, ids: Mapping[str, int]) -> None:
        """Put what names nobody in place of the records' own ids: some are addresses."""
        sql = f"select id, source, source_id from verbatims where id in ({names})"  # noqa: S608
        for row in self._db.query(sql, ids):
            self._db.execute(
                "update verbatims set source_id = :erased where id = :id",
                {"id": row["id"], "erased": erased_id(row["source"], row["source_id"])},
            )

    def erase_told(self, case_ids: Collection[int]) -> None:
        """Erase what a customer was told and what they answered; nothing more is sent to them."""
        for names, ids in _parts(case_ids):
            for change in (
                "update messages set \"to\" = '', subject = '', text = '' where case_id in ({})",
                "delete from proposals where case_id in ({})",
                "delete from approved_letters where case_id in ({})",
                "update actions set link = '', stuck_why = '' where case_id in ({})",
                "update hear_backs set words = '' where case_id in ({})",
                "delete from customer_mails where case_id in ({})",
                """update notices set state = 'obsolete', queue = null
                where kind = 'mail' and state in ('waiting', 'held', 'dead')
                  and case_id in ({})""",
            ):
                self._db.execute(change.replace("({})", f"({names})"), ids)

    def erase_customer(self, customer_id: str) -> None:
        """Erase the name, the addresses and what else is known of a customer."""
        for change in (
            "delete from customers where id = :id",
            "delete from identities where customer_id = :id",
            "delete from told_apart where one = :id or other = :id",
        ):
            self._db.execute(change, {"id": customer_id})

    def erase_customers_of_nothing(self) -> int:
        """Erase the customers of whom nothing is kept any more; return how many."""
        rows = self._db.query(
            """select id from customers where not exists
            (select 1 from verbatims where verbatims.customer_id = customers.id)"""
        )
        for row in rows:
            self.erase_customer(row["id"])
        return len(rows)

    def rewrite_actions(self, case_id: int, rewrite: Mapping[int, str]) -> None:
        """Replace what is done about a case, by the action's id: names are taken out of it."""
        for action_id, what in rewrite.items():
            self._db.execute(
                "update actions set what = :what where id = :id and case_id = :case_id",
                {"id": action_id, "case_id": case_id, "what": what},
            )

    def erase_colleagues(self, *, closed_before: datetime, at_most: int) -> int:
        """Take out who did what in cases closed before a moment; return how many cases."""
        rows = self._db.query(
            """select id from cases where closed_at < :moment and colleagues_erased = 0
            order by closed_at limit :at_most""",
            {"moment": instant(closed_before), "at_most": at_most},
        )
        self._erase_colleagues_of_improvements(closed_before)
        for names, ids in _parts([row["id"] for row in rows]):
            for change in (
                """update history set "by" = '{former}'
                where "by" is not null and case_id in ({})""",
                """update actions set taker = '{former}', planned_by = '{former}'
                where case_id in ({})""",
                """update messages
                set approved_by = '{former}', written_by = '{former}', signed = ''
                where case_id in ({})""",
                "delete from proposals where case_id in ({})",
                "delete from reminders where case_id in ({})",
                "delete from put_off_reminders where case_id in ({})",
                "update corrections set \"by\" = '{former}' where case_id in ({})",
                "update cases set taken_by = null, colleagues_erased = 1 where id in ({})",
            ):
                text = change.replace("({})", f"({names})").replace("{former}", FORMER)
                self._db.execute(text, ids)
        return len(rows)

    def _erase_colleagues_of_improvements(self, closed_before: datetime) -> None:
        over = """colleagues_erased = 0
            and coalesce(done_at, dropped_at) < :moment"""
        moment = {"moment": instant(closed_before), "former": FORMER}
        self._db.execute(
            f"""update improvement_history set "by" = :former where "by" is not null
            and improvement_id in (select id from improvements where {over})""",  # noqa: S608
            moment,
        )
        self._db.execute(
            f"""update improvements set taker = :former, started_by = :former, asked_by = null,
            colleagues_erased = 1 where {over}""",  # noqa: S608 # our own words
            moment,
        )


def _parts(ids: Collection[int]) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the names and values of ids for one statement each."""
    known: Sequence[int] = sorted(set(ids))
    for start in range(0, len(known), _AT_ONCE):
        part = {f"id_{place}": one for place, one in enumerate(known[start : start + _AT_ONCE])}
        yield ", ".join(f":{name}" for name in part), part
