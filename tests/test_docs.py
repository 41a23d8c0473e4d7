"""What the pages say is what there is: commands, settings and keys of the map, by example."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.journey import Department, JourneyMap, Touchpoint
from bot.settings import Settings
from handlers.commands import NAMES
from handlers.terminal import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def _rows(page: str) -> dict[str, str]:
    """Return the last cell of every table row, by each name in its first one."""
    rows: dict[str, str] = {}
    for line in (DOCS / page).read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| `"):
            for name in re.findall(r"`([^`]+)`", cells[0]):
                rows[name] = cells[-1]
    return rows


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_terminal_is_documented_with_an_example(name: str) -> None:
    example = _rows("commands.md")[f"boucle {name}"]

    assert f"boucle {name}" in example


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_slack_is_documented(name: str) -> None:
    spelled = {"aujourd'hui": "aujourdhui", "aujourd’hui": "aujourdhui", "état": "etat"}

    assert spelled.get(name, name) in _rows("commands.md")


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_is_documented_with_an_example(name: str) -> None:
    assert "`" in _rows("settings.md")[name.upper()]


@pytest.mark.parametrize("noun", [JourneyMap, Department, Touchpoint])
def test_every_key_of_the_map_is_documented_with_an_example(noun: type) -> None:
    documented = _rows("journey-map.md")
    derived = {"departments", "stages", "touchpoints", "key", "stage", "replies"}

    missing = {field.name for field in fields(noun)} - derived - set(documented)

    assert missing == set()
    assert all("`" in example for example in documented.values())


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{p.name}" for p in DOCS.glob("*.md"))])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text()
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", re.sub(r"\s+", " ", text))

    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]

    assert missing == []


def test_the_two_commands_stand_first_in_the_readme() -> None:
    first_code = (ROOT / "README.md").read_text().split("```sh\n")[1].split("```")[0]

    commands = [line.split("#")[0].strip() for line in first_code.splitlines()]

    assert commands == ["make demo", "make test"]
