"""Refused lines come back as a spreadsheet that can be corrected and imported again."""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.record import Problem, RecordRefused, read_record
from connectors.feedback_file import read_feedback
from connectors.rejected_file import (
    RejectedFile,
    RejectedFileNotWritten,
    neutralised,
    rejected_path,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 9, 15, tzinfo=PARIS)


def import_file(file: Path, *, language: str = "fr") -> tuple[int, Path | None]:
    """Import a file as the command does; return how many were taken, and where the rest went."""
    count = 0
    with (
        read_feedback(file) as lines,
        RejectedFile(rejected_path(file), language=language) as rejected,
    ):
        for line in lines:
            if line.record is None:
                rejected.add(line, [line.problem] if line.problem else [])
                continue
            try:
                read_record(line.record, source="survey", zone=PARIS, now=NOW)
                count += 1
            except RecordRefused as refused:
                rejected.add(line, refused.problems)
    return count, rejected.path


def rows_of(path: Path, *, separator: str) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))


def test_refused_lines_stand_with_their_line_and_every_reason(tmp_path: Path) -> None:
    file = tmp_path / "avis.csv"
    file.write_text("texte;note;canal\nMerci;9/10;avis\nBof;14/20;pigeon\nTrop;1\n", "utf-8")

    taken, path = import_file(file)

    assert taken == 1
    assert path == tmp_path / "avis.csv.rejected.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    header, second, third = rows_of(path, separator=";")
    assert header == ["Ligne refusée", "Pourquoi refusée", "texte", "note", "canal"]
    assert (second[0], second[2:]) == ("3", ["Bof", "14/20", "pigeon"])
    assert "14/20" in second[1]
    assert "pigeon" in second[1]
    assert (third[0], third[2:]) == ("4", ["Trop", "1", ""])


def test_a_corrected_file_of_refused_lines_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_text("text,score\nMeh,14/20\n", "utf-8")
    _, rejected = import_file(file, language="en")
    assert rejected is not None

    rejected.write_text(rejected.read_text("utf-8").replace("14/20", "7/10"), "utf-8")

    assert import_file(rejected, language="en") == (1, None)


def test_a_file_refused_twice_has_its_reason_once(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_text("text,score\nMeh,14/20\n", "utf-8")
    _, once = import_file(file, language="en")
    assert once is not None

    _, twice = import_file(once, language="en")

    assert twice is not None
    assert rows_of(twice, separator=",")[0] == ["Rejected line", "Why rejected", "text", "score"]


def test_columns_of_json_are_gathered_to_the_last_line(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    file.write_text('{"text": 1, "a": null}\nbroken\n{"score": 3, "tags": ["é"]}\n', "utf-8")

    _, path = import_file(file, language="en")

    assert path is not None
    header, first, second, third = rows_of(path, separator=",")
    assert header[2:] == ["text", "a", "As it stands", "score", "tags"]
    assert first[2:] == ["1", "", "", "", ""]
    assert second[2:] == ["", "", "broken", "", ""]
    assert third[2:] == ["", "", "", "3", '["é"]']


def test_nothing_refused_writes_nothing_and_removes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_text("text\nMerci\n", "utf-8")
    earlier = tmp_path / "feedback.csv.rejected.csv"
    earlier.write_text("somebody's work", "utf-8")

    assert import_file(file) == (1, None)

    assert earlier.read_text("utf-8") == "somebody's work"
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name, earlier.name]


@pytest.mark.parametrize("cell", ["=1+1", "+33 6", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert neutralised(cell) == f"'{cell}"


def test_what_customers_and_columns_say_cannot_run_in_a_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    file.write_text('{"=HYPERLINK()": "=1", "text": "\\ud83d\\u0000", "score": -5}\n', "utf-8")

    _, path = import_file(file, language="en")

    assert path is not None
    header, row = rows_of(path, separator=",")
    assert header[2:] == ["'=HYPERLINK()", "text", "score"]
    assert row[2:] == ["'=1", "\\ud83d␀", "'-5"]


def test_only_its_owner_may_read_what_customers_said(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_text("text,score\nMeh,14/20\n", "utf-8")

    _, path = import_file(file)

    assert path is not None
    assert path.stat().st_mode & 0o077 == 0


def test_standard_input_has_its_refused_lines_where_we_are() -> None:
    assert rejected_path("-") == Path("stdin.rejected.csv")


def test_a_folder_that_is_gone_is_said_with_the_cure(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_text("text\n\n,\nx,y\n", "utf-8")
    rejected = RejectedFile(tmp_path / "gone" / "f.rejected.csv", language="en")
    with read_feedback(file) as lines:
        rejected.add(next(lines), [Problem("text", "intake-nul", {})])

    with pytest.raises(RejectedFileNotWritten) as unwritten:
        rejected.close()

    assert "gone" in unwritten.value.problem.sentence("fr")
    assert "gone" in unwritten.value.problem.sentence("en")
