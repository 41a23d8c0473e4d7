"""A message that a second person reads before it leaves: its exact words, and the decision."""

from bot.ledger import Look
from bot.message import BY_HAND
from bot.proposal import Proposal
from bot.wording import say
from handlers.cards.elements import (
    Block,
    Post,
    about,
    actions,
    button,
    context,
    exact,
    form,
    section,
    text_input,
)
from handlers.cards.message import message_blocks, why_sentence
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape, quote_block
from handlers.desk import Desk

READ, APPROVE, SEND_BACK = "read_message", "approve_message", "send_back_message"
REWRITE, PUBLISHED = "rewrite_message", "published_message"
READING_CALLBACK, WORD_CALLBACK = "second_reading", "word_to_author"
PUBLISHED_CALLBACK = "told_in_public"

_WORDS_AT_MOST = 600


def reading_post(look: Look, proposal: Proposal, desk: Desk, language: str) -> Post:
    """Return the message to a second reader, with both decisions."""
    text = say(language, "reading-asked", case=f"C-{proposal.message.case_id}")
    value = str(proposal.id)
    send = "button-approve-by-hand" if proposal.message.way in BY_HAND else "button-approve"
    row = [
        button(say(language, send), APPROVE, value, style="primary"),
        button(say(language, "button-send-back"), SEND_BACK, value),
    ]
    return Post(
        text,
        [section(f"*{text}*"), *reading_blocks(look, proposal, desk, language), actions(row)],
    )


def reading_window(look: Look, proposal: Proposal, desk: Desk, language: str) -> Block:
    """Return the same as a form, for a colleague who reads from under the card."""
    approve = "button-approve-by-hand" if proposal.message.way in BY_HAND else "button-approve"
    row = actions([button(say(language, "button-send-back"), SEND_BACK, str(proposal.id))])
    return form(
        READING_CALLBACK,
        say(language, "reading-title"),
        [*reading_blocks(look, proposal, desk, language), row],
        submit=say(language, approve),
        close=say(language, "form-close"),
        about=about(proposal=proposal.id),
    )


def reading_blocks(look: Look, proposal: Proposal, desk: Desk, language: str) -> list[Block]:
    """Return the customer's words, who wrote what, and why it is read again."""
    message = proposal.message
    case = look.case(message.case_id)
    words = look.reading(case.verbatim_id).masked
    why = say(
        language,
        "reading-why",
        name=name_of(look, message.author),
        why=why_sentence(proposal.why, language),
    )
    return [
        *([quote_block(words, at_most=_WORDS_AT_MOST)] if words else []),
        *message_blocks(look, message, desk.journey, desk.settings, language),
        context(why),
    ]


def word_window(proposal: Proposal, language: str) -> Block:
    """Return the form that asks for the word to the author."""
    return form(
        WORD_CALLBACK,
        say(language, "word-title"),
        [text_input("word", say(language, "word-what"), multiline=True, at_most=500)],
        submit=say(language, "form-send-back"),
        close=say(language, "form-cancel"),
        about=about(proposal=proposal.id),
    )


def published_window(proposal: Proposal, where: str, language: str) -> Block:
    """Return the form that asks where a public reply was put."""
    return form(
        PUBLISHED_CALLBACK,
        say(language, "published-title"),
        [text_input("where", say(language, "preview-where"), initial=where, at_most=300)],
        submit=say(language, "form-save"),
        close=say(language, "form-cancel"),
        about=about(proposal=proposal.id),
    )


def given_back_post(look: Look, proposal: Proposal, why: str, language: str) -> Post:
    """Return what an author hears of a text that did not leave by itself."""
    reader = name_of(look, proposal.decided_by) if proposal.decided_by else ""
    case = f"C-{proposal.message.case_id}"
    value = str(proposal.id)
    if why == "approved-by-hand":
        way = proposal.message.way
        text = say(language, f"given-back-approved-{way}", case=case, name=reader)
        row = actions(
            [button(say(language, f"answer-done-{way}"), PUBLISHED, value, style="primary")]
        )
        copy: Block = {"type": "section", "text": exact(proposal.message.text)}
        return Post(text, [section(text), copy, row])
    if why == "sent-back":
        text = say(language, "given-back-sent-back", case=case, name=reader)
        word = [quote_block(cut(proposal.word, at_most=_WORDS_AT_MOST))]
    else:
        reason = escape(say(language, why, case=case, by=reader))
        text, word = say(language, "given-back-out-of-date", case=case, why=reason), []
    row = actions([button(say(language, "button-rewrite"), REWRITE, value, style="primary")])
    return Post(text, [section(text), *word, row])
