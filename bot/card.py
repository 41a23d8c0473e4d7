"""The live card of a case: where it stands, and when it has to change."""

from collections.abc import Iterable

from bot.case import Case
from bot.journey import Department, JourneyMap
from bot.ledger import Look, Turn
from bot.notice import Notice


def homes_of(case: Case, journey: JourneyMap) -> tuple[str, ...]:
    """Return the destinations of a case's card: the owner's channel.

    Grave content goes to the CX leads only; in rehearsal, to the leads of the department.
    """
    if case.grave:
        return tuple(f"lead:{lead}" for lead in journey.leads)
    return homes_of_department(journey.in_charge(case.department))


def homes_of_department(department: Department) -> tuple[str, ...]:
    """Return where a department meets its cases: its channel, or in rehearsal its leads."""
    if department.mode == "rehearsal":
        return tuple(f"lead:{lead}" for lead in department.leads)
    return (f"channel:{department.channel}",)


def post_card(turn: Turn, case: Case, journey: JourneyMap, *, after: str | None = None) -> None:
    """Stage the first post of a case at its homes."""
    _post(turn, case, homes_of(case, journey), after=after)


def refresh_card(turn: Turn, case: Case, journey: JourneyMap) -> None:
    """Stage an update of the card, where it was posted; call it after the fact is recorded."""
    if case.shared_at is None:
        return
    number = turn.count_facts(case.id)
    for home in homes_of(case, journey):
        key = f"card_update:{case.name}:{number}:{home}"
        turn.stage(Notice(key, "card_update", home, case_id=case.id))


def move_card(turn: Turn, before: Case, after: Case, journey: JourneyMap) -> None:
    """Let the old card say where the case went, and post it at its new homes.

    A case that was not shown yet waits for the round of its new department; at a home that it
    keeps (the leads, for grave content) its card stays and changes.
    """
    if before.shared_at is None:
        return
    homes, earlier = homes_of(after, journey), homes_of(before, journey)
    for home in earlier:
        if home not in homes:
            key = f"moved_line:{after.name}:{after.passes}:{home}"
            about = {"to": after.department}
            turn.stage(Notice(key, "moved_line", home, case_id=after.id, about=about))
    _post(turn, after, [home for home in homes if home not in earlier])
    refresh_card(turn, after, journey)


def say_under_card(
    turn: Turn, case: Case, journey: JourneyMap, line: str, **about: object
) -> None:
    """Stage a line in the thread of the card: `line` is the key of its sentence."""
    number = turn.count_facts(case.id)
    for home in homes_of(case, journey):
        key = f"thread_line:{case.name}:{number}:{home}"
        said = {"line": line, **about}
        turn.stage(Notice(key, "thread_line", home, case_id=case.id, about=said))


def thanks_passed_on(look: Look, case: Case) -> bool:
    """Tell whether a customer's praise has been brought to those who earned it."""
    said = [fact.kind for fact in look.history(case.id) if fact.kind in ("thanked", "taken_back")]
    return said[-1:] == ["thanked"]


def _post(turn: Turn, case: Case, homes: Iterable[str], *, after: str | None = None) -> None:
    for home in homes:
        key = f"card:{case.name}:{case.passes}:{home}"
        turn.stage(Notice(key, "card", home, case_id=case.id, after=after))
