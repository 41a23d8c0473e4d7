"""Words that the map does not hold find their touchpoint by what they are like."""

import numpy as np
import pytest
from velo_libre import verbatim

from bot.journey import JourneyMap
from bot.reading import Lesson, Reason
from bot.reading.likeness import Compass
from bot.reading.reader import MapReader
from bot.reading.words import stems_of, words_in

MAP = [["invoice", "refund of a payment"], ["quick", "waiting time"], ["bicycle repair"]]


@pytest.fixture(scope="module")
def compass() -> Compass:
    return Compass("en", [[stems(text) for text in texts] for texts in MAP])


def stems(text: str) -> list[str]:
    return stems_of(words_in(text), language="en")


def measured(compass: Compass, *texts: str) -> np.ndarray:
    said = [stems(text) for text in texts]
    rows = compass.rows_of([stem for text in said for stem in text])
    return compass.measure(rows, np.ones(len(rows)), np.array([len(text) for text in said]))


@pytest.mark.parametrize(
    ("text", "touchpoint"), [("money back", 0), ("fast", 1), ("faster response", 1), ("wheel", 2)]
)
def test_a_text_lies_towards_what_its_words_are_like(compass, text, touchpoint):
    (lies,) = measured(compass, text)

    assert lies.argmax() == touchpoint


def test_a_text_of_unknown_words_lies_nowhere(compass):
    assert not measured(compass, "xyzzy plugh", "").any()


def test_which_way_a_text_lies_is_the_same_in_any_company(compass):
    texts = ["money back", "", "xyzzy", "it took hours and hours to get an answer " * 30, "wheel"]
    alone = np.concatenate([measured(compass, text) for text in texts])

    together = measured(compass, *texts[::-1])[::-1]

    assert (together == alone).all()


@pytest.mark.parametrize(
    ("text", "number", "nearest"),
    [("money back", 0, 1), ("faster", 1, 0), ("xyzzy", 1, None), ("", 0, None)],
)
def test_what_of_the_map_a_text_is_most_like_can_be_told(compass, text, number, nearest):
    assert compass.nearest(compass.rows_of(stems(text)), number) == nearest


def test_a_touchpoint_of_which_nothing_is_said_is_never_lain_towards():
    compass = Compass("en", [[stems("invoice")], [], [stems("bicycle repair")]])

    assert not measured(compass, "money back", "wheel")[:, 1].any()
    assert compass.nearest(compass.rows_of(stems("wheel")), 1) is None


@pytest.mark.parametrize(
    ("text", "touchpoint"),
    [
        ("The postman came too soon", "delivery"),
        ("Le paquet est perdu", "delivery"),
        ("Money was taken from my account", "invoice"),
    ],
)
def test_what_no_word_of_the_map_says_is_offered_to_whom_it_is_like(
    velo: JourneyMap, text: str, touchpoint: str
):
    reading = MapReader(velo).read(verbatim(text))

    assert reading.candidates[0].touchpoint == touchpoint
    assert reading.touchpoint is None


def test_words_of_the_map_know_better_than_what_others_are_like(velo: JourneyMap):
    text = "The courier brought the parcel while I was at the bank to see about money and loans"

    assert MapReader(velo).read(verbatim(text)).touchpoint == "delivery"


def test_what_is_placed_without_a_word_of_the_map_says_what_it_is_like(velo: JourneyMap):
    modest = [
        Lesson(number, f"C-{number}", "kept", "helpline", f"q{number}", "helpline", sureness=-2)
        for number in range(1, 91)
    ]

    reading = MapReader(velo, modest).read(verbatim("Money was taken from my account"))

    assert reading.touchpoint == "invoice"
    assert reading.reasons == (Reason("meaning", "invoice", "Invoice"),)
