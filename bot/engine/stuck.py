"""What no machine can know is settled by a person: it arrived, or send it again."""

from datetime import datetime

from bot.case import Fact, FactKind
from bot.ledger import Turn
from bot.notice import Notice
from bot.refusal import Refusal


class NotStuck(Refusal):
    """Somebody settled it before, or it went on by itself."""

    sentence = "refused-not-stuck"


def settle_stuck(turn: Turn, notice_id: str, *, arrived: bool, by: str, now: datetime) -> Notice:
    """Take a notice as arrived, or let it be sent again, and return it. Raises `NotStuck`."""
    notice = turn.settle_stuck(notice_id, arrived=arrived)
    if notice is None:
        raise NotStuck
    if notice.case_id is not None:
        kind: FactKind = "held_arrived" if arrived else "held_again"
        turn.record(turn.case(notice.case_id), Fact(kind, now, by))
    return notice
