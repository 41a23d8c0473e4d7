"""What could not be sent, for the leads: what it was, why it is stuck, and how to settle it."""

from collections.abc import Sequence

from bot.journey import JourneyMap
from bot.ledger import Look
from bot.notice import Stuck
from bot.received_mail import UnreadMail
from bot.wording import say
from bot.wording.dates import say_moment
from handlers.cards.elements import Block, actions, button, section
from handlers.cards.text import cut, escape

ARRIVED, AGAIN = "stuck_arrived", "stuck_again"
MAIL_SEEN = "unread_mail_seen"

# Enough for one evening; the rest comes up when these are settled.
_MOST = 10


def stuck_blocks(look: Look, stuck: Sequence[Stuck], language: str) -> list[Block]:
    """Return a line and its buttons for each notice that waits for a person."""
    blocks = []
    for one in stuck[:_MOST]:
        key = "stuck-held" if one.state == "held" else "stuck-dead"
        why = escape(cut(one.why, at_most=120))
        blocks.append(section(say(language, key, what=_what(look, one, language), why=why)))
        row = [button(say(language, "stuck-again"), AGAIN, one.notice.id)]
        if one.state == "held":
            row.insert(0, button(say(language, "stuck-arrived"), ARRIVED, one.notice.id))
        blocks.append(actions(row))
    return blocks


def unread_mail_blocks(
    mails: Sequence[UnreadMail], journey: JourneyMap, language: str
) -> list[Block]:
    """Return a line for each mail that could not be read, with a button for who has looked."""
    blocks = []
    for mail in mails[:_MOST]:
        day = say_moment(mail.arrived_at, language, journey.timezone)
        seen = button(say(language, "status-unread-seen"), MAIL_SEEN, str(mail.id))
        blocks.append(section(say(language, "status-unread-mail", day=day), accessory=seen))
    return blocks


def _what(look: Look, stuck: Stuck, language: str) -> str:
    notice = stuck.notice
    case = f"C-{notice.case_id}" if notice.case_id else ""
    if notice.kind == "mail":
        message = look.message(int(notice.about["message"]))
        key = f"stuck-{message.way}"
        return say(language, key, case=case, address=escape(message.to))
    where = escape(notice.destination.partition(":")[2])
    return say(language, "stuck-post", case=case, where=where)
