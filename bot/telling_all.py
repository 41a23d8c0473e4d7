"""Letters to all customers of an improvement: how each stands, and what they would read."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from bot.action import Action
from bot.case import Case
from bot.draft import Draft, DraftKind, draft, language_for, left_open
from bot.improvement import Improvement, Telling
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.look_once import look_once
from bot.message import SENT_BY_US, Message, MessageKind, Way
from bot.person import Person
from bot.proposal import WhyReadAgain
from bot.refusal import Refusal
from bot.second_reader import why_read_again
from bot.telling import LeftAlone, reason_not_to_send, stand_of
from bot.told_before import customers_of, end_told, told_before
from bot.ways import (
    Path,
    address_of,
    is_public_reply,
    may_go,
    wants_to_be_left_alone,
    ways_to,
)
from bot.writing import Drafted

# How a customer of an improvement stands: told, on the way there, or why not yet.
State = Literal[
    "told",
    "on_its_way",
    "stuck",  # a lead has to look: nobody knows whether it arrived, or it never left
    "waits_reader",
    "together",  # ready, and mild enough to be approved with others
    "alone",  # a low point or a moment of truth: approved one by one
    "by_hand",  # nothing we send reaches them (or it came back); a call or a copied text does
    "along",  # the same customer as another one here, and told by the same message
    "later",  # closed before it joined: hears that it is done, and nothing before
    "unsaid",  # the sentence for all is missing in their language, or its date has passed
    "cannot",
    "apart",  # closed by itself
]
# Who of several cases of one customer carries the message: told already, then the most delicate.
_CARRIERS: Mapping[State, int] = {
    "told": 0,
    "on_its_way": 0,
    "stuck": 0,
    "waits_reader": 0,
    "alone": 1,
    "together": 2,
    "by_hand": 3,
}
_MAY_GO_ALONG: frozenset[State] = frozenset({"alone", "together", "by_hand", "unsaid", "cannot"})


@dataclass(frozen=True)
class Letter:
    """How one customer stands, and what they would be told; `why_not` says why they cannot be.

    `message` is None where nothing is to be sent (any more).
    """

    case: Case
    state: State
    message: Message | None = None
    drafted: Drafted | None = None
    why_not: Refusal | None = None

    @property
    def fingerprint(self) -> str:
        """Return what tells this very letter from any other: whom it reaches, and every word."""
        sent = self.message
        said = [sent.to, sent.subject, sent.text, sent.signed] if sent else []
        return hashlib.sha256(json.dumps([self.case.id, *said]).encode()).hexdigest()

    @property
    def is_lost(self) -> bool:
        """Tell whether nothing will change it; a rest of thirty days ends by itself."""
        is_open = self.state == "cannot" and self.case.closed_at is None
        sentence = self.why_not.sentence if self.why_not and is_open else ""
        return sentence in ("refused-no-contact", "refused-stopped")


@dataclass(frozen=True)
class Authorship:
    """Who writes and who lets it leave; they are two where a second person reads.

    `connected` are the ways that the company's settings open.
    """

    author: Person | None
    author_id: str
    approved_by: str
    connected: Collection[Way]

    @property
    def written_by(self) -> str | None:
        """Return the author where somebody else approves."""
        return self.author_id if self.author_id != self.approved_by else None


def authorship(
    look: Look, improvement: Improvement, *, by: str, connected: Collection[Way]
) -> Authorship:
    """Return who signs: whoever asked for a second reader, else who is at it."""
    author_id = improvement.asked_by or by
    return Authorship(look.person(author_id), author_id, by, connected)


def tellings_of(look: Look, improvement: Improvement, *, today: date) -> list[Telling]:
    """Return what its customers can be told now, what matters most first."""
    if not improvement.goes_on:
        return []
    if not improvement.is_open:
        return ["done"]
    if improvement.due.on < today:
        return []
    cases = [case for case in look.cases_in(improvement.id) if case.closed_at is None]
    found: list[Telling] = []
    if any(_waits_for_date(case, improvement) for case in cases):
        found.append("new_date")
    if any(case.needs_answer and case.answered_at is None for case in cases):
        found.append("doing")
    return found


def letters(
    look: Look,
    improvement: Improvement,
    telling: Telling,
    journey: JourneyMap,
    who: Authorship,
    *,
    now: datetime,
) -> list[Letter]:
    """Return how each customer stands, in the order of their cases, and what they would read.

    Nothing may be changed meanwhile.
    """
    look = look_once(look)
    found = [
        letter_to(look, case, improvement, telling, journey, who, now=now)
        for case in look.cases_in(improvement.id)
        if telling != "new_date" or _is_promised(case)
    ]
    return _once_each(look, found)


def letter_to(
    look: Look,
    case: Case,
    improvement: Improvement,
    telling: Telling,
    journey: JourneyMap,
    who: Authorship,
    *,
    now: datetime,
) -> Letter:
    """Return how one customer stands, and what they would read."""
    if case.hears_the_end and telling != "done":
        return Letter(case, "later")
    told = _told(look, case, improvement, telling)
    if told is not None:
        return Letter(case, _arrival(told))
    if case.closed_at is not None and not case.hears_the_end:
        return Letter(case, "apart")
    if any(one.message.improvement_id for one in look.waiting_proposals(case.id)):
        return Letter(case, "waits_reader")
    if look.is_approved(case.id):
        return Letter(case, "on_its_way")
    path = _path(look, case, journey, who)
    drafted = _draft(look, case, improvement, telling, journey, who, path, now=now)
    message = _message(case, improvement, telling, drafted, who, path, now=now)
    stand = Drafted(
        look.verbatim(case.verbatim_id).revision,
        stand_of(look, case),
        closes=telling == "done",
    )
    state, why_not = _state(look, case, message, drafted, journey, now=now)
    return Letter(case, state, message, stand, why_not)


def count_states(found: Sequence[Letter]) -> Mapping[State, int]:
    """Return how many customers stand how."""
    return Counter(letter.state for letter in found)


def together(found: Sequence[Letter]) -> list[Letter]:
    """Return the letters that may leave with one press."""
    return [letter for letter in found if letter.state == "together"]


def fingerprint_of(chosen: Sequence[Letter]) -> str:
    """Return what tells these very letters from any others: whom they reach, and every word."""
    said = [one.fingerprint for one in chosen]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def why_read(
    look: Look, chosen: Sequence[Letter], journey: JourneyMap
) -> tuple[WhyReadAgain, ...]:
    """Return why a second person reads what many would be told; nothing where it may go."""
    found = (
        why
        for letter in chosen
        if letter.message
        for why in why_read_again(look, letter.case, letter.message, journey)
    )
    return tuple(dict.fromkeys(found))


def _once_each(look: Look, found: Sequence[Letter]) -> list[Letter]:
    """Let a customer with several cases hear it once: the others are told along with it.

    By the case that asks for most care, else the first one.
    """
    heard: set[str] = set()
    along: set[int] = set()
    for letter in sorted(found, key=lambda one: _CARRIERS.get(one.state, len(_CARRIERS))):
        ids = set(customers_of(look, letter.case))
        if ids & heard and letter.state in _MAY_GO_ALONG:
            along.add(letter.case.id)
        elif letter.state in _CARRIERS:
            heard |= ids
    return [replace(one, state="along") if one.case.id in along else one for one in found]


def _told(look: Look, case: Case, improvement: Improvement, telling: Telling) -> Message | None:
    """Return what told this customer, by way of this improvement or before it."""
    of_it = told_before(look, case, improvement.id)
    if telling == "new_date":
        wanted = [one for one in of_it if one.promised_on == improvement.due.on]
        return wanted[-1] if wanted and case.promised_on == improvement.due.on else None
    if telling == "doing":
        told = [one for one in look.messages(case.id) if not one.told_nobody] or of_it
        return told[-1] if told and case.answered_at is not None else None
    return end_told(of_it)


def _arrival(told: Message) -> State:
    if told.leaves_by_itself and told.fate in ("held", "dead"):
        return "stuck"
    is_under_way = told.leaves_by_itself and told.fate is None
    return "on_its_way" if is_under_way else "told"


def _state(
    look: Look,
    case: Case,
    message: Message,
    drafted: Draft,
    journey: JourneyMap,
    *,
    now: datetime,
) -> tuple[State, Refusal | None]:
    if not message.leaves_by_itself:
        return "by_hand", None
    refusal = reason_not_to_send(look, case, message, journey, now=now)
    if refusal is not None:
        customer = look.customer(case.customer_id) if case.customer_id else None
        if customer and wants_to_be_left_alone(look, customer):
            refusal = LeftAlone(case=case.name)
        return "cannot", refusal
    if left_open(drafted, message.text):
        return "unsaid", None
    is_delicate = case.moment_of_truth or look.reading(case.verbatim_id).is_low
    return ("alone" if is_delicate else "together"), None


def _path(look: Look, case: Case, journey: JourneyMap, who: Authorship) -> Path:
    """Return the way to a customer: one that we send by, else by hand, else the telephone.

    Where a message came back, another way is taken. Where nobody may be told, the mail that
    cannot leave: `reason_not_to_send` says why.
    """
    paths = ways_to(look, case, journey, connected=who.connected)
    failed = {(one.way, one.to) for one in look.messages(case.id) if one.has_failed}
    open_paths = [path for path in paths if (path.way, path.to) not in failed]
    sent = [path for path in open_paths if path.way in SENT_BY_US]
    if sent or open_paths:
        return (sent or open_paths)[0]
    customer = look.customer(case.customer_id) if case.customer_id else None
    verbatim = look.verbatim(case.verbatim_id)
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    has_phone = bool(customer and customer.phone)
    can_be_called = case.needs_answer and may_go("hand", verbatim, policy, customer)
    if can_be_called and (paths or has_phone):
        return Path("phone")
    return Path("mail", address_of(customer))


def _draft(
    look: Look,
    case: Case,
    improvement: Improvement,
    telling: Telling,
    journey: JourneyMap,
    who: Authorship,
    path: Path,
    *,
    now: datetime,
) -> Draft:
    """Draft the letter: the customer's own point and language, the one sentence for all."""
    reading = look.reading(case.verbatim_id)
    language = language_for(reading, journey)
    customer = look.customer(case.customer_id) if case.customer_id else None
    # Where everybody reads it nobody is called by name.
    verbatim = look.verbatim(case.verbatim_id)
    is_shown = is_public_reply(path.way, verbatim)
    said = improvement.said.get(language, "")
    action = Action(
        case_id=case.id,
        what=said or "…",
        taker=improvement.taker,
        due=improvement.due,
        planned_at=improvement.started_at,
        planned_by=improvement.started_by,
        done_at=improvement.done_at,
    )
    return draft(
        _draft_kind(case, telling),
        case,
        reading,
        None if is_shown else customer,
        [action],
        journey,
        author=who.author.first_name if who.author else "",
        today=now.astimezone(journey.timezone).date(),
        channel=verbatim.channel,
    )


def _draft_kind(case: Case, telling: Telling) -> DraftKind:
    if telling == "doing":
        return "answer"
    if telling == "new_date":
        return "improvement_later"
    if case.hears_the_end:
        return "improvement_since"
    return "follow_up" if _is_promised(case) else "improvement_done"


def _message(
    case: Case,
    improvement: Improvement,
    telling: Telling,
    drafted: Draft,
    who: Authorship,
    path: Path,
    *,
    now: datetime,
) -> Message:
    is_first = telling == "done" and case.answered_at is None and case.closed_at is None
    is_first = is_first and not _is_promised(case)
    kind: MessageKind = "answer" if is_first or telling == "doing" else "follow_up"
    return Message(
        case_id=case.id,
        kind=kind,
        way=path.way,
        language=drafted.language,
        text=drafted.text,
        approved_by=who.approved_by,
        approved_at=now,
        to=path.to,
        subject=drafted.subject if path.way == "mail" else "",
        signed=drafted.signed,
        promised_on=None if telling == "done" else drafted.promised_on,
        written_by=who.written_by,
        improvement_id=improvement.id,
    )


def _is_promised(case: Case) -> bool:
    waits = case.promised_on is not None and case.followed_up_at is None
    return waits and not case.hears_the_end


def _waits_for_date(case: Case, improvement: Improvement) -> bool:
    """Tell whether a customer was promised another day than the one it is planned for now."""
    return _is_promised(case) and case.promised_on != improvement.due.on
