"""What comes from Slack: twice, late, in the wrong order, while the memory is away; done once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from handlers.inbox import LeftBehind
from tests.house import MAP, House, open_house, words_in
from tests.records import PETIT, of_somebody_else
from workspace.pace import Pace

BILLING = "voix-facturation"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open one house, with a case on its card for each test."""
    folder = tmp_path_factory.mktemp("events")
    roomy = folder / "journey.yaml"
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", "at_most: 30")
    roomy.write_text(text, encoding="utf-8")
    with open_house(folder, journey=roomy) as opened:
        opened.show(*(of_somebody_else(PETIT, f"case{number}") for number in range(13)))
        yield opened


@pytest.fixture
def case_id(office: House) -> int:
    """Return a case that nobody has touched."""
    with office.ledger.look() as look:
        return look.cases_next("take")[0].id


def _fault(house: House, method: str, kind: str, **how: Any) -> None:
    fault = {"method": method, "kind": kind, **how}
    httpx.post(f"{house.workspace.url}/_workspace/faults", json=fault).raise_for_status()


def _no_faults(house: House) -> None:
    httpx.delete(f"{house.workspace.url}/_workspace/faults").raise_for_status()


def _kinds(house: House, case_id: int) -> list[str]:
    with house.ledger.look() as look:
        return [fact.kind for fact in look.history(case_id)]


@contextmanager
def _full_disk(house: House, table: str, what: str = "insert") -> Iterator[None]:
    """Let the database refuse to write a table, with the words of a full disk."""
    with house.ledger.turn() as turn:
        turn._db.execute(
            f"""create trigger full before {what} on {table}
            begin select raise(abort, 'database or disk is full'); end"""
        )
    try:
        yield
    finally:
        with house.ledger.turn() as turn:
            turn._db.execute("drop trigger full")


def _at_once(house: House, user: str, what: str, **how: Any) -> Mapping[str, Any]:
    """Let a person act, without waiting for what comes of it."""
    url = f"{house.workspace.url}/_workspace/as/{user}/{what}"
    return dict(httpx.post(url, json=how, timeout=30).raise_for_status().json())


def test_an_emoji_taken_back_takes_nothing_though_its_events_come_in_the_wrong_order(
    office: House, case_id: int
) -> None:
    ts = office.card(BILLING, case_id)["ts"]
    _fault(office, "events", "shuffle", nth=1)

    _at_once(office, "ana", "react", channel=BILLING, ts=ts, name="raising_hand")
    _no_faults(office)
    office.react("ana", BILLING, case_id, "raising_hand", off=True)

    with office.ledger.look() as look:
        assert look.case(case_id).taken_by is None


def test_an_emoji_put_back_takes_though_taking_it_off_is_heard_last(
    office: House, case_id: int
) -> None:
    office.react("ana", BILLING, case_id, "raising_hand")
    ts = office.card(BILLING, case_id)["ts"]
    _fault(office, "events", "shuffle", nth=1)

    _at_once(office, "ana", "unreact", channel=BILLING, ts=ts, name="raising_hand")
    _no_faults(office)
    office.react("ana", BILLING, case_id, "raising_hand")

    with office.ledger.look() as look:
        assert look.case(case_id).taken_by is not None


def test_an_event_that_comes_late_still_counts(office: House, case_id: int) -> None:
    _fault(office, "events", "late", nth=1, seconds=0.5)

    office.react("ana", BILLING, case_id, "raising_hand")
    _no_faults(office)

    assert _kinds(office, case_id).count("taken") == 1


def test_an_event_that_comes_again_while_its_first_try_is_running_is_done_once(
    office: House, case_id: int
) -> None:
    before = office.last_call()
    _fault(office, "events", "twice", nth=1)
    _fault(office, "chat.postEphemeral", "slow", seconds=0.5)

    office.react("ana", BILLING, case_id, "white_check_mark")
    _no_faults(office)

    asked = [one for one in office.log(since=before) if one["method"] == "chat.postEphemeral"]
    assert len(asked) == 1


def test_an_event_that_cannot_be_kept_is_not_acked_and_done_when_slack_brings_it_again(
    office: House, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ts = office.card(BILLING, case_id)["ts"]
    monkeypatch.setattr(office.workspace._core.delivery, "_pace", Pace(event_retries=(0.3, 0.3)))

    with _full_disk(office, "inbox"):
        _at_once(office, "ana", "react", channel=BILLING, ts=ts, name="raising_hand")
    before = _kinds(office, case_id)
    office.settle()

    assert "taken" not in before
    assert _kinds(office, case_id).count("taken") == 1


def test_a_press_that_cannot_be_kept_is_not_acked_and_told(office: House, case_id: int) -> None:
    ts = office.card(BILLING, case_id)["ts"]

    with _full_disk(office, "inbox"):
        press = _at_once(office, "ana", "click", channel=BILLING, ts=ts, action_id="take")
    office.settle()

    assert not press["acked"]
    assert "mémoire de Boucle ne répond pas" in office.told("ana", BILLING)["text"]
    assert "taken" not in _kinds(office, case_id)


def test_a_command_that_cannot_be_kept_is_answered(office: House) -> None:
    with _full_disk(office, "inbox"):
        answer = _at_once(office, "ana", "command", channel=BILLING, text="/boucle today")

    assert "mémoire de Boucle ne répond pas" in words_in(answer)


def test_a_form_that_cannot_be_kept_stays_open_with_its_words(office: House, case_id: int) -> None:
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    values = {"what": {"value": "Rembourser"}, "due": {"value": "demain"}}

    with _full_disk(office, "inbox"):
        view_id = form["views"][-1]["id"]
        answer = _at_once(office, "ana", "submit", view_id=view_id, values=values)

    assert answer["response"]["response_action"] == "errors"
    assert "mémoire de Boucle ne répond pas" in words_in(answer["response"])
    office.fill("ana", form, what="Rembourser", due="demain")
    assert "planned" in _kinds(office, case_id)


def test_a_press_whose_handling_fails_is_told_and_done_by_trying_again(
    office: House, case_id: int
) -> None:

    with _full_disk(office, "history"):
        office.press("ana", BILLING, case_id, "take")
    told = office.told("ana", BILLING)
    before = _kinds(office, case_id)
    again = {"channel": BILLING, "ts": told["ts"], "action_id": "do_again"}
    assert office.does("ana", "click", **again)["acked"]
    assert office.does("ana", "click", **again)["acked"]

    assert "Rien n’a été modifié" in told["text"]
    assert "taken" not in before
    assert _kinds(office, case_id).count("taken") == 1
    assert "C’est fait entre-temps" in office.told("ana", BILLING)["text"]


def test_a_reaction_whose_handling_fails_is_told_and_done_by_trying_again(
    office: House, case_id: int
) -> None:

    with _full_disk(office, "history"):
        office.react("ana", BILLING, case_id, "raising_hand")
    told = office.told("ana", BILLING)
    office.does("ana", "click", channel=BILLING, ts=told["ts"], action_id="do_again")

    assert _kinds(office, case_id).count("taken") == 1


def test_a_form_whose_handling_fails_gives_its_words_back_and_is_done_by_trying_again(
    office: House, case_id: int
) -> None:
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")

    with _full_disk(office, "actions"):
        office.fill("ana", form, what="Rembourser les 39 €, *vite*", due="demain")
    told = office.told("ana", BILLING)
    office.does("ana", "click", channel=BILLING, ts=told["ts"], action_id="do_again")

    assert "Ce que vous aviez écrit" in words_in(told)
    assert "Rembourser les 39 €, *vite*" in words_in(told)
    assert _kinds(office, case_id).count("planned") == 1


def test_a_form_that_is_refused_gives_its_words_back(office: House, case_id: int) -> None:
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="Rembourser", due="demain")
    preview = office.fill("ana", office.press("ana", BILLING, case_id, "answer"), way="mail")
    _say_otherwise(office, case_id)

    office.fill("ana", preview)

    told = words_in(office.told("ana", BILLING))
    assert "a modifié" in told or "a changé" in told
    assert "Ce que vous aviez écrit" in told


def test_a_failure_that_cannot_be_told_is_not_finished_but_run_again(
    office: House, case_id: int
) -> None:
    ts = office.card(BILLING, case_id)["ts"]
    _fault(office, "chat.postEphemeral", "drop_before", nth=1)

    with _full_disk(office, "history"):
        _at_once(office, "ana", "react", channel=BILLING, ts=ts, name="raising_hand")
        _wait_for_handlers(office)
    left = [item.key for item in office.ledger.unfinished()]
    _no_faults(office)
    LeftBehind(office.bot._app, office.bot._desk, stale_after=0.0).run_stale()
    office.settle()

    assert len(left) == 1
    assert _kinds(office, case_id).count("taken") == 1


def test_what_a_dead_process_left_is_done_by_another_and_only_after_a_while(
    office: House, case_id: int
) -> None:
    card = office.card(BILLING, case_id)
    with office.ledger.look() as look:
        ana = next(person for person in look.people() if person.first_name == "Ana")
        place = look.card_of(case_id, f"channel:#{BILLING}")
    assert place is not None
    event = {
        "type": "reaction_added",
        "user": ana.id,
        "reaction": "raising_hand",
        "item": {"type": "message", "channel": place.channel, "ts": place.ts},
        "event_ts": card["ts"],
    }
    body = {"type": "event_callback", "event_id": "EvLeft", "event": event, "team_id": "T1"}
    office.ledger.receive("event:EvLeft", body, at=office.workspace.now())

    LeftBehind(office.bot._app, office.bot._desk).run_stale()
    before = _kinds(office, case_id)
    LeftBehind(office.bot._app, office.bot._desk, stale_after=0.0).run_stale()
    office.settle()

    assert "taken" not in before
    assert _kinds(office, case_id).count("taken") == 1


def _wait_for_handlers(house: House) -> None:
    """Wait until nothing that arrived is being handled."""
    delivery = house.workspace._core.delivery
    desk = house.bot._desk
    while delivery._running or not (desk.under_way.is_empty() and desk.work.is_empty()):
        pass


def _say_otherwise(house: House, case_id: int) -> None:
    """Let the customer of a case change their words."""
    with house.ledger.look() as look:
        verbatim = look.verbatim(look.case(case_id).verbatim_id)
    record = of_somebody_else(PETIT, verbatim.source_id.removesuffix("-1"))
    house.hear(record | {"text": "Tout autre chose, la facture."})
