"""The reply that carries an approved message into a help desk or the company's own system."""

from bot.journey import JourneyMap
from bot.ledger import Look
from bot.letter import sender_name
from bot.mail import NothingToSend
from bot.message import Message
from bot.notice import Notice
from bot.reply import Reply, key_of
from bot.settings import Settings
from bot.ways import is_public_reply
from handlers.customer_mail import text_of


def compose_reply(look: Look, notice: Notice, journey: JourneyMap, settings: Settings) -> Reply:
    """Return the reply of an approved message; the same notice always gives the same one.

    Under a public review no personal link stands. Raises `NothingToSend` for who was forgotten.
    """
    message: Message = look.message(int(notice.about["message"]))
    case = look.case(message.case_id)
    verbatim = look.verbatim(case.verbatim_id)
    if not message.to or verbatim.is_forgotten:
        raise NothingToSend
    is_public = is_public_reply(message.way, verbatim)
    return Reply(
        key=key_of(message),
        message=message,
        text=message.text if is_public else text_of(message, settings),
        sender=sender_name(message.signed, journey),
        company=journey.company,
        verbatim=verbatim,
        customer=look.customer(case.customer_id) if case.customer_id else None,
        is_public=is_public,
    )


def place_of(look: Look, notice: Notice) -> tuple[str, str]:
    """Return where a notice goes (a ticket, a record) and the mark it carries there."""
    message = look.message(int(notice.about["message"]))
    return message.to, key_of(message)
