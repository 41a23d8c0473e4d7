"""When a lead settles what could not be sent: it arrived, or send it again."""

from slack_bolt import App

from bot.engine.stuck import settle_stuck
from bot.wording import say
from handlers.cards.stuck import AGAIN, ARRIVED
from handlers.customer_mail import learn_how_it_ended
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received, listener


def register(app: App, desk: Desk) -> None:
    """Connect the buttons of `/boucle status`."""
    app.action(ARRIVED)(listener(desk, take_as_arrived))
    app.action(AGAIN)(listener(desk, send_again))


def take_as_arrived(received: Received) -> None:
    """Believe the lead, who asked or looked: nothing is sent again."""
    _settle(received, arrived=True)


def send_again(received: Received) -> None:
    """Let it be sent once more."""
    _settle(received, arrived=False)


def _settle(received: Received, *, arrived: bool) -> None:
    desk, language = received.desk, received.language
    with desk.ledger.look() as look:
        may = is_lead(look, received.by, desk.journey)
    if not may:
        received.only_you(say(language, "refused-not-lead"))
        return
    with received.turn() as turn:
        notice = settle_stuck(
            turn, received.pressed, arrived=arrived, by=received.by, now=desk.now()
        )
        if arrived:
            learn_how_it_ended(desk, turn, notice, "accepted")
    received.only_you(say(language, "stuck-taken-as-arrived" if arrived else "stuck-sent-again"))
