"""One turn of the loop on one open transaction: everything in it is kept, or none of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

from bot.action import Action
from bot.case import Case, Fact
from bot.customer import Customer
from bot.hear_back import HeardBack
from bot.ledger import Known, Place, TurnUndone
from bot.message import Message
from bot.person import Person
from bot.reading import Reading
from bot.verbatim import Verbatim
from storage.corrections import CorrectionsTurn
from storage.database import Row, Transaction
from storage.erasure import ErasedWords
from storage.help_desks import StoredHelpDesks
from storage.improvements import StoredImprovements
from storage.inbox import StoredInbox
from storage.later import StoredLater
from storage.look import DatabaseLook
from storage.mailboxes import StoredMail
from storage.messages import StoredMessages
from storage.notices import StoredNotices
from storage.pauses import StoredPauses
from storage.reminders import StoredReminders
from storage.reports import StoredReports
from storage.rows import (
    action_row,
    case_row,
    customer_row,
    fact_row,
    heard_back_row,
    instant,
    message_row,
    person_row,
    reading_row,
    verbatim_row,
    words_row,
)
from storage.statements import StoredStatements
from storage.tidying import StoredTidying

# Databases bear some thousands of values in one statement; a batch of an import is as large.
_ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class _End:
    """Where the history of a case ended when it was read: how many facts, the last one's hash."""

    facts: int = 0
    chain: str = ""


def _end_in(row: Row) -> _End:
    return _End(row["facts"], row["chain"])


class DatabaseTurn(
    ErasedWords,
    StoredInbox,
    StoredNotices,
    StoredLater,
    StoredReminders,
    CorrectionsTurn,
    StoredPauses,
    StoredMessages,
    StoredMail,
    StoredTidying,
    StoredStatements,
    StoredReports,
    StoredHelpDesks,
    StoredImprovements,
    DatabaseLook,
):
    """A `bot.ledger.Turn` on one open transaction.

    A case that was read here is recorded only when nobody else changed it meanwhile: what it was
    changed for may be true no longer. Then the turn is undone, and may be done again.
    """

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._ends: dict[int, _End] = {}
        self.facts: list[tuple[int, Fact]] = []  # what was recorded, by case

    def case(self, case_id: int) -> Case:
        """Return one case; its row is locked until the turn ends. Raises `NotRemembered`."""
        row = self._one(self._db.locked("select * from cases where id = :id"), id=case_id)
        self._ends[case_id] = _end_in(row)
        return self._case(row)

    def case_of_verbatim(self, verbatim_id: int) -> Case | None:
        """Return the case that a verbatim opened, locked until the turn ends, or None."""
        sql = self._db.locked("select * from cases where verbatim_id = :id")
        row = self._maybe(sql, id=verbatim_id)
        return self._case(row) if row else None

    def known(self, source: str, source_ids: Collection[str]) -> Mapping[str, Known]:
        """Return which records of a source are remembered, by their id there.

        Nobody else takes in records of that source until the turn ends.
        """
        self._db.hold(f"source:{source}")
        asked, found = list(source_ids), {}
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            part = {
                f"id_{number}": source_id
                for number, source_id in enumerate(asked[start : start + _ASKED_AT_ONCE])
            }
            for row in self._all(_known_sql(len(part)), source=source, **part):
                known = Known(row["id"], row["revision"], row["fingerprint"] or "")
                found[row["source_id"]] = known
        return found

    def add_verbatim(self, verbatim: Verbatim, *, says_something: bool) -> Verbatim:
        """Remember a new verbatim and return it with its id."""
        row = verbatim_row(verbatim, says_something=says_something)
        added = replace(verbatim, id=self._db.insert_with_id("verbatims", row))
        self._db.insert("words", words_row(added))
        return added

    def revise_verbatim(self, verbatim: Verbatim, *, says_something: bool) -> None:
        """Remember a new revision; the words of those before stay."""
        row = verbatim_row(verbatim, says_something=says_something)
        self._change("verbatims", verbatim.id, row)
        self._db.put("words", words_row(verbatim), key=("verbatim_id", "revision"))

    def record_reading(self, verbatim_id: int, reading: Reading) -> None:
        """Remember what was understood of a verbatim's newest revision."""
        self._db.put("readings", reading_row(verbatim_id, reading), key=("verbatim_id",))

    def record_customer(self, customer: Customer) -> None:
        """Remember a customer; what is None leaves what was known before."""
        self._db.put("customers", customer_row(customer), key=("id",))
        for key in customer.identities():
            self._db.insert_new("identities", {"key": key, "customer_id": customer.id})

    def open_case(self, case: Case, *facts: Fact) -> Case:
        """Open a case (its `id` is given here) with its first facts."""
        opened = replace(case, id=self._db.insert_with_id("cases", case_row(case)))
        end = self._add_facts(opened.id, facts, after=_End())
        self._change("cases", opened.id, {"facts": end.facts, "chain": end.chain})
        return opened

    def record(self, case: Case, *facts: Fact) -> None:
        """Replace what is known about a case, and append what happened to its history.

        Raises `TurnUndone` when somebody else changed the case since it was read here.
        """
        before = self._end(case.id)
        end = self._add_facts(case.id, facts, after=before)
        row = case_row(case) | {"facts": end.facts, "chain": end.chain}
        sql = _change_sql("cases", tuple(row)) + " and facts = :facts_before"
        unchanged = {**row, "id": case.id, "facts_before": before.facts}
        if self._db.execute(sql, unchanged) != 1:
            raise TurnUndone(case.name)

    def add_action(self, action: Action) -> Action:
        """Remember an action and return it with its id."""
        return replace(action, id=self._db.insert_with_id("actions", action_row(action)))

    def record_action(self, action: Action) -> None:
        """Replace what is known about an action."""
        self._change("actions", action.id, action_row(action))

    def add_message(self, message: Message) -> Message:
        """Remember a message to a customer and return it with its id."""
        return replace(message, id=self._db.insert_with_id("messages", message_row(message)))

    def record_card(self, case_id: int, destination: str, place: Place) -> None:
        """Remember where the live card of a case stands at a destination."""
        row = {"case_id": case_id, "destination": destination}
        row |= {"channel": place.channel, "ts": place.ts}
        self._db.put("cards", row, key=("case_id", "destination"))

    def record_heard_back(self, heard: HeardBack) -> None:
        """Remember what the customer said of our answer; a later word replaces an earlier one."""
        self._db.put("hear_backs", heard_back_row(heard), key=("case_id",))

    def record_person(self, person: Person) -> None:
        """Remember a colleague."""
        self._db.put("people", person_row(person), key=("id",))

    def record_planned(self, what: str, on: date) -> bool:
        """Remember that something of a day ("round:billing") is planned here.

        False when it was planned before: then somebody else did it, and this turn must not.
        """
        return self._db.insert_new("planned", {"what": what, "on_day": on.isoformat()})

    def record_map(self, version: str, text: str, *, at: datetime) -> bool:
        """Remember an accepted journey map; False when it is the newest already."""
        self._db.hold("maps")
        newest = self._maybe("select version from maps order by id desc limit 1")
        if newest is not None and newest["version"] == version:
            return False
        self._db.insert("maps", {"version": version, "text": text, "accepted_at": instant(at)})
        return True

    def _add_facts(self, case_id: int, facts: Sequence[Fact], *, after: _End) -> _End:
        """Append facts to the history of a case, and return where it ends then."""
        rows: list[Row] = []
        end = after
        for fact in facts:
            rows.append(fact_row(case_id, end.facts + 1, fact, chain_before=end.chain))
            end = _End(rows[-1]["number"], rows[-1]["chain"])
        self._db.insert_all("history", rows)
        self._ends[case_id] = end
        self.facts += [(case_id, fact) for fact in facts]
        return end

    def _case(self, row: Row) -> Case:
        self._ends.setdefault(row["id"], _end_in(row))
        return super()._case(row)

    def _end(self, case_id: int) -> _End:
        if case_id not in self._ends:
            self.case(case_id)
        return self._ends[case_id]

    def _change(self, table: str, row_id: int, row: Mapping[str, object]) -> None:
        self._db.execute(_change_sql(table, tuple(row)), {**row, "id": row_id})


@cache  # a statement for each shape of row
def _change_sql(table: str, names: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = :{name}' for name in names)
    return f"update {table} set {changes} where id = :id"  # noqa: S608 # names are ours


@lru_cache(maxsize=8)  # full parts share one statement
def _known_sql(number: int) -> str:
    ids = ", ".join(f":id_{place}" for place in range(number))
    return f"""select verbatims.id, source_id, verbatims.revision, fingerprint
        from verbatims left join words
          on words.verbatim_id = verbatims.id and words.revision = verbatims.revision
        where source = :source and source_id in ({ids})"""  # noqa: S608 # our own words
