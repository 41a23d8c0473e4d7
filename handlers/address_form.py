"""When someone knows another address of a customer, whom mail does not reach."""

from slack_bolt import App

from bot.mail import name_and_address
from bot.refusal import Refusal
from bot.steps.readdress import AddressNotTaken, check_address, give_address
from bot.wording import say
from handlers.cards.elements import about, about_of, context, form, text_input, values_of
from handlers.desk import Desk
from handlers.receive import Received, form_listener

CALLBACK = "give_address"


def register(app: App, desk: Desk) -> None:
    """Connect the form."""
    app.view(CALLBACK)(form_listener(desk, check, save))


def open_form(received: Received, case_id: int) -> None:
    """Open the form for a case."""
    language = received.language
    field = text_input(
        "address",
        say(language, "address-label"),
        hint=say(language, "address-hint"),
        placeholder="c.petit@exemple.example",
        at_most=254,
    )
    received.open_form(
        form(
            CALLBACK,
            say(language, "address-title"),
            [field, context(say(language, "address-consent"))],
            submit=say(language, "form-save"),
            close=say(language, "form-cancel"),
            about=about(case=case_id, channel=received.channel),
        )
    )


def check(received: Received) -> dict[str, str] | None:
    """Refuse an address that cannot be used, in the form."""
    case_id, address = _typed(received)
    desk = received.desk
    with desk.ledger.look() as look:
        try:
            check_address(look, look.case(case_id), address, desk.journey, own=_own(desk))
        except AddressNotTaken as wrong:
            return {"address": say(received.language, wrong.sentence)}
        except Refusal:
            return None  # told as every refusal is, once the form is gone
    return None


def save(received: Received) -> None:
    """Remember the address; the message is then written to it."""
    case_id, address = _typed(received)
    desk = received.desk
    with received.turn() as turn:
        case = turn.case(case_id)
        give_address(
            turn, case, address, desk.journey, own=_own(desk), by=received.by, now=desk.now()
        )
    received.only_you(say(received.language, "address-noted", case=case.name))


def _typed(received: Received) -> tuple[int, str]:
    view = dict(received.body["view"])
    return int(about_of(view)["case"]), name_and_address(values_of(view)["address"])[1]


def _own(desk: Desk) -> str:
    return desk.settings.boucle_mail_from
