"""What colleagues correct is learned at once, in every process, and the cards say so."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bot.__main__ import RealParts
from bot.reading.reader import MapReader
from bot.verbatim import Verbatim
from handlers import terminal
from tests.house import MAP, House, words_in
from tests.records import PETIT, of_somebody_else

BILLING, DELIVERY, TRIAGE = "voix-facturation", "voix-livraison", "voix-a-orienter"
FLASK = "La gourde suinte, gourde fendue."
COUSIN = "Ma gourde suinte partout, encore une gourde fendue."
BELL = "La sonnette tinte faux, on dirait un chaudron."
BELLS = "Ma sonnette tinte comme un vieux chaudron."


def says(name: str, text: str) -> dict[str, Any]:
    """Return a record of somebody called by `name`."""
    return of_somebody_else(PETIT, name, text=text, score=3)


def move(office: House, case_id: int, *, where: str, **to: str) -> None:
    """Let Ana pass a case on, with what the form asks."""
    form = office.choose("ana", where, case_id, "pass_on")
    office.fill("ana", form, why="Pour vous", **to)


def test_a_correction_moves_the_next_of_its_kind_and_both_cards_say_so(office: House) -> None:
    (case_id,) = office.show(says("gourde1", FLASK))
    assert "Pas assez sûr" in words_in(office.card(TRIAGE, case_id))

    move(office, case_id, where=TRIAGE, touchpoint="delivery")
    (cousin,) = office.show(says("gourde2", COUSIN))

    assert "C’est retenu" in words_in(office.card(DELIVERY, case_id))
    said = words_in(office.card(DELIVERY, cousin))
    assert f"Comme C-{case_id}, orienté ici par un collègue" in said


def test_a_card_in_a_language_that_is_not_read_says_so(office: House) -> None:
    (case_id,) = office.show(says("tarjeta", "Mi bicicleta no funciona y nadie contesta"))

    card = words_in(office.card(TRIAGE, case_id))
    assert "ne lit pas cette langue" in card
    assert "place_0" in card


def test_a_card_without_guesses_asks_for_its_place(office: House) -> None:
    (case_id,) = office.show(says("arabe", "عربيات كويسة وخدمة ممتازة"))

    card = words_in(office.card(TRIAGE, case_id))
    assert "place_0" not in card
    assert "Dire où est sa place" in card
    assert "Aucun des trois" not in card
    assert "sûr à" not in words_in(office.choose("ana", TRIAGE, case_id, "show"))


def test_a_card_says_that_its_touchpoint_was_given(office: House) -> None:
    (case_id,) = office.show(says("donne", "Rien ne va plus") | {"touchpoint": "invoice"})

    assert "Son point de contact était donné" in words_in(office.card(BILLING, case_id))


def test_what_was_learned_is_forgotten_by_who_taught_it_or_a_lead(office: House) -> None:
    (case_id,) = office.show(says("sonnette1", BELL))
    move(office, case_id, where=TRIAGE, touchpoint="invoice")
    window = office.choose("david", BILLING, case_id, "show")
    assert "is about Invoice" in words_in(window) or "concerne Facture" in words_in(window)

    refused = office.does("david", "click", view_id=window["views"][-1]["id"], action_id="unlearn")
    assert any(f"C-{case_id}" in words_in(one) for one in office.direct("david"))
    assert "unlearn" in words_in(refused["views"][-1])
    office.close_window("david", window)
    window = office.choose("lea", BILLING, case_id, "show")
    shown = office.does("lea", "click", view_id=window["views"][-1]["id"], action_id="unlearn")
    office.close_window("lea", shown)

    assert '"action_id": "unlearn"' not in words_in(shown["views"][-1])
    assert "C’est retenu" not in words_in(office.card(BILLING, case_id))
    (cousin,) = office.show(says("sonnette2", BELLS))
    assert "Pas assez sûr" in words_in(office.card(TRIAGE, cousin))
    with office.ledger.look() as look:
        assert look.history(case_id)[-1].kind == "unlearned"


def test_taking_confirms_and_moving_on_corrects_it(office: House) -> None:
    (case_id,) = office.show(says("guidon", "Facture illisible, et le guidon tourne mal"))

    office.press("ana", BILLING, case_id, "take")
    taught = [_last_word(office, case_id)]
    office.choose("ana", BILLING, case_id, "release")
    taught.append(_last_word(office, case_id))
    office.press("ana", BILLING, case_id, "take")
    move(office, case_id, where=BILLING, touchpoint="delivery")
    taught.append(_last_word(office, case_id))
    office.press("david", DELIVERY, case_id, "take")
    taught.append(_last_word(office, case_id))

    assert taught == [
        ("kept", "invoice"),
        ("withdrawn", None),
        ("moved", "delivery"),
        ("moved", "delivery"),
    ]


def test_what_fits_no_touchpoint_is_learned_and_goes_to_triage(office: House) -> None:
    adverts = ["Superbe orchestre au kiosque", "L’orchestre du kiosque est superbe"]
    for number, text in enumerate(adverts):
        (case_id,) = office.show(says(f"pub{number}", text))
        form = office.press("lea", TRIAGE, case_id, "pass_on")
        office.fill("lea", form, touchpoint="-none", why="De la publicité")

    (cousin,) = office.show(says("pub", "Votre orchestre au kiosque est superbe"))

    card = words_in(office.card(TRIAGE, case_id))
    assert "Aucun point de contact ne convient" in card
    assert "place_0" not in card
    assert _last_word(office, case_id) == ("none", None)
    assert "qui ne relève d’aucun point de contact" in words_in(office.card(TRIAGE, cousin))


@pytest.mark.parametrize(
    ("how", "text", "cousin"),
    [
        ("a reader", "Le bidon fuit, bidon percé", "Mon bidon fuit, encore un bidon percé"),
        ("the command line", BELL, "La sonnette tinte encore comme un chaudron faux"),
    ],
)
def test_another_process_knows_it_at_once(
    office: House,
    how: str,
    text: str,
    cousin: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    elsewhere = MapReader(office.journey)
    assert elsewhere.read(_said(office, cousin)).touchpoint is None
    (case_id,) = office.show(says(how.replace(" ", ""), text))

    move(office, case_id, where=TRIAGE, touchpoint="delivery")

    if how == "the command line":
        path = office.ledger._database._path  # nothing public tells it
        monkeypatch.setenv("BOUCLE_DATABASE", f"sqlite:///{path}")
        monkeypatch.setenv("BOUCLE_JOURNEY", str(MAP))
        capsys.readouterr()
        assert terminal.run(["read", "--json", cousin], RealParts()) == 0
        read = json.loads(capsys.readouterr().out)
        assert (read["touchpoint"], read["reasons"][0]["because"]) == (
            "delivery",
            f"C-{case_id}",
        )
    else:
        with office.ledger.look() as look:
            elsewhere.catch_up(look)
        assert elsewhere.read(_said(office, cousin)).touchpoint == "delivery"


def test_two_who_place_a_thing_at_once_teach_it_once(office: House) -> None:
    (case_id,) = office.show(says("crochet", "Un crochet vrille"))
    card = office.card(TRIAGE, case_id)
    how = {"channel": TRIAGE, "ts": card["ts"], "action_id": "place_0"}

    with ThreadPoolExecutor(2) as people:
        list(people.map(lambda user: office.does(user, "click", **how), ["lea", "ana"]))

    with office.ledger.look() as look:
        facts = [fact.kind for fact in look.history(case_id)]
    assert facts.count("placed") == 1


def test_a_team_that_was_only_handed_it_does_not_confirm_where_it_was(office: House) -> None:
    (case_id,) = office.show(says("trompe", "Facture illisible, la trompe couine"))
    office.press("ana", BILLING, case_id, "take")
    move(office, case_id, where=BILLING, department="support")

    office.press("bruno", "voix-assistance", case_id, "take")

    assert _last_word(office, case_id) == ("withdrawn", None)


def test_what_is_left_to_those_who_place_things_teaches_no_touchpoint(office: House) -> None:
    (case_id,) = office.show(says("cornet", "Facture illisible, le cornet grince"))
    office.press("ana", BILLING, case_id, "take")

    move(office, case_id, where=BILLING, department="cx")

    owned = [one.key for one in office.journey.touchpoints.values() if one.owner == "cx"]
    assert len(owned) == 1, "elsewhere one touchpoint alone says what a case is about"
    assert _last_word(office, case_id) == ("withdrawn", None)


def test_what_was_placed_wrongly_can_be_said_to_belong_nowhere(office: House) -> None:
    (case_id,) = office.show(says("tract", "Facture illisible de votre concurrent, tract joint"))

    move(office, case_id, where=BILLING, touchpoint="-none")

    assert _last_word(office, case_id) == ("none", None)
    assert "À orienter" in words_in(office.card(TRIAGE, case_id))
    with office.ledger.look() as look:
        happened = look.verbatim(look.case(case_id).verbatim_id).happened_at
        said = look.said_between(happened, happened + timedelta(seconds=1), touchpoint="invoice")
    assert case_id not in [one.case_id for one in said]


def test_the_history_says_who_taught_what(office: House) -> None:
    (case_id,) = office.show(says("fanion", "Facture illisible, le fanion claque"))
    move(office, case_id, where=BILLING, touchpoint="delivery")
    move(office, case_id, where=DELIVERY, department="support")

    window = office.choose("bruno", "voix-assistance", case_id, "show")

    told = words_in(window["views"][-1])
    office.close_window("bruno", window)
    for line in (
        "placed at Invoice and direct debit\\n",
        "placed at Delivery · Ana",
        "passed on to Support · Ana",
    ):
        assert line in told


def _last_word(office: House, case_id: int) -> tuple[str, str | None]:
    with office.ledger.look() as look:
        word = look.correction_of(case_id)
    assert word is not None
    return word.how, word.touchpoint


def _said(office: House, text: str) -> Verbatim:
    now = office.workspace.now()
    return Verbatim(
        id=0,
        source="test",
        source_id="1",
        channel="ticket",
        happened_at=now,
        received_at=now,
        text=text,
    )
