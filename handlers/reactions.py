"""When someone reacts to a card with an emoji, or takes the reaction back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import App

from bot.card import homes_of
from bot.case import Case
from bot.journey import ReactionVerb
from bot.ledger import Look, Place
from bot.steps.act import undo_finish
from bot.steps.close import NothingToTakeBack, pass_on_thanks, take_back
from bot.steps.take import NotTheirs, release, take
from bot.wording import say
from handlers.cards import case_card as card
from handlers.cards.elements import actions, button, section
from handlers.cards.text import cut, escape
from handlers.desk import Desk
from handlers.receive import Received, listener

_ACTION_AT_MOST = 300

# What an emoji asks for but a form has to complete: the button of the question, by verb.
_ASKS: Mapping[ReactionVerb, tuple[str, str]] = {
    "pass_on": ("reaction-pass-on", card.PASS_ON),
    "no_reply": ("reaction-no-reply", card.NO_REPLY),
}

# What taking an emoji back undoes. Passing on leaves the card behind: there it is asked for anew.
_UNDOES: Mapping[ReactionVerb, Callable[..., Case]] = {
    "take": release,
    "done": undo_finish,
    "thanks": partial(take_back, how="thanked"),
    "no_reply": partial(take_back, how="none_needed"),
}


def register(app: App, desk: Desk) -> None:
    """Connect reactions."""
    app.event("reaction_added")(listener(desk, reaction_added))
    app.event("reaction_removed")(listener(desk, reaction_removed))


def reaction_added(received: Received) -> None:
    """Do, or ask for, what the emoji stands for on a live card; elsewhere it means nothing."""
    verb, case = _meant(received)
    if verb is None or case is None or not _is_news(received, verb):
        return
    if verb == "take":
        _in_turn(received, case, take)
    elif case.closed_at is not None:
        # A tick or a thank-you under what is over is applause.
        return
    elif verb == "thanks":
        _bring_thanks(received, case)
    elif verb == "done":
        _ask_what_is_done(received, case)
    else:
        sentence, action_id = _ASKS[verb]
        _ask(received, case, say(received.language, sentence), action_id, str(case.id))


def reaction_removed(received: Received) -> None:
    """Undo what the emoji stood for, while it is theirs to undo and nobody went on from there."""
    verb, case = _meant(received)
    if verb is None or case is None or not _is_news(received, verb) or verb not in _UNDOES:
        return
    try:
        _in_turn(received, case, _UNDOES[verb])
    except (NotTheirs, NothingToTakeBack):
        # A colleague was faster, or went on: what is taken back has no effect.
        return


def _meant(received: Received) -> tuple[ReactionVerb | None, Case | None]:
    event: Mapping[str, Any] = received.body["event"]
    verb = received.desk.journey.verb_of(str(event.get("reaction", "")))
    if verb is None or event.get("item", {}).get("type") != "message":
        return None, None
    place = Place(event["item"]["channel"], event["item"]["ts"])
    with received.desk.ledger.look() as look:
        return verb, _live_case(look, place, received.desk)


def _is_news(received: Received, verb: ReactionVerb) -> bool:
    """Tell whether this is the latest we heard of a person's emoji; Slack may mix up the order.

    An emoji that was taken back must not take a case after all because its event came late.
    """
    event, desk = received.body["event"], received.desk
    place = Place(event["item"]["channel"], event["item"]["ts"])
    moved = str(event.get("event_ts", ""))
    with desk.ledger.turn() as turn:
        return turn.record_reaction(received.by, place, verb, moved=moved, at=desk.now())


def _live_case(look: Look, place: Place, desk: Desk) -> Case | None:
    """Return the case whose live card stands there; a line that a case left behind is none."""
    case_id = look.case_of_card(place)
    if case_id is None:
        return None
    case = look.case(case_id)
    homes = homes_of(case, desk.journey)
    return case if any(look.card_of(case_id, home) == place for home in homes) else None


def _in_turn(received: Received, case: Case, step: Callable[..., Case]) -> None:
    desk = received.desk
    with received.turn() as turn:
        step(turn, turn.case(case.id), desk.journey, by=received.by, now=desk.now())


def _bring_thanks(received: Received, case: Case) -> None:
    """Pass praise on; under a complaint 🙏 is sympathy, and nothing is said of it."""
    if not case.needs_hands:
        _in_turn(received, case, pass_on_thanks)


def _ask_what_is_done(received: Received, case: Case) -> None:
    """People mean "read" by ✅ as often as "done": so it asks."""
    with received.desk.ledger.look() as look:
        undone = [action for action in look.actions(case.id) if action.is_open]
    if undone:
        what = escape(cut(undone[0].what, at_most=_ACTION_AT_MOST))
        text = say(received.language, "reaction-done-action", what=what)
        _ask(received, case, text, "finish", f"{case.id}:{undone[0].id}")
    else:
        _ask(received, case, say(received.language, "reaction-done"), "close", str(case.id))


def _ask(received: Received, case: Case, text: str, action_id: str, value: str) -> None:
    label = say(received.language, f"ask-{action_id}".replace("_", "-"))
    row = actions([button(label, action_id, value, style="primary")])
    received.only_you(text, blocks=[section(f"*{case.name}* · {text}"), row])
