"""No text crashes the reading, and none makes it slow."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from velo_libre import verbatim

from bot.reading.language import language_of
from bot.reading.reader import MapReader
from bot.reading.words import words_in

_HOSTILE = [
    "a" * 40_000,
    "a " * 20_000,
    "not " * 10_000,
    "pas très " * 5_000,
    "envie de " * 5_000,
    "want to " * 5_000,
    "1 1 " * 10_000,
    "12 " * 13_000,
    "0 " * 20_000,
    "+1 " * 13_000,
    "00" * 20_000,
    "@" * 40_000,
    "a@" * 20_000,
    "a.b-" * 10_000,
    "FR76" * 10_000,
    "FR76 " * 8_000,
    "M. " * 13_000,
    "Mme A" * 8_000,
    "Aa " * 13_000,
    "je m'appelle " * 3_000,
    "Cordialement, " * 2_800,
    "12 rue de la " * 3_000,
    "1 Aa Bb Cc " * 3_600,
    "https://" * 5_000,
    "[at]" * 10_000,
    "a(at)" * 8_000,
    "(" * 40_000,
    "\n" * 40_000,
    "😡" * 20_000,
    "\u202e" * 40_000,
    "שלום עולם " * 4_000,
    "\0" * 40_000,
    "\ud800" * 20_000,
    "é" * 40_000,
    "e\u0301" * 20_000,
    "ﷺ" * 10_000,
    "<!channel> " * 4_000,
]


_SAID = [
    "Débitée deux fois, troisième appel, je résilie.",
    "La livraison est arrivée en retard et le livreur était désagréable",
    "Merci, très bon accueil 😊",
    "Charged twice again, still no refund, what a joke",
    "The driver was lovely and on time",
    "Das Fahrrad ist kaputt und ich warte auf eine Antwort",
    "none",
    "😡",
]


@pytest.mark.parametrize("text", _HOSTILE, ids=range(len(_HOSTILE)))
def test_hostile_text_is_read_in_time_that_grows_with_its_length(reader, text):
    reader.read(verbatim(text[: len(text) // 4]))

    quarter = _cpu_seconds(reader, text[: len(text) // 4])
    whole = _cpu_seconds(reader, text)

    # Four times the text may take four times as long, give or take; eleven is a slow pattern.
    assert whole <= 11 * quarter + 0.05
    # 50 ms for every 10,000 characters, and twice that where other work slows the machine down.
    assert whole <= 2 * 0.05 * len(text) / 10_000


@given(st.text(st.characters(), max_size=400), st.sampled_from([None, 0, 10]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(reader, text, score):
    reading = reader.read(verbatim(text, score))

    assert 0 <= reading.confidence <= 1
    assert -1 <= reading.emotion.polarity <= 1
    assert 0 <= reading.emotion.intensity <= 1
    assert len(reading.candidates) <= 3
    assert reading.says_something or not reading.signals or text


@given(
    st.lists(st.one_of(st.text(max_size=60), st.sampled_from(_SAID)), min_size=1, max_size=60),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_a_text_is_read_the_same_alone_among_others_and_in_any_order(velo, texts, chance):
    said = [verbatim(text) for text in texts]
    mixed = chance.sample(range(len(said)), len(said))
    reader = MapReader(velo)

    together = reader.read_all(said)
    in_another_order = reader.read_all([said[at] for at in mixed])

    assert in_another_order == [together[at] for at in mixed]
    assert [reader.read(one) for one in said] == together


@given(st.text(alphabet="0123456789 -+.()/@abFR", max_size=200))
@settings(max_examples=150, deadline=None)
def test_numbers_in_any_disorder_are_read(reader, text):
    assert isinstance(reader.read(verbatim(text)).masked, str)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Je n'ai rien reçu depuis trois semaines", "fr"),
        ("Colis perdu", "fr"),
        ("nothing arrived for three weeks", "en"),
        ("Parcel lost", "en"),
        ("La bicicleta no funciona y nadie me contesta", "other"),
        ("Das Fahrrad ist kaputt und ich warte auf eine Antwort", "other"),
        ("La bicicletta non funziona, sono molto deluso", "other"),
        ("Велосипед сломан", "other"),
    ],
)
def test_languages_are_told_apart(text, language):
    assert language_of(words_in(text), default="fr")[0] == language


def test_words_that_tell_nothing_leave_the_default_with_no_confidence():
    assert language_of([], default="en") == ("en", 0.0)
    assert language_of(["zzz"], default="en")[1] < 0.6


def _cpu_seconds(reader, text):
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        reader.read(verbatim(text))
        best = min(best, time.process_time() - start)
    return best
