"""Write to a customer: the one door, where a message leaves or a second person reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.card import refresh_card, say_under_card
from bot.case import Case, Closing, Fact
from bot.gathering import tell_the_others
from bot.improvement_post import refresh_improvement
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.message import BY_HAND, Message, MessageKind
from bot.notice import Notice, NoticeKind
from bot.proposal import Proposal
from bot.refusal import Refusal
from bot.second_reader import anybody_else, second_readers, why_read_again
from bot.steps.acknowledge import acknowledge, check_unacknowledged
from bot.steps.answer import answer, check_unanswered, thank
from bot.steps.ask import ask, check_unasked
from bot.steps.close import close
from bot.steps.follow_up import check_promised, check_waiting, follow_up, reassure
from bot.telling import check
from bot.told_before import check_untold
from bot.word import stage_in_hours

_CHECKS: Mapping[MessageKind, Callable[[Case, Message], None]] = {
    "acknowledgement": check_unacknowledged,
    "answer": check_unanswered,
    "thanks": check_unanswered,
    "question": check_unasked,
    "follow_up": check_promised,
    "reassurance": check_waiting,
}
_STEPS: Mapping[MessageKind, Callable[..., Message]] = {
    "acknowledgement": acknowledge,
    "answer": answer,
    "thanks": thank,
    "question": ask,
    "follow_up": follow_up,
    "reassurance": reassure,
}


class NoSecondReader(Refusal):
    """A second person has to read this message, and there is none."""

    sentence = "refused-no-second-reader"


class OwnWords(Refusal):
    """Nobody approves their own words where a second person has to read them."""

    sentence = "refused-own-words"


class AlreadyRead(Refusal):
    """Somebody decided about this message before."""

    sentence = "refused-already-read"


@dataclass(frozen=True)
class Drafted:
    """Where everything stood when a message was drafted, and whether its case closes with it."""

    revision: int
    stand: int | None = None
    closes: bool = False


def check_writing(
    look: Look, case: Case, message: Message, journey: JourneyMap, drafted: Drafted
) -> None:
    """Refuse a message that could not leave now, before anybody reads it again.

    Raises the refusals of the message's step and of `bot.telling.check`, and `ToldBefore`.
    """
    _CHECKS[message.kind](case, message)
    check_untold(look, case, message)
    check(look, case, message, journey, revision=drafted.revision, stand=drafted.stand)


def write(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    drafted: Drafted,
    *,
    now: datetime,
) -> Message | Proposal:
    """Tell the customer what a person approved; or ask a second person to read it first.

    What a second person approved with its author's name in it (`written_by`) was read already.
    Raises the refusals of the message's step and of `bot.telling.check`, and `NoSecondReader`.
    """
    message = replace(message, department=journey.in_charge(case.department).key)
    check_writing(turn, case, message, journey, drafted)
    was_read = message.author != message.approved_by
    why = () if was_read else why_read_again(turn, case, message, journey)
    if not why:
        return _tell(turn, case, message, journey, drafted, now=now)
    return _propose(
        turn,
        case,
        Proposal(message, drafted.revision, drafted.stand or 0, drafted.closes, why),
        journey,
        now=now,
    )


def approve(
    turn: Turn, proposal: Proposal, journey: JourneyMap, *, by: str, now: datetime
) -> Refusal | None:
    """Let a message go that somebody else wrote; what has become untrue goes back to its author.

    Returns what stood in the way, None when it left. Raises `AlreadyRead`, `OwnWords`.
    """
    case = _checked(turn, proposal, by=by)
    message = replace(
        proposal.message, approved_by=by, approved_at=now, written_by=proposal.message.author
    )
    drafted = Drafted(proposal.revision, proposal.stand, proposal.closes)
    try:
        check_writing(turn, case, message, journey, drafted)
    except Refusal as refusal:
        over = replace(proposal, decision="out_of_date", decided_by=by, decided_at=now)
        turn.record_proposal(over)
        _give_back(turn, case, over, journey, why=refusal.sentence, now=now)
        refresh_card(turn, case, journey)
        return refusal
    turn.record_proposal(replace(proposal, decision="approved", decided_by=by, decided_at=now))
    turn.record(case, Fact("approved", now, by, {"proposal": proposal.id}))
    if message.way in BY_HAND:
        _give_back(turn, case, proposal, journey, why="approved-by-hand", now=now)
        refresh_card(turn, case, journey)
    else:
        _tell(turn, case, message, journey, drafted, now=now)
    return None


def send_back(
    turn: Turn, proposal: Proposal, journey: JourneyMap, *, word: str, by: str, now: datetime
) -> None:
    """Give a message back to its author with a word. Raises `AlreadyRead`, `OwnWords`."""
    case = _checked(turn, proposal, by=by)
    back = replace(proposal, decision="sent_back", decided_by=by, decided_at=now, word=word)
    turn.record_proposal(back)
    turn.record(case, Fact("sent_back", now, by, {"proposal": proposal.id}))
    _give_back(turn, case, back, journey, why="sent-back", now=now)
    refresh_card(turn, case, journey)


def mark_as_told(
    turn: Turn, proposal: Proposal, journey: JourneyMap, *, where: str, by: str, now: datetime
) -> Message:
    """Remember that an approved public reply was put where the customer wrote.

    Raises `AlreadyRead` when it is not an approved one, and the refusals of its step.
    """
    case = turn.case(proposal.message.case_id)
    if proposal.decision != "approved":
        raise AlreadyRead(case=case.name)
    message = replace(
        proposal.message,
        approved_by=proposal.decided_by or by,
        approved_at=now,
        written_by=proposal.message.author,
        where=where,
    )
    drafted = Drafted(proposal.revision, proposal.stand, proposal.closes)
    return _tell(turn, case, message, journey, drafted, now=now)


def _tell(
    turn: Turn,
    case: Case,
    message: Message,
    journey: JourneyMap,
    drafted: Drafted,
    *,
    now: datetime,
) -> Message:
    told = _STEPS[message.kind](
        turn, case, message, journey, revision=drafted.revision, stand=drafted.stand, now=now
    )
    _replace_waiting(turn, case, told, now=now)
    after = turn.case(case.id)
    if drafted.closes and after.closed_at is None:
        how: Closing = "told_by_phone" if told.way == "phone" else "told"
        close(turn, after, journey, how=how, by=told.author, now=now)
    if told.improvement_id is not None:
        tell_the_others(turn, told, journey, by=told.approved_by, now=now)
    return told


def _propose(
    turn: Turn, case: Case, proposal: Proposal, journey: JourneyMap, *, now: datetime
) -> Proposal:
    author = proposal.message.author
    readers = second_readers(turn, case, author, journey)
    if not readers and not anybody_else(turn, case, author):
        raise NoSecondReader(case=case.name)
    _replace_waiting(turn, case, proposal.message, now=now)
    added = turn.add_proposal(proposal)
    turn.record(case, Fact("proposed", now, author, {"proposal": added.id}))
    is_asked_already = _asks_already(turn, added)
    for reader, person_id in readers.items() if not is_asked_already else ():
        asked = _asked(added, case, reader)
        stage_in_hours(turn, asked, person_id, case, journey, now=now)
    if not case.grave and added.message.improvement_id is None:
        say_under_card(turn, case, journey, "line-second-reading", proposal=added.id, by=author)
    refresh_card(turn, case, journey)
    return added


def _asked(proposal: Proposal, case: Case, reader: str) -> Notice:
    """Return what a reader is asked; of an improvement once for all that one person wrote."""
    about: dict[str, object] = {"proposal": proposal.id}
    kind: NoticeKind = "second_reading"
    if proposal.message.improvement_id is not None:
        kind = "letters_reading"
        about = {"improvement": proposal.message.improvement_id, "by": proposal.message.author}
    return Notice(f"{kind}:{proposal.id}:{reader}", kind, reader, case_id=case.id, about=about)


def _asks_already(turn: Turn, proposal: Proposal) -> bool:
    """Tell whether readers were asked about other letters of an improvement by the same author."""
    improvement_id = proposal.message.improvement_id
    if improvement_id is None:
        return False
    waiting = turn.waiting_letters(improvement_id)
    return any(
        one.id != proposal.id and one.message.author == proposal.message.author for one in waiting
    )


def _replace_waiting(turn: Turn, case: Case, message: Message, *, now: datetime) -> None:
    """Put aside what waits for a reader and was overtaken by a newer text of its kind."""
    for waiting in turn.waiting_proposals(case.id):
        if waiting.message.kind == message.kind:
            turn.record_proposal(
                replace(waiting, decision="replaced", decided_by=message.author, decided_at=now)
            )


def _checked(turn: Turn, proposal: Proposal, *, by: str) -> Case:
    case = turn.case(proposal.message.case_id)
    if proposal.decision is not None:
        raise AlreadyRead(case=case.name)
    if proposal.message.author == by:
        raise OwnWords(case=case.name)
    return case


def _give_back(
    turn: Turn, case: Case, proposal: Proposal, journey: JourneyMap, *, why: str, now: datetime
) -> None:
    """Tell the author what became of a text that did not leave by itself."""
    author = proposal.message.author
    if proposal.message.improvement_id is not None:
        refresh_improvement(turn, turn.improvement(proposal.message.improvement_id), journey)
    about = {"proposal": proposal.id, "why": why}
    key = f"given_back:{proposal.id}:{why}"
    back = Notice(key, "given_back", f"person:{author}", case_id=case.id, about=about)
    stage_in_hours(turn, back, author, case, journey, now=now)
