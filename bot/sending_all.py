"""Send letters to many customers of an improvement: approved with one press, written in parts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.case import Case
from bot.improvement import ApprovedLetter, Change, Improvement, Telling
from bot.improvement_post import refresh_improvement
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.message import Message, Way
from bot.notice import Notice
from bot.proposal import Proposal, WhyReadAgain
from bot.refusal import Refusal
from bot.second_reader import anybody_else, second_readers
from bot.telling_all import (
    Authorship,
    authorship,
    fingerprint_of,
    letter_to,
    letters,
    together,
    why_read,
)
from bot.word import say_to
from bot.writing import Drafted, NoSecondReader, OwnWords, write

# So many are written in one turn: it holds everybody up for a quarter of a second.
AT_ONCE = 100


class AllNotAsShown(Refusal):
    """Something about one of many letters changed since they were shown."""

    sentence = "refused-all-not-as-shown"


class NobodyToTell(Refusal):
    """Every customer was told, or has to be looked at by themselves."""

    sentence = "refused-nobody-to-tell"


@dataclass(frozen=True)
class Approval:
    """What a person approved: these letters, as they were shown; `why` somebody reads them first.

    `letters` is never empty.
    """

    improvement_id: int
    telling: Telling
    who: Authorship
    letters: Sequence[ApprovedLetter]
    first: Case
    why: tuple[WhyReadAgain, ...]


def approve_all(
    look: Look,
    improvement: Improvement,
    telling: Telling,
    journey: JourneyMap,
    *,
    shown: str,
    by: str,
    connected: Collection[Way],
    now: datetime,
) -> Approval:
    """Return what is approved, where all letters are as they were shown.

    It only looks: a thousand letters take a second, in which nobody has to wait. Raises
    `NobodyToTell`, `AllNotAsShown`.
    """
    who = authorship(look, improvement, by=by, connected=connected)
    found = letters(look, improvement, telling, journey, who, now=now)
    chosen = together(found)
    if not chosen:
        raise NobodyToTell(improvement=improvement.name)
    if fingerprint_of(chosen) != shown:
        raise AllNotAsShown(improvement=improvement.name)
    why = () if who.written_by else why_read(look, chosen, journey)
    kept = [
        ApprovedLetter(
            improvement.id, one.case.id, telling, one.fingerprint, who.author_id, who.approved_by
        )
        for one in chosen
    ]
    return Approval(improvement.id, telling, who, kept, chosen[0].case, why)


def tell_together(turn: Turn, approval: Approval, journey: JourneyMap, *, now: datetime) -> int:
    """Send the letters that were approved, or ask a second person to read them first.

    The first hundred are written now, the others by `write_approved`. Returns how many leave; 0
    when somebody was asked. Raises `AllNotAsShown`, `OwnWords`, `NoSecondReader` and the refusals
    of `bot.writing.write`; then none leaves.
    """
    improvement = turn.improvement(approval.improvement_id)
    who, by = approval.who, approval.who.approved_by
    if (improvement.asked_by or by) != who.author_id:
        raise AllNotAsShown(improvement=improvement.name)
    if approval.why:
        _ask_reader(turn, improvement, approval, journey, by=by, now=now)
        return 0
    for one in approval.letters[:AT_ONCE]:
        if not _write(turn, improvement, one, who, journey, now=now):
            raise AllNotAsShown(improvement=improvement.name)
    turn.keep_approved(approval.letters[AT_ONCE:])
    after = replace(improvement, asked_by=None, asked_what=None)
    many = len(approval.letters)
    about: dict[str, str | int | float | None] = {"telling": approval.telling, "cases": many}
    recorded = turn.record_improvement(after, Change("told", now, by, about))
    refresh_improvement(turn, recorded, journey)
    return many


def write_approved(
    turn: Turn,
    improvement: Improvement,
    journey: JourneyMap,
    *,
    connected: Collection[Way],
    now: datetime,
) -> None:
    """Write the next letters that were approved; their approver hears of those that changed.

    What is no longer as it was shown does not leave.
    """
    changed: dict[str, list[ApprovedLetter]] = {}
    for one in turn.take_approved(improvement.id, at_most=AT_ONCE):
        who = Authorship(turn.person(one.written_by), one.written_by, one.approved_by, connected)
        try:
            is_written = _write(turn, improvement, one, who, journey, now=now)
        except Refusal:
            is_written = False
        if not is_written:
            changed.setdefault(one.approved_by, []).append(one)
    for person_id, left in changed.items():
        case = turn.case(left[0].case_id)
        about = {"improvement": improvement.id, "customers": len(left)}
        say_to(turn, person_id, "improvement_aside", case, journey, now=now, **about)


def tell_one(
    turn: Turn,
    improvement: Improvement,
    message: Message,
    drafted: Drafted,
    journey: JourneyMap,
    *,
    now: datetime,
) -> Message | Proposal:
    """Tell one customer what a person has read and approved; it may be read once more.

    Raises the refusals of `bot.writing.write`.
    """
    case = turn.case(message.case_id)
    became = write(turn, case, message, journey, drafted, now=now)
    about = {"cases": 1}
    recorded = turn.record_improvement(improvement, Change("told", now, message.author, about))
    refresh_improvement(turn, recorded, journey)
    return became


def _write(
    turn: Turn,
    improvement: Improvement,
    approved: ApprovedLetter,
    who: Authorship,
    journey: JourneyMap,
    *,
    now: datetime,
) -> bool:
    """Write one letter where it still is as it was shown; tell whether it is."""
    case = turn.case(approved.case_id)  # locked: what was shown is what leaves
    letter = letter_to(turn, case, improvement, approved.telling, journey, who, now=now)
    is_ready = letter.state == "together" and case.improvement_id == improvement.id
    if not is_ready or letter.fingerprint != approved.shown:
        return False
    if letter.message and letter.drafted:
        write(turn, case, letter.message, journey, letter.drafted, now=now)
    return True


def _ask_reader(
    turn: Turn,
    improvement: Improvement,
    approval: Approval,
    journey: JourneyMap,
    *,
    by: str,
    now: datetime,
) -> None:
    if improvement.asked_by == by:
        raise OwnWords(case=improvement.name)
    readers = second_readers(turn, approval.first, by, journey)
    if not readers and not anybody_else(turn, approval.first, by):
        raise NoSecondReader(case=improvement.name)
    asked = replace(improvement, asked_by=by, asked_what=approval.telling)
    change = Change("asked", now, by, {"telling": approval.telling})
    recorded = turn.record_improvement(asked, change)
    for reader in readers:
        key = f"improvement_reading:{improvement.id}:{recorded.changes}:{reader}"
        about = {"improvement": improvement.id}
        turn.stage(Notice(key, "improvement_reading", reader, about=about))
    refresh_improvement(turn, recorded, journey)
