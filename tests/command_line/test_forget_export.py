"""`boucle forget` and `boucle export`: a customer's data erased, the data brought out."""

import csv
import json

import pytest
from typed_terminal import Terminal

ROWS = [
    {"id": "1", "text": "=SUM(1) Ma facture est fausse", "customer_email": "claire@example.org"},
    {"id": "2", "text": "Remboursement ?", "customer_id": "k-2", "customer_phone": "+33612345678"},
]


@pytest.fixture
def fed(terminal: Terminal) -> Terminal:
    rows = [{**row, "channel": "ticket", "happened_at": "2026-11-18T10:00"} for row in ROWS]
    terminal.write("f.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    terminal("import", "f.jsonl", "--source", "desk")
    return terminal


def test_a_customer_is_forgotten_by_id_address_or_number(fed: Terminal) -> None:
    by_number = fed("forget", "+33612345678", "--json")
    by_address = fed("forget", "CLAIRE@example.org")

    assert by_number.json == {"customers": 1, "verbatims": 1, "cases": 1, "posts": 0}
    assert "One customer forgotten: one piece of feedback erased" in by_address.shown
    assert [line["words"] for line in lines_of(fed)] == ["", ""]


def test_nobody_of_that_name_is_said_with_the_cure(fed: Terminal) -> None:
    answer = fed("forget", "somebody")

    assert answer.status == 1
    assert "No customer is known as “somebody”" in answer.shown


def test_the_export_is_a_line_for_each_piece_of_feedback(fed: Terminal) -> None:
    lines = lines_of(fed)

    assert [line["id"] for line in lines] == ["1", "2"]
    assert lines[0]["touchpoint"] == "invoice"
    assert lines[0]["next"] == "share"


def test_a_spreadsheet_runs_nothing_of_what_customers_wrote(fed: Terminal) -> None:
    answer = fed("export", "out.csv")

    text = (fed.folder / "out.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert "2 pieces of feedback written to out.csv" in answer.shown
    assert rows[0]["words"].startswith("'=SUM")
    assert (fed.folder / "out.csv").stat().st_mode & 0o077 == 0


def test_a_customer_can_be_given_all_that_is_kept_of_them(fed: Terminal) -> None:
    answer = fed("export", "--customer", "k-2")

    assert answer.json["customer"]["phone"] == "+33612345678"
    assert answer.json["feedback"][0]["words"] == "Remboursement ?"


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        (("out.xlsx",), 2, "should end in .csv, .jsonl or .json"),
        (("--customer", "k-2", "out.csv"), 2, "give a .json file"),
        (("--customer", "nobody"), 1, "No customer is known"),
        (("missing/out.csv",), 1, "missing/out.csv"),
    ],
)
def test_what_cannot_be_written_is_said(
    fed: Terminal, typed: tuple[str, ...], status: int, said: str
) -> None:
    answer = fed("export", *typed)

    assert answer.status == status
    assert said in answer.shown


def lines_of(terminal: Terminal) -> list[dict[str, object]]:
    return [json.loads(line) for line in terminal("export").out.splitlines()]
