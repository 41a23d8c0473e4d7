"""The card at a glance, everything behind "show all", and what an emoji taken back undoes."""

from typing import Any

import pytest

from tests.house import House, words_in
from tests.records import KEYS, PETIT, of_somebody_else

BILLING, DELIVERY = "voix-facturation", "voix-livraison"


def test_a_card_says_at_a_glance_what_matters(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "glance"))

    card = office.card(BILLING, case_id)

    words, facts, row = card["blocks"]
    assert "Débitée deux fois" in words_in(words), "the customer's words come first"
    where = office.journey.touchpoints["invoice"].name.in_("fr")
    for part in ("2/10, espérait 8", f"{where} ★", "chez nous depuis 3", "à prendre avant"):
        assert part in words_in(facts).replace("\u00a0", " "), part
    assert "agacement" in words_in(facts), "how the customer felt"
    assert [one["action_id"] for one in row["elements"]] == ["take", "more"]
    assert row["elements"][0]["style"] == "primary"
    assert "Débitée" not in card["text"], "what a phone shows holds no customer's words"
    assert f"C-{case_id}" in card["text"]
    assert "Facture" in card["text"]


@pytest.mark.parametrize(
    ("user", "waits", "team"),
    [
        ("ana", "Attente du client", "Délai de l’équipe"),
        ("bruno", "Customer’s wait", "Team’s time"),
    ],
)
def test_both_clocks_stand_behind_show_all(
    office: House, user: str, waits: str, team: str
) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"clocks-{user}"))

    window = words_in(office.choose(user, BILLING, case_id, "show"))

    assert waits in window
    assert team in window
    assert waits not in words_in(office.card(BILLING, case_id))


def test_a_long_story_is_cut_on_the_card_and_whole_behind_show_all(office: House) -> None:
    story = "Débitée deux fois. " + "Et encore une fois la même histoire. " * 40 + "Fin."
    (case_id,) = office.show(of_somebody_else(PETIT, "story", text=story))

    shown = office.card(BILLING, case_id)["blocks"][0]["elements"][0]["elements"][0]["text"]
    window = words_in(office.choose("bruno", BILLING, case_id, "show"))

    assert len(shown) <= 600
    assert "Fin." in window


def test_an_employee_named_in_a_low_is_seen_by_the_taker_and_the_leads_only(office: House) -> None:
    text = "Débitée deux fois, et Mme Lefort au téléphone a été odieuse, c’est honteux."
    (case_id,) = office.show(of_somebody_else(PETIT, "named", text=text))
    office.press("bruno", BILLING, case_id, "take")

    assert "Lefort" not in words_in(office.card(BILLING, case_id))
    assert "Lefort" not in words_in(office.choose("david", BILLING, case_id, "show"))
    assert "Lefort" in words_in(office.choose("bruno", BILLING, case_id, "show"))
    assert "Lefort" in words_in(office.choose("ana", BILLING, case_id, "show")), "a lead"


def test_leads_see_the_original_words_and_the_history_says_who_looked(office: House) -> None:
    text = "Débitée deux fois, rappelez-moi au 06 12 34 56 78."
    (case_id,) = office.show(of_somebody_else(PETIT, "original", text=text))
    window = office.choose("bruno", BILLING, case_id, "show")
    assert "see_original" not in words_in(window["views"][-1])

    window = office.choose("lea", BILLING, case_id, "show")
    assert "06 12" not in words_in(window["views"][-1])
    shown = office.does(
        "lea", "click", view_id=window["views"][-1]["id"], action_id="see_original"
    )

    assert "06 12 34 56 78" in words_in(shown["views"][-1])
    with office.ledger.look() as look:
        (seen,) = [one for one in look.history(case_id) if one.kind == "original_seen"]
        who = look.person(seen.by or "")
    assert who and who.first_name == "Léa"
    assert "06 12" not in words_in(office.card(BILLING, case_id))


def test_no_joy_is_told_over_what_is_grave(office: House) -> None:
    text = (
        "Quelle joie, je suis ravie : le frein lâche, j’ai failli mourir écrasée. Débité deux fois"
    )
    (case_id,) = office.show(of_somebody_else(PETIT, "grave-joy", text=text, score=10))

    cards = [one for one in office.direct("lea") if f"C-{case_id} " in one["text"]]
    assert "Contenu sensible" in words_in(cards[-1])
    assert "joie" not in words_in(cards[-1]["blocks"][1])


def test_thanks_reach_the_colleague_whom_the_customer_names(office: House) -> None:
    text = "Bruno was so kind on the phone and waited while I found my keys. Made my day!"
    record = of_somebody_else(KEYS, "kind", text=text, touchpoint="delivery")
    (case_id,) = office.show(record, source="survey")
    before = len(office.direct("bruno"))

    office.press("david", DELIVERY, case_id, "thanks")

    word = office.direct("bruno")[-1]
    assert len(office.direct("bruno")) == before + 1
    assert "A customer names you, and David passes the thanks on" in words_in(word["blocks"])
    assert "Made my day!" in words_in(word["blocks"])
    assert "Made my day" not in word["text"]


def test_taking_an_emoji_back_undoes_what_it_did_while_it_stands(office: House) -> None:
    record = of_somebody_else(KEYS, "applause", touchpoint="delivery")
    (praise,) = office.show(record, source="survey")
    office.react("david", DELIVERY, praise, "pray")
    assert "Transmettre le merci" not in words_in(office.card(DELIVERY, praise))

    office.react("david", DELIVERY, praise, "pray", off=True)

    assert "Transmettre le merci" in words_in(office.card(DELIVERY, praise))


def test_what_was_said_done_by_emoji_is_undone_until_somebody_goes_on(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "undone"))
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="Rembourser", due="demain")
    _tick(office, case_id)
    assert "✔︎ Rembourser" in words_in(office.card(BILLING, case_id))

    office.react("ana", BILLING, case_id, "white_check_mark", off=True)
    assert "▸ Rembourser" in words_in(office.card(BILLING, case_id))

    _tick(office, case_id)
    office.press("ana", BILLING, case_id, "more", value=f"release:{case_id}")
    office.react("ana", BILLING, case_id, "white_check_mark", off=True)
    assert "✔︎ Rembourser" in words_in(office.card(BILLING, case_id)), "the team went on"


def test_no_reply_needed_is_taken_back_with_its_emoji_by_who_said_so(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "spam"))
    office.react("bruno", BILLING, case_id, "card_index_dividers")
    asked = office.told("bruno", BILLING)
    form = office.does("bruno", "click", channel=BILLING, ts=asked["ts"], action_id="no_reply")
    office.fill("bruno", form, reason="Spam")
    assert "bouclé" in words_in(office.card(BILLING, case_id))

    office.react("bruno", BILLING, case_id, "card_index_dividers", off=True)

    card: dict[str, Any] = office.card(BILLING, case_id)
    assert "bouclé" not in words_in(card)
    assert "Je m’en occupe" in words_in(card)


def test_app_home_shows_what_i_have_and_what_i_am_doing(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "home"))
    office.press("chloe", BILLING, case_id, "take")
    form = office.press("chloe", BILLING, case_id, "act")
    office.fill("chloe", form, what="Appeler la banque", due="in 3 days")

    home = words_in(office.home("chloe"))

    assert f"C-{case_id} ▸ Appeler la banque" in home
    assert "Ana" not in home.replace("Ana Ruiz", ""), "nobody else's"


def _tick(office: House, case_id: int) -> None:
    """Put a tick under the card, and press "done" where it asks."""
    office.react("ana", BILLING, case_id, "white_check_mark")
    asked = office.told("ana", BILLING)
    office.does("ana", "click", channel=BILLING, ts=asked["ts"], action_id="finish")
