"""Tell a customer something: what stands in the way of it, and how it leaves the house."""

from datetime import datetime, timedelta

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.message import Message
from bot.notice import Notice
from bot.refusal import CaseClosed, Refusal
from bot.verbatim import Channel
from bot.ways import is_public_reply, may_go, wants_to_be_left_alone

# Where the customer did not write to us: there our first message is one that we begin.
BEGUN_BY_US: frozenset[Channel] = frozenset({"survey", "review", "social", "frontline"})
# One message that we begin per customer in so many days, from all departments together.
BEGIN_AGAIN_AFTER = timedelta(days=30)
# What keeps a promise is no message that we begin.
_OF_A_PROMISE = frozenset({"follow_up", "reassurance"})
# What happened to a case without changing what a message about it should say.
_WITHOUT_WEIGHT = frozenset(
    {
        "opened",
        "read",
        "read_again",
        "routed",
        "shared",
        "taken",
        "released",
        "handed_over",
        "proposed",
        "approved",
        "sent_back",
        "original_seen",
        "held_arrived",
        "held_again",
        "accepted",
        "delivered",
        "held",
        "dead",
    }
)


class NotAllowed(Refusal):
    """The customer may not be contacted, or there is no way to reach them."""

    sentence = "refused-no-contact"


class LeftAlone(Refusal):
    """The customer asked to be left alone: nobody writes to them again."""

    sentence = "refused-stopped"


class WrittenLately(Refusal):
    """We began to write to this customer lately; `department` and `on` say who and when."""

    sentence = "refused-written-lately"

    def __init__(self, *, case: str, before: Message) -> None:
        super().__init__(case=case)
        self.before = before


class OutOfDate(Refusal):
    """The customer changed their words after the message was drafted."""

    sentence = "refused-out-of-date"


class CaseWentOn(Refusal):
    """Something about the case changed after the message was drafted."""

    sentence = "refused-case-went-on"


class NotAsShown(Refusal):
    """The message would leave with another sender or address than its preview showed."""

    sentence = "refused-not-as-shown"


class PromisePassed(Refusal):
    """The date that the message promises has passed since it was written."""

    sentence = "refused-promise-passed"


class InRehearsal(Refusal):
    """The department rehearses: nothing leaves the house."""

    sentence = "refused-rehearsal"


def tell(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    stand: int | None = None,
) -> Message:
    """Remember what a person approved and stage it to be sent; what was told by hand stays here.

    Raises the refusals of `check`; then nothing is remembered and nothing sent.
    """
    check(turn, case, message, journey, revision=revision, stand=stand)
    told = turn.add_message(message)
    if told.leaves_by_itself:
        key = f"{told.way}:{told.id}"
        turn.stage(Notice(key, "mail", key, case_id=case.id, about={"message": told.id}))
    return told


def check(
    look: Look,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    stand: int | None = None,
) -> None:
    """Refuse a message that must not leave as it was drafted.

    `revision` is the one of the customer's words that it answers, `stand` where the case stood
    then (None: it does not matter). Raises `CaseClosed`, `OutOfDate`, `CaseWentOn`,
    `PromisePassed` and what `reason_not_to_send` finds.
    """
    if case.closed_at is not None and not _tells_the_end(case, message):
        raise CaseClosed(case=case.name)
    if look.verbatim(case.verbatim_id).revision != revision:
        raise OutOfDate(case=case.name)
    if stand is not None and stand_of(look, case) != stand:
        raise CaseWentOn(case=case.name)
    today = message.approved_at.astimezone(journey.timezone).date()
    if message.promised_on is not None and message.promised_on < today:
        raise PromisePassed(case=case.name)
    refusal = reason_not_to_send(look, case, message, journey, now=message.approved_at)
    if refusal is not None:
        raise refusal


def reason_not_to_send(
    look: Look, case: Case, message: Message, journey: JourneyMap, *, now: datetime
) -> Refusal | None:
    """Return what forbids to send a message now; it is asked again just before it leaves.

    What a person told by hand is a fact, and no longer asks for anything.
    """
    if not message.leaves_by_itself:
        return None
    if journey.in_charge(case.department).mode == "rehearsal":
        return InRehearsal(case=case.name)
    customer = look.customer(case.customer_id) if case.customer_id else None
    verbatim = look.verbatim(case.verbatim_id)
    policy = journey.policy_of(verbatim.source, verbatim.channel)
    may = case.needs_answer and may_go(message.way, verbatim, policy, customer)
    if not message.to or not may:
        return NotAllowed(case=case.name)
    if customer and wants_to_be_left_alone(look, customer):
        return LeftAlone(case=case.name)
    # What we promised, and a reply under what they wrote, begins nothing.
    if message.kind in _OF_A_PROMISE or is_public_reply(message.way, verbatim):
        return None
    before = begun_lately(look, case, message, now=now)
    return WrittenLately(case=case.name, before=before) if before else None


def begun_lately(
    look: Look, case: Case, message: Message | None = None, *, now: datetime
) -> Message | None:
    """Return the message that forbids us to begin another one to this customer now, or None.

    `message` is the one to be sent, where it is remembered already. What we said before about the
    same case makes the next message no beginning.
    """
    if look.verbatim(case.verbatim_id).channel not in BEGUN_BY_US:
        return None
    own_id = message.id if message else 0
    if any(one.id != own_id for one in _told(look, case)):
        return None
    for earlier in reversed(told_lately(look, case, now=now)):
        there = look.case(earlier.case_id)
        began = look.verbatim(there.verbatim_id).channel in BEGUN_BY_US
        if began and earlier == _told(look, there)[0] and not 0 < own_id < earlier.id:
            return earlier
    return None


def told_lately(look: Look, case: Case, *, now: datetime) -> list[Message]:
    """Return what this customer was told about other cases in the last 30 days."""
    if case.customer_id is None:
        return []
    ids = [one.id for one in look.same_customer(case.customer_id)] or [case.customer_id]
    return [
        message
        for message in look.messages_to(ids)
        if message.case_id != case.id and now - message.approved_at < BEGIN_AGAIN_AFTER
    ]


def stand_of(look: Look, case: Case) -> int:
    """Return where a case stands: another number once something happened that a message tells."""
    return sum(fact.kind not in _WITHOUT_WEIGHT for fact in look.history(case.id))


def _tells_the_end(case: Case, message: Message) -> bool:
    """Tell whether a message says that it is done to who asked for it before their case closed."""
    is_of_it = case.improvement_id is not None and message.improvement_id == case.improvement_id
    return case.hears_the_end and is_of_it and message.promised_on is None


def _told(look: Look, case: Case) -> list[Message]:
    return [message for message in look.messages(case.id) if not message.told_nobody]
