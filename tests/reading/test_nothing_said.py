"""Answers without words to act on are told apart, and nothing that was said is lost."""

import json
from pathlib import Path

import pytest

from bot.reading.nothing_said import says_something
from bot.reading.words import folded, words_in

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "none",
            "None.",
            "N/A",
            "n/a",
            "NA. ",
            "Nothing.",
            "NOTHING!!",
            "Nothing at all ",
            "nil",
        ),
        *("Did not answer", "no comment", "No comments.", "Not applicable.", "no", "No."),
        *(
            "RAS",
            "Je ne sais pas.",
            "R.A.S.",
            "Rien à signaler",
            "rien",
            "Rien de spécial.",
            "Néant",
            "aucune",
            "Non",
        ),
        *(
            "nil",
            "aucune",
            "Pas de commentaire",
            "sans réponse",
            "Je n'ai rien à dire",
            "rien à redire",
        ),
        *("ok", "Yes", "xxx", "Hello", "refused", "I have nothing to add"),
        *("ne sait pas", "non merci", "RAS merci", "oui", "Bonjour", "Pas concernée"),
        *("No feedback at this time", "Rien de particulier à signaler", "sais pas", "Non rien"),
        *("", "   ", "...", "?", "-", "—", "5", "10/10", "😡😡", "👍", "\0", "*****"),
    ],
)
def test_says_nothing(text):
    assert not says_something(folded(words_in(text)))


@pytest.mark.parametrize(
    "text",
    [
        *("Nothing worked", "No reply", "None of the doors opened", "Rien ne marche", "Non reçu"),
        *("Aucune réponse", "Not good", "Nothing, excellent service", "Slow", "Nul", "Cher"),
        *("n/a on my invoice, why?", "Je n'ai rien reçu", "谢谢你们", "شكرا لكم", "Refund please"),
    ],
)
def test_says_something(text):
    assert says_something(folded(words_in(text)))


def test_a_given_touchpoint_does_not_make_nothing_say_something(reader):
    from velo_libre import verbatim

    reading = reader.read(verbatim("RAS", 2, touchpoint="invoice"))

    assert not reading.says_something
    assert reading.emotion.polarity < 0


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")
def test_1486_of_the_5069_survey_answers_say_nothing():
    lines = (DATA / "feedback" / "patient_survey_en.jsonl").read_text(encoding="utf-8").split("\n")
    texts = [json.loads(line)["text"] for line in lines if line]

    silent = [text for text in texts if not says_something(folded(words_in(text)))]

    assert (len(texts), len(silent)) == (5_069, 1_486)
