"""When someone presses a button on a card."""

from slack_bolt import App

from bot.ledger import Look, Turn
from bot.steps.act import finish, give_back
from bot.steps.close import pass_on_thanks, reopen
from bot.steps.route import place
from bot.steps.take import release, take
from bot.wording import say
from handlers import (
    action_form,
    address_form,
    answer_form,
    close_form,
    improvement_form,
    obstacle_form,
    pass_on_form,
)
from handlers.cards import case_card as card
from handlers.cards.actions_window import CHANGE, FINISH, STUCK, actions_window
from handlers.cards.case_details import details_window
from handlers.cards.elements import Block
from handlers.cards.nudge import CHOOSE
from handlers.desk import Desk
from handlers.receive import Received, listener

HAND_BACK = "hand_back"

# Presses that open a form and change nothing yet.
OPENS_FORM = frozenset(
    {
        "act",
        "answer",
        "follow_up",
        "close",
        card.PASS_ON,
        card.NO_REPLY,
        card.NEW_DATE,
        card.WRITE,
        card.SHOW,
        card.ACTIONS,
        card.ADDRESS,
        CHANGE,
        STUCK,
        CHOOSE,
        "later_day",
    }
)


def register(app: App, desk: Desk) -> None:
    """Connect the buttons of the card, and the choices behind "more"."""
    app.action("take")(listener(desk, take_case))
    app.action("act")(listener(desk, action_form.open_for_press))
    app.action("answer")(listener(desk, answer_form.open_for_press))
    app.action("follow_up")(listener(desk, answer_form.open_follow_up_for_press))
    app.action("close")(listener(desk, close_form.open_for_press))
    app.action(card.THANKS)(listener(desk, bring_thanks))
    app.action(card.PASS_ON)(listener(desk, pass_on_form.open_for_press))
    app.action(card.NO_REPLY)(listener(desk, close_form.open_no_reply_for_press))
    app.action(card.NEW_DATE)(listener(desk, answer_form.open_new_date_for_press))
    app.action(card.REASSURE)(listener(desk, answer_form.open_reassurance_for_press))
    app.action(card.SHOW)(listener(desk, show_for_press))
    app.action(FINISH)(listener(desk, finish_action))
    app.action(CHANGE)(listener(desk, action_form.open_change_for_press))
    app.action(STUCK)(listener(desk, obstacle_form.open_for_press))
    app.action(HAND_BACK)(listener(desk, hand_back))
    for number in range(3):
        app.action(f"{card.PLACE}_{number}")(listener(desk, place_case))
    app.action(card.MORE)(listener(desk, choose_more))
    for number in range(5):
        app.action(f"{card.MORE}_{number}")(listener(desk, choose_more))


def take_case(received: Received) -> None:
    """Put the presser in charge; the second of two at once is told who was first."""
    with received.turn() as turn:
        case = turn.case(int(received.pressed))
        take(turn, case, received.desk.journey, by=received.by, now=received.desk.now())


def bring_thanks(received: Received) -> None:
    """Pass a customer's praise on to those who earned it."""
    with received.turn() as turn:
        case = turn.case(int(received.pressed))
        pass_on_thanks(turn, case, received.desk.journey, by=received.by, now=received.desk.now())


def place_case(received: Received) -> None:
    """Let a person say which of the guesses is right."""
    case_id, _, touchpoint = received.pressed.partition(":")
    desk = received.desk
    with received.turn() as turn:
        case = turn.case(int(case_id))
        place(turn, case, touchpoint, desk.journey, by=received.by, now=desk.now())


def finish_action(received: Received) -> None:
    """Say that an action is done; in the window of all actions, show it there."""
    case_id, _, action_id = received.pressed.partition(":")
    with received.turn() as turn:
        finish_in(turn, received, int(case_id), int(action_id))
        case = turn.case(int(case_id))
        view = actions_window(turn, case, received.language, channel=received.channel)
    received.renew_window(view)


def finish_in(turn: Turn, received: Received, case_id: int, action_id: int) -> None:
    """Mark one action of a case as done; one that is not there any more changes nothing."""
    case = turn.case(case_id)
    found = [action for action in turn.actions(case_id) if action.id == action_id]
    for action in found:
        desk = received.desk
        finish(turn, case, action, desk.journey, by=received.by, now=desk.now())


def choose_more(received: Received) -> None:
    """Do what was chosen behind "more"."""
    verb, _, case_id = received.pressed.partition(":")
    {
        card.PASS_ON: pass_on_form.open_form,
        card.NO_REPLY: close_form.open_no_reply,
        card.NEW_DATE: answer_form.open_new_date,
        card.WRITE: answer_form.open_writing,
        card.RELEASE: release_case,
        card.REOPEN: reopen_case,
        card.SHOW: show_case,
        card.ACTIONS: show_actions,
        card.IMPROVE: improvement_form.open_for_case,
        card.ADDRESS: address_form.open_form,
        card.LEAVE: improvement_form.leave_improvement,
    }[verb](received, int(case_id))


def hand_back(received: Received) -> None:
    """Let go, from a reminder, of a case ("31") or of an action in a case ("31:7")."""
    case_id, _, action_id = received.pressed.partition(":")
    desk, by, now = received.desk, received.by, received.desk.now()
    with received.turn() as turn:
        case = turn.case(int(case_id))
        found = [one for one in turn.actions(case.id) if str(one.id) == action_id]
        if found and case.taken_by != by:
            give_back(turn, case, found[0], desk.journey, by=by, now=now)
        else:
            release(turn, case, desk.journey, by=by, now=now)
    received.only_you(say(received.language, "command-released", case=f"C-{case_id}"))


def release_case(received: Received, case_id: int) -> None:
    """Let go of a case."""
    desk = received.desk
    with received.turn() as turn:
        release(turn, turn.case(case_id), desk.journey, by=received.by, now=desk.now())
        view = _details(turn, received, case_id)
    received.renew_window(view)


def reopen_case(received: Received, case_id: int) -> None:
    """Open a closed loop again."""
    desk = received.desk
    with received.turn() as turn:
        reopen(turn, turn.case(case_id), desk.journey, by=received.by, now=desk.now())


def show_actions(received: Received, case_id: int) -> None:
    """Show what is done about a case, and what can be said of it; nothing yet: ask for it."""
    desk = received.desk
    with desk.ledger.look() as look:
        planned = look.actions(case_id)
        view = actions_window(
            look, look.case(case_id), received.language, channel=received.channel
        )
    if planned:
        received.open_form(view)
    else:
        action_form.open_form(received, case_id)


def show_for_press(received: Received) -> None:
    """Show everything about the case of a button to the presser."""
    show_case(received, int(received.pressed))


def show_case(received: Received, case_id: int) -> None:
    """Show everything about a case to the presser: all the words, and what happened."""
    desk = received.desk
    with desk.ledger.look() as look:
        view = _details(look, received, case_id)
    received.open_form(view)


def _details(look: Look, received: Received, case_id: int) -> Block:
    desk, language = received.desk, received.language
    case = look.case(case_id)
    return details_window(look, case, desk.journey, language, viewer=received.by, now=desk.now())
