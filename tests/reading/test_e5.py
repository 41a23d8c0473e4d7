"""The vectors of boucle[semantic], where it is installed: what they must bear, and be good for."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from velo_libre import verbatim

from bot.journey import JourneyMap
from bot.reading.e5 import MultilingualE5, NotInstalled
from bot.reading.meaning import meanings_of
from bot.reading.reader import MapReader


@pytest.fixture(scope="module")
def e5() -> MultilingualE5:
    try:
        return MultilingualE5()
    except NotInstalled:
        pytest.skip("boucle[semantic] is not installed here (make semantic)")


def test_the_same_in_two_languages_is_closer_than_something_else(e5: MultilingualE5):
    french, english, else_where = e5.vectors(
        ["On m'a débité deux fois", "I was charged twice", "Le livreur n'est pas venu"]
    )

    assert french @ english > french @ else_where
    assert np.linalg.norm(french) == pytest.approx(1)


def test_a_text_finds_its_touchpoint_in_other_words_than_the_map(
    e5: MultilingualE5, velo: JourneyMap
):
    reader = MapReader(velo)
    reader.know_map(meanings_of(e5, reader.map_texts()))
    text = "Vous m’avez pris mon argent en double"

    reading = reader.closely(meanings_of(e5, [text])).read(verbatim(text))

    assert reading.candidates[0].touchpoint == "invoice"
    assert "meaning" in [why.kind for why in reading.reasons]


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\ud800", "a" * 20_000, "\U0001f600" * 2_000, "é\u0301" * 3_000, "x\0y"],
    ids=["nothing", "nul", "surrogate", "a-long-word", "faces", "accents", "nul-within"],
)
def test_no_text_breaks_it_or_takes_it_long(e5: MultilingualE5, text: str):
    began = time.process_time()

    made = meanings_of(e5, [text])

    assert all(np.isfinite(vector).all() for vector in made.values())
    assert time.process_time() - began < 3


def test_several_threads_get_what_one_gets(e5: MultilingualE5):
    texts = [f"Ma facture numéro {number} est fausse" for number in range(8)]
    alone = e5.vectors(texts)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: e5.vectors([text])[0], texts))

    assert np.array_equal(np.array(together), alone)
