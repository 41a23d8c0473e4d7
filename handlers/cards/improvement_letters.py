"""What customers of an improvement would read: a few of many letters, or one after the other."""

import json
from collections.abc import Sequence

from bot.improvement import Improvement, Telling
from bot.ledger import Look
from bot.message import BY_HAND, Message
from bot.our_words import warnings
from bot.proposal import WhyReadAgain
from bot.sending_all import AT_ONCE
from bot.telling_all import Letter
from bot.wording import say
from handlers.cards.case_line import paragraphs
from handlers.cards.elements import (
    Block,
    actions,
    button,
    context,
    divider,
    exact,
    form,
    section,
    text_input,
    window,
)
from handlers.cards.improvement import TELL_NEXT
from handlers.cards.message import message_blocks, why_sentence
from handlers.cards.text import escape, quote_block
from handlers.desk import Desk

MANY_CALLBACK, EDIT_CALLBACK = "tell_all_improvement", "edit_letter"
SEND_ONE, EDIT_ONE, CALLED_ONE = "send_letter", "change_letter", "called_customer"
COPIED_ONE, OUT_ONE = "copied_letter", "take_out_customer"

_SAMPLES = 3
# A longer list is read by nobody; the rest is counted.
_MOST_LISTED = 200
_WORDS_AT_MOST = 300
LONGEST_LETTER = 2000


def many_form(
    look: Look,
    improvement: Improvement,
    telling: Telling,
    chosen: Sequence[Letter],
    why: tuple[WhyReadAgain, ...],
    desk: Desk,
    *,
    locale: str,
    shown: str,
    channel: str | None,
) -> Block:
    """Return the form that sends: a letter of each kind word for word, and to whom all go."""
    samples = _samples(chosen)
    blocks = [section(say(locale, "letters-intro", customers=len(chosen)))]
    if why:
        blocks.append(context(say(locale, "preview-read-first", why=why_sentence(why, locale))))
    for number, message in enumerate(samples, start=1):
        blocks.append(context(say(locale, "letters-sample", number=number, of=len(samples))))
        blocks += message_blocks(look, message, desk.journey, desk.settings, locale)
        blocks.append(divider())
    blocks.append(section(f"*{say(locale, 'letters-to-whom')}*"))
    lines = [_whom(look, letter) for letter in chosen[:_MOST_LISTED]]
    if more := len(chosen) - len(lines):
        lines.append(say(locale, "letters-more-whom", more=more, improvement=improvement.name))
    blocks += paragraphs("\n".join(lines))
    if len(chosen) > AT_ONCE:
        blocks.append(context(say(locale, "letters-rest-later")))
    carried = {
        "improvement": improvement.id,
        "telling": telling,
        "shown": shown,
        "channel": channel,
    }
    label = say(locale, "answer-ask-reader") if why else say(locale, "letters-send")
    return form(
        MANY_CALLBACK,
        say(locale, "letters-title"),
        blocks,
        submit=label,
        close=say(locale, "form-cancel"),
        about=json.dumps(carried),
    )


def one_window(
    look: Look,
    letter: Letter,
    telling: Telling,
    desk: Desk,
    *,
    locale: str,
    left: int,
    why: tuple[WhyReadAgain, ...],
    channel: str | None,
) -> Block:
    """Return one customer's words and their letter, word for word, with what can be done."""
    message = letter.message
    if message is None:
        return done_window(locale, channel=channel)
    words = look.reading(letter.case.verbatim_id).masked
    head = say(locale, "letters-left", case=letter.case.name, left=left)
    if letter.case.hears_the_end:
        head = f"{head} · {say(locale, 'letters-was-closed')}"
    blocks: list[Block] = [
        context(head),
        *([quote_block(words, at_most=_WORDS_AT_MOST)] if words else []),
    ]
    if letter.state == "by_hand":
        blocks.append(context(say(locale, "letters-by-hand")))
        blocks.append({"type": "section", "text": exact(message.text)})
    else:
        blocks += message_blocks(look, message, desk.journey, desk.settings, locale)
    blocks += _care(look, letter, message, why, locale)
    blocks.append(actions(_one_buttons(letter, message, telling, locale)))
    shown = window(say(locale, "letters-one-title"), blocks, close=say(locale, "form-close"))
    return shown | {"private_metadata": carried_with(letter, message, telling, channel=channel)}


def edit_form(carried: dict[str, object], locale: str) -> Block:
    """Return the form in which a person changes one letter before it is shown again."""
    fields = [
        text_input(
            "subject",
            say(locale, "answer-subject"),
            initial=str(carried["subject"]),
            at_most=150,
        ),
        text_input(
            "text",
            say(locale, "answer-text"),
            initial=str(carried["text"]),
            multiline=True,
            at_most=LONGEST_LETTER,
            hint=say(locale, "answer-check-list"),
        ),
    ]
    return form(
        EDIT_CALLBACK,
        say(locale, "letters-one-title"),
        fields,
        submit=say(locale, "answer-continue"),
        close=say(locale, "form-cancel"),
        about=json.dumps(carried, ensure_ascii=False),
    )


def done_window(locale: str, *, channel: str | None) -> Block:
    """Return the end of the walk."""
    shown = window(
        say(locale, "letters-one-title"),
        [section(say(locale, "letters-none-left"))],
        close=say(locale, "form-close"),
    )
    return shown | {"private_metadata": json.dumps({"channel": channel})}


def carried_with(
    letter: Letter, message: Message, telling: Telling, *, channel: str | None
) -> str:
    """Return what a shown letter carries to its button: every word, and where its case stood."""
    drafted = letter.drafted
    return json.dumps(
        {
            "improvement": message.improvement_id,
            "telling": telling,
            "case": letter.case.id,
            "revision": drafted.revision if drafted else 0,
            "stand": drafted.stand if drafted else 0,
            "subject": message.subject,
            "text": message.text,
            "shown": [message.way, message.to, message.signed],
            "channel": channel,
        },
        ensure_ascii=False,
    )


def _samples(chosen: Sequence[Letter]) -> list[Message]:
    """Return one letter for each language and kind, as far as a person reads them."""
    found: dict[tuple[str, str, str], Message] = {}
    for letter in chosen:
        if letter.message:
            kind = (letter.message.language, letter.message.kind, letter.message.subject)
            found.setdefault(kind, letter.message)
    return list(found.values())[:_SAMPLES]


def _whom(look: Look, letter: Letter) -> str:
    customer = look.customer(letter.case.customer_id) if letter.case.customer_id else None
    name = (customer.name if customer else None) or "…"
    to = letter.message.to if letter.message else ""
    return f"{letter.case.name} · {escape(name)} · {escape(to)}"


def _care(
    look: Look,
    letter: Letter,
    message: Message,
    why: tuple[WhyReadAgain, ...],
    locale: str,
) -> list[Block]:
    customer = look.customer(letter.case.customer_id) if letter.case.customer_id else None
    found = warnings(
        message.text,
        customer=customer,
        has_date=message.promised_on is not None,
        colleagues=[message.signed],
    )
    lines = [say(locale, f"warning-{one}".replace("_", "-")) for one in found]
    if why and letter.state != "by_hand":
        lines.append(say(locale, "preview-read-first", why=why_sentence(why, locale)))
    return [context("\n".join(lines))] if lines else []


def _one_buttons(letter: Letter, message: Message, telling: Telling, locale: str) -> list[Block]:
    value = f"{message.improvement_id}:{telling}:{letter.case.id}"
    row = []
    if letter.state == "by_hand":
        if message.way in BY_HAND:
            row.append(button(say(locale, "letters-copied"), COPIED_ONE, value))
    else:
        label = say(locale, "letters-send-one")
        row.append(button(label, SEND_ONE, value, style="primary"))
        row.append(button(say(locale, "letters-edit"), EDIT_ONE, value))
    row.append(button(say(locale, "letters-called"), CALLED_ONE, value))
    row.append(button(say(locale, "letters-later"), TELL_NEXT, value))
    row.append(button(say(locale, "letters-take-out"), OUT_ONE, value))
    return row
