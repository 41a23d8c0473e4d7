"""Feedback taken in by the real command line, and what the bot makes of it on three mornings."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.journey import Department, JourneyMap
from bot.journey_file import read_journey
from tests.house import BEFORE_THE_ROUND, ROOT, House, living
from workspace import Workspace

# After the latest round of the maps, on three working days in a row.
MORNINGS = tuple(f"2026-11-{day}T09:20:00+01:00" for day in (24, 25, 26))

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a command showed before it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Json:
        return dict(json.loads(self.out))


@dataclass(frozen=True)
class Round:
    """What one department saw on one morning, and what its database held behind it."""

    department: Department
    header: str
    cards: int
    waiting: int
    unseen: int


@dataclass
class Town:
    """A workspace, a map and a folder with the bot's database."""

    folder: Path
    map_file: Path
    journey: JourneyMap
    workspace: Workspace
    tally: Json = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    posts: list[Json] = field(default_factory=list)
    notices: dict[str, int] = field(default_factory=dict)

    def take_in(self, file: Path) -> Json:
        """Import a file of which no line is refused, at the town's own time."""
        answer = boucle(
            self.folder,
            "import",
            str(file),
            "--json",
            BOUCLE_JOURNEY=str(self.map_file),
            BOUCLE_CLOCK=self.workspace.url,
        )
        assert (answer.status, answer.err) == (0, "")
        return answer.json

    def live_three_mornings(self) -> None:
        """Let the bot live there, and keep what it said."""
        with living(self.folder, self.workspace, self.journey) as house:
            self.rounds = [one for day in MORNINGS for one in self._rounds(house, day)]
            with house.ledger.look() as look:
                self.notices = dict(look.count_notices())
            sends = ("chat.postMessage", "chat.update")
            self.posts = [call for call in house.log() if call["method"] in sends]

    def rows(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the database, past all of our own code."""
        with closing(sqlite3.connect(self.folder / "boucle.db")) as database:
            return list(database.execute(sql, parameters))

    def number(self, sql: str, **parameters: Any) -> int:
        """Ask the database for one number."""
        return int(self.rows(sql, **parameters)[0][0])

    def _rounds(self, house: House, morning: str) -> Iterator[Round]:
        departments = self.journey.departments
        seen = {name: len(_posts(house, one)) for name, one in departments.items()}
        house.move_to(morning)
        for name, department in departments.items():
            new = _posts(house, department)[seen[name] :]
            headers = [one["text"] for one in new if notice_of(one).startswith("round:")]
            cards = sum(notice_of(one).startswith("card:") for one in new)
            assert len(headers) <= 1
            header = "".join(headers)
            yield Round(department, header, cards, self._waiting(name), self._unseen(name))

    def _waiting(self, department: str) -> int:
        """Return how many cases nobody has taken, besides those of the department's last round."""
        return self.number(
            """select count(*) from cases where department = :department and closed_at is null
            and grave is null and taken_at is null and (shared_at is null or needs_hands = 1)
            and coalesce(shared_at, 0) < (select max(shared_at) from cases
                where department = :department and grave is null)""",
            department=department,
        )

    def _unseen(self, department: str) -> int:
        """Return how many open cases of a department were never posted."""
        return self.number(
            """select count(*) from cases where department = :department and closed_at is null
            and shared_at is null""",
            department=department,
        )


def boucle(folder: Path, *words: str, stdin: bytes = b"", **settings: str) -> Answer:
    """Run the program in a folder; nothing of the tester's own settings reaches it."""
    done = subprocess.run(  # noqa: S603 # our own program
        command(*words),
        input=stdin,
        capture_output=True,
        cwd=folder,
        env=surroundings(**settings),
        timeout=120,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def command(*words: str) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-m", "bot", *words]


def surroundings(**settings: str) -> dict[str, str]:
    """Return the environment of a program: this one's without settings of the bot's."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BOUCLE_", "SLACK_", "LC_")) and name != "LANG"
    }
    return {**own, "PYTHONPATH": str(ROOT), **settings}


@contextmanager
def town(folder: Path, map_file: Path) -> Iterator[Town]:
    """Open a workspace that has the people and channels of a map."""
    journey = read_journey(map_file.read_bytes(), name=str(map_file))
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off")
    workspace.start()
    try:
        workspace.seed(_people_and_channels(journey))
        yield Town(folder, map_file, journey, workspace)
    finally:
        workspace.stop()


def _people_and_channels(journey: JourneyMap) -> Json:
    departments = journey.departments.values()
    channels = {one.channel for one in departments} | {journey.digest.channel}
    leads = {lead for one in departments for lead in one.leads} | set(journey.leads)
    return {
        "users": [{"name": lead.partition("@")[0], "email": lead} for lead in sorted(leads)],
        "channels": [{"name": name.lstrip("#")} for name in sorted(channels)],
    }


def notice_of(message: Json) -> str:
    """Return the id of the notice that a message of the bot came from."""
    return str(message.get("metadata", {}).get("event_payload", {}).get("id", ""))


def _posts(house: House, department: Department) -> list[Json]:
    return [one for one in house.messages(department.channel.lstrip("#")) if notice_of(one)]
