"""The mail that carries an approved message to a customer, as its preview showed it."""

from datetime import timedelta

from bot.fate import Fate, FateWhy
from bot.journey import JourneyMap
from bot.ledger import Look, Turn
from bot.letter import line_below, sender_name, with_line
from bot.mail import Mail, NothingToSend, envelope_address, message_id_of
from bot.message import Message
from bot.notice import Notice
from bot.refusal import Refusal
from bot.settings import Settings
from bot.steps.hold_back import hold_back
from bot.steps.learn_fate import learn_fate
from bot.telling import reason_not_to_send
from bot.wording import language_of
from handlers.desk import Desk
from handlers.http.links import answer_link

# A customer on a long holiday still gets to say whether it helped.
LINK_LASTS = timedelta(days=60)


def check_or_hold_back(desk: Desk, notice: Notice) -> None:
    """Look once more, just before a message leaves, whether it may; who has the case is told.

    Raises `NothingToSend`.
    """
    with desk.ledger.look() as look:
        message = look.message(int(notice.about["message"]))
        if message.has_failed:  # its case waits for another one
            raise NothingToSend
        if _reason(look, message, desk) is None:
            return
    with desk.ledger.turn() as turn:
        case = turn.case(message.case_id)
        refusal = _reason(turn, message, desk)
        if refusal is None:
            return
        hold_back(turn, case, message, desk.journey, refusal=refusal, now=desk.now())
    desk.wake()
    raise NothingToSend


def _reason(look: Look, message: Message, desk: Desk) -> Refusal | None:
    case = look.case(message.case_id)
    return reason_not_to_send(look, case, message, desk.journey, now=desk.now())


def learn_how_it_ended(
    desk: Desk, turn: Turn, notice: Notice, fate: Fate, why: FateWhy | None = None
) -> None:
    """Remember what became of the message that a notice carried, if it carried one."""
    if message_id := notice.about.get("message"):
        learn_fate(turn, int(message_id), fate, desk.journey, now=desk.now(), why=why)


def text_of(message: Message, settings: Settings) -> str:
    """Return the words of a message with the line of its personal link under them."""
    line = line_below(message.kind, message.promised_on, settings)
    if line is None:
        return message.text
    expires = message.approved_at + LINK_LASTS
    link = answer_link(settings, message.case_id, message.id, expires)
    return with_line(message.text, language_of(message.language), line, str(link))


def compose(look: Look, notice: Notice, journey: JourneyMap, settings: Settings) -> Mail:
    """Return the mail of an approved message; the same notice always gives the same mail."""
    message: Message = look.message(int(notice.about["message"]))
    text = text_of(message, settings)
    name = sender_name(message.signed, journey).replace('"', "'")
    address = envelope_address(settings.boucle_mail_from) or settings.boucle_mail_from
    return Mail(
        to=message.to,
        from_=f'"{name}" <{address}>',
        subject=message.subject,
        text=f"{text}\n",
        message_id=message_id_of(notice.id, from_=address),
        date=message.approved_at,
    )
