"""What another system tells us of a message of ours: it arrived, or it did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from bot.fate import Fate, FateWhy
from bot.journey import JourneyMap
from bot.ledger import NotRemembered, Turn
from bot.message import Message
from bot.reply import key_of, message_id_in
from bot.steps.learn_fate import learn_fate

_FATES: Mapping[str, Fate] = {
    "message.delivered": "delivered",
    "message.bounced": "bounced",
    "message.refused": "refused",
}


class ReportNotUnderstood(ValueError):
    """The report says nothing that can be done; `sentence` is the key of why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class MessageReport:
    """What became of the message that carries `key`."""

    key: str
    fate: Fate
    why: FateWhy | None = None


def read_report(body: Any) -> MessageReport:
    """Read `{"type": "message.bounced", "data": {"id": …, "why": …}}`.

    Raises `ReportNotUnderstood`.
    """
    data = body.get("data") if isinstance(body, dict) else None
    fate = _FATES.get(str(body.get("type"))) if isinstance(body, dict) else None
    if not isinstance(data, dict) or fate is None:
        raise ReportNotUnderstood("page-outcome-type")
    why = next((one for one in get_args(FateWhy) if one == data.get("why")), None)
    return MessageReport(str(data.get("id")), fate, why)


def take_report(
    turn: Turn, report: MessageReport, journey: JourneyMap, *, report_id: str, now: datetime
) -> bool:
    """Learn what became of a message; False when this report was taken in before.

    Raises `ReportNotUnderstood` for a message that nobody sent.
    """
    message = _message_of(turn, report.key)
    if not turn.take_report(report_id, now=now):
        return False
    learn_fate(turn, message.id, report.fate, journey, now=now, why=report.why)
    return True


def _message_of(turn: Turn, key: str) -> Message:
    message_id = message_id_in(key)
    try:
        message = turn.message(message_id or 0)
    except NotRemembered as unknown:
        raise ReportNotUnderstood("page-outcome-unknown") from unknown
    if key_of(message) != key or not message.leaves_by_itself:
        raise ReportNotUnderstood("page-outcome-unknown")
    return message
