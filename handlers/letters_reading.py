"""When a second person reads the letters of an improvement that were written one by one."""

from collections.abc import Sequence

from slack_bolt import App

from bot.ledger import Look
from bot.notice import Notice
from bot.proposal import Proposal
from bot.wording import say
from bot.writing import OwnWords, approve
from handlers.cards.elements import Post, actions, button, section
from handlers.cards.improvement import READ_EACH, summary
from handlers.cards.letters_reading import APPROVE_ONE, READ_NEXT, all_read, one_to_read
from handlers.cards.names import name_of
from handlers.desk import Desk
from handlers.improvement_letters import NothingToRead
from handlers.receive import Received, listener

# Presses that only show something.
OPENS_FORM = frozenset({READ_EACH, READ_NEXT})


def register(app: App, desk: Desk) -> None:
    """Connect the button that begins, and those of each letter."""
    app.action(READ_EACH)(listener(desk, open_first))
    app.action(READ_NEXT)(listener(desk, show_next))
    app.action(APPROVE_ONE)(listener(desk, approve_one))


def open_first(received: Received) -> None:
    """Show the first letter. Raises `NothingToRead`, `OwnWords`."""
    improvement_id = int(received.pressed)
    with received.desk.ledger.look() as look:
        waiting = look.waiting_letters(improvement_id)
        if not waiting:
            raise NothingToRead(improvement=f"A-{improvement_id}")
        if not _for_reader(waiting, received):
            raise OwnWords(case=f"A-{improvement_id}")
    _show(received, improvement_id, after=0)


def show_next(received: Received) -> None:
    """Show the next letter, without deciding about the one that is shown."""
    improvement_id, proposal_id = _pressed(received)
    _show(received, improvement_id, after=proposal_id)


def approve_one(received: Received) -> None:
    """Let one letter leave, and show the next."""
    desk = received.desk
    improvement_id, proposal_id = _pressed(received)
    with received.turn() as turn:
        proposal = turn.proposal(proposal_id)
        refusal = approve(turn, proposal, desk.journey, by=received.by, now=desk.now())
    if refusal is not None:
        received.say_refusal(refusal)
    _show(received, improvement_id, after=proposal_id)


def render_letters_reading(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return what a reader is asked, once for all letters of an author; None when none waits."""
    improvement = look.improvement(int(notice.about["improvement"]))
    author = str(notice.about["by"])
    if not any(one.message.author == author for one in look.waiting_letters(improvement.id)):
        return None
    names = {"improvement": improvement.name, "name": name_of(look, author)}
    text = say(language, "letters-each-reading", **names)
    value = str(improvement.id)
    read = button(say(language, "letters-read-each"), READ_EACH, value, style="primary")
    shown = summary(look, improvement, desk, language)
    return Post(text, [section(f"*{text}*"), *shown, actions([read])])


def _show(received: Received, improvement_id: int, *, after: int) -> None:
    desk = received.desk
    with desk.ledger.look() as look:
        waiting = _for_reader(look.waiting_letters(improvement_id), received)
        left = [one for one in waiting if one.id > after]
        if left:
            view = one_to_read(look, left, improvement_id, desk, received.language)
        else:
            view = all_read(len(waiting), received.language)
    if received.body.get("view"):
        received.renew_window(view)
    else:
        received.open_form(view)


def _for_reader(waiting: Sequence[Proposal], received: Received) -> list[Proposal]:
    """Return the letters that somebody else wrote."""
    return [one for one in waiting if one.message.author != received.by]


def _pressed(received: Received) -> tuple[int, int]:
    """Return the improvement and the proposal of a button ("3:31")."""
    improvement_id, _, proposal_id = received.pressed.partition(":")
    return int(improvement_id), int(proposal_id)
