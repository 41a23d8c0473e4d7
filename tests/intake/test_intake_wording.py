"""Every refusal at intake can be said in both languages, and no sentence is left without use."""

import re
from pathlib import Path

import pytest

from bot.wording import LANGUAGES, Language

ROOT = Path(__file__).parents[2]
KEY = re.compile(r"intake-[a-z0-9-]+")
SOURCES = [
    *ROOT.glob("bot/record*.py"),
    *ROOT.glob("connectors/feedback_*.py"),
    ROOT / "connectors" / "rejected_file.py",
    ROOT / "connectors" / "text_lines.py",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_sentence_and_every_sentence_its_refusal(language: Language) -> None:
    sentences = (ROOT / "bot" / "wording" / language / "intake.ftl").read_text("utf-8")
    written = set(re.findall(r"^(intake-[a-z0-9-]+) =", sentences, re.MULTILINE))

    used = {key for file in SOURCES for key in KEY.findall(file.read_text("utf-8"))}

    assert used == written


def test_french_sentences_keep_their_signs_on_the_line() -> None:
    sentences = (ROOT / "bot" / "wording" / "fr" / "intake.ftl").read_text("utf-8")
    said = "\n".join(line for line in sentences.splitlines() if not line.startswith("#"))

    assert re.findall(r" [?!;:»](?=\s|$)|« ", said) == []
