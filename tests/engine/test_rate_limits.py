"""Whatever method Slack asks to be left alone: it is, and nothing is lost or said twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.notice import Notice
from bot.steps.take import take
from tests.engine.conftest import HOME, NOW, PostOffice
from tests.house import House, living, open_house, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
WAIT = 30


def _round(number: int, destination: str = HOME, department: str = "billing") -> Notice:
    about = {"department": department, "cases": [], "on": "2026-11-24"}
    return Notice(f"round:{number}", "round", destination, about=about)


def _calls(office: PostOffice, method: str) -> list[int]:
    """Return what Slack answered to the calls of a method (HTTP status)."""
    calls = office.http.get("/_workspace/log").json()["calls"]
    return [call["status"] for call in calls if call["method"] == method]


def test_a_card_is_changed_once_after_the_wait(office: PostOffice) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)
    office.fault("chat.update", "http_429", nth=1, retry_after=WAIT)
    with office.ledger.turn() as turn:
        take(turn, turn.case(case_id), office.journey, by="U0ANA", now=NOW)

    office.deliver_all(for_seconds=WAIT - 1)
    before = _calls(office, "chat.update")
    office.deliver_all(for_seconds=10)

    assert before == [429]
    assert _calls(office, "chat.update") == [429, 200]
    assert "U0ANA" in str(office.messages()[0]["blocks"])


def test_a_look_up_waits_and_the_message_stands_once(office: PostOffice) -> None:
    office.fault("chat.postMessage", "drop_after", nth=1)
    office.fault("conversations.history", "http_429", nth=1, retry_after=WAIT)
    office.stage(_round(1))

    office.deliver_all(for_seconds=200)

    assert _calls(office, "conversations.history") == [429, 200]
    assert office.ids() == ["round:1"]
    assert office.states() == {"sent": 1}


@pytest.mark.parametrize("method", ["conversations.list", "conversations.join"])
def test_what_slack_refuses_for_one_channel_is_not_asked_for_the_next(
    office: PostOffice, method: str
) -> None:
    office.workspace.seed({"channels": [{"name": "voix-livraison"}]})
    office.fault(method, "http_429", nth=1, retry_after=WAIT)
    office.stage(_round(1), _round(2, "channel:#voix-livraison", "delivery"))

    office.deliver_all(for_seconds=WAIT - 1)
    before = _calls(office, method)
    office.deliver_all(for_seconds=10)

    assert before == [429]
    assert office.states() == {"sent": 2}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open one house, with a case on its card for each test."""
    with open_house(tmp_path_factory.mktemp("limits")) as opened:
        opened.show(*(of_somebody_else(PETIT, f"case{number}") for number in range(3)))
        yield opened


@pytest.fixture
def case_id(house: House) -> int:
    """Return a case that nobody has touched."""
    with house.ledger.look() as look:
        return look.cases_next("take")[0].id


def _limited(house: House, method: str, **how: Any) -> None:
    fault = {"method": method, "kind": "http_429", "nth": 1, **how}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()


def _methods(house: House, since: int) -> list[str]:
    return [call["method"] for call in house.log(since=since)]


def test_a_form_that_does_not_open_is_told_and_opens_at_the_next_press(
    house: House, case_id: int
) -> None:
    house.press("ana", BILLING, case_id, "take")
    _limited(house, "views.open")

    refused = house.press("ana", BILLING, case_id, "act")
    told = house.told("ana", BILLING)
    opened = house.press("ana", BILLING, case_id, "act")

    assert refused["views"] == []
    assert "Il suffit d’appuyer de nouveau" in words_in(told)
    assert len(opened["views"]) == 1
    house.close_window("ana", opened)


def test_an_answer_to_a_command_takes_the_other_way_and_is_said_once(house: House) -> None:
    _limited(house, "response_url")
    before = house.last_call()

    house.does("bruno", "command", channel=BILLING, text="/boucle today")

    assert _methods(house, before).count("chat.postEphemeral") == 1
    assert house.ledger.unfinished() == []


def test_what_a_person_did_stands_though_they_cannot_be_told(house: House, case_id: int) -> None:
    house.react("ana", BILLING, case_id, "raising_hand")
    _limited(house, "chat.postEphemeral")
    before = house.last_call()

    house.react("bruno", BILLING, case_id, "raising_hand")

    with house.ledger.look() as look:
        kinds = [fact.kind for fact in look.history(case_id)]
    assert kinds.count("taken") == 1
    assert _methods(house, before).count("chat.postEphemeral") == 1
    assert house.ledger.unfinished() == []


def test_what_slack_says_of_a_person_is_learned_after_the_wait(house: House) -> None:
    _limited(house, "users.info")

    house.workspace.seed({"users": [{"name": "chloe", "real_name": "Chloé Nouvelle"}]})
    house.settle()

    with house.ledger.look() as look:
        assert "Chloé Nouvelle" in {person.name for person in look.people()}


def test_a_bot_that_may_not_ask_at_its_start_runs_and_asks_later(
    house: House, tmp_path: Path
) -> None:
    _limited(house, "users.list")

    with living(tmp_path, house.workspace, house.journey) as late:
        _limited(house, "auth.test")
        ready = httpx.get(f"http://{late.settings.boucle_listen}/readyz").json()
        while not _people(late):
            late.settle()

    assert ready["slack"] is not False


def _people(house: House) -> list[str]:
    with house.ledger.look() as look:
        return [person.id for person in look.people()]
