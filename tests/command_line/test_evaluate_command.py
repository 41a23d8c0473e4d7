"""`boucle evaluate`: how well reading does is told; what cannot be measured is named."""

import json

import pytest
from typed_terminal import Terminal

LABELLED = [
    {"text": "Ma facture est fausse", "touchpoint": "invoice", "language": "fr"},
    {"text": "J’ai été débité deux fois", "touchpoint": "invoice", "polarity": "negative"},
    {"text": "Où est mon remboursement ?", "touchpoint": "refund"},
    {"text": "La facture est parfaite, merci", "touchpoint": "invoice", "polarity": "positive"},
    {"text": "Le chat dort au soleil", "touchpoint": "nowhere"},
    {"text": "Rien à voir", "score": 3, "scale": "nps"},
]


def write(terminal: Terminal, *records: dict[str, object]) -> str:
    """Write records into a file and return its name."""
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (terminal.folder / "labelled.jsonl").write_text(text, encoding="utf-8")
    return "labelled.jsonl"


def test_how_well_reading_does_is_told_in_figures(terminal: Terminal) -> None:
    file = write(terminal, *LABELLED)

    answer = terminal("evaluate", file, "--json")

    found = json.loads(answer.out)
    assert answer.status == 0
    assert found["cold"]["count"] == 4
    assert found["cold"]["accuracy"] == 1.0
    assert (found["cold"]["off_map_count"], found["cold"]["off_map_auroc"]) == (1, 1.0)
    assert found["polarity_auroc"] == 1.0
    assert found["learned"] is None


def test_corrections_are_taken_from_the_file_first(terminal: Terminal) -> None:
    file = write(terminal, *LABELLED, *LABELLED)

    found = json.loads(terminal("evaluate", file, "--learn", "1", "--json").out)

    assert found["corrections"] == 3
    assert found["cold"]["count"] == found["learned"]["count"] == 6


def test_a_person_reads_it_in_sentences(terminal: Terminal) -> None:
    terminal.set("LANG", "fr_FR.UTF-8")
    many = [{**one, "text": f"{one['text']} {n}"} for one in LABELLED[:4] for n in range(10)]
    long = [{**one, "text": one["text"] + " vraiment" * 40} for one in many]
    file = write(terminal, *many, *long)

    answer = terminal("evaluate", file, "--learn", "2")

    assert "Avec la carte seule" in answer.shown
    assert "Après 4 corrections" in answer.shown
    assert "Par longueur" in answer.shown


def test_a_label_that_is_not_on_the_map_is_named_with_its_line_and_the_nearest(
    terminal: Terminal,
) -> None:
    file = write(terminal, LABELLED[0], {"text": "Bonjour", "touchpoint": "invoyce"})

    answer = terminal("evaluate", file)

    assert answer.status == 1
    assert "Line 2" in answer.err
    assert "did you mean “invoice”" in answer.err
    assert "(one text)" in answer.out


@pytest.mark.parametrize(
    ("given", "meant"),
    [("Facture", "invoice"), ("REMBOURSEMENTS", "refund"), ("Rembours", "refund")],
)
def test_a_label_that_is_a_name_is_told_its_key(
    terminal: Terminal, given: str, meant: str
) -> None:
    file = write(terminal, LABELLED[0], {"text": "Bonjour", "touchpoint": given})

    answer = terminal("evaluate", file)

    assert f"did you mean “{meant}”" in answer.err


def test_nothing_left_to_measure_is_said(terminal: Terminal) -> None:
    file = write(terminal, LABELLED[0])

    answer = terminal("evaluate", file, "--learn", "5")

    assert answer.status == 1
    assert "--learn" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("given", ["-1", "x", "1001", "²"])
def test_a_number_of_corrections_that_is_none_is_refused(terminal: Terminal, given: str) -> None:
    file = write(terminal, *LABELLED)

    answer = terminal("evaluate", file, f"--learn={given}")

    assert answer.status == 2
    assert "1000" in answer.err or "1,000" in answer.err


def test_a_file_without_labels_is_refused_with_what_it_needs(terminal: Terminal) -> None:
    file = write(terminal, {"text": "Bonjour"})

    answer = terminal("evaluate", file)

    assert answer.status == 1
    assert "touchpoint" in answer.err
