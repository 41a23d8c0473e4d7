"""The mail that carries an approved message to a customer, as its preview showed it."""

from datetime import date, timedelta

from bot.journey import JourneyMap
from bot.ledger import Look
from bot.mail import Mail, envelope_address, message_id_of
from bot.message import Message
from bot.notice import Notice
from bot.settings import Settings
from bot.wording import language_of, say
from handlers.http.links import answer_link

# A customer on a long holiday still gets to say whether it helped.
LINK_LASTS = timedelta(days=60)


def sender_name(signed: str, journey: JourneyMap) -> str:
    """Return who a mail comes from: "Ana, Facturation · Vélo Libre"."""
    return f"{signed} · {journey.company}"


def footer_of(promised_on: date | None, language: str, link: str | None = None) -> str:
    """Return what stands under the last word we say: "did this help?" and its link.

    Nothing while a promise is open: they are asked once, when it is kept. Without a `link` (in
    the preview) a word stands for it.
    """
    if promised_on is not None:
        return ""
    shown = link or say(language, "mail-link-here")
    return f"\n\n—\n{say(language, 'mail-did-it-help', link=shown)}"


def compose(look: Look, notice: Notice, journey: JourneyMap, settings: Settings) -> Mail:
    """Return the mail of an approved message; the same notice always gives the same mail."""
    message: Message = look.message(int(notice.about["message"]))
    language = language_of(message.language)
    expires = message.approved_at + LINK_LASTS
    link = answer_link(settings, message.case_id, message.id, expires)
    footer = footer_of(message.promised_on, language, link) if link else ""
    if message.kind == "thanks":
        footer = ""
    name = sender_name(message.signed, journey).replace('"', "'")
    address = envelope_address(settings.boucle_mail_from) or settings.boucle_mail_from
    return Mail(
        to=message.to,
        from_=f'"{name}" <{address}>',
        subject=message.subject,
        text=f"{message.text}{footer}\n",
        message_id=message_id_of(notice.id, from_=address),
        date=message.approved_at,
    )
