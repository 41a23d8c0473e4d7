"""Colleagues who leave or are away: what they had comes back, and the leads hear what, not who."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.house import House, open_house, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open a house where people come and go."""
    with open_house(tmp_path_factory.mktemp("absences")) as opened:
        yield opened


def test_what_somebody_had_who_left_comes_back_with_a_word_to_the_leads(team: House) -> None:
    team.workspace.seed({"users": [{"name": "iris", "real_name": "Iris Blanc"}]})
    team.settle()
    (case_id,) = team.show(of_somebody_else(PETIT, "left"))
    team.workspace.seed({"channels": [{"name": BILLING, "members": ["iris", "ana", "boucle"]}]})
    team.press("iris", BILLING, case_id, "take")
    form = team.press("iris", BILLING, case_id, "act")
    team.fill("iris", form, what="Rembourser", due="dans 2 semaines")

    team.workspace.seed({"users": [{"name": "iris", "deleted": True}]})
    team.settle()

    card = words_in(team.card(BILLING, case_id))
    assert "Iris s’en occupe" not in card
    assert "▸ Rembourser · à reprendre" in card, "its date stands"
    word = words_in(team.direct("ana")[-1])
    assert f"De retour dans l’équipe\u00a0: *C-{case_id}*" in word
    assert "Iris" not in word
    form = team.choose("ana", BILLING, case_id, "pass_on")
    refused = team.fill("ana", form, colleague=_id(team, "Iris"), why="?")
    assert "ne connaît pas ce collègue" in words_in(refused["response"])


def test_who_is_away_gets_back_only_what_can_wait_for_them(team: House) -> None:
    soon, late = team.show(of_somebody_else(PETIT, "soon"), of_somebody_else(PETIT, "late"))
    for case_id, due in ((soon, "tomorrow"), (late, "in 3 weeks")):
        team.press("bruno", BILLING, case_id, "take")
        form = team.press("bruno", BILLING, case_id, "act")
        team.fill("bruno", form, what="Refund", due=due)
    with team.ledger.turn() as turn:
        case = turn.case(late)
        (action,) = turn.actions(late)
        now = team.workspace.now()
        turn.record(replace(case, answered_at=now, promised_on=action.due.on))
    ends = int((team.workspace.now() + timedelta(days=7)).timestamp())
    away = {"status_emoji": ":palm_tree:", "status_expiration": ends}

    team.workspace.seed({"users": [{"name": "bruno", **away}]})
    team.settle()

    assert "Bruno s’en occupe" not in words_in(team.card(BILLING, soon))
    assert "Bruno s’en occupe" in words_in(team.card(BILLING, late))
    before = len(team.direct("bruno"))
    team.next_morning()
    assert len(team.direct("bruno")) == before, "no reminders on holiday"


def test_an_event_that_was_missed_is_made_up_for_the_next_morning(team: House) -> None:
    (case_id,) = team.show(of_somebody_else(PETIT, "missed"))
    team.press("david", BILLING, case_id, "take")
    david = team.workspace._core.state.user("david")  # changed behind the back of the events
    assert david is not None
    david.status_emoji = ":face_with_thermometer:"

    team.next_morning()

    assert "David s’en occupe" not in words_in(team.card(BILLING, case_id))
    david.status_emoji = ""


def _id(team: House, first_name: str) -> str:
    with team.ledger.look() as look:
        return next(one.id for one in look.people() if one.first_name == first_name)
