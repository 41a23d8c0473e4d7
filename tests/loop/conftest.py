"""One house for the dialogues of a file, and a watch over everything the bot says in it."""

from collections.abc import Iterator

import pytest

from tests.house import MAP, House, open_house
from tests.loop.slack_rules import problems_of, problems_of_message

# A colleague whom the company's own list hides.
LISTED = "Perrine Vautrin"


@pytest.fixture(scope="module")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open a house where the rounds show everything, so that each dialogue finds its card.

    Each file has its own: what is open in it is the same whatever other files ran before.
    """
    folder = tmp_path_factory.mktemp("office")
    roomy = folder / "journey.yaml"
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", "at_most: 30")
    text += f"\nmask: [{LISTED}]\n"
    roomy.write_text(text, encoding="utf-8")
    with open_house(folder, journey=roomy) as opened:
        yield opened


@pytest.fixture
def office(shared_house: House) -> Iterator[House]:
    """Lend the house to one dialogue; Slack would have taken every word the bot said in it."""
    before = shared_house.last_call()

    yield shared_house

    calls = shared_house.log(since=before)
    assert problems_of(calls) == []
    assert [call for call in calls if call["status"] != 200] == []
    seen = shared_house.seen_by_one()
    assert [problem for one in seen for problem in problems_of_message(one)] == []
