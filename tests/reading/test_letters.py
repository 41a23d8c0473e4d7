"""The signs of letters, against the checksum of each by itself."""

from zlib import crc32

import pytest

from bot.reading.letters import signs_of_letters


@pytest.mark.parametrize("word", ["a", "ab", "facture", "ßtraße", "日本語テキスト", "😡"])
def test_letters_are_signed_two_to_five_at_a_time(word: str) -> None:
    padded = f" {word} "
    parts = [
        padded[start : start + size]
        for size in (2, 3, 4, 5)
        for start in range(max(1, len(padded) - size + 1))
    ]

    signs, numbers = signs_of_letters([word])

    assert sorted(signs.tolist()) == sorted(crc32(f".{part}".encode()) for part in parts)
    assert numbers.tolist() == [len(parts)]


def test_words_have_the_same_signs_together_as_alone() -> None:
    words = ["bike", "é", "日本", "x" * 40]

    together, numbers = signs_of_letters(words)

    assert together.tolist() == [sign for word in words for sign in signs_of_letters([word])[0]]
    assert numbers.tolist() == [len(signs_of_letters([word])[0]) for word in words]
