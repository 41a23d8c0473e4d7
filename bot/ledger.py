"""What the loop needs remembered, as protocols; `storage` keeps it in a database."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from bot.action import Action
from bot.case import Case, Fact
from bot.correction import Correction
from bot.customer import Customer
from bot.flow import Flow
from bot.hear_back import HeardBack
from bot.ledger_help_desk import LookAtHelpDesks, TurnOfHelpDesks
from bot.ledger_improvements import LookAtImprovements, TurnOfImprovements
from bot.ledger_mail import LookAtMail, TurnOfMail
from bot.ledger_meanings import LookAtMeanings, TurnOfMeanings
from bot.ledger_messages import LookAtMessages, TurnOfMessages
from bot.message import Message
from bot.notice import Attempt, Claimed, Lanes, Notice, Pause, Settled, Stuck
from bot.person import Person
from bot.reading import Lesson, Rated, Reading
from bot.verbatim import Verbatim


class NotRemembered(LookupError):
    """Nothing is remembered under that id."""


class TurnUndone(Exception):
    """The database undid a turn: others came too close, or its server went away.

    Nothing of it is kept but, when the server went at the very end, all of it. Doing it again,
    from its first look on, is right.
    """


@dataclass(frozen=True)
class Known:
    """What is remembered of a source's record: enough to tell a duplicate from a revision.

    One that was forgotten stays so, whatever it says when it comes again.
    """

    verbatim_id: int
    revision: int
    fingerprint: str
    is_forgotten: bool = False


@dataclass(frozen=True)
class Place:
    """Where a message stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Heard:
    """A verbatim as the digest and the figures see it, with its case when it became one."""

    verbatim: Verbatim
    says_something: bool
    polarity: float | None
    case: Case | None


class OpenCase(NamedTuple):
    """An open case as its customer's next words are compared with it."""

    id: int
    customer_id: str
    touchpoint: str | None
    gist: str


class SaidCase(NamedTuple):
    """A case as the comparison of words sees it; `same_as` is the first case of its group."""

    id: int
    same_as: int | None
    customer_id: str | None
    gist: str


@dataclass(frozen=True)
class Said:
    """What somebody said at a touchpoint, without personal data, as themes see it."""

    verbatim_id: int
    case_id: int | None
    customer_id: str | None
    touchpoint: str
    language: str
    gist: str
    masked: str
    happened_at: datetime

    @property
    def voice(self) -> str:
        """Return what tells one customer from another; who is not known is each their own."""
        return self.customer_id or f"verbatim {self.verbatim_id}"


@dataclass(frozen=True)
class InboxItem:
    """Something that arrived from Slack and was acked; `payload` as Slack sent it.

    `written` is the payload as JSON, where it came as such: it needs not be written again, and may
    stand alone until the payload is wanted.
    """

    key: str
    payload: Mapping[str, Any]
    written: str = ""


class Look(
    LookAtMessages, LookAtImprovements, LookAtMail, LookAtHelpDesks, LookAtMeanings, Protocol
):
    """What can be read. Every list is in the order of ids unless it says otherwise."""

    def case(self, case_id: int) -> Case:
        """Return one case; in a turn its row is locked. Raises `NotRemembered`."""
        ...

    def verbatim(self, verbatim_id: int) -> Verbatim:
        """Return what was said, its newest revision. Raises `NotRemembered`."""
        ...

    def reading(self, verbatim_id: int) -> Reading:
        """Return what was understood of its newest revision. Raises `NotRemembered`."""
        ...

    def customers(self, ids: Collection[str]) -> Mapping[str, Customer]:
        """Return those of these customers who are known, by id."""
        ...

    def customer(self, customer_id: str) -> Customer | None:
        """Return a customer, or None when unknown or forgotten."""
        ...

    def actions(self, case_id: int) -> list[Action]:
        """Return what is done about a case, first planned first."""
        ...

    def open_actions(self) -> Mapping[int, Sequence[Action]]:
        """Return what remains to be done about open cases, by case."""
        ...

    def messages(self, case_id: int) -> list[Message]:
        """Return what the customer was told about a case, first approved first."""
        ...

    def message(self, message_id: int) -> Message:
        """Return one message to a customer. Raises `NotRemembered`."""
        ...

    def history(self, case_id: int) -> list[Fact]:
        """Return what happened to a case, in its order."""
        ...

    def count_facts(self, case_id: int) -> int:
        """Return how many facts the history of a case holds."""
        ...

    def heard_back(self, case_id: int) -> HeardBack | None:
        """Return what the customer said of our answer, or None."""
        ...

    def correction_of(self, case_id: int) -> Correction | None:
        """Return the last word of a person on where a case belongs, or None."""
        ...

    def count_heard(self) -> Mapping[str | None, int]:
        """Return how much feedback that says something was read at each touchpoint."""
        ...

    def newest_verbatim(self) -> int:
        """Return the number of the verbatim that was remembered last; 0 where there is none."""
        ...

    def rated(self, *, up_to: int, at_most: int) -> list[Rated]:
        """Return the newest words that came with a score, up to the verbatim of a number."""
        ...

    def lessons_after(self, number: int) -> list[Lesson]:
        """Return what was taught after the correction of a number, in the order of numbers."""
        ...

    def card_of(self, case_id: int, destination: str) -> Place | None:
        """Return where a case was posted at a destination, or None when it was not."""
        ...

    def case_of_card(self, place: Place) -> int | None:
        """Return the case that was posted there, or None."""
        ...

    def case_of_verbatim(self, verbatim_id: int) -> Case | None:
        """Return the case that a verbatim opened, or None."""
        ...

    def cases_next(self, step: str, *, department: str | None = None) -> list[Case]:
        """Return the cases whose next step of `LOOP` is that one."""
        ...

    def open_cases(self, *, department: str | None = None) -> list[Case]:
        """Return every case whose loop is not closed."""
        ...

    def open_cases_of(self, customer_ids: Collection[str]) -> list[OpenCase]:
        """Return the open cases of some customers, the first opened first."""
        ...

    def count_open(self) -> Mapping[tuple[str, str], int]:
        """Return how many open cases there are by (department, next step)."""
        ...

    def heard_between(self, start: datetime, end: datetime) -> list[Heard]:
        """Return what customers said in [start, end), oldest first."""
        ...

    def still_shown(self, case_ids: Collection[int]) -> list[int]:
        """Return those of these cases that were posted and are open, ascending."""
        ...

    def said_at(self, touchpoint: str, *, since: datetime, at_most: int) -> list[SaidCase]:
        """Return the latest cases of a touchpoint opened since then, earliest first."""
        ...

    def said_between(
        self, start: datetime, end: datetime, *, touchpoint: str | None = None
    ) -> list[Said]:
        """Return what was said in words in [start, end) at a touchpoint, or at all of them.

        In the order of time; without what is grave, and what no touchpoint was found for.
        """
        ...

    def count_said(self, start: datetime, end: datetime) -> Mapping[tuple[str, int], int]:
        """Return how many customers spoke in [start, end) by (touchpoint, whole days since then).

        Who is not known is each their own.
        """
        ...

    def count_same(self, case: Case) -> int:
        """Return how many other customers' cases say the same as this one."""
        ...

    def customers_called(self, wanted: str) -> list[str]:
        """Return the ids of the customers with that id, e-mail address or phone number."""
        ...

    def verbatims_of(self, customer_id: str) -> list[int]:
        """Return the ids of everything a customer said, first said first."""
        ...

    def verbatims_before(self, moment: datetime, *, at_most: int) -> list[int]:
        """Return verbatims said before a moment that still have words, and no open case."""
        ...

    def verbatims_after(self, verbatim_id: int, *, at_most: int) -> list[int]:
        """Return the ids of the verbatims after one, in their order."""
        ...

    def cases_from(self, verbatim_ids: Collection[int]) -> list[Case]:
        """Return the cases that verbatims opened."""
        ...

    def posted(self, case_ids: Collection[int]) -> list[Notice]:
        """Return the notices that stand in Slack and are about these cases, or about several."""
        ...

    def sent_notice(self, notice_id: str) -> tuple[Notice, Place] | None:
        """Return a notice that was posted, and where it stands; None when nobody knows."""
        ...

    def cases_touched_between(self, start: datetime, end: datetime) -> list[Case]:
        """Return the cases with a fact in [start, end)."""
        ...

    def person(self, person_id: str) -> Person | None:
        """Return a colleague, or None when Slack never told about them."""
        ...

    def person_by_email(self, email: str) -> Person | None:
        """Return a colleague by address, whatever its capitals."""
        ...

    def said_lines(self, person_id: str) -> Collection[tuple[int, str]]:
        """Return the (case, line) pairs of which a person was reminded before."""
        ...

    def put_off(self, person_id: str) -> Mapping[int, date]:
        """Return until which day a person has put off the reminders of which cases."""
        ...

    def muted(self, person_id: str) -> Collection[str]:
        """Return the groups of reminders that a person does not want."""
        ...

    def people(self) -> list[Person]:
        """Return every colleague, in the order of their ids."""
        ...

    def later_moments(self, start: datetime, end: datetime) -> Sequence[datetime]:
        """Return when something that waits for its hour is due in (start, end]."""
        ...

    def newest_map(self) -> tuple[str, str] | None:
        """Return the version and the text of the map that was accepted last, or None."""
        ...

    def was_planned(self, what: str, on: date) -> bool:
        """Tell whether something of a day ("round:billing") was planned, said or not."""
        ...

    def has_notice(self, notice_id: str) -> bool:
        """Tell whether a notice was staged under that id."""
        ...

    def has_due(self, *, now: float) -> bool:
        """Tell whether a notice could be claimed at a machine time."""
        ...

    def next_free(self, *, now: float) -> float | None:
        """Return when the next pace that rests after a machine time is free; None: all are."""
        ...

    def paused(self) -> Pause | None:
        """Return since when nothing leaves the house; None when everything does."""
        ...

    def stuck(self) -> list[Stuck]:
        """Return the notices that wait for a person, first staged first."""
        ...

    def lanes(self, *, now: float) -> Lanes:
        """Return how the lanes stand at a machine time."""
        ...

    def count_notices(self) -> Mapping[str, int]:
        """Return how many notices there are by state: waiting, sending, sent, held, dead."""
        ...


class Turn(
    Look,
    TurnOfMessages,
    TurnOfImprovements,
    TurnOfMail,
    TurnOfHelpDesks,
    TurnOfMeanings,
    Protocol,
):
    """One turn of the loop: everything recorded in it is kept, or none of it."""

    def known(self, source: str, source_ids: Collection[str]) -> Mapping[str, Known]:
        """Return which records of a source are remembered, by their id there.

        Nobody else takes in records of that source until the turn ends.
        """
        ...

    def add_verbatims(self, understood: Sequence[tuple[Verbatim, Reading]]) -> list[Verbatim]:
        """Remember new verbatims and their readings; return the verbatims with their ids."""
        ...

    def revise_verbatim(self, verbatim: Verbatim, reading: Reading) -> None:
        """Remember a new revision (`id` and `revision` are set) and what was understood of it."""
        ...

    def record_customers(self, customers: Sequence[Customer]) -> None:
        """Remember customers, one after the other; what is None leaves what was known before."""
        ...

    def new_case_ids(self, number: int) -> Sequence[int]:
        """Return ids for so many cases that are to be opened."""
        ...

    def add_cases(self, opened: Sequence[tuple[Case, Sequence[Fact]]]) -> None:
        """Open cases under the ids they have, each with its first facts."""
        ...

    def record(self, case: Case, *facts: Fact) -> None:
        """Replace what is known about a case, and append what happened to its history.

        Raises `TurnUndone` when somebody else changed the case since it was read here.
        """
        ...

    def add_correction(self, correction: Correction) -> Correction:
        """Remember what a person taught and return it with its id."""
        ...

    def add_action(self, action: Action) -> Action:
        """Remember an action and return it with its id."""
        ...

    def record_action(self, action: Action) -> None:
        """Replace what is known about an action."""
        ...

    def add_message(self, message: Message) -> Message:
        """Remember a message to a customer and return it with its id."""
        ...

    def stage(self, notice: Notice) -> None:
        """Queue a notice; one that was staged under the same id before is left as it is.

        An update of a card is left out while an earlier one still waits: it will say the same.
        """
        ...

    def stage_later(self, notice: Notice, *, at: datetime) -> None:
        """Keep a notice until a moment; one kept under the same id before is left as it is."""
        ...

    def take_later(self, *, now: datetime) -> Sequence[Notice]:
        """Take out the notices whose hour has come, first due first."""
        ...

    def record_card(self, case_id: int, destination: str, place: Place) -> None:
        """Remember where the live card of a case stands at a destination."""
        ...

    def record_heard_back(self, heard: HeardBack) -> None:
        """Remember what the customer said of our answer; a later word replaces an earlier one."""
        ...

    def record_person(self, person: Person) -> None:
        """Remember a colleague."""
        ...

    def record_said(self, person_id: str, lines: Collection[tuple[int, str]]) -> None:
        """Remember of which (case, line) pairs a person was reminded."""
        ...

    def remind_again(self, case_id: int) -> None:
        """Let who has a case be reminded anew of its next step, though they were before."""
        ...

    def record_put_off(self, person_id: str, case_id: int, *, until: date) -> None:
        """Remember that a person wants to hear of a case on a day, also what they heard before."""
        ...

    def record_muted(self, person_id: str, groups: Collection[str]) -> None:
        """Remember which groups of reminders a person does not want; all others they do."""
        ...

    def record_planned(self, what: str, on: date) -> bool:
        """Remember that something of a day ("round:billing") is planned here.

        False when it was planned before: then somebody else did it, and this turn must not.
        """
        ...

    def record_map(self, version: str, text: str, *, at: datetime) -> bool:
        """Remember an accepted journey map; False when it is the newest already."""
        ...

    def erase_words(self, verbatim_ids: Collection[int], *, at: datetime) -> None:
        """Erase what was said, what was understood of it in words, and who said it."""
        ...

    def erase_told(self, case_ids: Collection[int]) -> None:
        """Erase what a customer was told and what they answered; nothing more is sent to them."""
        ...

    def erase_customer(self, customer_id: str) -> None:
        """Erase the name, the addresses and what else is known of a customer."""
        ...

    def erase_customers_of_nothing(self) -> int:
        """Erase the customers of whom nothing is kept any more; return how many."""
        ...

    def rewrite_actions(self, case_id: int, rewrite: Mapping[int, str]) -> None:
        """Replace what is done about a case, by the action's id."""
        ...

    def erase_colleagues(self, *, closed_before: datetime, at_most: int) -> int:
        """Take out who did what in cases closed before a moment; return how many cases."""
        ...

    def finish(self, inbox_key: str, *, at: datetime) -> bool:
        """Mark what arrived from Slack as done; what it said is not kept.

        False when it was done before: then somebody else did it, and this turn must not.
        """
        ...

    def fail(self, inbox_key: str, *, at: datetime) -> None:
        """Mark that doing it failed; it is kept, so that the person can have it done again."""
        ...

    def arrived(self, key: str) -> InboxItem | None:
        """Return what arrived under a key and is not done, also when doing it failed."""
        ...

    def forget_failed(self, *, before: datetime, at: datetime) -> None:
        """Let go of what failed before a moment, and of the order of reactions then."""
        ...

    def record_reaction(
        self, person_id: str, place: Place, verb: str, *, moved: str, at: datetime
    ) -> bool:
        """Remember when a person last moved an emoji (Slack's `event_ts`), and that we heard now.

        False when something newer was heard before: then this one came too late to mean anything.
        """
        ...

    def let_go_of_done(self, *, arrived_before: datetime, sent_before: float, at_most: int) -> int:
        """Delete what arrived and was done by a moment, and notices sent before a machine time.

        Only what nobody needs again; returns how many rows, at most so many of each.
        """
        ...

    def claim(
        self,
        *,
        now: float,
        lease: float,
        at_most: int = 1,
        at: datetime | None = None,
        flow: Flow | None = None,
    ) -> list[Claimed]:
        """Take the first notices that may go, until `now + lease` (machine time, seconds).

        One of each pace at most. `at` is business time; `flow` the limit of all posts together.
        """
        ...

    def rest(self, claimed: Claimed, flow: Flow, *, now: float, until: float) -> bool:
        """Note that the other side asked this pace to wait until a machine time.

        When another pace of that flow was asked too and still rests, the limit is of them all:
        then all of them rest, and it answers True.
        """
        ...

    def record_pause(self, pause: Pause) -> None:
        """Remember that from now on nothing leaves the house."""
        ...

    def record_resume(self, *, by: str, at: datetime) -> None:
        """Remember that everything leaves again."""
        ...

    def settle_stuck(self, notice_id: str, *, arrived: bool) -> Notice | None:
        """End a stuck notice as arrived, or let it be sent again; None when it is not stuck."""
        ...

    def pass_return(self, claimed: Collection[Claimed], *, until: float) -> Collection[Attempt]:
        """Note that from now on they may arrive, and hold the claims until then (machine time).

        Returns those of which no other attempt took over; none while all is paused.
        """
        ...

    def settle(self, ended: Sequence[Settled]) -> Collection[Attempt]:
        """End attempts; returns those of which no other attempt took over.

        Of the others nothing is changed.
        """
        ...


class Ledger(Protocol):
    """The bot's memory."""

    def turn(self) -> AbstractContextManager[Turn]:
        """Begin a turn: one transaction, kept when the block ends, undone when it raises.

        Raises `TurnUndone` when the database undid it: see `bot.again`.
        """
        ...

    def look(self) -> AbstractContextManager[Look]:
        """Read one consistent moment without holding anybody up."""
        ...

    def receive(self, key: str, payload: Mapping[str, Any], *, at: datetime) -> bool:
        """Keep what arrived from Slack, before it is acked; False when it was here before."""
        ...

    def receive_all(self, items: Sequence[InboxItem], *, at: datetime) -> Sequence[bool]:
        """Keep all that arrived at once; tells of each whether it was not here before."""
        ...

    def unfinished(self) -> Sequence[InboxItem]:
        """Return what arrived and was neither done nor failed, oldest first."""
        ...
