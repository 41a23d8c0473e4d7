"""`boucle read` and `boucle when`: what is understood is told, and why."""

import csv
import json
from pathlib import Path

import pytest
from typed_terminal import Terminal

SHARED_PHRASES = Path(__file__).parents[3] / "shared" / "data" / "due_dates.tsv"
TUESDAY = "2026-11-24T10:00:00+01:00"
KEYS = [
    "touchpoint",
    "stage",
    "department",
    "confidence",
    "candidates",
    "also",
    "reasons",
    "language",
    "emotion",
    "signals",
    "masked",
]


def test_each_text_is_read_on_a_line_of_its_own(terminal: Terminal) -> None:
    answer = terminal("read", "--json", "J’ai été débité deux fois", "Le chat dort")

    invoice, nothing = (json.loads(line) for line in answer.out.splitlines())
    assert list(invoice) == KEYS
    assert (invoice["touchpoint"], invoice["stage"], invoice["department"]) == (
        "invoice",
        "pay",
        "billing",
    )
    assert set(invoice["candidates"][0]) == {"touchpoint", "confidence"}
    assert list(invoice["emotion"]) == ["polarity", "intensity", "name"]
    assert (nothing["touchpoint"], nothing["stage"], nothing["department"]) == (None, None, "cx")


def test_grave_words_stand_among_the_signals_with_their_kind(terminal: Terminal) -> None:
    answer = terminal("read", "--json", "Je n'en peux plus, je veux en finir avec la vie.")

    assert json.loads(answer.out)["signals"] == ["grave", "self_harm"]


def test_lines_and_json_lines_come_through_standard_input(terminal: Terminal) -> None:
    record = {"text": "Rien ne va", "touchpoint": "refund", "score": 1, "scale": "nps"}
    stdin = f"\ufeffMa facture est fausse\n\n{json.dumps(record)}\n{{not json\n"

    answer = terminal("read", "--json", stdin=stdin.encode())

    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert [line["touchpoint"] for line in lines] == ["invoice", "refund", None]
    assert lines[1]["reasons"][0]["kind"] == "given"
    assert lines[2]["masked"] == "{not json"


def test_lines_of_an_old_spreadsheet_are_read_as_they_were_meant(terminal: Terminal) -> None:
    answer = terminal("read", "--json", stdin="J’ai été débité deux fois\n".encode("cp1252"))

    assert json.loads(answer.out)["masked"] == "J’ai été débité deux fois"


def test_a_text_is_explained_to_a_person(terminal: Terminal) -> None:
    terminal.set("LANG", "fr_FR.UTF-8")

    answer = terminal("read", "Débité deux fois, appelez le 06 12 34 56 78")

    assert "Facture ★ (étape Payer) · Facturation" in answer.shown
    assert "« débité deux fois »" in answer.shown
    assert "06 12" not in answer.shown


@pytest.mark.parametrize(
    ("stdin", "why"),
    [
        (b"x" * 40_001, "40,000"),
        (b"a\x00b", "NUL"),
        (b"caf\xe9 \x81", "surrogate"),
        (b'{"text": "\\ud83d"}', "surrogate"),
        (b'{"score": 12, "scale": "nps"}', "12"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_the_rest_goes_on(
    terminal: Terminal, stdin: bytes, why: str
) -> None:
    answer = terminal("read", "--json", stdin=stdin + b"\nfacture\n")

    assert answer.status == 1
    assert why in answer.err
    assert len(answer.out.splitlines()) == 1


def test_a_text_of_spaces_is_refused(terminal: Terminal) -> None:
    answer = terminal("read", "   ")

    assert answer.status == 1
    assert "Neither text nor score" in answer.err


def test_a_customers_words_do_not_command_the_terminal(terminal: Terminal) -> None:
    answer = terminal("read", "\x1b[2Jfacture")

    assert "\x1b" not in answer.out


def test_a_date_is_understood_with_its_time(terminal: Terminal) -> None:
    answer = terminal("when", "demain", "17h", "--now", TUESDAY, "--json")

    assert answer.status == 0
    assert answer.json == {"due": "2026-11-25T17:00", "question": None}


def test_a_date_is_told_with_its_weekday(terminal: Terminal) -> None:
    terminal.set("LANG", "fr_FR.UTF-8")

    answer = terminal("when", "vendredi prochain", "--now", TUESDAY)

    assert answer.shown.startswith("vendredi 27 novembre")


def test_the_question_comes_back_in_the_language_of_the_one_who_writes(
    terminal: Terminal,
) -> None:
    answer = terminal("when", "bientôt", "--now", TUESDAY, "--locale", "fr-FR", "--json")

    assert answer.json["due"] is None
    assert answer.json["question"].startswith("Pour quel jour")


def test_the_locale_decides_about_the_fifth_of_december(terminal: Terminal) -> None:
    american = terminal("when", "5/12", "--now", TUESDAY, "--locale", "en-US", "--json")
    terminal.set("LANG", "C")
    unknown = terminal("when", "5/12", "--now", TUESDAY, "--json")

    assert (american.json["due"], unknown.json["due"]) == ("2027-05-12", "2026-12-05")


def test_without_a_moment_it_is_now(terminal: Terminal) -> None:
    answer = terminal("when", "demain", "--json")

    assert answer.json["due"] is not None


@pytest.mark.skipif(not SHARED_PHRASES.exists(), reason="the measured phrases are not here")
def test_most_of_the_phrases_people_type_are_understood(terminal: Terminal) -> None:
    lines = SHARED_PHRASES.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t"))[::10]

    right = 0
    for row in rows:
        locale = "fr-FR" if row["language"] == "fr" else "en-GB"
        due = terminal("when", row["phrase"], "--now", TUESDAY, "--locale", locale, "--json")
        wanted = (row["due"] or "").replace(" ", "T") or None
        right += due.json["due"] == wanted

    assert right >= len(rows) / 2
