"""When a lead, or who has the case, asks for a customer's whole story: `/boucle customer C-31`."""

from collections.abc import Sequence

from slack_bolt import App

from bot.case import Case, case_id_in
from bot.customer import Customer
from bot.hidden import hidden_of
from bot.ledger import Look, NotRemembered
from bot.reading import Reading
from bot.wording import say
from bot.wording.dates import say_day
from handlers.cards.case_card import touchpoint_name
from handlers.cards.case_line import paragraphs
from handlers.cards.elements import Block, actions, button, context, divider, fitting, section
from handlers.cards.text import cut, escape
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received, listener

TELL_APART, TAKE_AS_SAME = "tell_apart", "take_as_same"

# The newest of a long story; a message holds no more.
_MOST_CASES, _WORDS_AT_MOST, _PART_AT_MOST = 12, 200, 140


def register(app: App, desk: Desk) -> None:
    """Connect the buttons that say who is the same."""
    app.action(TELL_APART)(listener(desk, tell_apart))
    app.action(TAKE_AS_SAME)(listener(desk, take_as_same))


def story_reply(look: Look, received: Received, rest: str) -> tuple[str, list[Block]]:
    """Tell all that a customer said, was told and answered, whatever the source."""
    language = received.language
    try:
        case = look.case(case_id_in(rest) or 0)
    except NotRemembered:
        text = say(language, "show-unknown", case=escape(rest[:40]) or "?")
        return text, [section(text)]
    if not _may_see(look, case, received):
        text = say(language, "story-private", case=case.name)
        return text, [section(text)]
    if case.customer_id is None:
        text = say(language, "story-nobody", case=case.name)
        return text, [section(text)]
    customers = look.same_customer(case.customer_id)
    cases = look.cases_of([one.id for one in customers] or [case.customer_id])
    if not is_lead(look, received.by, received.desk.journey):
        cases = [one for one in cases if not one.grave or one.taken_by == received.by]
    title = say(language, "story-title", case=case.name, cases=len(cases))
    blocks = [section(f"*{title}*"), *_who_is_the_same(case, customers, language), divider()]
    for one in reversed(cases[-_MOST_CASES:]):
        blocks += paragraphs("\n".join(_lines(look, one, received)))
    return title, fitting(blocks)


def tell_apart(received: Received) -> None:
    """Say that two customers are two; one press takes it back."""
    one, other = _pair(received)
    with received.turn() as turn:
        turn.tell_apart(one, other)
    language = received.language
    undo = button(say(language, "story-same"), TAKE_AS_SAME, received.pressed)
    text = say(language, "story-told-apart")
    received.only_you(text, blocks=[section(text), actions([undo])])


def take_as_same(received: Received) -> None:
    """Take two customers as one again."""
    one, other = _pair(received)
    with received.turn() as turn:
        turn.take_as_same(one, other)
    received.only_you(say(received.language, "story-same-again"))


def _pair(received: Received) -> tuple[str, str]:
    case_id, _, other = received.pressed.partition(":")
    with received.desk.ledger.look() as look:
        case = look.case(int(case_id))
        if not _may_see(look, case, received) or case.customer_id is None:
            return other, other
    return case.customer_id, other


def _may_see(look: Look, case: Case, received: Received) -> bool:
    is_theirs = case.taken_by == received.by
    return is_theirs or is_lead(look, received.by, received.desk.journey)


def _who_is_the_same(case: Case, customers: Sequence[Customer], language: str) -> list[Block]:
    """Explain why others are taken as this customer, with a button to undo it."""
    mine = next((one for one in customers if one.id == case.customer_id), None)
    blocks: list[Block] = []
    for other in customers:
        if mine is None or other.id == mine.id:
            continue
        shared = {key.partition(":")[0] for key in {*mine.identities()} & {*other.identities()}}
        why = "email" if "email" in shared else "phone"
        text = say(language, f"story-same-{why}", other=escape(other.id))
        apart = button(say(language, "story-apart"), TELL_APART, f"{case.id}:{other.id}")
        blocks.append(section(text, accessory=apart))
    return blocks or [context(say(language, "story-same-id"))]


def _lines(look: Look, case: Case, received: Received) -> list[str]:
    language, journey = received.language, received.desk.journey
    verbatim, reading = look.verbatim(case.verbatim_id), look.reading(case.verbatim_id)
    day = verbatim.happened_at.astimezone(journey.timezone).date()
    about = escape(touchpoint_name(case, journey, language))
    lines = [f"*{case.name}* · {say_day(day, language)} · {escape(verbatim.source)} · {about}"]
    if reading.masked.strip():
        lines.append(f"> {_part(reading.masked, _WORDS_AT_MOST)}")
    for message in look.messages(case.id):
        on = message.approved_at.astimezone(journey.timezone).date()
        kind = say(language, f"message-{message.kind}".replace("_", "-"))
        if message.held_back_at:
            kind = f"{kind} ({say(language, 'story-not-sent')})"
        elif message.has_failed:
            kind = f"{kind} ({say(language, 'story-not-arrived')})"
        text = _part(message.text, _PART_AT_MOST)
        lines.append(f"→ {kind} · {say_day(on, language)} · {escape(message.signed)} : {text}")
    return [*lines, *_heard(look, case, reading, received)]


def _heard(look: Look, case: Case, reading: Reading, received: Received) -> list[str]:
    """Return what a customer wrote back by mail, and said under the link of a message."""
    language, journey = received.language, received.desk.journey
    hidden = hidden_of(look, case, journey)
    lines, mails = [], look.customer_mails(case.id)
    for mail in mails:
        on = mail.received_at.astimezone(journey.timezone).date()
        words = _part(hidden.masked(mail.words, language=reading.language), _WORDS_AT_MOST)
        lines.append(f"💬 {say(language, 'details-mail', day=say_day(on, language))} : {words}")
    heard = look.heard_back(case.id)
    if heard is not None and (heard.helped is not None or not mails):
        verdict = "story-helped" if heard.helped else "story-not-helped"
        verdict = "story-replied" if heard.helped is None else verdict
        words = _part(hidden.masked(heard.words, language=reading.language), _WORDS_AT_MOST)
        lines.append(f"💬 {say(language, verdict)}{f' : {words}' if words else ''}")
    return lines


def _part(text: str, at_most: int) -> str:
    return escape(cut(" ".join(text.split()), at_most=at_most))
