"""Whatever a bad line does to one call, what was said is said once, and nobody is told a lie."""

from collections.abc import Iterator

import httpx
import pytest

from bot.journey import JourneyMap
from bot.steps.take import release, take
from bot.wording import say
from tests.attack.proxy import CALL_FAULTS, HELD_BACK, Proxy
from tests.engine.conftest import BILLING, NOW, PostOffice, delivery_of, open_office
from tests.house import House, words_in
from tests.records import PETIT

# What takes effect late needs time that is real: the attack has it.
FAULTS = [kind for kind in CALL_FAULTS if kind != "late effect"]


@pytest.fixture(scope="module")
def street(
    tmp_path_factory: pytest.TempPathFactory, journey: JourneyMap
) -> Iterator[tuple[PostOffice, Proxy]]:
    """A post office, and the line between it and Slack, which can be made bad."""
    with open_office(tmp_path_factory.mktemp("office"), journey) as office:
        workspace = office.workspace
        line = Proxy(web=workspace.url, smtp=workspace.smtp_url, seed=0)
        line.start()
        office.delivery = delivery_of(office.ledger, workspace, journey, office.time, url=line.url)
        yield office, line
        line.stop()


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_said_on_a_bad_line_is_said_once(
    street: tuple[PostOffice, Proxy], journey: JourneyMap, fault: str
) -> None:
    office, line = street
    case_id = office.open_case(id=fault, customer_id=None)
    line.strike_next(fault, method="chat.postMessage")
    line.strike_next(fault, method="chat.update")
    before = line.struck.by_kind[fault]

    office.deliver_all(for_seconds=200)
    with office.ledger.turn() as turn:
        take(turn, turn.case(case_id), journey, by="U1", now=NOW)
    office.deliver_all(for_seconds=200)

    assert line.struck.by_kind[fault] == before + 2
    assert "<@U1>" in _shown(office, case_id)
    assert set(office.states()) == {"sent"}


def test_a_change_of_a_card_that_comes_late_does_not_undo_a_later_one(
    street: tuple[PostOffice, Proxy], journey: JourneyMap
) -> None:
    office, line = street
    case_id = office.open_case(id="late", customer_id=None)
    office.deliver_all(for_seconds=5)
    line.strike_next(HELD_BACK, method="chat.update")
    with office.ledger.turn() as turn:
        take(turn, turn.case(case_id), journey, by="U1", now=NOW)
    office.deliver_all(for_seconds=10)  # it breaks off, and is repeated
    with office.ledger.turn() as turn:
        release(turn, turn.case(case_id), journey, by="U1", now=NOW)
    office.deliver_all(for_seconds=10)
    soon = _shown(office, case_id)

    line.let_go()
    undone = _shown(office, case_id)
    office.deliver_all(for_seconds=100)

    assert "<@U1>" not in soon
    assert "<@U1>" in undone
    assert "<@U1>" not in _shown(office, case_id)
    assert set(office.states()) == {"sent"}


def _shown(office: PostOffice, case_id: int) -> str:
    (card,) = [one for one in office.messages() if f"C-{case_id} " in one["text"]]
    return words_in(card)


def test_what_was_done_is_not_called_undone_because_the_line_broke(house: House) -> None:
    (case_id,) = house.show(PETIT)
    house.press("ana", BILLING, case_id, "take")
    form = house.press("ana", BILLING, case_id, "act")
    fault = {"method": "chat.postEphemeral", "kind": "drop_before", "nth": 1}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()

    house.fill("ana", form, what="Rembourser 39 €", due="vendredi")

    seen = words_in(house.messages(BILLING, user="ana"))
    assert say("fr", "not-done") not in seen
    assert "Rembourser 39" in words_in(house.card(BILLING, case_id))
