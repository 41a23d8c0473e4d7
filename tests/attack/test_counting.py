"""A test that cannot fail proves nothing: what is spoilt on purpose has to be counted."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest

from bot.telling import stand_of
from tests.attack.counting import Evidence, Json, count, gather, notice_id
from tests.attack.people import Press
from tests.house import open_house
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"


@pytest.fixture(scope="module")
def quiet_morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """What is found after a morning without any trouble: two cards, a plan, a mail."""
    with open_house(tmp_path_factory.mktemp("house")) as house:
        cases = house.show(PETIT, of_somebody_else(PETIT, "morel"))
        house.press("ana", BILLING, cases[0], "take")
        form = house.press("ana", BILLING, cases[0], "act")
        house.fill("ana", form, what="Rembourser m0x1z", due="vendredi")
        with house.ledger.look() as look:
            stand = stand_of(look, look.case(cases[0]))
        form = house.press("ana", BILLING, cases[0], "answer")
        house.fill("ana", house.fill("ana", form, way="mail", text="Voici m0x2z."))
        acked = [
            Press("take", "ana", cases[0]),
            Press("plan", "ana", cases[0], "m0x1z"),
            Press("send", "ana", cases[0], "m0x2z", stand),
        ]
        url, said = house.workspace.url, ("petit-1", "morel-1")
        yield gather(url, house.ledger, house.journey, said=said, acked=acked)


def first(found: Evidence, kind: str) -> Json:
    """Return the first message that a kind of notice became."""
    return next(one for one in found.messages if notice_id(one).startswith(f"{kind}:"))


def post_again(found: Evidence, kind: str) -> None:
    found.messages.append({**first(found, kind), "ts": "9999999999.000001"})


def lose(found: Evidence, kind: str) -> None:
    found.messages.remove(first(found, kind))


def post_late(found: Evidence, kind: str) -> None:
    first(found, kind)["ts"] = "9999999999.000001"


def send_nothing(found: Evidence) -> None:
    found.approved.clear()
    found.mails.clear()
    found.stands = {press.case_id: press.stand for press in found.acked}


def keep_old_card(found: Evidence) -> None:
    card = next(one for one in found.messages if "Rembourser" in str(one))
    card["blocks"] = card["blocks"][:1]


def leave_unsent(found: Evidence) -> None:
    found.notices[-1]["state"] = "held"


def say_what_was_never_meant(found: Evidence) -> None:
    metadata = {"event_payload": {"id": "card:C-99:0:channel:#x"}}
    found.messages.append({"ts": "1.0", "channel": "C", "metadata": metadata})


def leave_undone(found: Evidence) -> None:
    found.unfinished = 1


def do_twice(found: Evidence) -> None:
    found.actions.extend(deepcopy(found.actions))


def take_twice(found: Evidence) -> None:
    facts = next(facts for facts in found.facts.values() if "taken" in str(facts))
    facts.append({"kind": "taken", "by": "somebody else"})


SABOTAGE: dict[str, tuple[str, Callable[[Evidence], object]]] = {
    "a card is said twice": ("twice", lambda found: post_again(found, "card")),
    "a header is said twice": ("twice", lambda found: post_again(found, "round")),
    "a card is lost": ("lost", lambda found: lose(found, "card")),
    "a header is lost": ("lost", lambda found: lose(found, "round")),
    "a header comes after its cards": ("out of order", lambda found: post_late(found, "round")),
    "the last update is lost": ("lost", keep_old_card),
    "a notice was never sent": ("lost", leave_unsent),
    "something was never staged": ("broken", say_what_was_never_meant),
    "a mail arrived twice": ("twice", lambda found: found.mails.extend(found.mails[:])),
    "a mail was lost": ("lost", lambda found: found.mails.clear()),
    "a mail nobody approved": ("broken", lambda found: found.mails.append({"text": "Bonjour"})),
    "a verbatim is lost": ("lost", lambda found: found.verbatims.pop()),
    "a verbatim is kept twice": (
        "twice",
        lambda found: found.verbatims.append(found.verbatims[0]),
    ),
    "a verbatim has no case": ("lost", lambda found: found.cases.pop()),
    "a verbatim has two cases": ("twice", lambda found: found.cases.append(found.cases[0])),
    "an acked answer was not sent": ("lost", send_nothing),
    "an acked form had no effect": ("lost", lambda found: found.actions.clear()),
    "a form was done twice": ("twice", do_twice),
    "an acked press had no effect": ("lost", lambda found: found.facts.clear()),
    "a case was taken twice": ("twice", take_twice),
    "something was received and never done": (
        "lost",
        lambda found: setattr(found, "unfinished", 1),
    ),
    "a fact was changed": ("broken", lambda found: found.broken_chains.append(1)),
}


def test_a_quiet_morning_has_no_fault(quiet_morning: Evidence) -> None:
    tally = count(quiet_morning)

    assert tally.faults == {}
    assert tally.counted["card sent"] == 2
    assert tally.counted["pairs in order"] == 2


@pytest.mark.parametrize("what", SABOTAGE)
def test_what_is_spoilt_is_counted(quiet_morning: Evidence, what: str) -> None:
    kind, spoil = SABOTAGE[what]
    spoilt = deepcopy(quiet_morning)

    spoil(spoilt)

    assert kind in count(spoilt).faults
