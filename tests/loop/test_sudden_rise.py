"""A sudden rise is told the same day, once, to the owner and the leads, with examples."""

from datetime import timedelta
from typing import Any

from tests.house import House, living, words_in
from tests.loop.conftest import LISTED
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
RISE = "Hausse soudaine"


def test_a_rise_is_told_once_to_the_owner_and_the_leads_however_many_bots_look(
    office: House, shared_house: House, tmp_path_factory: Any
) -> None:
    now = office.workspace.now()
    usual = [
        _says(f"usual{days}", "La batterie ne tient pas", now - timedelta(days=days))
        for days in range(2, 20)
    ]
    rise = [
        _says(
            f"rise{number}",
            f"Débité deux fois, {LISTED} au 06 12 34 56 0{number} n’y peut rien",
            now - timedelta(minutes=number),
        )
        for number in range(8)
    ]
    office.hear(*usual, *rise)

    folder = tmp_path_factory.mktemp("second")
    address = f"sqlite:///{shared_house.ledger._database._path}"  # nothing public tells it
    with living(folder, office.workspace, office.journey, database=address):
        office.advance("2h")
        office.advance("1d")

    told = [one for one in office.messages(BILLING) if one["text"].startswith(RISE)]
    assert len(told) == 1
    assert len([one for one in office.direct("lea") if one["text"].startswith(RISE)]) == 1
    shown = words_in(told[0])
    assert "8 clients en ont parlé aujourd’hui" in shown
    assert "[nom] au [téléphone] n’y peut rien" in shown
    assert "06 12" not in shown


def _says(name: str, text: str, at: Any) -> dict[str, Any]:
    return of_somebody_else(PETIT, name, text=text, happened_at=at.isoformat())
