"""The letters of an improvement that a second person reads, one after the other."""

from collections.abc import Sequence

from bot.ledger import Look
from bot.message import BY_HAND
from bot.proposal import Proposal
from bot.wording import say
from handlers.cards.elements import Block, actions, button, context, section, window
from handlers.cards.second_reading import SEND_BACK, reading_blocks
from handlers.desk import Desk

READ_NEXT, APPROVE_ONE = "read_next_letter", "approve_letter"

_MOST_NAMES = 20


def one_to_read(
    look: Look, left: Sequence[Proposal], improvement_id: int, desk: Desk, language: str
) -> Block:
    """Return the first of the letters that are left, word for word, with both decisions."""
    proposal = left[0]
    names = [f"C-{one.message.case_id}" for one in left[1 : _MOST_NAMES + 1]]
    then = ", ".join(names) + ("…" if len(left) > _MOST_NAMES + 1 else "")
    head = say(
        language,
        "letters-reading-left",
        case=f"C-{proposal.message.case_id}",
        left=len(left),
        names=then,
    )
    value = f"{improvement_id}:{proposal.id}"
    send = "button-approve-by-hand" if proposal.message.way in BY_HAND else "button-approve"
    row = [
        button(say(language, send), APPROVE_ONE, value, style="primary"),
        button(say(language, "button-send-back"), SEND_BACK, str(proposal.id)),
        button(say(language, "letters-later"), READ_NEXT, value),
    ]
    return window(
        say(language, "reading-title"),
        [context(head), *reading_blocks(look, proposal, desk, language), actions(row)],
        close=say(language, "form-close"),
    )


def all_read(waiting: int, language: str) -> Block:
    """Return the end of the walk; `waiting` are those that were put off."""
    return window(
        say(language, "reading-title"),
        [section(say(language, "letters-reading-none-left", waiting=waiting))],
        close=say(language, "form-close"),
    )
