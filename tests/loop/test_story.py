"""The story of the whole loop, played through the workspace: heard, taken, promised, answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import House, open_house, words_in
from tests.records import KEYS, PETIT

BILLING = "voix-facturation"
MORNING = "2026-11-24T09:15:00+01:00"


@pytest.fixture
def house(tmp_path: Path, database: str) -> Iterator[House]:
    """Open a house on each kind of database."""
    with open_house(tmp_path, database=database) as opened:
        yield opened


def test_a_customers_words_go_all_the_way_round(house: House) -> None:
    (case_id,) = house.hear(PETIT)
    house.move_to(MORNING)

    taken = house.press("ana", BILLING, case_id, "take")
    assert taken["acked"]
    assert "Ana s’en occupe" in str(house.card(BILLING, case_id))

    form = house.press("ana", BILLING, case_id, "act")
    done = house.fill("ana", form, what="Rembourser le double", due="vendredi")
    assert done["views"] == []
    assert "vendredi 27 novembre" in str(house.card(BILLING, case_id))

    form = house.press("ana", BILLING, case_id, "answer")
    draft = form["views"][-1]
    assert "Rembourser le double" in str(draft)
    preview = house.fill("ana", form, way="mail")
    assert "C. Petit" in str(preview["views"][-1])
    assert house.inbox() == []
    house.fill("ana", preview)

    (mail,) = house.inbox()
    assert mail["to"] == ["c.petit@exemple.example"]
    assert "vendredi 27 novembre" in mail["text"]
    assert "engagement\u00a0: vendredi 27 novembre" in words_in(house.card(BILLING, case_id))

    house.move_to("2026-11-26T09:05:00+01:00")
    reminder = house.messages("boucle", user="ana")[-1]
    assert "c’est demain" in str(reminder)

    house.move_to("2026-11-27T10:00:00+01:00")
    form = house.press("ana", BILLING, case_id, "follow_up")
    preview = house.fill("ana", form, way="mail")
    house.fill("ana", preview)
    assert "c’est fait" in house.inbox()[-1]["text"]

    house.move_to("2026-11-27T16:05:00+01:00")
    digest = house.messages("voix-du-client")[-1]
    assert "Débitée deux fois" in str(digest["blocks"])
    assert "Débitée" not in digest["text"]


def test_praise_is_thanked_with_one_press(house: House) -> None:
    (case_id,) = house.hear(KEYS, source="survey")
    house.move_to(MORNING)

    house.press("david", "voix-livraison", case_id, "thanks")

    assert "bouclé" in str(house.card("voix-livraison", case_id))
