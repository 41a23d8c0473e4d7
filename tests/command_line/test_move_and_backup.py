"""`boucle move`, `backup`, `restore`, and what a terminal says of a database in trouble."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typed_terminal import Terminal

from tests.postgres import PostgresServer


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Lend a disk that soon is full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    may_mount = os.geteuid() == 0
    if not may_mount or subprocess.run(mount, capture_output=True).returncode != 0:  # noqa: S603
        pytest.skip("Nobody but root may mount a small disk here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607 # ours


def test_a_company_goes_to_postgresql_and_its_feedback_is_known_there(
    terminal: Terminal, postgres: PostgresServer
) -> None:
    terminal.write("f.jsonl", _lines(20))
    terminal("import", "f.jsonl", "--source", "survey")
    address = postgres.new_database()

    moved = terminal("move", "sqlite:///boucle.db", address, "--json")
    terminal.set("BOUCLE_DATABASE", address)
    imported = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert moved.status == 0
    assert moved.json["tables"]["verbatims"]["rows"] == 20
    assert len(moved.json["tables"]["verbatims"]["sha256"]) == 64
    assert moved.json["rows"] == sum(one["rows"] for one in moved.json["tables"].values())
    assert imported.json["duplicate"] == 20


def test_what_stands_in_the_way_of_a_move_is_said(
    terminal: Terminal, postgres: PostgresServer
) -> None:
    address = postgres.new_database()

    missing = terminal("move", "sqlite:///boucle.db", address)
    same = terminal("move", address, address)
    wrong = terminal("move", address, "mysql://x")

    assert (missing.status, same.status, wrong.status) == (1, 2, 1)
    assert "boucle.db" in missing.err
    assert "are the same" in same.err
    assert "“mysql”" in wrong.err
    assert not (terminal.folder / "boucle.db").exists()


def test_what_was_saved_is_brought_back(terminal: Terminal) -> None:
    terminal.write("f.jsonl", _lines(20))
    terminal("import", "f.jsonl", "--source", "survey")
    before = terminal("status", "--json").json

    saved = terminal("backup", "saved.db")
    (terminal.folder / "boucle.db").unlink()
    restored = terminal("restore", "saved.db", "--json")

    assert (saved.status, restored.status) == (0, 0)
    assert "saved.db" in saved.out
    assert restored.json["bytes"] > 0
    assert terminal("status", "--json").json == before


def test_nothing_is_saved_over_what_is_there(terminal: Terminal) -> None:
    terminal.write("f.jsonl", _lines(1))
    terminal("import", "f.jsonl", "--source", "survey")
    terminal.write("saved.db", "last week's")

    over = terminal("backup", "saved.db")
    back = terminal("restore", "saved.db")
    nowhere = terminal("backup", "no/such/folder.db")
    missing = terminal("restore", "nothing.db")

    assert [one.status for one in (over, back, nowhere, missing)] == [1, 1, 1, 1]
    assert all(len(one.err.splitlines()) == 1 for one in (over, back, nowhere, missing))
    assert (terminal.folder / "saved.db").read_text() == "last week's"


@pytest.mark.parametrize(
    ("command", "program"), [("backup", "pg_dump"), ("restore", "pg_restore")]
)
def test_of_postgresql_its_own_program_is_named(
    terminal: Terminal, command: str, program: str
) -> None:
    terminal.set("BOUCLE_DATABASE", "postgresql://u:hush@db/boucle")

    answer = terminal(command, "saved.db")

    assert answer.status == 1
    assert program in answer.err
    assert "hush" not in answer.err


@pytest.mark.parametrize(("locale", "said"), [("en", "no room left"), ("fr", "plus de place")])
def test_a_full_disk_is_said_and_what_was_kept_stays(
    terminal: Terminal, small_disk: Path, locale: str, said: str
) -> None:
    terminal.set("LC_ALL", locale)
    terminal.set("BOUCLE_DATABASE", f"sqlite:///{small_disk / 'boucle.db'}")
    terminal.write("few.jsonl", _lines(10))
    terminal.write("many.jsonl", _lines(60, notes="x" * 30_000))
    terminal("import", "few.jsonl", "--source", "survey")

    full = terminal("import", "many.jsonl", "--source", "survey")

    assert full.status == 1
    assert said in full.shown
    assert terminal("import", "few.jsonl", "--source", "survey", "--json").json["duplicate"] == 10


@pytest.mark.parametrize(("locale", "said"), [("en", "is damaged"), ("fr", "est abîmée")])
def test_a_damaged_database_is_said(terminal: Terminal, locale: str, said: str) -> None:
    terminal.set("LC_ALL", locale)
    terminal.write("f.jsonl", _lines(50))
    terminal("import", "f.jsonl", "--source", "survey")
    file = terminal.folder / "boucle.db"
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))

    answer = terminal("status")

    assert answer.status == 1
    assert said in answer.shown


def _lines(number: int, **also: str) -> str:
    words = "My invoice is wrong again, and nobody answers when I call."
    records = [{"id": f"r{one}", "text": f"{one} {words}", **also} for one in range(number)]
    return "".join(f"{json.dumps(record)}\n" for record in records)
