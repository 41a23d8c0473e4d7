"""What can be read of the ledger, within one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.action import Action
from bot.case import Case, Fact
from bot.customer import Customer
from bot.hear_back import HeardBack
from bot.ledger import Heard, NotRemembered, Place
from bot.message import Message
from bot.notice import Stuck
from bot.person import Person
from bot.reading import Reading
from bot.verbatim import Verbatim
from storage.corrections import CorrectionsLook
from storage.database import Row, Transaction
from storage.erasure import FoundPeople
from storage.feedback import LookedUpFeedback
from storage.help_desks import LookedUpHelpDesks
from storage.improvements import LookedUpImprovements
from storage.lanes import StoredLanes
from storage.later import LookedUpLater
from storage.mailboxes import LookAtStoredMail
from storage.meanings import LookedUpMeanings
from storage.messages import LookAtStoredMessages
from storage.notices import NEXT_FREE, PACES_DUE, notice_from
from storage.pauses import LookedUpPauses
from storage.predicates import next_is, next_step_name
from storage.reminders import LookedUpReminders
from storage.rows import (
    action_from,
    case_from,
    customer_from,
    fact_from,
    heard_back_from,
    instant,
    link,
    message_from,
    person_from,
    reading_from,
    verbatim_from,
)
from storage.said import StoredWords
from storage.statements import LookedUpStatements

_VERBATIMS = """
    select verbatims.*, words.text, words.url, words.extra
    from verbatims left join words
      on words.verbatim_id = verbatims.id and words.revision = verbatims.revision
"""


class DatabaseLook(
    LookedUpLater,
    StoredLanes,
    StoredWords,
    CorrectionsLook,
    LookedUpPauses,
    LookedUpReminders,
    LookAtStoredMessages,
    LookAtStoredMail,
    LookedUpStatements,
    LookedUpImprovements,
    FoundPeople,
    LookedUpFeedback,
    LookedUpHelpDesks,
    LookedUpMeanings,
):
    """A `bot.ledger.Look` on one open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def case(self, case_id: int) -> Case:
        """Return one case. Raises `NotRemembered`."""
        return self._case(self._one("select * from cases where id = :id", id=case_id))

    def verbatim(self, verbatim_id: int) -> Verbatim:
        """Return what was said, its newest revision. Raises `NotRemembered`."""
        return verbatim_from(self._one(f"{_VERBATIMS} where verbatims.id = :id", id=verbatim_id))

    def reading(self, verbatim_id: int) -> Reading:
        """Return what was understood of its newest revision. Raises `NotRemembered`."""
        return reading_from(
            self._one("select * from readings where verbatim_id = :id", id=verbatim_id)
        )

    def customer(self, customer_id: str) -> Customer | None:
        """Return a customer, or None when unknown or forgotten."""
        row = self._maybe("select * from customers where id = :id", id=customer_id)
        return customer_from(row) if row else None

    def actions(self, case_id: int) -> list[Action]:
        """Return what is done about a case, first planned first."""
        sql = "select * from actions where case_id = :id order by id"
        return [action_from(row) for row in self._all(sql, id=case_id)]

    def open_actions(self) -> Mapping[int, Sequence[Action]]:
        """Return what remains to be done about open cases, by case."""
        rows = self._all(
            """select actions.* from actions join cases on cases.id = actions.case_id
            where cases.closed_at is null and actions.done_at is null
            and actions.dropped_at is null and actions.kind <> 'not_now' order by actions.id"""
        )
        found: dict[int, list[Action]] = {}
        for row in rows:
            found.setdefault(row["case_id"], []).append(action_from(row))
        return found

    def messages(self, case_id: int) -> list[Message]:
        """Return what the customer was told about a case, first approved first."""
        sql = "select * from messages where case_id = :id order by id"
        return [message_from(row) for row in self._all(sql, id=case_id)]

    def message(self, message_id: int) -> Message:
        """Return one message to a customer. Raises `NotRemembered`."""
        return message_from(self._one("select * from messages where id = :id", id=message_id))

    def history(self, case_id: int) -> list[Fact]:
        """Return what happened to a case, in its order."""
        sql = "select * from history where case_id = :id order by number"
        return [fact_from(row) for row in self._all(sql, id=case_id)]

    def count_facts(self, case_id: int) -> int:
        """Return how many facts the history of a case holds."""
        row = self._maybe("select facts from cases where id = :id", id=case_id)
        return int(row["facts"]) if row else 0

    def is_history_whole(self, case_id: int) -> bool:
        """Tell whether no fact of a case was changed, moved or taken out."""
        case, chain = self._one("select * from cases where id = :id", id=case_id), ""
        rows = self._all("select * from history where case_id = :id order by number", id=case_id)
        for number, row in enumerate(rows, start=1):
            chain = link(chain, row)
            if row["number"] != number or row["chain"] != chain:
                return False
        return (case["facts"], case["chain"]) == (len(rows), chain)

    def heard_back(self, case_id: int) -> HeardBack | None:
        """Return what the customer said of our answer, or None."""
        row = self._maybe("select * from hear_backs where case_id = :id", id=case_id)
        return heard_back_from(row) if row else None

    def card_of(self, case_id: int, destination: str) -> Place | None:
        """Return where a case was posted at a destination, or None when it was not."""
        sql = "select * from cards where case_id = :id and destination = :destination"
        row = self._maybe(sql, id=case_id, destination=destination)
        return Place(row["channel"], row["ts"]) if row else None

    def case_of_card(self, place: Place) -> int | None:
        """Return the case that was posted there, or None."""
        sql = "select case_id from cards where channel = :channel and ts = :ts"
        row = self._maybe(sql, channel=place.channel, ts=place.ts)
        return row["case_id"] if row else None

    def case_of_verbatim(self, verbatim_id: int) -> Case | None:
        """Return the case that a verbatim opened, or None."""
        row = self._maybe("select * from cases where verbatim_id = :id", id=verbatim_id)
        return self._case(row) if row else None

    def cases_next(self, step: str, *, department: str | None = None) -> list[Case]:
        """Return the cases whose next step of `LOOP` is that one."""
        return self._cases(next_is(step), department=department)

    def open_cases(self, *, department: str | None = None) -> list[Case]:
        """Return every case whose loop is not closed."""
        return self._cases("closed_at is null", department=department)

    def count_open(self) -> Mapping[tuple[str, str], int]:
        """Return how many open cases there are by (department, next step)."""
        rows = self._all(
            f"""select department, {next_step_name()} as step, count(*) as many
            from cases where closed_at is null group by 1, 2"""  # noqa: S608 # from LOOP
        )
        return {(row["department"], row["step"]): row["many"] for row in rows}

    def heard_between(self, start: datetime, end: datetime) -> list[Heard]:
        """Return what customers said in [start, end), oldest first."""
        span = {"start": instant(start), "end": instant(end)}
        where = "verbatims.happened_at >= :start and verbatims.happened_at < :end"
        cases = {
            row["verbatim_id"]: self._case(row)
            for row in self._all(
                f"""select cases.* from cases join verbatims on verbatims.id = cases.verbatim_id
                where {where}""",  # noqa: S608 # our own words
                **span,
            )
        }
        rows = self._all(
            f"""select said.*, readings.polarity from ({_VERBATIMS} where {where}) said
            left join readings on readings.verbatim_id = said.id
            order by said.happened_at, said.id""",  # noqa: S608 # our own words
            **span,
        )
        return [
            Heard(
                verbatim=verbatim_from(row),
                says_something=bool(row["says_something"]),
                polarity=row["polarity"],
                case=cases.get(row["id"]),
            )
            for row in rows
        ]

    def cases_touched_between(self, start: datetime, end: datetime) -> list[Case]:
        """Return the cases with a fact in [start, end)."""
        sql = """select * from cases where id in
            (select case_id from history where at >= :start and at < :end) order by id"""
        rows = self._all(sql, start=instant(start), end=instant(end))
        return [self._case(row) for row in rows]

    def person(self, person_id: str) -> Person | None:
        """Return a colleague, or None when Slack never told about them."""
        row = self._maybe("select * from people where id = :id", id=person_id)
        return person_from(row) if row else None

    def person_by_email(self, email: str) -> Person | None:
        """Return a colleague by address, whatever its capitals."""
        row = self._maybe("select * from people where email = :email", email=email.lower())
        return person_from(row) if row else None

    def people(self) -> list[Person]:
        """Return every colleague, in the order of their ids."""
        return [person_from(row) for row in self._all("select * from people order by id")]

    def newest_map(self) -> tuple[str, str] | None:
        """Return the version and the text of the map that was accepted last, or None."""
        row = self._maybe("select version, text from maps order by id desc limit 1")
        return (row["version"], row["text"]) if row else None

    def was_planned(self, what: str, on: date) -> bool:
        """Tell whether something of a day ("round:billing") was planned, said or not."""
        sql = "select 1 from planned where what = :what and on_day = :on_day"
        return bool(self._all(sql, what=what, on_day=on.isoformat()))

    def has_notice(self, notice_id: str) -> bool:
        """Tell whether a notice was staged under that id."""
        return bool(self._all("select 1 from notices where id = :id", id=notice_id))

    def has_due(self, *, now: float) -> bool:
        """Tell whether a notice could be claimed at a machine time."""
        return bool(self._all(PACES_DUE, now=now))

    def next_free(self, *, now: float) -> float | None:
        """Return when the next pace that rests after a machine time is free; None: all are."""
        free_at = self._one(NEXT_FREE, now=now)["free_at"]
        return None if free_at is None else float(free_at)

    def stuck(self) -> list[Stuck]:
        """Return the notices that wait for a person, first staged first."""
        sql = "select * from notices where state in ('held', 'dead') order by number"
        return [
            Stuck(notice_from(row), row["state"], row["error"] or "") for row in self._all(sql)
        ]

    def count_notices(self) -> Mapping[str, int]:
        """Return how many notices there are by state: waiting, sending, sent, held, dead."""
        rows = self._all("select state, count(*) as many from notices group by state")
        return {row["state"]: row["many"] for row in rows}

    def _cases(self, where: str, *, department: str | None) -> list[Case]:
        if department is not None:
            where += " and department = :department"
        sql = f"select * from cases where {where} order by id"  # noqa: S608 # from LOOP
        return [self._case(row) for row in self._all(sql, department=department)]

    def _case(self, row: Row) -> Case:
        return case_from(row)

    def _all(self, sql: str, **parameters: Any) -> list[Row]:
        return self._db.query(sql, parameters)

    def _maybe(self, sql: str, **parameters: Any) -> Row | None:
        rows = self._db.query(sql, parameters)
        return rows[0] if rows else None

    def _one(self, sql: str, **parameters: Any) -> Row:
        row = self._maybe(sql, **parameters)
        if row is None:
            raise NotRemembered(str(parameters))
        return row
