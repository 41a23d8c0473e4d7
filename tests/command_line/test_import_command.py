"""`boucle import`: what can be taken is taken once, the rest is refused with its reasons."""

import gzip
import json
import os
import pty
import shlex
import signal
import sqlite3
import subprocess
import time

import pytest
from typed_terminal import Terminal

from handlers.command_line.import_file import BATCH
from storage.ledger import DatabaseLedger

KEYS = ["accepted", "revised", "duplicate", "rejected", "rejected_file", "cases"]


def records(number: int, **more: object) -> list[dict[str, object]]:
    return [
        {"id": f"r{index}", "text": f"Ma facture {index} est fausse", **more}
        for index in range(number)
    ]


def json_lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_file_is_taken_in_and_its_cases_are_opened(terminal: Terminal) -> None:
    terminal.write("f.jsonl", json_lines(records(3)))

    answer = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert answer.status == 0
    assert list(answer.json) == KEYS
    assert answer.json == {
        "accepted": 3,
        "revised": 0,
        "duplicate": 0,
        "rejected": 0,
        "rejected_file": None,
        "cases": 3,
    }


def test_the_same_file_again_brings_nothing(terminal: Terminal) -> None:
    terminal.write("f.jsonl", json_lines(records(3)))
    terminal("import", "f.jsonl", "--source", "survey")

    answer = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert (answer.json["accepted"], answer.json["duplicate"], answer.json["cases"]) == (0, 3, 0)


def test_two_changed_rows_are_two_revisions(terminal: Terminal) -> None:
    rows = records(5)
    terminal.write("f.jsonl", json_lines(rows))
    terminal("import", "f.jsonl", "--source", "survey")
    rows[1]["text"] = "Ma facture est juste"
    rows[3]["text"] = "Finalement remboursée"
    terminal.write("f.jsonl", json_lines(rows))

    answer = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert (answer.json["accepted"], answer.json["revised"], answer.json["duplicate"]) == (0, 2, 3)


def test_a_refused_line_stops_no_other_and_lies_beside_the_file(terminal: Terminal) -> None:
    terminal.write("f.csv", "id,text\n1,Ma facture\n2,\n3,Merci\n")

    answer = terminal("import", "f.csv", "--source", "survey", "--json")

    assert answer.status == 1
    assert (answer.json["accepted"], answer.json["rejected"]) == (2, 1)
    assert "Line 3" in answer.err
    rejected = (terminal.folder / answer.json["rejected_file"]).read_text(encoding="utf-8-sig")
    assert "Neither text nor score" in rejected


def test_without_a_source_the_record_says_it_or_is_refused_with_the_cure(
    terminal: Terminal,
) -> None:
    terminal.write("f.csv", "id,text,source\n1,Ma facture,avis\n2,Merci,\n")

    answer = terminal("import", "f.csv", "--json")

    assert (answer.json["accepted"], answer.json["rejected"]) == (1, 1)
    assert "--source NAME" in answer.err


def test_a_packed_file_comes_through_standard_input(terminal: Terminal) -> None:
    packed = gzip.compress(json_lines(records(2)).encode())

    answer = terminal.program("import", "-", "--source", "avis", "--json", stdin=packed)

    assert answer.json["accepted"] == 2


@pytest.mark.parametrize("text", ["x" * 40_001, "   ", "a\0b", "\ud83d alone"])
def test_a_text_that_cannot_be_kept_is_refused_with_a_reason(
    terminal: Terminal, text: str
) -> None:
    terminal.write("f.jsonl", json_lines([{"id": "1", "text": text}]))

    answer = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert answer.status == 1
    assert answer.json["rejected"] == 1


def test_a_text_of_forty_thousand_characters_is_taken(terminal: Terminal) -> None:
    terminal.write("f.jsonl", json_lines([{"id": "1", "text": "facture " * 5_000}]))

    answer = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert answer.json["accepted"] == 1


def test_a_broken_map_names_all_its_mistakes_and_makes_no_database(terminal: Terminal) -> None:
    terminal.write("journey.yaml", "company: X\ntimezone: Mars/Olympus\nfalback: cx\n")
    terminal.write("f.jsonl", json_lines(records(1)))

    answer = terminal("import", "f.jsonl", "--source", "survey")

    assert answer.status == 1
    assert "journey.yaml, line 2" in answer.err
    assert "journey.yaml, line 3" in answer.err
    assert not (terminal.folder / "boucle.db").exists()


def test_an_unreadable_file_is_one_sentence_and_makes_no_database(terminal: Terminal) -> None:
    answer = terminal("import", "nowhere.csv", "--source", "survey")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1
    assert "nowhere.csv" in answer.err
    assert not (terminal.folder / "boucle.db").exists()


def test_the_map_that_was_accepted_is_remembered(terminal: Terminal) -> None:
    terminal.write("f.jsonl", json_lines(records(1)))

    terminal("import", "f.jsonl", "--source", "survey")
    terminal("import", "f.jsonl", "--source", "survey")

    with sqlite3.connect(terminal.folder / "boucle.db") as database:
        versions = database.execute("select text from maps").fetchall()
    assert versions == [((terminal.folder / "journey.yaml").read_text(encoding="utf-8"),)]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:///nowhere/boucle.db", "cannot be opened"),
        ("sqlite:///journey.yaml", "cannot be opened"),
        ("mysql://localhost/x", "“mysql”"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence(
    terminal: Terminal, address: str, said: str
) -> None:
    terminal.set("BOUCLE_DATABASE", address)
    terminal.write("f.jsonl", json_lines(records(1)))

    answer = terminal("import", "f.jsonl", "--source", "survey")

    assert answer.status == 1
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_database_of_a_newer_version_is_left_alone(terminal: Terminal) -> None:
    terminal.write("f.jsonl", json_lines(records(1)))
    terminal("import", "f.jsonl", "--source", "survey")
    with sqlite3.connect(terminal.folder / "boucle.db") as database:
        database.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('boucle', 'of_tomorrow', '2030-01-01')"
        )

    answer = terminal("import", "f.jsonl", "--source", "survey")

    assert answer.status == 1
    assert "newer version" in answer.err


def test_what_was_taken_in_before_an_interruption_stays(terminal: Terminal) -> None:
    number = 3 * BATCH + 200
    rows = json_lines(records(number, comment="x" * 40))
    running = subprocess.Popen(  # noqa: S603 # our own program
        terminal.command("import", "-", "--source", "survey"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=terminal.folder,
    )
    assert running.stdin is not None
    # Some batches; then the pipe stays open, so that the rest of the last one is waited for.
    running.stdin.write(rows.encode())
    running.stdin.flush()
    _wait_for_verbatims(terminal, BATCH)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    terminal.write("f.jsonl", rows)

    answer = terminal("import", "f.jsonl", "--source", "survey", "--json")

    assert (running.returncode, out, err) == (130, b"", b"")
    assert answer.json["duplicate"] in (BATCH, 2 * BATCH)
    assert answer.json["accepted"] == number - answer.json["duplicate"]


def _wait_for_verbatims(terminal: Terminal, number: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if (terminal.folder / "boucle.db").exists():
            ledger = DatabaseLedger(f"sqlite:///{terminal.folder}/boucle.db")
            with ledger.turn() as turn:
                known = turn.known("survey", [f"r{index}" for index in range(number)])
            ledger.close()
            if len(known) == number:
                return
        time.sleep(0.05)
    raise AssertionError("the first batch was never taken in")


def test_a_disk_that_fills_up_keeps_and_tells_what_came_before(terminal: Terminal) -> None:
    small = records(BATCH, attachment="x" * 3_000)
    large = records(2 * BATCH, attachment="x" * 7_500)[BATCH:]
    terminal.write("f.jsonl", json_lines([*small, *large]))
    import_ = shlex.join(terminal.command("import", "f.jsonl", "--source", "survey", "--json"))

    # The largest file this shell may write holds the first batch (4 MB), not the second (8 MB).
    done = subprocess.run(  # noqa: S603 # our own program
        ["bash", "-c", f"ulimit -f 6500; {import_}"],  # noqa: S607 # any bash will do
        cwd=terminal.folder,
        capture_output=True,
        text=True,
        timeout=240,
    )
    again = terminal("import", "f.jsonl", "--source", "survey", "--json")

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert "could not be read or written" in done.stderr
    assert told["accepted"] == BATCH
    assert (again.json["duplicate"], again.json["accepted"]) == (BATCH, BATCH)


def test_progress_is_shown_to_a_person_and_to_nobody_else(terminal: Terminal) -> None:
    terminal.write("f.jsonl", json_lines(records(2)))
    watched, screen = pty.openpty()

    subprocess.run(  # noqa: S603 # our own program
        terminal.command("import", "f.jsonl", "--source", "survey"),
        cwd=terminal.folder,
        stdout=subprocess.DEVNULL,
        stderr=screen,
        timeout=60,
        check=True,
    )
    unwatched = terminal.program("import", "f.jsonl", "--source", "survey")

    assert b"2 lines" in os.read(watched, 10_000)
    assert unwatched.err == ""
    os.close(watched)
    os.close(screen)


def test_the_tally_is_told_in_french_too(terminal: Terminal) -> None:
    terminal.set("LANG", "fr_FR.UTF-8")
    terminal.write("f.jsonl", json_lines(records(2)))

    answer = terminal("import", "f.jsonl", "--source", "enquete")

    assert "2 lignes lues : 2 nouvelles" in answer.shown
