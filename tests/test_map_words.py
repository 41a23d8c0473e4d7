"""Words are added to a map however it is written, and all else stays."""

import pytest

from bot.map_words import WordsNotAdded, with_words

HEAD = """\
company: Vélo Libre  # since 2019
timezone: Europe/Paris
languages: [fr, en]
fallback: cx
leads: [lea@velolibre.example]
departments:
  cx: {name: Expérience client, channel: "#voix-cx"}
journey:
  - stage: pay
    name: Payer
    touchpoints:
"""
ADDED = {"invoice": {"fr": ["selle", "null"]}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("words: {fr: [a, b], en: [c]}", 'words: {fr: [a, b, selle, "null"], en: [c]}'),
        ("words: {fr: [a, b,]}", 'words: {fr: [a, b, selle, "null",]}'),
        ("words: {en: [c]}", 'words: {en: [c], fr: [selle, "null"]}'),
        ("words: [a]  # ours", 'words: [a, selle, "null"]  # ours'),
        ("words:\n  - a\n  - b", 'words:\n  - a\n  - b\n  - selle\n  - "null"'),
        ("words:\n  fr:\n    - a", 'words:\n  fr:\n    - a\n    - selle\n    - "null"'),
        ("words:\n  en: [c]", 'words:\n  fr: [selle, "null"]\n  en: [c]'),
    ],
)
def test_words_are_put_beside_those_that_are_there(before: str, after: str) -> None:
    assert with_words(_map(before), ADDED) == _map(after)


@pytest.mark.parametrize(
    "touchpoint",
    ["- {key: invoice, name: Facture, owner: cx}", "- key: invoice\n  name: Facture\n  owner: cx"],
)
def test_a_touchpoint_without_words_gets_some(touchpoint: str) -> None:
    text = HEAD + "\n".join(f"      {line}" for line in touchpoint.split("\n"))

    assert 'words: {fr: [selle, "null"]}' in with_words(text, ADDED)


@pytest.mark.parametrize("words", ["words: {fr: [a]}", "words: &w [a]"])
def test_words_that_cannot_be_added_are_left_to_a_person(words: str) -> None:
    with pytest.raises(WordsNotAdded):
        with_words(_map(words), {"nowhere": {"fr": ["selle"]}})


def _map(words: str) -> str:
    lines = ["- key: invoice", "  name: Facture", "  owner: cx"]
    lines += [f"  {line}" for line in words.split("\n")]
    return HEAD + "".join(f"      {line}\n" for line in lines)
