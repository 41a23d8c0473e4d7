"""What the loop needs remembered of messages and of the customers they go to, as protocols."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.case import Case
from bot.customer import Customer
from bot.message import Message
from bot.proposal import Proposal
from bot.statement import Statement


class LookAtMessages(Protocol):
    """What can be read of messages and customers. Lists are in the order of ids."""

    def proposal(self, proposal_id: int) -> Proposal:
        """Return one proposal; in a turn its row is locked. Raises `NotRemembered`."""
        ...

    def waiting_letters(self, improvement_id: int) -> list[Proposal]:
        """Return the letters of an improvement, written one by one, that wait for a reader."""
        ...

    def waiting_proposals(self, case_id: int) -> list[Proposal]:
        """Return the messages of a case that wait for a second reader."""
        ...

    def count_written(self, department: str) -> int:
        """Return how many messages of a department left the house or wait to."""
        ...

    def same_customer(self, customer_id: str) -> list[Customer]:
        """Return a customer and whoever has the same address or number, unless told apart."""
        ...

    def messages_to(self, customer_ids: Collection[str]) -> list[Message]:
        """Return what some customers were told; what did not reach them is left out."""
        ...

    def cases_of(self, customer_ids: Collection[str]) -> list[Case]:
        """Return all cases of some customers."""
        ...

    def statements(self) -> list[Statement]:
        """Return the statements that nobody has withdrawn, first said first."""
        ...

    def statement(self, statement_id: int) -> Statement:
        """Return one statement. Raises `NotRemembered`."""
        ...

    def has_stopped(self, customer: Customer) -> bool:
        """Tell whether a customer asked to be left alone, under any of their addresses."""
        ...


class TurnOfMessages(LookAtMessages, Protocol):
    """What a turn can remember of messages and customers."""

    def record_message(self, message: Message) -> None:
        """Replace what is known about a message."""
        ...

    def add_proposal(self, proposal: Proposal) -> Proposal:
        """Remember a proposal and return it with its id."""
        ...

    def record_proposal(self, proposal: Proposal) -> None:
        """Replace what is known about a proposal."""
        ...

    def record_statement(self, statement: Statement) -> None:
        """Remember a statement, new (`id` 0) or said anew."""
        ...

    def record_stop(self, customer: Customer, *, at: datetime) -> None:
        """Remember that a customer wants to be left alone; it outlives the customer's data."""
        ...

    def lift_stop(self, customer: Customer) -> None:
        """Forget that a customer wanted to be left alone: they said so themselves."""
        ...

    def take_report(self, report_id: str, *, now: datetime) -> bool:
        """Remember that another system told us something; False when it did before."""
        ...

    def tell_apart(self, customer_id: str, other_id: str) -> None:
        """Remember that two customers are two, though they share an address or number."""
        ...

    def take_as_same(self, customer_id: str, other_id: str) -> None:
        """Undo `tell_apart`."""
        ...
