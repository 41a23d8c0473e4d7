"""Phrases of a list are found with the freedoms they are written with."""

import pytest

from bot.reading.phrases import Hit, Phrases


@pytest.mark.parametrize(
    ("phrase", "said", "found"),
    [
        ("deux|trois fois", "appele trois fois", "trois fois"),
        ("rembours* ... jamais", "remboursee ne sera jamais", "remboursee ne sera jamais"),
        ("rembours* ... jamais", "remboursee un deux trois quatre jamais", None),
        ("my own? life", "end my life", "my life"),
        ("my own? life", "my own life", "my own life"),
        ("merci !de votre", "merci votre aide", "merci votre"),
        ("merci !de", "merci de", None),
        ("merci !de", "grand merci", "merci"),
        ("a tous ... adieu", "a tous je dis adieu", "a tous je dis adieu"),
        ("pas du tout", "pas du", None),
        ("pas du tout", "tout pas du", None),
    ],
)
def test_a_phrase_is_found_as_it_is_written(phrase: str, said: str, found: str | None) -> None:
    phrases = Phrases({"label": [phrase]})

    hits = list(phrases.found(said.split()))

    assert [" ".join(hit.said) for hit in hits] == ([] if found is None else [found])


def test_a_phrase_is_told_with_its_label_and_its_first_word() -> None:
    phrases = Phrases({"calm": ["du calme"], "often": ["deux fois", "encore une fois"]})

    hits = list(phrases.found(["oui", "encore", "une", "fois"]))

    assert hits == [Hit("often", 1, ["encore", "une", "fois"])]
