"""When someone has forgotten what was learned from a case."""

from slack_bolt import App

from bot.teaching import unlearn
from bot.wording import say
from handlers.cards.case_details import details_window
from handlers.cards.learned import UNLEARN
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received, listener


def register(app: App, desk: Desk) -> None:
    """Connect the button behind "show all"."""
    app.action(UNLEARN)(listener(desk, forget_learned))


def forget_learned(received: Received) -> None:
    """Forget it, and show the case anew where it was shown."""
    desk, by = received.desk, received.by
    with received.turn() as turn:
        case = turn.case(int(received.pressed))
        lead = is_lead(turn, by, desk.journey)
        unlearn(turn, case, desk.journey, by=by, is_lead=lead, now=desk.now())
    received.only_you(say(received.language, "details-unlearned", case=case.name))
    shown = received.body.get("view")
    if shown:
        with desk.ledger.look() as look:
            view = details_window(
                look, case, desk.journey, received.language, viewer=received.by, now=desk.now()
            )
        received.client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
