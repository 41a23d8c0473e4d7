"""What another system tells us of a message: it arrived, it did not, or they replied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from bot.fate import Fate, FateWhy
from bot.journey import JourneyMap
from bot.ledger import NotRemembered, Turn
from bot.message import Message
from bot.quoted import asks_to_stop
from bot.reading import Reader
from bot.received_mail import CustomerMail
from bot.reply import key_of, message_id_in
from bot.steps.learn_fate import learn_fate
from bot.writing_back import hear_words

_REPLIED = "customer.replied"
# A letter of some pages.
_WORDS_AT_MOST = 10_000
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
    """What became of the message that carries `key`; or (no `fate`) the `words` of its reader."""

    key: str
    fate: Fate | None
    why: FateWhy | None = None
    words: str = ""


def read_report(body: Any) -> MessageReport:
    """Read `{"type": "message.bounced", "data": {"id": …, "why": …}}`, or a customer's reply.

    Raises `ReportNotUnderstood`.
    """
    said = body if isinstance(body, dict) else {}
    data, kind = said.get("data"), str(said.get("type"))
    if not isinstance(data, dict):
        raise ReportNotUnderstood("page-outcome-type")
    if kind == _REPLIED:
        return MessageReport(str(data.get("id")), None, words=_words(data.get("text")))
    fate = _FATES.get(kind)
    if fate is None:
        raise ReportNotUnderstood("page-outcome-type")
    why = next((one for one in get_args(FateWhy) if one == data.get("why")), None)
    return MessageReport(str(data.get("id")), fate, why)


def take_report(
    turn: Turn,
    report: MessageReport,
    reader: Reader,
    journey: JourneyMap,
    *,
    report_id: str,
    now: datetime,
) -> bool:
    """Learn what became of a message, or hear its reader; False when that was told before.

    Raises `ReportNotUnderstood` for a message that nobody sent.
    """
    message = _message_of(turn, report.key)
    if not turn.take_report(report_id, now=now):
        return False
    if report.fate is not None:
        learn_fate(turn, message.id, report.fate, journey, now=now, why=report.why)
        return True
    learn_fate(turn, message.id, "delivered", journey, now=now)  # who answers has read it
    case, words = turn.case(message.case_id), report.words
    kept = CustomerMail(case.id, mail_id="", subject="", words=words, whole=words, received_at=now)
    channel = turn.verbatim(case.verbatim_id).channel
    hear_words(
        turn,
        case,
        kept,
        reader,
        journey,
        channel=channel,
        asks_to_stop=asks_to_stop(words),
        now=now,
    )
    return True


def _words(text: object) -> str:
    words = text.strip() if isinstance(text, str) else ""
    has_half_a_sign = any("\ud800" <= sign <= "\udfff" for sign in words)
    if not words or len(words) > _WORDS_AT_MOST or "\0" in words or has_half_a_sign:
        raise ReportNotUnderstood("page-outcome-words")
    return words


def _message_of(turn: Turn, key: str) -> Message:
    message_id = message_id_in(key)
    try:
        message = turn.message(message_id or 0)
    except NotRemembered as unknown:
        raise ReportNotUnderstood("page-outcome-unknown") from unknown
    if key_of(message) != key or not message.leaves_by_itself:
        raise ReportNotUnderstood("page-outcome-unknown")
    return message
