"""Keep a promise made to a customer: tell them that it is done, the new date, or "still on it"."""

from dataclasses import replace
from datetime import datetime

from bot.card import refresh_card
from bot.case import About, Case, Fact
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.message import Message
from bot.refusal import Refusal
from bot.telling import tell


class NothingPromised(Refusal):
    """No date waits to be followed up: it was, or none was ever told."""

    sentence = "refused-nothing-promised"


class DateIsTheSame(Refusal):
    """The new date is the one that was told already: pressing "send" twice sends once."""

    sentence = "refused-same-date"


class AlreadyReassured(Refusal):
    """The customer heard once that we are on it and when they hear more: again would be noise."""

    sentence = "refused-already-reassured"


def check_promised(case: Case, message: Message) -> None:
    """Refuse to follow up what was not promised. Raises `NothingPromised`, `DateIsTheSame`.

    Whoever is one of many hears that it is done also where no date was told before.
    """
    is_news = message.improvement_id is not None and message.promised_on is None
    if not is_news:
        _check_promise_waits(case)
    if message.promised_on is not None and message.promised_on == case.promised_on:
        raise DateIsTheSame(case=case.name)


def follow_up(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    now: datetime,
    stand: int | None = None,
) -> Message:
    """Tell the customer that it is done; with a new date in the message, the promise moves there.

    Raises `NothingPromised`, `DateIsTheSame` and the refusals of `bot.telling.tell`.
    """
    check_promised(case, message)
    told = tell(turn, case, message, journey, revision=revision, stand=stand)
    if told.promised_on is None:
        # What was promised with the acknowledgement is the answer, once it is kept.
        followed = case
        if case.closed_at is None:
            followed = replace(case, followed_up_at=now, answered_at=case.answered_at or now)
        about: About = {"message": told.id, "way": told.way}
        facts = [*_finished(turn, told, now), Fact("followed_up", now, told.approved_by, about)]
    else:
        followed = replace(case, promised_on=told.promised_on)
        about = {"message": told.id, "way": told.way, "promised": told.promised_on.isoformat()}
        facts = [Fact("promised_again", now, told.approved_by, about)]
    turn.record(followed, *facts)
    refresh_card(turn, followed, journey)
    return told


def check_waiting(case: Case, message: Message) -> None:
    """Refuse to reassure who waits for nothing, or who was.

    Raises `NothingPromised`, `AlreadyReassured`.
    """
    _check_promise_waits(case)
    if message.promised_on == case.reassured_on:
        raise AlreadyReassured(case=case.name)


def reassure(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    *,
    revision: int,
    now: datetime,
    stand: int | None = None,
) -> Message:
    """Tell a customer who waits that we are on it, and on which day they hear more.

    Raises `NothingPromised`, `AlreadyReassured` and the refusals of `bot.telling.tell`.
    """
    check_waiting(case, message)
    told = tell(turn, case, message, journey, revision=revision, stand=stand)
    reassured = replace(case, promised_on=told.promised_on, reassured_on=told.promised_on)
    facts = [Fact("reassured", now, told.approved_by, {"message": told.id, "way": told.way})]
    if told.promised_on and told.promised_on != case.promised_on:
        moved: About = {"message": told.id, "promised": told.promised_on.isoformat()}
        facts.append(Fact("promised_again", now, told.approved_by, moved))
    turn.record(reassured, *facts)
    refresh_card(turn, reassured, journey)
    return told


def _check_promise_waits(case: Case) -> None:
    if case.promised_on is None or case.followed_up_at is not None:
        raise NothingPromised(case=case.name)


def _finished(turn: Turn, told: Message, now: datetime) -> list[Fact]:
    """Mark as done what the customer was just told is done."""
    open_actions = [one for one in turn.actions(told.case_id) if one.is_open]
    for action in open_actions:
        turn.record_action(replace(action, done_at=now))
    return [Fact("done", now, told.approved_by, {"action": one.id}) for one in open_actions]
