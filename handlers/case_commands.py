"""When someone types what to do with a case: `/boucle take C-31`, `/boucle pass C-31 …`."""

from collections.abc import Callable, Mapping

from bot.case import case_id_in
from bot.journey import Department
from bot.ledger import Look, NotRemembered
from bot.person import Person
from bot.steps.route import pass_on
from bot.steps.take import hand_over, release, take
from bot.wording import say
from handlers import pass_on_form
from handlers.cards.text import escape
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received

# What people type, in both languages, for each thing that can be done.
VERBS: Mapping[str, str] = {
    "take": "take",
    "prendre": "take",
    "release": "release",
    "rendre": "release",
    "pass": "pass",
    "transmettre": "pass",
}


def do(received: Received, verb: str, rest: str) -> None:
    """Do what was typed with the case that was named, where the person may see it."""
    name, _, more = rest.partition(" ")
    language = received.language
    case_id = case_id_in(name) or 0
    with received.desk.ledger.look() as look:
        try:
            case = look.case(case_id)
        except NotRemembered:
            asked = escape(name[:40]) or "?"
            received.only_you(say(language, "show-unknown", case=asked))
            return
        if case.grave and not is_lead(look, received.by, received.desk.journey):
            received.only_you(say(language, "show-private", case=case.name))
            return
    _DO[verb](received, case_id, more.strip())


def _take(received: Received, case_id: int, more: str) -> None:
    del more
    desk = received.desk
    with received.turn() as turn:
        take(turn, turn.case(case_id), desk.journey, by=received.by, now=desk.now())
    received.only_you(say(received.language, "command-taken", case=f"C-{case_id}"))


def _release(received: Received, case_id: int, more: str) -> None:
    del more
    desk = received.desk
    with received.turn() as turn:
        release(turn, turn.case(case_id), desk.journey, by=received.by, now=desk.now())
    received.only_you(say(received.language, "command-released", case=f"C-{case_id}"))


def _pass(received: Received, case_id: int, more: str) -> None:
    """Pass it to "billing why…" or "@bruno why…"; where one of the two is missing, ask."""
    desk = received.desk
    with desk.ledger.look() as look:
        to, why = _whom(look, desk, more)
    if to is None or not why:
        pass_on_form.open_form(received, case_id)
        return
    by, now = received.by, desk.now()
    with received.turn() as turn:
        case = turn.case(case_id)
        if isinstance(to, Person):
            hand_over(turn, case, desk.journey, to=to.id, by=by, why=why, now=now)
            name = to.first_name
        else:
            pass_on(turn, case, to.key, desk.journey, by=by, why=why, now=now)
            name = to.name.in_(received.language)
    said = say(received.language, "command-passed", case=case.name, to=escape(name))
    received.only_you(said)


def _whom(look: Look, desk: Desk, text: str) -> tuple[Person | Department | None, str]:
    """Return the team or colleague that a text begins with, and what follows it.

    Names may have several words; of two colleagues of one name neither is meant.
    """
    folded = text.casefold()
    names: dict[str, list[Person | Department]] = {}
    for department in desk.journey.departments.values():
        called = (department.key, *department.name.texts.values())
        for name in {one.casefold() for one in called}:
            names.setdefault(name, []).append(department)
    for person in look.people():
        for name in {f"@{one}".casefold() for one in (person.name, person.first_name)}:
            names.setdefault(name, []).append(person)
    begun = [
        name for name in names if folded == name or folded.startswith((f"{name} ", f"{name}:"))
    ]
    if not begun:
        return None, ""
    longest = max(begun, key=len)
    found = names[longest]
    return (found[0] if len(found) == 1 else None), text[len(longest) :].strip(" :,")


_DO: Mapping[str, Callable[[Received, int, str], None]] = {
    "take": _take,
    "release": _release,
    "pass": _pass,
}
