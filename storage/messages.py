"""Messages on their way: who reads them first, and which customers they go to."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.case import Case
from bot.customer import Customer
from bot.ledger import NotRemembered
from bot.message import Message
from bot.proposal import Proposal
from storage.database import Row, Transaction
from storage.rows import (
    as_json,
    case_from,
    customer_from,
    instant,
    message_from,
    message_row,
    moment,
)

# A household may share an address; more is a mistake of the source, and no list for a person.
_MOST_THE_SAME = 50


class LookAtStoredMessages:
    """What can be read of messages and customers, within one transaction."""

    _db: Transaction

    def proposal(self, proposal_id: int) -> Proposal:
        """Return one proposal. Raises `NotRemembered`."""
        return self._proposal("select * from proposals where id = :id", proposal_id)

    def waiting_letters(self, improvement_id: int) -> list[Proposal]:
        """Return the letters of an improvement, written one by one, that wait for a reader."""
        sql = """select proposals.* from proposals join cases on cases.id = proposals.case_id
            where cases.improvement_id = :id and proposals.decision is null
            order by proposals.id"""
        found = (_proposal_from(row) for row in self._db.query(sql, {"id": improvement_id}))
        return [one for one in found if one.message.improvement_id == improvement_id]

    def waiting_proposals(self, case_id: int) -> list[Proposal]:
        """Return the messages of a case that wait for a second reader."""
        sql = "select * from proposals where case_id = :id and decision is null order by id"
        return [_proposal_from(row) for row in self._db.query(sql, {"id": case_id})]

    def count_written(self, department: str) -> int:
        """Return how many messages of a department left the house or wait to."""
        sql = """select count(*) as many from messages where department = :department
            and way not in ('phone', 'in_person') and held_back_at is null"""
        return int(self._db.query(sql, {"department": department})[0]["many"])

    def same_customer(self, customer_id: str) -> list[Customer]:
        """Return a customer and whoever has the same address or number, unless told apart."""
        sql = """select customers.* from customers where customers.id = :id or (
            customers.id in (
                select theirs.customer_id from identities theirs
                join identities mine on mine.key = theirs.key where mine.customer_id = :id)
            and not exists (select 1 from told_apart
                where (told_apart.one = :id and told_apart.other = customers.id)
                or (told_apart.one = customers.id and told_apart.other = :id)))
            order by customers.id"""
        rows = self._db.query(sql, {"id": customer_id})
        return [customer_from(row) for row in rows[:_MOST_THE_SAME]]

    def messages_to(self, customer_ids: Collection[str]) -> list[Message]:
        """Return what some customers were told; what did not reach them is left out."""
        names, values = _listed(customer_ids)
        sql = f"""select messages.* from messages join cases on cases.id = messages.case_id
            where cases.customer_id in ({names}) and messages.held_back_at is null
            and (messages.fate is null or messages.fate not in ('bounced', 'refused'))
            order by messages.id"""  # noqa: S608 # names of parameters
        return [message_from(row) for row in self._db.query(sql, values)]

    def cases_of(self, customer_ids: Collection[str]) -> list[Case]:
        """Return all cases of some customers."""
        names, values = _listed(customer_ids)
        sql = f"select * from cases where customer_id in ({names}) order by id"  # noqa: S608
        return [case_from(row) for row in self._db.query(sql, values)]

    def has_stopped(self, customer: Customer) -> bool:
        """Tell whether a customer asked to be left alone, under any of their addresses."""
        if customer.stopped_at is not None:
            return True
        names, values = _listed(_digests(customer))
        sql = f"select 1 from stops where digest in ({names})"  # noqa: S608
        return bool(self._db.query(sql, values))

    def _proposal(self, sql: str, proposal_id: int) -> Proposal:
        rows = self._db.query(sql, {"id": proposal_id})
        if not rows:
            raise NotRemembered(f"proposal {proposal_id}")
        return _proposal_from(rows[0])


class StoredMessages(LookAtStoredMessages):
    """What one open transaction can remember of messages and customers."""

    def proposal(self, proposal_id: int) -> Proposal:
        """Return one proposal; its row is locked until the turn ends. Raises `NotRemembered`."""
        return self._proposal(
            self._db.locked("select * from proposals where id = :id"), proposal_id
        )

    def record_message(self, message: Message) -> None:
        """Replace what is known about a message."""
        self._replace("messages", message.id, message_row(message))

    def add_proposal(self, proposal: Proposal) -> Proposal:
        """Remember a proposal and return it with its id."""
        return replace(proposal, id=self._db.insert_with_id("proposals", _proposal_row(proposal)))

    def record_proposal(self, proposal: Proposal) -> None:
        """Replace what is known about a proposal."""
        self._replace("proposals", proposal.id, _proposal_row(proposal))

    def record_stop(self, customer: Customer, *, at: datetime) -> None:
        """Remember that a customer wants to be left alone; it outlives the customer's data."""
        sql = "update customers set stopped_at = :at where id = :id and stopped_at is null"
        self._db.execute(sql, {"at": instant(at), "id": customer.id})
        for digest in _digests(customer):
            self._db.insert_new("stops", {"digest": digest, "stopped_at": instant(at)})

    def lift_stop(self, customer: Customer) -> None:
        """Forget that a customer wanted to be left alone: they said so themselves."""
        self._db.execute(
            "update customers set stopped_at = null where id = :id", {"id": customer.id}
        )
        for digest in _digests(customer):
            self._db.execute("delete from stops where digest = :digest", {"digest": digest})

    def tell_apart(self, customer_id: str, other_id: str) -> None:
        """Remember that two customers are two, though they share an address or number."""
        one, other = sorted((customer_id, other_id))
        self._db.insert_new("told_apart", {"one": one, "other": other})

    def take_as_same(self, customer_id: str, other_id: str) -> None:
        """Undo `tell_apart`."""
        one, other = sorted((customer_id, other_id))
        sql = "delete from told_apart where one = :one and other = :other"
        self._db.execute(sql, {"one": one, "other": other})

    def _replace(self, table: str, row_id: int, row: Row) -> None:
        changes = ", ".join(f'"{name}" = :{name}' for name in row)
        sql = f"update {table} set {changes} where id = :id"  # noqa: S608 # names are ours
        self._db.execute(sql, {**row, "id": row_id})


def _proposal_row(proposal: Proposal) -> Row:
    return {
        "case_id": proposal.message.case_id,
        "message": as_json(message_row(proposal.message)),
        "revision": proposal.revision,
        "stand": proposal.stand,
        "closes": int(proposal.closes),
        "why": as_json(proposal.why),
        "decision": proposal.decision,
        "decided_by": proposal.decided_by,
        "decided_at": proposal.decided_at and instant(proposal.decided_at),
        "word": proposal.word,
    }


def _proposal_from(row: Mapping[str, Any]) -> Proposal:
    return Proposal(
        message=message_from({**json.loads(row["message"]), "id": 0}),
        revision=row["revision"],
        stand=row["stand"],
        closes=bool(row["closes"]),
        why=tuple(json.loads(row["why"])),
        decision=row["decision"],
        decided_by=row["decided_by"],
        decided_at=moment(row["decided_at"]) if row["decided_at"] else None,
        word=row["word"],
        id=row["id"],
    )


def _digests(customer: Customer) -> list[str]:
    return [
        hashlib.sha256(f"boucle:stop:{key}".encode()).hexdigest() for key in customer.identities()
    ]


def _listed(values: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the parameters of an "in (…)", and their values; an empty list finds nothing."""
    found = {f"value_{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in found) or "null", found
