"""A department's morning: what matters most, a thank-you, the rest counted; never nothing."""

from collections.abc import Iterator

import pytest

from tests.house import House, open_house, words_in
from tests.loop.slack_rules import problems_of
from tests.records import KEYS, PETIT, of_somebody_else

BILLING, DELIVERY = "voix-facturation", "voix-livraison"
LATE = "My bike delivery is three days late, nobody tells me anything, I am furious."


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open a house in which the tests follow each other, from a Tuesday to the next Monday."""
    with open_house(tmp_path_factory.mktemp("mornings")) as opened:
        yield opened

        assert problems_of(opened.log()) == []


def test_the_first_morning_shows_at_most_three_one_of_them_a_thank_you(mornings: House) -> None:
    lows = [of_somebody_else(PETIT, f"low{number}") for number in range(5)]
    mornings.hear(*(mornings.lately(one) for one in lows))
    praise = of_somebody_else(
        PETIT, "happy", text="Facture parfaite, remboursement rapide, merci beaucoup !", score=10
    )
    (thanks,) = mornings.hear(mornings.lately(praise | {"expected": 7}))

    mornings.move_to("2026-11-24T09:15:00+01:00")

    header, *cards = mornings.messages(BILLING)
    assert header["text"] == (
        "Bonjour 👋 3 clients ce matin, dont un merci. 3 autres attendent."
    ), "two lows and the thank-you are shown"
    assert len(cards) == 3
    assert any(f"C-{thanks} " in card["text"] for card in cards)


def test_what_waits_is_listed_with_links_to_the_cards_there_are(mornings: House) -> None:
    header = mornings.messages(BILLING)[0]

    see = mornings.does(
        "bruno", "click", channel=BILLING, ts=header["ts"], action_id="see_waiting"
    )

    window = words_in(see["views"][-1])
    assert window.count("*<http") == 2, "the two lows with a card, that nobody took"
    assert window.count("*C-") == 3, "the three that have none yet"
    assert "Waiting" in window


def test_the_next_mornings_show_the_rest_and_nothing_twice(mornings: House) -> None:
    mornings.next_morning()
    after_two = mornings.messages(BILLING)
    mornings.next_morning()

    assert mornings.messages(BILLING) == after_two, "nothing new, nothing said"
    names = [one["text"].partition(" ")[0] for one in after_two if one["text"].startswith("C-")]
    assert len(names) == len(set(names)) == 6


def test_each_channel_is_greeted_in_its_language(mornings: House) -> None:
    bike = of_somebody_else(PETIT, "signer", text="Your sign-up form rejected my proof of address")
    mornings.hear(mornings.lately(bike))

    mornings.next_morning()

    assert mornings.messages("voice-product")[0]["text"] == "Morning 👋 One customer."


def test_nobody_is_greeted_at_the_weekend(mornings: House) -> None:
    mornings.move_to("2026-11-28T07:00:00+01:00")
    before = len(mornings.messages(BILLING))
    mornings.hear(mornings.lately(of_somebody_else(PETIT, "saturday")))

    mornings.move_to("2026-11-29T20:00:00+01:00")
    assert len(mornings.messages(BILLING)) == before

    mornings.next_morning()
    assert len(mornings.messages(BILLING)) == before + 2
    assert mornings.messages(BILLING)[-2]["text"].startswith("Bonjour 👋 Un client ce matin.")


def test_praise_alone_makes_a_morning_too(mornings: House) -> None:
    mornings.hear(mornings.lately(KEYS), source="survey")

    mornings.next_morning()

    assert mornings.messages(DELIVERY)[0]["text"].endswith("Un client ce matin, pour dire merci.")


def test_what_is_passed_on_before_it_was_shown_waits_for_the_other_round(mornings: House) -> None:
    (case_id,) = mornings.hear(mornings.lately(of_somebody_else(PETIT, "early")))
    shown = mornings.type("lea", "general", f"voir C-{case_id}")
    form = mornings.does(
        "lea",
        "click",
        channel="general",
        ts=shown["ts"],
        action_id="more",
        value=f"pass_on:{case_id}",
    )

    mornings.fill("lea", form, department="delivery", why="C’est la livraison")
    assert f"C-{case_id} " not in words_in(mornings.messages(DELIVERY))

    mornings.next_morning()
    assert mornings.card(DELIVERY, case_id)
    assert f"C-{case_id} " not in words_in(mornings.messages(BILLING))
