"""A case in other hands: given to a colleague, asked of somebody, passed on a second time."""

import pytest

from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

BILLING, SUPPORT, PRODUCT = "voix-facturation", "voix-assistance", "voice-product"


@pytest.mark.parametrize(
    ("by", "to", "heard", "button"),
    [
        ("ana", "bruno", "Ana hands it over to you", "I’ll take it"),
        ("bruno", "ana", "Bruno vous le confie", "Ce qu’on fait"),
    ],
)
def test_a_case_is_handed_over_to_a_colleague_who_is_told_why(
    office: House, by: str, to: str, heard: str, button: str
) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"give-{by}"))

    form = office.choose(by, BILLING, case_id, "pass_on")
    office.fill(by, form, colleague=_id(office, to), why="Tu connais ce dossier <!here>")

    assert f"{to.capitalize()} s’en occupe" in words_in(office.card(BILLING, case_id))
    word = office.direct(to)[-1]
    assert "Tu connais" not in word["text"], "a phone shows no words of anybody"
    assert heard in words_in(word["blocks"])
    assert "Tu connais ce dossier &lt;!here&gt;" in words_in(word["blocks"])
    step = word["blocks"][-1]["elements"][0]
    assert step["action_id"] == "act"


def test_who_had_it_is_told_that_nothing_is_left_to_do(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "give-on"))
    office.press("chloe", BILLING, case_id, "take")

    form = office.choose("ana", BILLING, case_id, "pass_on")
    office.fill("ana", form, colleague=_id(office, "david"), why="Chloé est en congé")

    assert "handed it over to David" in words_in(office.direct("chloe")[-1]) or (
        "l’a confié à David" in words_in(office.direct("chloe")[-1])
    )


def test_who_comes_back_from_a_word_hands_it_back_with_one_press(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "give-back"))
    form = office.choose("ana", BILLING, case_id, "pass_on")
    office.fill("ana", form, colleague=_id(office, "bruno"), why="Pour toi ?")
    word = office.direct("bruno")[-1]

    office.does(
        "bruno",
        "click",
        channel="boucle",
        ts=word["ts"],
        action_id="hand_back",
        value=str(case_id),
    )

    assert "Je m’en occupe" in words_in(office.card(BILLING, case_id))


def test_a_word_at_night_waits_for_the_morning(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "night"))
    evening = office.workspace.now().astimezone(office.journey.timezone).replace(hour=21)
    office.move_to(evening.isoformat())
    before = len(office.direct("david"))

    form = office.choose("ana", BILLING, case_id, "pass_on")
    office.fill("ana", form, colleague=_id(office, "david"), why="Urgent")
    at_night = len(office.direct("david"))
    office.next_morning()

    assert at_night == before
    said = [words_in(one) for one in office.direct("david")[before:]]
    assert sum(f"C-{case_id}* (" in one and "hands it over" in one for one in said) == 1


def test_an_action_for_a_colleague_reaches_them_and_can_be_done_there(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "asked"))
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")

    office.fill("ana", form, what="Appeler la banque", due="demain", taker=_id(office, "bruno"))
    word = office.direct("bruno")[-1]
    assert "planned “Appeler la banque” with you" in words_in(word)
    done = word["blocks"][-1]["elements"][0]
    office.does(
        "bruno",
        "click",
        channel="boucle",
        ts=word["ts"],
        action_id="finish",
        value=done["value"],
    )

    assert "✔︎ Appeler la banque · Bruno" in words_in(office.card(BILLING, case_id))


def test_the_second_time_it_is_passed_on_the_leads_help_to_place_it(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "twice"))
    before = len(office.direct("lea"))
    form = office.choose("ana", BILLING, case_id, "pass_on")
    office.fill("ana", form, department="support", why="Plutôt vous")
    first = len(office.direct("lea"))

    form = office.choose("bruno", SUPPORT, case_id, "pass_on")
    office.fill("bruno", form, department="product", why="An app thing")

    office.advance("30m")  # the product team begins at 09:30
    assert first == before, "once is no trouble"
    word = words_in(office.direct("lea")[-1]["blocks"])
    assert f"*C-{case_id}*" in word
    assert "pass_on" in word
    assert "An app thing" in word
    assert "Bruno" not in word, "what, not who"


def test_passing_on_proposes_first_where_the_customer_goes_next(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "next", touchpoint="deposit"))

    form = office.choose("bruno", BILLING, case_id, "pass_on")

    menu = next(one for one in form["views"][-1]["blocks"] if one["block_id"] == "touchpoint")
    options = menu["element"]["options"]
    proposed = [one["value"] for one in options if one["text"]["text"].startswith("➜")]
    assert set(office.journey.touchpoints["deposit"].hands_to) <= set(proposed)
    assert [one["value"] for one in options[: len(proposed)]] == proposed


@pytest.mark.parametrize(
    ("user", "take", "release", "taken", "released"),
    [
        ("ana", "prendre", "rendre", "est pris", "de retour dans l’équipe"),
        ("bruno", "take", "release", "is yours", "back with the team"),
    ],
)
def test_a_case_is_taken_and_given_back_by_command(
    office: House, user: str, take: str, release: str, taken: str, released: str
) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"typed-{user}"))

    assert taken in office.type(user, SUPPORT, f"{take} C-{case_id}")["text"]
    assert f"{user.capitalize()} s’en occupe" in words_in(office.card(BILLING, case_id))
    assert released in office.type(user, SUPPORT, f"{release} c{case_id}")["text"]
    assert "Je m’en occupe" in words_in(office.card(BILLING, case_id))
    assert f"C-{case_id}" in office.type(user, SUPPORT, f"{release} {case_id}")["text"]


@pytest.mark.parametrize(
    ("user", "typed", "confirmed", "channel"),
    [
        ("ana", "transmettre C-{} produit c’est l’application", "chez Produit", PRODUCT),
        ("bruno", "pass C-{} product: the app", "with Product", PRODUCT),
        ("bruno", "pass {} @Ana Ruiz she knows", "with Ana", BILLING),
        ("ana", "transmettre {} @bruno il connaît", "chez Bruno", BILLING),
    ],
)
def test_a_case_is_passed_on_by_command(
    office: House, user: str, typed: str, confirmed: str, channel: str
) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"typed-{len(typed)}"))

    told = office.type(user, BILLING, typed.format(case_id))

    assert confirmed in told["text"]
    assert f"C-{case_id} " in office.card(channel, case_id)["text"]


@pytest.mark.parametrize("typed", ["pass C-{}", "transmettre C-{} produit", "pass C-{} nobody x"])
def test_a_command_that_leaves_something_out_opens_the_form(office: House, typed: str) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"asks-{len(typed)}"))

    form = office.type("bruno", BILLING, typed.format(case_id))

    assert form["views"][-1]["title"]["text"] == "Pass on"


def test_no_command_counts_lists_or_filters_by_person(office: House) -> None:
    told = office.type("lea", BILLING, "liste ana")

    assert "Aucun service" in words_in(told)
    assert "C-" not in words_in(told["blocks"])


def _id(office: House, user: str) -> str:
    with office.ledger.look() as look:
        return next(
            one.id for one in look.people() if one.first_name.casefold().replace("é", "e") == user
        )
