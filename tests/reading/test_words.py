"""Texts are parted into words the same way, whatever signs stand in them."""

import pytest

from bot.reading.words import has_beyond_latin, words_in

LATIN = "".join(map(chr, range(256)))


@pytest.mark.parametrize(
    "text",
    ["Été_indien, 2² fois l’ÀGE", "naïve   Straße-12\u00a0km", "¼ ½ ª º µ × ÷ ÿ Þ", LATIN],
    ids=["french", "mixed", "signs", "all"],
)
def test_a_sign_beyond_latin_leaves_the_other_words_as_they_are(text: str) -> None:
    words = words_in(text)

    beside_a_snowman = words_in(f"{text} ☃")

    assert beside_a_snowman == words


def test_curly_apostrophes_part_words_and_are_not_beyond_latin() -> None:
    text = "Jusqu’à l’été"

    words = words_in(text)

    assert words == ["jusqu", "à", "l", "été"]
    assert not has_beyond_latin(text)


def test_a_word_is_cut_where_nothing_longer_is_one() -> None:
    text = "court " + "é" * 60

    words = words_in(text)

    assert words == ["court", "é" * 40]
