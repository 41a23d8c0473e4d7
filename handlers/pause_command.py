"""When a lead types `/boucle pause` or `/boucle resume`; and how others are told that it is."""

from collections.abc import Mapping

from bot.engine.pause import TERMINAL, pause, resume
from bot.ledger import Look
from bot.wording import say
from bot.wording.dates import say_moment
from handlers.cards.text import escape
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received

# What people type, in both languages.
VERBS: Mapping[str, str] = {"pause": "pause", "resume": "resume", "reprendre": "resume"}


def do(received: Received, verb: str) -> None:
    """Pause everything that leaves the house, or let it go on; leads only."""
    desk, language = received.desk, received.language
    with desk.ledger.look() as look:
        may = is_lead(look, received.by, desk.journey)
    if not may:
        received.only_you(say(language, "refused-not-lead"))
        return
    change = {"pause": pause, "resume": resume}[verb]
    with received.turn() as turn:
        change(turn, by=received.by, now=desk.now())
    received.only_you(say(language, {"pause": "pause-begun", "resume": "pause-ended"}[verb]))


def paused_line(look: Look, desk: Desk, language: str) -> str:
    """Return since when nothing leaves the house, and who said so; "" when everything does."""
    paused = look.paused()
    if paused is None:
        return ""
    person = look.person(paused.by)
    by = say(language, "pause-by-terminal") if paused.by == TERMINAL else f"<@{paused.by}>"
    return say(
        language,
        "pause-since",
        by=escape(person.first_name) if person else by,
        since=say_moment(paused.at, language, desk.journey.timezone),
    )
