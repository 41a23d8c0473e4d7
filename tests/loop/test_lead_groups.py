"""Leads may be given as a group of Slack: its people lead, are written to, and may steer."""

from collections.abc import Iterator

import pytest

from bot.journey import with_groups
from bot.journey_file import read_journey
from tests.house import BEFORE_THE_ROUND, MAP, House, living, words_in
from tests.records import PETIT, of_somebody_else
from workspace import Workspace

BILLING = "voix-facturation"
TEXT = MAP.read_text(encoding="utf-8").replace("leads: [lea@velolibre.example]", 'leads: ["@cx"]')


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open a house that is led by a group: Léa and David."""
    journey = read_journey(TEXT)
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off")
    workspace.start()
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    workspace.seed(
        {
            "channels": [{"name": name.lstrip("#")} for name in sorted(channels)],
            "groups": [{"handle": "cx", "users": ["lea", "david"]}],
        }
    )
    try:
        with living(tmp_path_factory.mktemp("led"), workspace, journey) as house:
            yield house
    finally:
        workspace.stop()


def test_everybody_in_the_group_may_steer_and_nobody_else(led: House) -> None:
    refused = led.type("bruno", BILLING, "pause")
    begun = led.type("david", BILLING, "pause")
    ended = led.type("lea", BILLING, "reprendre")

    assert "That is for the leads" in refused["text"]
    assert "Paused" in begun["text"]
    assert "reparti" in ended["text"]


def test_grave_words_go_to_each_of_the_group(led: House) -> None:
    grave = of_somebody_else(PETIT, "grave", text="Ma facture… je veux mourir, zorglub.")

    led.hear(led.lately(grave))
    led.settle()

    for user in ("lea", "david"):
        assert "zorglub" in words_in(led.direct(user)[-1]["blocks"])


def test_who_joins_the_group_leads_from_the_next_day_on(led: House) -> None:
    before = led.type("chloe", BILLING, "pause")
    led.workspace.seed({"groups": [{"handle": "cx", "users": ["lea", "chloe"]}]})

    led.bot._colleagues.learn()
    after = led.type("chloe", BILLING, "pause")
    led.type("chloe", BILLING, "resume")

    assert "réservé aux référents" in before["text"]
    assert "En pause" in after["text"]
    assert "for the leads" in led.type("david", BILLING, "pause")["text"]


def test_a_group_without_anybody_stays_as_it_was_written() -> None:
    journey = read_journey(TEXT)

    assert with_groups(journey, {"@cx": []}).leads == ("@cx",)
    assert with_groups(journey, {"@cx": ["U1", "U2"]}).leads == ("U1", "U2")
