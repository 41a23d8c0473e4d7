"""A company of one department and one touchpoint, whose people come and go."""

from collections.abc import Iterator

import pytest

from tests.house import House, open_house, words_in
from tests.loop.one_department import map_of_one_department
from tests.loop.slack_rules import problems_of
from tests.records import PETIT, of_somebody_else

INVOICE = """\
- key: invoice
  name: {fr: Facture, en: Invoice}
  owner: all
  words: {fr: [facture, débitée deux fois], en: [invoice]}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("shop")
    journey = folder / "journey.yaml"
    journey.write_text(map_of_one_department("Petit & <Fils>", INVOICE), encoding="utf-8")
    with open_house(folder, journey=journey) as opened:
        yield opened

        assert problems_of(opened.log()) == []


def test_there_is_a_form_even_where_there_is_nowhere_to_pass_on_to(shop: House) -> None:
    (case_id,) = shop.show(of_somebody_else(PETIT, "only"))

    form = shop.choose("ana", "tous", case_id, "pass_on")
    refused = shop.fill("ana", form, why="Ailleurs")

    assert "au choix" in words_in(refused["response"])


def test_somebody_who_joined_today_is_known_by_name(shop: House) -> None:
    (case_id,) = shop.show(of_somebody_else(PETIT, "newcomer"))
    shop.workspace.seed({"users": [{"name": "zoe", "real_name": "Zoé Petit"}]})
    shop.settle()

    shop.does(
        "zoe", "click", channel="tous", ts=shop.card("tous", case_id)["ts"], action_id="take"
    )

    assert "Zoé s’en occupe" in words_in(shop.card("tous", case_id))


def test_a_company_with_signs_in_its_name_breaks_no_list(shop: House) -> None:
    assert "Petit &amp; &lt;Fils&gt;" in words_in(shop.type("bruno", "general", "list"))
    assert shop.home("bruno")["blocks"][0]["text"]["text"] == "Petit & <Fils>"
