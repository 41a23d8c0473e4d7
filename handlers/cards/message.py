"""A message to a customer, shown exactly as its reader will see it."""

from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.letter import line_below, sender_name, with_line
from bot.message import BY_HAND, Message
from bot.proposal import WhyReadAgain
from bot.settings import Settings
from bot.ways import is_public_reply
from bot.wording import language_of, say
from bot.wording.dates import say_day
from handlers.cards.elements import Block, context, exact, section
from handlers.cards.names import name_of
from handlers.cards.text import escape


def message_blocks(
    look: Look, message: Message, journey: JourneyMap, settings: Settings, locale: str
) -> list[Block]:
    """Return a message as its reader will see it: to whom, from whom, every word."""
    language = language_of(locale)
    case = look.case(message.case_id)
    customer = look.customer(case.customer_id) if case.customer_id else None
    name = (customer.name if customer else None) or say(language, "answer-the-customer")
    body = message.text
    if message.way in BY_HAND:
        key = f"preview-{message.way}"
        heads = [say(language, key, name=escape(name), where=escape(where_of(look, case)))]
    else:
        sender = escape(sender_name(message.signed, journey))
        address = escape(message.to) if message.way == "mail" else ""
        heads = [
            say(language, "preview-to", name=escape(name), address=address),
            say(language, f"preview-by-{message.way}", to=escape(message.to)),
            say(language, f"preview-from-{message.way}", name=sender),
        ]
        heads += _who_gave_address(look, message, language)
        if message.subject:
            heads.append(say(language, "preview-subject", subject=escape(message.subject)))
        is_public = is_public_reply(message.way, look.verbatim(case.verbatim_id))
        line = line_below(message.kind, message.promised_on, settings)
        if line and not is_public:
            body = with_line(body, message.language, line, say(message.language, "mail-link-here"))
    promise = []
    if message.promised_on:
        day = say_day(message.promised_on, locale)
        promise = [context(say(language, "preview-promised", day=day))]
    return [section("\n".join(heads)), {"type": "section", "text": exact(body)}, *promise]


def where_of(look: Look, case: Case) -> str:
    """Return where a customer wrote, and a public reply stands: the address, else the source."""
    verbatim = look.verbatim(case.verbatim_id)
    return verbatim.url or verbatim.source


def why_sentence(why: tuple[WhyReadAgain, ...], language: str) -> str:
    """Return why a second person reads a message, in words."""
    reasons = [say(language, f"why-{one}".replace("_", "-")) for one in why]
    return ", ".join(reasons)


def _who_gave_address(look: Look, message: Message, language: str) -> list[str]:
    """Say which colleague gave the address, where it is not the customer's own word."""
    facts = [one for one in look.history(message.case_id) if one.kind == "address_given"]
    if message.way != "mail" or not facts or not facts[-1].by:
        return []
    return [say(language, "preview-address-given", name=name_of(look, facts[-1].by))]
