"""How a company writes: its own texts before ours, and every mistake in them at once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.case import Case
from bot.customer import Customer
from bot.draft import draft
from bot.journey_file import JourneyMistakes, read_journey
from bot.reading import Emotion, Reading
from bot.replies import filled
from bot.replies_file import read_replies

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
MAP = read_journey((ROOT / "journey.yaml").read_bytes())
READING = Reading(
    touchpoint="invoice",
    confidence=1.0,
    candidates=(),
    also=(),
    reasons=(),
    language="fr",
    emotion=Emotion(-0.8, 0.8, "anger"),
    signals=(),
    masked="",
    says_something=True,
    grave=None,
)
CASE = Case(1, 1, "billing", NOW, NOW, touchpoint="invoice", needs_answer=True)


def drafted(files: dict[str, str], kind: Any = "thanks", **changes: Any) -> Any:
    read = read_replies({name: text.encode() for name, text in files.items()})
    journey = replace(MAP, replies=read)
    how = {"author": "Ana", "today": date(2026, 11, 24), **changes}
    case = how.pop("case", CASE)
    customer = Customer("k", name="Claire Petit")
    return draft(kind, case, READING, customer, [], journey, **how)


def test_the_example_beside_the_map_is_right() -> None:
    folder = ROOT / "replies"

    read = read_replies({str(one): one.read_bytes() for one in folder.glob("*.yaml")})

    assert set(read) == {"fr", "en"}


def test_own_words_go_before_ours() -> None:
    text = """
register: warm
greeting: "Chère {name},"
signature: "{author} de {company}"
messages:
  thanks: {subject: "Merci {name}", text: "{greeting}\\n\\nQuel bonheur{about} !"}
"""
    written = drafted({"replies/fr.yaml": text})

    assert written.subject == "Merci Claire Petit"
    assert written.text == (
        "Chère Claire,\n\n"
        "Quel bonheur à propos de «\u00a0Facture et prélèvement\u00a0» !\n\n"
        "Ana de Vélo Libre"
    )


def test_a_channel_has_its_own_words_and_else_the_usual_ones() -> None:
    text = """
greeting: "Bonjour {name},"
signature: "{author}"
channels: {review: {greeting: "Bonjour à vous,"}}
"""
    written = drafted({"fr.yaml": text}, channel="review")

    assert written.text.startswith("Bonjour à vous,")
    assert written.text.endswith("\n\nAna")


def test_grave_content_is_never_answered_from_a_template() -> None:
    text = 'messages: {answer: {text: "Tout va bien."}}'

    written = drafted({"fr.yaml": text}, "answer", case=replace(CASE, grave="self_harm"))

    assert "Tout va bien" not in written.text
    assert "…" in written.text


def test_every_mistake_is_told_with_file_line_and_cure() -> None:
    text = """greeting: "Bonjour {nom},"
signature: "{author"
register: warmer
messages:
  answr: {text: "…"}
"""
    with pytest.raises(JourneyMistakes) as raised:
        read_replies({"replies/fr.yaml": text.encode(), "replies/frr.yaml": b"register: warm"})

    told = [one.say("en") for one in raised.value.mistakes]
    assert len(told) == 5
    assert told[0].startswith("replies/fr.yaml")
    assert any("signature" in one and "stands alone" in one for one in told)
    assert any("answer" in one for one in told)
    assert any("“fr”" in one for one in told)


def test_braces_in_a_name_fill_nothing() -> None:
    assert filled("{name} {x} {", {"name": "{day}", "day": "lundi"}) == "{day} {x} {"
