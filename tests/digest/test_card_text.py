from handlers.cards.text import clean, cut, escape, quote, quote_block


def test_text_mentions_nobody_and_disguises_no_link():
    hostile = "<!channel> <@U1> <https://evil.example|your bank> &lt;"

    assert escape(hostile) == (
        "&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|your bank&gt; &amp;lt;"
    )


def test_every_line_of_a_quotation_is_quoted():
    assert quote("one\r\ntwo\u2028three\x0bfour") == "> one\n> two\n> three\n> four"


def test_a_long_text_is_cut_at_a_word():
    short = cut("word " * 200, at_most=50)

    assert len(short) <= 50
    assert short.endswith("word…")


def test_a_text_without_spaces_is_cut_too():
    assert cut("x" * 5000, at_most=600) == "x" * 599 + "…"


def test_text_that_turns_the_reading_direction_is_straightened():
    assert clean("pay\u202emoc.live\u202c now\x00\x07") == "paymoc.live now"


def test_many_blank_lines_become_one():
    assert clean("one\n\n \n\n\ntwo") == "one\n\ntwo"


def test_a_quotation_block_shows_marks_as_they_stand():
    block = quote_block("*bold* <!here> :smile:")

    assert block["elements"][0]["elements"] == [{"type": "text", "text": "*bold* <!here> :smile:"}]


def test_a_quotation_of_nothing_is_still_a_valid_block():
    assert quote_block("\x00")["elements"][0]["elements"][0]["text"] == "…"
