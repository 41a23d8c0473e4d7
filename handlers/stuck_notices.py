"""When a lead settles what could not be sent: it arrived, or send it again."""

from slack_bolt import App

from bot.engine.stuck import settle_stuck
from bot.wording import say
from handlers.cards.stuck import AGAIN, ARRIVED, MAIL_SEEN
from handlers.customer_mail import learn_how_it_ended
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received, listener


def register(app: App, desk: Desk) -> None:
    """Connect the buttons of `/boucle status`."""
    app.action(ARRIVED)(listener(desk, take_as_arrived))
    app.action(AGAIN)(listener(desk, send_again))
    app.action(MAIL_SEEN)(listener(desk, take_mail_as_seen))


def take_as_arrived(received: Received) -> None:
    """Believe the lead, who asked or looked: nothing is sent again."""
    _settle(received, arrived=True)


def send_again(received: Received) -> None:
    """Let it be sent once more."""
    _settle(received, arrived=False)


def take_mail_as_seen(received: Received) -> None:
    """Believe the lead, who has looked into the mailbox."""
    if _is_for(received):
        with received.turn() as turn:
            turn.take_mail_as_seen(int(received.pressed), now=received.desk.now())
        received.only_you(say(received.language, "status-unread-noted"))


def _is_for(received: Received) -> bool:
    """Tell whether a lead pressed; anybody else is told that it is not for them."""
    with received.desk.ledger.look() as look:
        may = is_lead(look, received.by, received.desk.journey)
    if not may:
        received.only_you(say(received.language, "refused-not-lead"))
    return may


def _settle(received: Received, *, arrived: bool) -> None:
    desk, language = received.desk, received.language
    if not _is_for(received):
        return
    with received.turn() as turn:
        notice = settle_stuck(
            turn, received.pressed, arrived=arrived, by=received.by, now=desk.now()
        )
        if arrived:
            learn_how_it_ended(desk, turn, notice, "accepted")
    received.only_you(say(language, "stuck-taken-as-arrived" if arrived else "stuck-sent-again"))
