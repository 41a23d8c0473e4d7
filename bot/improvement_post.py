"""The live message of an improvement: where it stands, and when it has to change."""

from bot.card import homes_of_department
from bot.improvement import Improvement
from bot.journey import JourneyMap
from bot.ledger import Turn
from bot.notice import Notice


def improvement_homes(improvement: Improvement, journey: JourneyMap) -> tuple[str, ...]:
    """Return where it stands: the channel of the department that has it, or its leads'."""
    return homes_of_department(journey.in_charge(improvement.department))


def post_id(improvement: Improvement, home: str) -> str:
    """Return the id of the notice that posts it at a destination."""
    return f"improvement:{improvement.id}:{home}"


def post_improvement(turn: Turn, improvement: Improvement, journey: JourneyMap) -> None:
    """Stage its first post."""
    for home in improvement_homes(improvement, journey):
        about = {"improvement": improvement.id}
        turn.stage(Notice(post_id(improvement, home), "improvement", home, about=about))


def refresh_improvement(turn: Turn, improvement: Improvement, journey: JourneyMap) -> None:
    """Stage an update of its message."""
    for home in improvement_homes(improvement, journey):
        key = f"improvement_update:{improvement.id}:{improvement.changes}:{home}"
        about = {"improvement": improvement.id}
        turn.stage(Notice(key, "improvement_update", home, about=about))
