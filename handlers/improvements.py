"""When someone looks at the improvements: the list, the live message, and its buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_bolt import App

from bot.improvement import improvement_id_in
from bot.improvement_post import post_id, refresh_improvement
from bot.ledger import Look, NotRemembered, Turn
from bot.notice import Notice
from bot.wording import say
from handlers import improvement_form
from handlers.cards.elements import Block, Post, section
from handlers.cards.improvement import (
    CHANGE_IT,
    DROP_IT,
    IMPROVED,
    MORE_IMPROVEMENT,
    SHOW_IT,
    STUCK_IT,
    TELL,
    WHO_ELSE,
    improvement_post,
    improvement_window,
    improvements_blocks,
)
from handlers.cards.improvement_line import SHOW_IMPROVEMENT
from handlers.cards.text import escape
from handlers.cards.themes import IMPROVE_THEME
from handlers.desk import Desk
from handlers.receive import Received, listener

# Presses that only open a form or a window.
OPENS_FORM = frozenset(
    {IMPROVED, WHO_ELSE, TELL, SHOW_IMPROVEMENT, MORE_IMPROVEMENT, IMPROVE_THEME}
)
# What people type, in both languages.
IMPROVE_VERBS = frozenset({"improve", "améliorer", "ameliorer"})
# A mail that comes back does so within days.
_FATES_OF = timedelta(days=14)


def register(app: App, desk: Desk) -> None:
    """Connect the live message's buttons, and those of lists."""
    app.action(SHOW_IMPROVEMENT)(listener(desk, show_for_press))
    app.action(TELL)(listener(desk, show_for_press))
    app.action(IMPROVED)(listener(desk, open_done))
    app.action(WHO_ELSE)(listener(desk, open_who_else))
    app.action(MORE_IMPROVEMENT)(listener(desk, choose_more))
    app.action(IMPROVE_THEME)(listener(desk, improve_theme))


def improve(received: Received, rest: str) -> None:
    """Do what follows `/boucle improve`: show "A-3", or gather those who said some words."""
    improvement_id = improvement_id_in(rest)
    if improvement_id is None:
        improvement_form.open_for_words(received, rest)
        return
    try:
        show(received, improvement_id)
    except NotRemembered:
        unknown = say(received.language, "improvement-unknown", given=escape(rest[:40]))
        received.only_you(unknown)


def improvements_reply(look: Look, received: Received, rest: str) -> tuple[str, list[Block]]:
    """List the improvements, the newest first."""
    del rest
    found = list(reversed(look.improvements()))
    title, blocks = improvements_blocks(look, found, received.desk.journey, received.language)
    return title, [*blocks, section(say(received.language, "improvements-how"))]


def show_for_press(received: Received) -> None:
    """Show everything about the improvement of a button, and how each customer stands."""
    show(received, int(received.pressed))


def show(received: Received, improvement_id: int) -> None:
    """Open the window of an improvement. Raises `NotRemembered`."""
    desk = received.desk
    with desk.ledger.look() as look:
        view = improvement_window(
            look,
            look.improvement(improvement_id),
            desk,
            received.language,
            viewer=received.by,
            channel=received.channel,
        )
    received.open_form(view)


def open_done(received: Received) -> None:
    """Ask what customers are told, and what it brought."""
    improvement_form.open_done(received, int(received.pressed))


def open_who_else(received: Received) -> None:
    """Show who is in it, and who may be affected too."""
    improvement_form.open_cases(received, int(received.pressed))


def choose_more(received: Received) -> None:
    """Open what was chosen behind "…"."""
    verb, _, improvement_id = received.pressed.partition(":")
    {
        CHANGE_IT: improvement_form.open_change,
        STUCK_IT: improvement_form.open_stuck,
        DROP_IT: improvement_form.open_drop,
        SHOW_IT: show,
    }[verb](received, int(improvement_id))


def improve_theme(received: Received) -> None:
    """Gather those who spoke of a theme ("12,13|debited twice")."""
    ids, _, words = received.pressed.partition("|")
    case_ids = [int(one) for one in ids.split(",") if one]
    improvement_form.open_for_theme(received, case_ids, words)


def render_improvement(desk: Desk, look: Look, notice: Notice, language: str) -> Post:
    """Return the live message as it has to stand now."""
    improvement = look.improvement(int(notice.about["improvement"]))
    return improvement_post(look, improvement, desk, language)


def render_improvement_update(
    desk: Desk, look: Look, notice: Notice, language: str
) -> Post | None:
    """Return what the live message has to become; None where it does not stand there."""
    improvement = look.improvement(int(notice.about["improvement"]))
    found = look.sent_notice(post_id(improvement, notice.destination))
    if found is None:
        return None
    post = render_improvement(desk, look, notice, language)
    return Post(post.text, post.blocks, ts=found[1].ts)


@dataclass(frozen=True)
class LettersOnTheirWay:
    """Lets the live message say what became of each letter, once it is known."""

    desk: Desk

    def moments(self, start: datetime, end: datetime) -> Iterable[datetime]:
        """Return no moment of its own: each tick is early enough."""
        del start, end
        return ()

    def plan(self, turn: Turn, *, now: datetime) -> None:
        """Stage an update of each improvement whose letters fared otherwise than was shown."""
        for improvement_id, fares in turn.fates_told(since=now - _FATES_OF).items():
            improvement = turn.improvement(improvement_id)
            refresh_improvement(turn, improvement, self.desk.journey)
            turn.show_fates(improvement_id, fares)
