"""A company that knows more touchpoints than a menu of Slack takes."""

from collections.abc import Iterator

import pytest

from tests.house import House, open_house, words_in
from tests.loop.one_department import map_of_one_department
from tests.loop.slack_rules import problems_of
from tests.records import PETIT, of_somebody_else

TOUCHPOINT = """\
- key: step{number}
  name: {{fr: Étape {number}, en: Step {number}}}
  owner: all
  words: {{fr: [mot{number}], en: [word{number}]}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    journey = folder / "journey.yaml"
    steps = [TOUCHPOINT.format(number=number) for number in range(120)]
    journey.write_text(map_of_one_department("Grande Maison", *steps), encoding="utf-8")
    with open_house(folder, journey=journey) as opened:
        yield opened

        assert problems_of(opened.log()) == []


def test_that_nothing_fits_can_be_said_on_a_map_of_more_than_a_menu(house: House) -> None:
    record = of_somebody_else(PETIT, "many", text="Le mot7 ne va pas du tout", touchpoint="step7")
    (case_id,) = house.show(record)

    form = house.choose("ana", "tous", case_id, "pass_on")
    house.fill("ana", form, touchpoint="-none", why="Rien ne va")

    assert "ne relève d’aucun point de contact" in words_in(
        house.choose("ana", "tous", case_id, "show")
    )
