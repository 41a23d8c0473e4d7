import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from bot.digest.pictures import journey_curve
from bot.digest.week import Mood, Voice
from bot.loop import LOOP
from bot.wording import LANGUAGES, say
from handlers.cards.digest import digest_blocks
from handlers.http.digest_page import digest_html

SCHEMAS = Path(__file__).parents[3] / "shared" / "slack" / "schemas"
THURSDAY = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
LOW = "Débitée deux fois de 39 €, c'est inadmissible, personne ne répond jamais."
HOSTILE = '<!channel> <script>alert(1)</script> "><b> *bold* [x](http://evil.example)'
LINK = "https://b.example/digest/2026-W47?key=abc"


@pytest.fixture
def full_week(story):
    """A week in which everything happened once at least."""
    cases = [story.says(f"{LOW} {number}", score=0) for number in range(6)]
    story.says(f"Super équipe, bravo, merci pour tout ! {HOSTILE}", touchpoint="repair", score=10)
    story.says("", score=4)
    for number, case_id in enumerate(cases[:5]):
        story.act(case_id, f"39 € remboursés {HOSTILE}", at=THURSDAY)
        story.tell(case_id, at=THURSDAY)
        if number:
            story.close(case_id, at=THURSDAY, cause="took_too_long")
        story.hear_back(case_id, helped=number > 1, words=f"Enfin. {HOSTILE}", at=THURSDAY)
    return story.week()


def texts_in(block):
    """Every text of a block, wherever it stands."""
    if isinstance(block, dict):
        if isinstance(block.get("text"), str):
            yield block["text"]
        for value in block.values():
            yield from texts_in(value)
    elif isinstance(block, list):
        for value in block:
            yield from texts_in(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_words_come_first_and_our_own_loop_last(full_week, journey, language):
    _, blocks = digest_blocks(full_week, journey=journey, language=language, link=LINK)

    kinds = [block["type"] for block in blocks]
    own_loop = say(language, "digest-funnel")
    assert kinds[2] == "rich_text"
    assert own_loop in json.dumps(blocks[-2], ensure_ascii=False)
    assert not any(own_loop in text for block in blocks[:-2] for text in texts_in(block))
    assert LINK in json.dumps(blocks[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notification_holds_no_customers_words(full_week, journey, language):
    text, _ = digest_blocks(full_week, journey=journey, language=language)

    assert "39" not in text
    assert "channel" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_a_customer_or_colleague_wrote_is_read_by_slack(full_week, journey, language):
    _, blocks = digest_blocks(full_week, journey=journey, language=language)

    read_by_slack = [block for block in blocks if block["type"] != "rich_text"]
    assert not any("<" in text for block in read_by_slack for text in texts_in(block))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_emoji_fit_into_a_post(full_week, journey, language):
    long = Voice(
        1,
        "🚲 é" * 10_000,
        -1.0,
        needs_hands=True,
        department="billing",
        touchpoint="invoice",
        moment_of_truth=True,
        done="é🚲" * 2_000,
    )
    week = replace(full_week, voices=(long, long, long))

    _, blocks = digest_blocks(week, journey=journey, language=language, link=LINK)

    assert len(json.dumps(blocks)) < 10_000
    assert len(blocks) <= 50


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["2026-W47", "2026-W01"])
def test_the_blocks_are_valid_for_slack(full_week, story, journey, language, name):
    schema = SCHEMAS / "Blocks.schema.json"
    if not schema.exists():
        pytest.skip("Slack's schemas are not beside the checkout")

    _, blocks = digest_blocks(story.week(name), journey=journey, language=language, link=LINK)

    validator = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(blocks)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_week_is_told_too(story, journey, language):
    text, blocks = digest_blocks(story.week("2026-W01"), journey=journey, language=language)

    assert text.endswith(".")
    assert say(language, "digest-nothing") in list(texts_in(blocks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_loop_has_its_words(language):
    assert all(say(language, f"digest-step-{step.name}") for step in LOOP)


def test_no_figure_of_the_week_names_a_person(full_week):
    person_facts = {"by", "taken_by", "taker", "approved_by", "planned_by", "customer_id"}

    def names_in(thing):
        if is_dataclass(thing):
            for each in fields(thing):
                yield each.name
                yield from names_in(getattr(thing, each.name))
        elif isinstance(thing, tuple):
            for each in thing:
                yield from names_in(each)

    assert not person_facts & set(names_in(full_week))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_the_week_and_no_markup_of_others(full_week, journey, language):
    page = digest_html(full_week, journey=journey, language=language)

    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http://" not in page.replace("http://evil.example", "")


def test_the_picture_is_a_png_and_always_the_same(full_week, journey):
    first = journey_curve(full_week, journey=journey, language="fr")

    assert first.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(first[16:20], "big") == 1600
    assert int.from_bytes(first[20:24], "big") == 864
    assert first == journey_curve(full_week, journey=journey, language="fr")


@pytest.mark.parametrize("felt", [[None] * 5, [0.1, None, None, None, None], [1, -1, 1, -1, 0]])
def test_a_picture_is_drawn_of_any_week(story, journey, felt):
    empty = story.week("2026-W01")
    stages = tuple(
        Mood(mood.key, None if each is None else 7, each, each)
        for mood, each in zip(empty.stages, felt, strict=True)
    )

    png = journey_curve(replace(empty, stages=stages), journey=journey, language="en")

    assert png.startswith(b"\x89PNG")


def test_the_week_before_is_drawn_only_where_it_is_known(full_week, journey):
    with_it = replace(
        full_week, stages=tuple(replace(mood, before=0.2) for mood in full_week.stages)
    )

    alone, both = (
        journey_curve(week, journey=journey, language="en") for week in (full_week, with_it)
    )

    assert alone != both
