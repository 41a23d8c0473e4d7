"""When a lead looks at a customer's words as they were written."""

from slack_bolt import App

from bot.original import see_original
from handlers.cards.original import SEE_ORIGINAL, original_window
from handlers.desk import Desk
from handlers.receive import Received, listener


def register(app: App, desk: Desk) -> None:
    """Connect the button behind "show all"."""
    app.action(SEE_ORIGINAL)(listener(desk, show_original))


def show_original(received: Received) -> None:
    """Remember the look, then show the words."""
    desk = received.desk
    with received.turn() as turn:
        case = turn.case(int(received.pressed))
        words = see_original(turn, case, desk.journey, by=received.by, now=desk.now())
    received.open_form(original_window(case, words, received.language))
