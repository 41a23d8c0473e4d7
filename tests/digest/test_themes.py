"""What recurs, named by the customers' own words, and what rises all of a sudden."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.ledger import Said
from bot.reading.gist import gist_of
from bot.spikes import spike_of, surprise, touchpoints_risen
from bot.themes import themes_of

MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)


def said(number, text, *, touchpoint="invoice", customer=None):
    return Said(
        verbatim_id=number,
        case_id=number,
        customer_id=customer or f"k-{number}",
        touchpoint=touchpoint,
        language="fr",
        gist=gist_of(text, language="fr"),
        masked=text,
        happened_at=MORNING,
    )


def test_what_several_customers_say_is_named_by_their_own_words(journey):
    now = [
        said(1, "Le badge de la station ne marche plus, encore une fois.", touchpoint="repair"),
        said(2, "Badge de la station en panne depuis lundi.", touchpoint="repair"),
        said(3, "Impossible d'ouvrir : badge de la station muet !", touchpoint="repair"),
        said(4, "Le vélo est parfait.", touchpoint="repair"),
    ]

    themes = themes_of(now, now[:1], journey)

    assert [(theme.words, theme.voices, theme.usual) for theme in themes[:1]] == [
        ("badge de la station", 3, 1)
    ]
    assert themes[0].case_ids == (1, 2, 3)


def test_one_customer_who_insists_is_one_voice(journey):
    now = [said(number, "Prélèvement refusé par la banque", customer="k") for number in range(6)]

    assert themes_of(now, [], journey) == []


def test_the_names_of_a_touchpoint_are_no_theme_of_it(journey):
    name = journey.touchpoint("invoice").name.in_("fr")
    now = [
        said(number, f"{name} {word}")
        for number, word in enumerate(("un", "deux", "trois", "quatre", "cinq"))
    ]

    assert themes_of(now, [], journey) == []


def test_an_equal_count_is_no_surprise_and_a_tenfold_one_is():
    assert surprise(3, 3) == 0
    assert surprise(1, 3) == 0
    assert surprise(10, 1) > 15.1


@pytest.fixture
def month(story):
    """Four weeks in which one customer in two days spoke of an invoice."""
    for ago in range(28, 0, -2):
        story.says(f"Question de facture {ago}", at=MORNING - timedelta(days=ago))
    return story


def risen(story, on=TODAY):
    with story.ledger.look() as look:
        return touchpoints_risen(look, story.journey, on=on)


def test_a_sudden_rise_is_seen_with_its_topic_and_examples(month):
    for number in range(7):
        month.says(f"Prélèvement en double ce mois-ci, numéro {'abcdefg'[number] * 3}", at=MORNING)

    assert risen(month) == ["invoice"]
    with month.ledger.look() as look:
        spike = spike_of(look, month.journey, touchpoint="invoice", on=TODAY)
    assert spike.voices == 7
    assert spike.usual == pytest.approx(0.5)
    assert "prélèvement en double" in spike.theme.words
    assert len(spike.examples) == 3


def test_a_rise_is_named_by_a_word_of_the_map_that_hardly_anybody_said_before(month):
    words = ["remboursement {}", "le remboursement {}", "mon remboursement {} svp"]
    for number, name in enumerate(["mars", "avril", "tard", "refus", "zéro", "moitié"]):
        month.says(words[number % 3].format(name), at=MORNING, touchpoint="invoice")

    with month.ledger.look() as look:
        spike = spike_of(look, month.journey, touchpoint="invoice", on=TODAY)

    assert spike.theme.words == "remboursement"
    assert spike.theme.voices == 6


def test_one_customer_who_insists_is_no_rise(month):
    for number in range(9):
        month.says(f"Prélèvement en double {number}", at=MORNING, customer="k-insists")

    assert risen(month) == []


def test_a_few_more_than_usual_are_no_rise(month):
    for number in range(4):
        month.says(f"Prélèvement en double {number}", at=MORNING)

    assert risen(month) == []


def test_the_busiest_day_of_a_weekly_file_is_no_rise(story):
    for week in range(4):
        for number in range(8):
            day = MORNING - timedelta(days=7 * (week + 1))
            story.says(f"Sondage {week} {number}", at=day)
    for number in range(10):
        story.says(f"Sondage {number}", at=MORNING)

    assert risen(story) == []


def test_in_the_first_week_nobody_knows_what_is_usual(story):
    for number in range(9):
        story.says(f"Prélèvement en double {number}", at=MORNING)

    assert risen(story) == []


def test_grave_words_are_in_no_rise(month):
    for number in range(7):
        month.says(f"Je vais me suicider à cause de ces factures {number}", at=MORNING)

    assert risen(month) == []


def test_the_week_tells_what_five_customers_said(story):
    for number in range(5):
        story.says(f"Prélèvement en double, dossier {'abcde'[number] * 3}", at=MORNING)

    week = story.week()

    assert [theme.voices for theme in week.themes] == [5]
    assert "prélèvement en double" in week.themes[0].words
