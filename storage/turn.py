"""One turn of the loop on one open transaction: everything in it is kept, or none of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.action import Action
from bot.case import Case, Fact
from bot.hear_back import HeardBack
from bot.ledger import Place, TurnUndone
from bot.message import Message
from bot.person import Person
from storage.corrections import CorrectionsTurn
from storage.database import Row, Transaction
from storage.erasure import ErasedWords
from storage.feedback import StoredFeedback
from storage.help_desks import StoredHelpDesks
from storage.improvements import StoredImprovements
from storage.inbox import StoredInbox
from storage.later import StoredLater
from storage.look import DatabaseLook
from storage.mailboxes import StoredMail
from storage.meanings import StoredMeanings
from storage.messages import StoredMessages
from storage.notices import StoredNotices
from storage.pauses import StoredPauses
from storage.reminders import StoredReminders
from storage.reports import StoredReports
from storage.rows import (
    action_row,
    case_row,
    fact_row,
    heard_back_row,
    instant,
    message_row,
    person_row,
)
from storage.statements import StoredStatements
from storage.tidying import StoredTidying
from storage.writing_rows import change_in


@dataclass(frozen=True)
class _End:
    """Where the history of a case ended when it was read: how many facts, the last one's hash."""

    facts: int = 0
    chain: str = ""


def _end_in(row: Row) -> _End:
    return _End(row["facts"], row["chain"])


class DatabaseTurn(
    ErasedWords,
    StoredFeedback,
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
    StoredMeanings,
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

    def new_case_ids(self, number: int) -> Sequence[int]:
        """Return ids for so many cases that are to be opened."""
        return self._db.new_ids("cases", number)

    def add_cases(self, opened: Sequence[tuple[Case, Sequence[Fact]]]) -> None:
        """Open cases under the ids they have, each with its first facts."""
        links: list[Row] = []
        rows: list[Row] = []
        for case, facts in opened:
            links += self._linked(case.id, facts, after=_End())
            end = self._ends[case.id]
            row = {"id": case.id, "facts": end.facts, "chain": end.chain}
            rows.append(case_row(case) | row)
        self._db.insert_all("cases", rows)
        self._db.insert_all("history", links)

    def record(self, case: Case, *facts: Fact) -> None:
        """Replace what is known about a case, and append what happened to its history.

        Raises `TurnUndone` when somebody else changed the case since it was read here.
        """
        before = self._end(case.id)
        self._db.insert_all("history", self._linked(case.id, facts, after=before))
        end = self._ends[case.id]
        row = case_row(case) | {"facts": end.facts, "chain": end.chain}
        sql = change_in("cases", tuple(row)) + " and facts = :facts_before"
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

    def _linked(self, case_id: int, facts: Sequence[Fact], *, after: _End) -> list[Row]:
        """Return the rows of facts that the history of a case ends with then."""
        rows: list[Row] = []
        end = after
        for fact in facts:
            rows.append(fact_row(case_id, end.facts + 1, fact, chain_before=end.chain))
            end = _End(rows[-1]["number"], rows[-1]["chain"])
        self._ends[case_id] = end
        self.facts += [(case_id, fact) for fact in facts]
        return rows

    def _case(self, row: Row) -> Case:
        self._ends.setdefault(row["id"], _end_in(row))
        return super()._case(row)

    def _end(self, case_id: int) -> _End:
        if case_id not in self._ends:
            self.case(case_id)
        return self._ends[case_id]

    def _change(self, table: str, row_id: int, row: Mapping[str, object]) -> None:
        self._db.execute(change_in(table, tuple(row)), {**row, "id": row_id})
