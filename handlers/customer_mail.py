"""The mail that carries an approved message to a customer, as its preview showed it."""

from datetime import date, timedelta

from bot.journey import JourneyMap
from bot.ledger import Look
from bot.mail import Mail, envelope_address, message_id_of
from bot.message import Message, MessageKind
from bot.notice import Notice
from bot.settings import Settings
from bot.wording import language_of, say
from handlers.http.links import answer_link

# A customer on a long holiday still gets to say whether it helped.
LINK_LASTS = timedelta(days=60)


def sender_name(signed: str, journey: JourneyMap) -> str:
    """Return who a mail comes from: "Ana, Facturation · Vélo Libre"."""
    return f"{signed} · {journey.company}"


def asks_whether_it_helped(
    kind: MessageKind, promised_on: date | None, settings: Settings
) -> bool:
    """Tell whether a message ends with "did this help?": the last word we say does.

    Not while a promise is open (they are asked once, when it is kept), not under a thank-you,
    and not where the company has set no secret to sign the link with.
    """
    return promised_on is None and kind != "thanks" and settings.boucle_secret is not None


def with_question(text: str, language: str, link: str) -> str:
    """Return a message with "did this help?" and its link under it."""
    return f"{text}\n\n—\n{say(language, 'mail-did-it-help', link=link)}"


def compose(look: Look, notice: Notice, journey: JourneyMap, settings: Settings) -> Mail:
    """Return the mail of an approved message; the same notice always gives the same mail."""
    message: Message = look.message(int(notice.about["message"]))
    language = language_of(message.language)
    text = message.text
    if asks_whether_it_helped(message.kind, message.promised_on, settings):
        expires = message.approved_at + LINK_LASTS
        link = answer_link(settings, message.case_id, message.id, expires)
        text = with_question(text, language, str(link))
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
