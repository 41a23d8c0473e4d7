"""The stems that carry a text: what is compared when several customers may say the same."""

from bot.reading.gist import content_words, gist_of


def test_small_words_numbers_and_masked_data_carry_nothing() -> None:
    text = "Bonjour, la carte a été bloquée 2 fois, appelez le [téléphone]."

    gist = gist_of(text, language="fr")

    assert gist == gist_of("carte bloquée fois appelez", language="fr")


def test_the_words_stand_where_their_stems_say() -> None:
    text = "My card was blocked, twice!"

    found = [text[word.start : word.end] for word in content_words(text, language="en")]

    assert found == ["card", "blocked", "twice"]
