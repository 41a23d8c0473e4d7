"""The short messages around a card: where it went, and what happened under it."""

from bot.case import Case
from bot.hidden import hidden_of
from bot.journey import JourneyMap
from bot.ledger import Look, NotRemembered
from bot.notice import Notice
from bot.wording import say
from handlers.cards.arrival import why_not
from handlers.cards.elements import Block, Post, actions, button, context, section
from handlers.cards.names import name_of
from handlers.cards.second_reading import READ
from handlers.cards.text import escape, quote_block


def moved_line(case: Case, notice: Notice, journey: JourneyMap, language: str) -> Post:
    """Return what stays where the card of a case stood: where it went."""
    if case.grave:
        text = say(language, "line-with-leads", case=case.name)
        return Post(text, [context(text)])
    department = journey.in_charge(str(notice.about["to"])).name.in_(language)
    text = say(language, "line-moved", case=case.name, department=escape(department))
    return Post(text, [context(text)])


def thread_line(
    look: Look, case: Case, notice: Notice, journey: JourneyMap, language: str
) -> Post:
    """Return a line under a card; the customer's own words come with it where they gave some."""
    by, to, why = (notice.about.get(key) for key in ("by", "to", "why"))
    values = {
        "case": case.name,
        "name": name_of(look, str(by)) if by else "",
        # Whom it concerns is named so that Slack tells them, in their own hours.
        "to": f"<@{to}> " if to else "",
        "why": say(language, f"instead-{why}") if why else "",
    }
    if told := notice.about.get("told"):
        values["told"] = say(language, f"untold-{told}".replace("_", "-"))
        values["why"] = why_not(notice.about.get("fate"), language)
    text = say(language, str(notice.about["line"]), **values)
    blocks = [section(text)]
    heard = look.heard_back(case.id) if notice.about.get("with_words") else None
    if heard is not None and heard.wish:
        blocks.append(section(say(language, f"wish-{heard.wish}".replace("_", "-"))))
    if heard is not None and heard.words:
        read = look.reading(case.verbatim_id).language
        words = hidden_of(look, case, journey).masked(heard.words, language=read)
        blocks.append(quote_block(words))
    if mail_id := notice.about.get("mail"):
        blocks += _mail_blocks(look, case, int(mail_id), journey, language)
    if proposal := notice.about.get("proposal"):
        blocks.append(actions([button(say(language, "button-read"), READ, str(proposal))]))
    return Post(text, blocks)


def _mail_blocks(
    look: Look, case: Case, mail_id: int, journey: JourneyMap, language: str
) -> list[Block]:
    """Return what a customer wrote back; nothing once they were forgotten."""
    try:
        mail = look.customer_mail(mail_id)
    except NotRemembered:
        return []
    blocks = []
    if mail.words:
        read = look.reading(case.verbatim_id).language
        words = hidden_of(look, case, journey).masked(mail.words, language=read)
        blocks.append(quote_block(words))
    if mail.attachments:
        blocks.append(context(say(language, "line-attachments", files=mail.attachments)))
    return blocks
