"""Taking a case on, and saying what is done about it: by button, by emoji, by form."""

import threading

import pytest

from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"


def test_the_first_one_wins_and_the_other_is_told_who_privately(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "amel"))
    office.press("ana", BILLING, case_id, "take")

    office.react("bruno", BILLING, case_id, "raising_hand")

    assert office.told("bruno", BILLING)["text"] == f"Ana already has C-{case_id}."
    assert "Ana s’en occupe" in words_in(office.card(BILLING, case_id))
    assert "Bruno" not in words_in(office.card(BILLING, case_id))


def test_of_two_who_press_at_once_one_wins_and_one_is_told(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "basile"))
    ts = office.card(BILLING, case_id)["ts"]
    press = {"channel": BILLING, "ts": ts, "action_id": "take"}
    both = [
        threading.Thread(target=office.does, args=(user, "click"), kwargs=press)
        for user in ("chloe", "david")
    ]

    for one in both:
        one.start()
    for one in both:
        one.join()

    office.settle()
    winner = "Chloé" if "Chloé s’en occupe" in words_in(office.card(BILLING, case_id)) else "David"
    loser = "david" if winner == "Chloé" else "chloe"
    assert f"{winner} s’en occupe" in words_in(office.card(BILLING, case_id))
    assert winner in office.told(loser, BILLING)["text"]


@pytest.mark.parametrize("emoji", ["raising_hand", "raising_hand::skin-tone-5"])
def test_a_raised_hand_of_any_colour_takes_and_its_removal_gives_back(
    office: House, emoji: str
) -> None:
    name = f"clara{len(emoji)}"
    (case_id,) = office.show(of_somebody_else(PETIT, name))

    office.react("bruno", BILLING, case_id, emoji)
    assert "Bruno s’en occupe" in words_in(office.card(BILLING, case_id))

    office.react("bruno", BILLING, case_id, emoji, off=True)
    assert "s’en occupe" not in words_in(office.card(BILLING, case_id))
    assert "Je m’en occupe" in words_in(office.card(BILLING, case_id))


def test_taking_back_a_hand_that_was_too_late_takes_nothing_from_the_first(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "denis"))
    office.press("ana", BILLING, case_id, "take")

    office.react("bruno", BILLING, case_id, "raising_hand")
    assert "Ana already has" in office.told("bruno", BILLING)["text"]
    office.react("bruno", BILLING, case_id, "raising_hand", off=True)

    assert "Ana s’en occupe" in words_in(office.card(BILLING, case_id))


def test_eyes_under_a_card_mean_nothing(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "emile"))
    before = office.card(BILLING, case_id)["blocks"]

    office.react("ana", BILLING, case_id, "eyes")

    assert office.card(BILLING, case_id)["blocks"] == before


@pytest.mark.parametrize(
    ("user", "asks", "typed", "refusal", "typed_better", "noted"),
    [
        ("ana", "Qu’est-ce qui changerait vraiment", "hier", "passée", "demain 17h", "17\u00a0h"),
        (
            "bruno",
            "What would really make",
            "asap",
            "Which day exactly?",
            "tomorrow 5pm",
            "5\u00a0pm",
        ),
        (
            "david",
            "What would really make",
            "blorp",
            "not understood",
            "tomorrow 5pm",
            "5\u00a0PM",
        ),
    ],
)
def test_a_date_that_is_none_is_refused_in_the_form_and_a_good_one_is_repeated(
    office: House, user: str, asks: str, typed: str, refusal: str, typed_better: str, noted: str
) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"farid-{user}"))
    form = office.press(user, BILLING, case_id, "take")
    form = office.press(user, BILLING, case_id, "act")
    assert asks in words_in(form["views"][-1])

    refused = office.fill(user, form, what="Rappeler", due=typed)
    assert refusal in words_in(refused["response"])
    assert refused["views"], "the form stays open"
    assert "▸ Rappeler" not in words_in(office.card(BILLING, case_id))

    done = office.fill(user, form, what="Rappeler", due=typed_better)
    assert done["views"] == []
    assert noted in office.told(user, BILLING)["text"]
    tomorrow = office.workspace.now().astimezone(office.journey.timezone).isoweekday() % 7
    week = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    assert f"▸ Rappeler · {user.capitalize()} · {week[tomorrow]}" in words_in(
        office.card(BILLING, case_id)
    )


def test_what_colleagues_write_mentions_nobody_and_does_not_flood_the_card(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "gina"))
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="<!channel> <http://x.example|ici> " + "🙃" * 400, due="demain")

    office.react("ana", BILLING, case_id, "white_check_mark")

    assert "<!channel>" not in words_in(office.card(BILLING, case_id)["blocks"])
    asked = office.told("ana", BILLING)
    assert "<!channel>" not in words_in(asked)
    assert "&lt;!channel&gt;" in words_in(asked)


def test_a_hand_on_a_closed_case_is_told_how_to_open_it_again(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "hugo"))
    form = office.choose("ana", BILLING, case_id, "no_reply")
    office.fill("ana", form, reason="Doublon")

    office.react("bruno", BILLING, case_id, "raising_hand")

    assert f"C-{case_id} is closed" in office.told("bruno", BILLING)["text"]
    assert "“Reopen”" in office.told("bruno", BILLING)["text"]
