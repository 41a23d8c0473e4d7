"""What comes after Friday's digest is told in the next one, once, and counts where it happened."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.digest.schedule import week_told
from bot.journey import DigestPlan
from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

WEEK = "voix-du-client"
PARIS = ZoneInfo("Europe/Paris")
LATE = "La facture du samedi est fausse de 12 euros, et personne ne répond le week-end."


def digests(office: House) -> list[str]:
    """Return what was told of the weeks, oldest first."""
    return [words_in(one) for one in office.messages(WEEK)]


def test_what_comes_between_friday_and_monday_is_told_once(office: House) -> None:
    office.hear(office.lately(of_somebody_else(PETIT, "tuesday")))
    office.move_to("2026-11-27T16:00:00+01:00")
    office.move_to("2026-11-28T11:00:00+01:00")
    saturday = of_somebody_else(PETIT, "saturday", text=LATE)
    office.hear(saturday | {"happened_at": "2026-11-28T10:00:00+01:00"})
    office.move_to("2026-12-01T10:00:00+01:00")
    office.hear(office.lately(of_somebody_else(PETIT, "december")))

    office.move_to("2026-12-04T16:00:00+01:00")
    office.move_to("2026-12-11T16:00:00+01:00")

    first, second, third = digests(office)
    assert "samedi est fausse" not in first
    assert "samedi est fausse" in second
    assert "un retour de plus" in second
    assert "un retour entendu" in second, "it counts in its own week"
    assert "samedi est fausse" not in third
    assert "de plus" not in third


@pytest.mark.parametrize(
    ("weekday", "due", "week"),
    [
        (4, "2026-11-27T16:00", "2026-W48"),
        (3, "2026-11-26T08:00", "2026-W48"),
        (0, "2026-11-30T09:00", "2026-W48"),
        (2, "2026-12-02T09:00", "2026-W48"),
        (6, "2026-11-29T20:00", "2026-W48"),
    ],
)
def test_early_in_a_week_the_one_that_is_over_is_told(weekday: int, due: str, week: str) -> None:
    moment = datetime.fromisoformat(due).replace(tzinfo=PARIS)

    told = week_told(moment, DigestPlan("#week", weekday, moment.time()), PARIS)

    assert told == week
