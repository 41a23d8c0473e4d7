"""The demo goes on where it was, whatever ended it, and leaves nothing lying about."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpdesk_server import help_desk
from tests.scale.demonstration import Demo, demo, free_port

BILLING = "voix-facturation"


@pytest.fixture
def around(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A folder to start in, a home and a place for passing files: nothing may stay in them."""
    places = {name: tmp_path / name for name in ("work", "home", "passing")}
    for place in places.values():
        place.mkdir()
    yield {"HOME": str(places["home"]), "TMPDIR": str(places["passing"])}
    left = [path for place in places.values() for path in place.rglob("*") if path.is_file()]
    assert left == []


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_demo_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, around: dict[str, str], ending: signal.Signals
) -> None:
    work, data, port = tmp_path / "work", tmp_path / "data", free_port()
    with demo(work, "--data", str(data), port=port, **around) as running:
        take_one_and_answer(running)
        said, remembered = running.everything_said(), rows_in(data)
        running.end(ending)

    with demo(work, "--data", str(data), port=port, **around) as again:
        again.settle()
        said_again, remembered_again = again.everything_said(), rows_in(data)
        again.end(signal.SIGTERM)

    assert len(said["inbox"]) == 1
    assert said_again == said
    assert remembered_again == remembered
    assert number_of("notices where state not in ('sent', 'obsolete')", data) == 0


def test_a_demo_leaves_nothing_behind_and_calls_nobody_outside(
    tmp_path: Path, around: dict[str, str]
) -> None:
    with help_desk() as desk:
        outside = {"BOUCLE_ZENDESK": desk.url, "BOUCLE_WEBHOOK": "http://nowhere.example"}
        with demo(tmp_path / "work", port=free_port(), **around, **outside) as running:
            page = running.http.get("/")
            rounds = running.messages(BILLING)
            status, seconds = running.end(signal.SIGTERM)

    assert desk.asked == [], "what the environment names is the real company's"
    assert (page.status_code, page.headers["content-type"][:9]) == (200, "text/html")
    assert len(rounds) >= 2
    assert status == 0
    assert seconds < 5


def take_one_and_answer(running: Demo) -> None:
    """Take a case, plan something, and send an answer: the first whose customer has an address."""
    for button in buttons(running, "take"):
        running.does("ana", "click", **button)
        running.does("ana", "click", **{**button, "action_id": "act"})
        running.fills("ana", what="Vérifier le compte.", due="demain")
        running.does("ana", "click", **{**button, "action_id": "answer"})
        if (views := running.views("ana")) and "'mail'" in str(views[-1]["blocks"]):
            running.fills("ana", way="mail")
            running.fills("ana")
            return
        for view in views:
            running.does("ana", "close", view_id=view["id"])


def buttons(running: Demo, action: str) -> Iterator[dict[str, str]]:
    """Yield where the buttons of that kind stand, billing's channel first."""
    names = [BILLING, *(channel["name"] for channel in running.state()["channels"])]
    for name in names:
        for card in running.messages(name):
            if f"'{action}'" in str(card.get("blocks")):
                yield {"channel": name, "ts": card["ts"], "action_id": action}


def rows_in(data: Path) -> dict[str, int]:
    """Return how much of everything the bot remembers."""
    tables = ("verbatims", "cases", "history", "cards", "actions", "messages", "notices")
    return {table: number_of(table, data) for table in tables}


def number_of(what: str, data: Path) -> int:
    with closing(sqlite3.connect(data / "boucle.db")) as database:
        return int(database.execute(f"select count(*) from {what}").fetchone()[0])  # noqa: S608
