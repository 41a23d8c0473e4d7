"""Read by what it means as well: what the map's words do not hold finds its place all the same."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from velo_libre import verbatim

from bot.journey import JourneyMap
from bot.map_meaning import know_map
from bot.reading import Lesson, Meant
from bot.reading.meaning import meanings_of, meant, packed, unpacked
from bot.reading.reader import MapReader
from tests.vectors import HashedWords

MAKER = HashedWords()
# "Flouze" means here what the map calls "remboursement".
MONEY = "Toujours aucun flouze"
SADDLE = "La selle grince depuis le premier jour"
COUSIN = "Le siège couine"

_numbers = count(1)


def knowing(velo: JourneyMap, *lessons: Lesson) -> MapReader:
    reader = MapReader(velo, lessons)
    know_map(reader, MAKER)
    return reader


def closely(reader: MapReader, text: str):
    return reader.closely(meanings_of(MAKER, [text])).read(verbatim(text))


def lesson(text: str, touchpoint: str, case: str = "C-31") -> Lesson:
    (vector,) = MAKER.vectors([meant(text)])
    return Lesson(next(_numbers), case, "moved", touchpoint, text, meaning=packed(vector))


def test_a_text_of_other_words_is_placed_by_what_it_means(velo: JourneyMap):
    reader = knowing(velo)

    by_words, by_meaning = reader.read(verbatim(MONEY)), closely(reader, MONEY)

    assert by_words.touchpoint is None
    assert by_meaning.candidates[0].touchpoint == "invoice"
    assert by_meaning.confidence > by_words.confidence
    assert by_meaning.reasons[-1].kind == "meaning"
    assert "remboursement" in by_meaning.reasons[-1].because.lower()


def test_words_of_the_map_remain_the_reason_where_they_stand_in_the_text(velo: JourneyMap):
    reading = closely(knowing(velo), "J'attends mon remboursement")

    assert reading.touchpoint == "invoice"
    assert [why.kind for why in reading.reasons] == ["words"]


def test_without_meaning_everything_is_read_as_ever(velo: JourneyMap):
    plain, knows = MapReader(velo), knowing(velo)
    texts = [MONEY, SADDLE, "J'attends mon remboursement", "My parcel is late", "none", ""]

    said = [verbatim(text) for text in texts]

    assert knows.read_all(said) == plain.read_all(said)
    assert knows.closely({}).read_all(said) == plain.read_all(said)
    assert plain.closely(meanings_of(MAKER, texts)).read_all(said) == plain.read_all(said)


def test_a_correction_teaches_what_it_means(velo: JourneyMap):
    reader = knowing(velo)
    before = closely(reader, COUSIN)

    reader.learn([lesson(SADDLE, "delivery")])
    after = closely(reader, COUSIN)

    assert before.candidates[:1] != after.candidates[:1]
    assert after.candidates[0].touchpoint == "delivery"
    assert ("correction", "C-31") in [(why.kind, why.because) for why in after.reasons]


def test_what_was_taught_before_the_map_was_known_teaches_the_same(velo: JourneyMap):
    taught = [lesson(SADDLE, "delivery"), lesson("Le panier danse", "helpline", "C-32")]
    before, after = knowing(velo), knowing(velo, *taught)

    before.learn(taught)

    for text in (COUSIN, "Un panier qui danse", MONEY):
        one, other = closely(before, text), closely(after, text)
        assert one.candidates[0].touchpoint == other.candidates[0].touchpoint
        assert one.confidence == pytest.approx(other.confidence, abs=0.02)


def test_a_correction_that_was_taken_back_teaches_nothing(velo: JourneyMap):
    reader = knowing(velo)
    untaught = closely(reader, COUSIN)
    said = lesson(SADDLE, "delivery")

    reader.learn([said])
    reader.learn([replace(said, number=next(_numbers), how="undone", touchpoint=None)])

    assert closely(reader, COUSIN).confidence == pytest.approx(untaught.confidence, abs=0.001)


class Remembered:
    """Lessons and their meanings as a ledger hands them out."""

    def __init__(self, lessons: list[Lesson]) -> None:
        self.lessons = lessons
        self.meant: list[Meant] = []

    def lessons_after(self, number: int) -> list[Lesson]:
        return [one for one in self.lessons if one.number > number]

    def meant_after(self, number: int) -> list[Meant]:
        return [one for one in self.meant if one.number > number]

    def newest_verbatim(self) -> int:
        return 0


def test_what_a_correction_means_is_learned_when_it_is_found_later(velo: JourneyMap):
    said = lesson(SADDLE, "delivery")
    ledger = Remembered([replace(said, meaning="")])
    reader = knowing(velo)
    reader.catch_up(ledger)
    by_words = closely(reader, COUSIN)

    ledger.meant.append(Meant(1, said.number, said.meaning))
    reader.catch_up(ledger)

    assert by_words.candidates[:1] != closely(reader, COUSIN).candidates[:1]
    assert closely(reader, COUSIN).candidates[0].touchpoint == "delivery"


def test_a_long_text_is_meant_by_its_beginning():
    assert len(meant("mot " * 10_000)) <= 600
    assert meant("  deux\n lignes\0 ") == "deux lignes"


def test_a_vector_is_kept_in_half_precision():
    (vector,) = MAKER.vectors([MONEY])

    assert np.allclose(unpacked(packed(vector)), vector, atol=0.001)
