"""When someone tells the customers of an improvement: many with one press, or one by one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot.case import Case
from bot.improvement import Improvement, Telling
from bot.ledger import Look
from bot.notice import Notice
from bot.proposal import Proposal
from bot.refusal import Refusal
from bot.sending_all import AllNotAsShown, approve_all, tell_one, tell_together
from bot.steps.close import PromiseWaits, close
from bot.steps.improve import leave
from bot.telling import NotAsShown
from bot.telling_all import (
    Authorship,
    Letter,
    authorship,
    fingerprint_of,
    letter_to,
    letters,
    together,
    why_read,
)
from bot.wording import say
from bot.writing import Drafted
from handlers.cards.elements import Block, Post, about_of, actions, button, section, values_of
from handlers.cards.improvement import CLOSE_UNREACHED, READ_ALL, TELL_MANY, TELL_NEXT, summary
from handlers.cards.improvement_letters import (
    CALLED_ONE,
    COPIED_ONE,
    EDIT_CALLBACK,
    EDIT_ONE,
    MANY_CALLBACK,
    OUT_ONE,
    SEND_ONE,
    done_window,
    edit_form,
    many_form,
    one_window,
)
from handlers.cards.message import where_of
from handlers.desk import Desk
from handlers.receive import Received, form_listener, listener

# Presses that only show something.
OPENS_FORM = frozenset({TELL_MANY, TELL_NEXT, EDIT_ONE, READ_ALL})
# What a form carries along, in signs.
_CARRIED_AT_MOST = 3000


class NothingToRead(Refusal):
    """Nobody waits for a second reader any more."""

    sentence = "refused-nothing-to-read"


def register(app: App, desk: Desk) -> None:
    """Connect the buttons of the window, the list of letters, and each letter."""
    app.action(TELL_MANY)(listener(desk, open_many))
    app.action(READ_ALL)(listener(desk, open_reading))
    app.action(TELL_NEXT)(listener(desk, show_next))
    app.action(SEND_ONE)(listener(desk, send_one))
    app.action(EDIT_ONE)(listener(desk, edit_one))
    app.action(CALLED_ONE)(listener(desk, called))
    app.action(COPIED_ONE)(listener(desk, copied))
    app.action(OUT_ONE)(listener(desk, take_out))
    app.action(CLOSE_UNREACHED)(listener(desk, close_unreached))
    app.view(MANY_CALLBACK)(form_listener(desk, accept, send_many))
    app.view(EDIT_CALLBACK)(form_listener(desk, check_edited, nothing_more))


def open_many(received: Received) -> None:
    """Show a letter of each kind word for word, and to whom all of them go."""
    improvement_id, telling, _ = _pressed(received)
    _open_many(received, improvement_id, telling)


def open_reading(received: Received) -> None:
    """Show the same to a second reader. Raises `NothingToRead`."""
    improvement_id = int(received.pressed)
    with received.desk.ledger.look() as look:
        asked = look.improvement(improvement_id)
    if asked.asked_what is None:
        raise NothingToRead(improvement=asked.name)
    _open_many(received, improvement_id, asked.asked_what)


def accept(received: Received) -> None:
    """Accept the form as it is: all in it was shown."""


def send_many(received: Received) -> None:
    """Send exactly what was shown, to each once; or ask a second person to read it."""
    desk, carried = received.desk, about_of(dict(received.body["view"]))
    now = desk.now()
    with desk.ledger.look() as look:
        improvement = look.improvement(int(carried["improvement"]))
        approval = approve_all(
            look,
            improvement,
            carried["telling"],
            desk.journey,
            shown=str(carried["shown"]),
            by=received.by,
            connected=desk.settings.connected_ways(),
            now=now,
        )
    with received.turn() as turn:
        sent = tell_together(turn, approval, desk.journey, now=now)
    if sent:
        text = say(received.language, "letters-sent", improvement=improvement.name, customers=sent)
    else:
        text = say(received.language, "letters-asked", improvement=improvement.name)
    received.only_you(text)


def show_next(received: Received) -> None:
    """Show the next customer who is told by themselves."""
    improvement_id, telling, after = _pressed(received)
    _show_next(received, improvement_id, telling, after=after)


def edit_one(received: Received) -> None:
    """Let the person change the letter that is shown."""
    carried = about_of(dict(received.body["view"]))
    received.renew_window(edit_form(carried, received.language))


def check_edited(received: Received) -> Mapping[str, Any]:
    """Show the letter again as it was changed, word for word, before it can leave."""
    view = dict(received.body["view"])
    typed, carried = values_of(view), about_of(view)
    changed = carried | {"subject": " ".join(typed["subject"].split()), "text": typed["text"]}
    with received.desk.ledger.look() as look:
        improvement = look.improvement(int(carried["improvement"]))
        letter = _carried_letter(look, improvement, changed, received)
        shown = _one(look, carried["telling"], letter, received)
    if len(shown["private_metadata"]) > _CARRIED_AT_MOST:
        return {"text": say(received.language, "answer-too-long")}
    return {"response_action": "update", "view": shown}


def nothing_more(received: Received) -> None:
    """Do nothing: the check has answered."""


def send_one(received: Received) -> None:
    """Send one letter as it was shown, and show the next."""
    _tell_one(received)


def called(received: Received) -> None:
    """Remember that the customer was told by phone, and show the next."""
    _tell_one(received, is_called=True)


def copied(received: Received) -> None:
    """Remember that the text was copied to where the customer wrote, and show the next."""
    _tell_one(received)


def take_out(received: Received) -> None:
    """Take a customer out of the improvement, and show the next."""
    desk = received.desk
    improvement_id, telling, case_id = _pressed(received)
    with received.turn() as turn:
        improvement = turn.improvement(improvement_id)
        cases = [turn.case(case_id)]
        leave(turn, improvement, cases, desk.journey, by=received.by, now=desk.now())
    _show_next(received, improvement_id, telling, after=case_id)


def close_unreached(received: Received) -> None:
    """Close, as not to be reached, what waits for customers nobody may or can write to."""
    desk, now = received.desk, received.desk.now()
    closed = 0
    with received.turn() as turn:
        improvement = turn.improvement(int(received.pressed))
        who = _who(turn, improvement, received)
        for letter in letters(turn, improvement, "done", desk.journey, who, now=now):
            if letter.is_lost:
                closed += _close(turn.case(letter.case.id), received, turn)
    received.only_you(say(received.language, "letters-closed", customers=closed))


def render_improvement_reading(
    desk: Desk, look: Look, notice: Notice, language: str
) -> Post | None:
    """Return what a second reader is asked; None once nobody waits for it."""
    improvement = look.improvement(int(notice.about["improvement"]))
    if improvement.asked_by is None:
        return None
    text = say(language, "letters-reading", improvement=improvement.name)
    read = button(say(language, "button-read"), READ_ALL, str(improvement.id), style="primary")
    shown = summary(look, improvement, desk, language)
    return Post(text, [section(f"*{text}*"), *shown, actions([read])])


def _who(look: Look, improvement: Improvement, received: Received) -> Authorship:
    connected = received.desk.settings.connected_ways()
    return authorship(look, improvement, by=received.by, connected=connected)


def _close(case: Case, received: Received, turn: Any) -> int:
    desk = received.desk
    try:
        close(
            turn,
            case,
            desk.journey,
            how="cannot_be_reached",
            by=received.by,
            now=desk.now(),
        )
    except PromiseWaits:
        return 0  # a person decides what becomes of a promise
    return 1


def _open_many(received: Received, improvement_id: int, telling: Telling) -> None:
    desk = received.desk
    with desk.ledger.look() as look:
        improvement = look.improvement(improvement_id)
        who = _who(look, improvement, received)
        found = letters(look, improvement, telling, desk.journey, who, now=desk.now())
        chosen = together(found)
        why = () if who.written_by else why_read(look, chosen, desk.journey)
        view = many_form(
            look,
            improvement,
            telling,
            chosen,
            why,
            desk,
            locale=received.locale,
            shown=fingerprint_of(chosen),
            channel=received.channel,
        )
    received.open_form(view)


def _tell_one(received: Received, *, is_called: bool = False) -> None:
    desk, now = received.desk, received.desk.now()
    carried = about_of(dict(received.body["view"]))
    improvement_id, telling, case_id = _pressed(received)
    with received.turn() as turn:
        improvement = turn.improvement(improvement_id)
        turn.case(case_id)
        letter = _carried_letter(turn, improvement, carried, received)
        message = letter.message
        if message is None or letter.drafted is None:
            raise AllNotAsShown(improvement=improvement.name)
        if is_called:
            message = replace(message, way="phone", to="", subject="")
        elif [message.way, message.to, message.signed] != carried["shown"]:
            raise NotAsShown(case=letter.case.name)
        elif not message.leaves_by_itself:
            message = replace(message, where=where_of(turn, letter.case))
        # What was said on the telephone was said, whatever happened meanwhile.
        stand = None if is_called else int(carried["stand"])
        drafted = Drafted(int(carried["revision"]), stand, closes=letter.drafted.closes)
        became = tell_one(turn, improvement, message, drafted, desk.journey, now=now)
    if isinstance(became, Proposal):
        received.only_you(say(received.language, "answer-proposed", case=f"C-{case_id}"))
    _show_next(received, improvement_id, telling, after=case_id)


def _carried_letter(
    look: Look, improvement: Improvement, carried: Mapping[str, Any], received: Received
) -> Letter:
    """Return the letter to a customer as it is now, with the words that were shown."""
    desk = received.desk
    # One by one, whoever presses is the author.
    own = replace(improvement, asked_by=None)
    who = _who(look, own, received)
    case = look.case(int(carried["case"]))
    telling: Telling = carried["telling"]
    letter = letter_to(look, case, own, telling, desk.journey, who, now=desk.now())
    if letter.message is None:
        return letter
    message = replace(letter.message, text=str(carried["text"]), subject=str(carried["subject"]))
    return replace(letter, message=message)


def _show_next(received: Received, improvement_id: int, telling: Telling, *, after: int) -> None:
    """Show the next customer after a case, or that nobody is left."""
    desk = received.desk
    with desk.ledger.look() as look:
        improvement = look.improvement(improvement_id)
        own = replace(improvement, asked_by=None)
        who = _who(look, own, received)
        found = letters(look, own, telling, desk.journey, who, now=desk.now())
        waiting = [one for one in found if one.state in ("alone", "by_hand")]
        following = [one for one in waiting if one.case.id > after]
        if following:
            view = _one(look, telling, following[0], received, left=len(following))
        else:
            view = done_window(received.language, channel=received.channel)
    if received.body.get("view"):
        received.renew_window(view)
    else:
        received.open_form(view)


def _one(
    look: Look,
    telling: Telling,
    letter: Letter,
    received: Received,
    *,
    left: int = 1,
) -> Block:
    return one_window(
        look,
        letter,
        telling,
        received.desk,
        locale=received.locale,
        left=left,
        why=why_read(look, [letter], received.desk.journey),
        channel=received.channel,
    )


def _pressed(received: Received) -> tuple[int, Telling, int]:
    """Return the improvement, what is told, and the case of a button ("3:done:31")."""
    improvement_id, telling, case_id = [*received.pressed.split(":"), "0"][:3]
    told: Telling = telling  # type: ignore[assignment] # one of ours
    return int(improvement_id), told, int(case_id)
