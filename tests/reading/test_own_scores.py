"""Words sound as this company's scores say: only where that helps, and the same everywhere."""

from random import Random

import pytest
from velo_libre import verbatim

from bot.journey import JourneyMap
from bot.reading import Rated
from bot.reading.reader import MapReader
from bot.verbatim import Score

# What says nothing elsewhere, and means something here.
GOOD, BAD = "Le panier tient sur le cadre", "Le panier danse sur le cadre"
MANY = 400


class Scores:
    """Scores as a ledger hands them out, newest first."""

    def __init__(self, rated):
        self.all = list(rated)
        self.asked = []

    def lessons_after(self, _):
        return []

    def newest_verbatim(self):
        return len(self.all)

    def rated(self, *, up_to, at_most):
        self.asked.append(up_to)
        return self.all[:up_to][::-1][:at_most]


def told(number, level_of):
    places = ("ce matin", "hier", "au travail", "en ville", "sous la pluie")
    for at in range(number):
        is_good = at % 2 == 0
        text = f"{GOOD if is_good else BAD} {places[at % 5]}, {at}"
        yield Rated(text, "fr", Score(level_of(is_good), "csat"))


def meant(is_good):
    return 5 if is_good else 1


def sound(reader, text):
    return reader.read(verbatim(text, language="fr")).emotion.polarity


@pytest.fixture
def reader(velo: JourneyMap) -> MapReader:
    return MapReader(velo)


def test_what_scores_say_of_words_is_heard_in_words_without_a_score(reader):
    before = sound(reader, BAD), sound(reader, GOOD)

    reader.catch_up(Scores(told(MANY, meant)))

    assert sound(reader, BAD) < before[0] < 0.1
    assert sound(reader, GOOD) > sound(reader, BAD) + 0.3


def test_scores_that_follow_no_words_teach_nothing(reader):
    chance = Random(5)  # noqa: S311 # no secret
    before = sound(reader, BAD), sound(reader, GOOD)

    reader.catch_up(Scores(told(MANY, lambda _: chance.randint(1, 5))))

    assert (sound(reader, BAD), sound(reader, GOOD)) == before


def test_a_few_scores_teach_nothing(reader):
    before = sound(reader, BAD)

    reader.catch_up(Scores(told(99, meant)))

    assert sound(reader, BAD) == before


def test_readers_that_heard_at_other_moments_read_alike(velo: JourneyMap):
    early, late = MapReader(velo), MapReader(velo)
    scores = list(told(MANY, meant))
    for number in (130, 260, MANY):
        early.catch_up(Scores(scores[:number]))

    late.catch_up(Scores(scores))

    assert sound(early, BAD) == sound(late, BAD)
    assert sound(early, GOOD) == sound(late, GOOD)


def test_scores_are_learned_anew_only_once_there_are_many_more(reader):
    scores = Scores(told(MANY, meant))

    reader.catch_up(scores)
    reader.catch_up(scores)

    assert scores.asked == [256]


def test_faces_alone_and_the_same_words_over_and_over_teach_nothing_and_harm_nothing(reader):
    before = sound(reader, BAD)
    faces = [Rated("\U0001f621", "fr", Score(1, "csat"))] * MANY

    reader.catch_up(Scores(faces))
    after_faces = sound(reader, BAD)
    reader.catch_up(Scores([*faces, *[Rated("Merci", "fr", Score(5, "csat"))] * MANY]))

    assert after_faces == sound(reader, BAD) == before
