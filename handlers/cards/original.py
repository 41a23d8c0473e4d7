"""A customer's words as they were written, for a lead, and the button that asks for them."""

from bot.case import Case
from bot.wording import say
from handlers.cards.elements import Block, actions, button, context, window
from handlers.cards.text import quote_block

SEE_ORIGINAL = "see_original"

# Slack takes 3,000 characters in one block.
_PART = 2900
_MOST_PARTS = 15


def original_button(case: Case, language: str) -> Block:
    """Return the row with the button."""
    return actions([button(say(language, "details-original"), SEE_ORIGINAL, str(case.id))])


def original_window(case: Case, words: str, language: str) -> Block:
    """Return the window with the words, nothing hidden."""
    blocks = [context(say(language, "original-noted")), *quoted(words)]
    return window(case.name, blocks, close=say(language, "form-close"))


def quoted(words: str) -> list[Block]:
    """Return words of any length as quotations."""
    parts = [words[start : start + _PART] for start in range(0, len(words), _PART)]
    return [quote_block(part, at_most=_PART) for part in parts[:_MOST_PARTS]]
