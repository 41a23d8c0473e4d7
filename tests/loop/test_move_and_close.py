"""A case that changes hands, is placed, is closed and opened again."""

import pytest

from tests.house import House, words_in
from tests.records import KEYS, PETIT, of_somebody_else

BILLING, SUPPORT, PRODUCT, TRIAGE = (
    "voix-facturation",
    "voix-assistance",
    "voice-product",
    "voix-a-orienter",
)
VAGUE = "Bof, je ne sais pas trop quoi penser de tout cela, décevant."


def test_a_case_passed_on_leaves_a_line_and_arrives_with_the_reason(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "move1"))
    office.press("ana", BILLING, case_id, "take")

    form = office.choose("ana", BILLING, case_id, "pass_on")
    office.fill("ana", form, department="product", why="C’est <!here> l’application")

    left = office.card(BILLING, case_id)
    assert left["text"] == f"↪ C-{case_id} a été transmis au service Produit."
    assert "take" not in words_in(left["blocks"])
    arrived = office.card(PRODUCT, case_id)
    assert "Passed on: C’est &lt;!here&gt; l’application" in words_in(arrived["blocks"])
    assert "I’ll take it" in words_in(arrived["blocks"])
    assert "Ana" not in words_in(arrived["blocks"])

    office.react("bruno", BILLING, case_id, "raising_hand")
    assert "Bruno has it" not in words_in(office.card(PRODUCT, case_id)), "the old line is no card"


def test_a_case_may_come_back_to_where_it_was(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "move2"))
    form = office.choose("ana", BILLING, case_id, "pass_on")
    office.fill("ana", form, department="support", why="Pour vous ?")

    form = office.choose("bruno", SUPPORT, case_id, "pass_on")
    office.fill("bruno", form, touchpoint="invoice", why="No, yours")

    assert "transmis au service Facturation" in office.card(SUPPORT, case_id)["text"]
    assert "Transmis\u00a0: No, yours" in words_in(office.card(BILLING, case_id)["blocks"])
    cards = [one for one in office.messages(BILLING) if f"C-{case_id} " in one["text"]]
    assert len(cards) == 2, "the line of the first leaving, and the card"


@pytest.mark.parametrize("where", [{}, {"touchpoint": "signup", "department": "support"}])
def test_passing_on_asks_for_one_place(office: House, where: dict[str, str]) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"move3-{len(where)}"))

    form = office.choose("bruno", BILLING, case_id, "pass_on")
    refused = office.fill("bruno", form, why="?", **where)

    assert "one of them" in words_in(refused["response"])


def test_what_the_map_cannot_place_is_placed_by_a_guess(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "vague1", text=VAGUE))
    card = office.card(TRIAGE, case_id)
    buttons = [one for one in card["blocks"][-1]["elements"] if one["type"] == "button"]
    guesses = [one for one in buttons if one["action_id"].startswith("place_")]
    assert len(guesses) == 3
    assert "Aucun des trois" in words_in(buttons)
    assert "À orienter" in card["text"]

    office.press("lea", TRIAGE, case_id, guesses[0]["action_id"])

    touchpoint = guesses[0]["value"].partition(":")[2]
    owner = office.journey.owner_of(touchpoint)
    now = office.card(owner.channel.lstrip("#"), case_id)
    assert guesses[0]["text"]["text"] in words_in(now)
    assert "place_0" not in words_in(now)


def test_none_of_these_asks_where_it_belongs(office: House) -> None:
    other = "La sonnette tinte faux, on dirait un chaudron."
    (case_id,) = office.show(of_somebody_else(PETIT, "vague2", text=other))

    form = office.press("lea", TRIAGE, case_id, "pass_on")
    office.fill("lea", form, touchpoint="invoice", why="C’est la facture")

    assert "Facture" in office.card(BILLING, case_id)["text"]
    assert "transmis au service Facturation" in office.card(TRIAGE, case_id)["text"]


def test_no_reply_needed_asks_for_the_reason_and_shows_it(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "close1"))

    form = office.choose("bruno", BILLING, case_id, "no_reply")
    refused = office.fill("bruno", form, reason="   ")
    assert "Why is no reply needed?" in words_in(refused["response"])
    office.fill("bruno", form, reason="Spam")

    line = office.card(BILLING, case_id)
    assert f"✅ C-{case_id} bouclé · sans réponse nécessaire (Spam)" in words_in(line["blocks"])
    assert len(line["blocks"]) == 1


def test_a_loop_is_closed_with_a_cause_and_opened_again(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "close2", channel="survey"), source="survey")
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="Corriger la facture", due="demain")

    form = office.press("ana", BILLING, case_id, "close")
    hows = next(one for one in form["views"][-1]["blocks"] if one["block_id"] == "how")
    offered = [one["value"] for one in hows["element"]["options"]]
    cause = office.journey.causes[0]
    office.fill("ana", form, how="cannot_be_reached", cause=cause.key)

    assert "told" not in offered, "nobody was told"
    assert "client injoignable" in words_in(office.card(BILLING, case_id))
    assert "Corriger la facture" in words_in(office.card(BILLING, case_id))

    office.choose("ana", BILLING, case_id, "reopen")
    assert "Ana s’en occupe" in words_in(office.card(BILLING, case_id))
    assert office.card(BILLING, case_id)["text"].endswith("quelqu’un s’en occupe")


def test_a_promise_has_to_be_kept_before_a_loop_is_closed(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "close3"))
    office.press("ana", BILLING, case_id, "take")
    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="Rembourser", due="demain")
    office.fill("ana", office.fill("ana", office.press("ana", BILLING, case_id, "answer")))

    office.react("ana", BILLING, case_id, "card_index_dividers")
    asked = office.told("ana", BILLING)
    form = office.does("ana", "click", channel=BILLING, ts=asked["ts"], action_id="no_reply")
    office.fill("ana", form, reason="Fini")

    assert "une date a été annoncée au client" in office.told("ana", BILLING)["text"]
    assert "engagement" in words_in(office.card(BILLING, case_id))


def test_a_case_is_handed_back_to_the_team(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "back1"))
    office.press("ana", BILLING, case_id, "take")

    office.choose("bruno", BILLING, case_id, "release")
    assert f"C-{case_id} is in other hands" in office.told("bruno", BILLING)["text"]
    office.choose("ana", BILLING, case_id, "release")

    assert "Je m’en occupe" in words_in(office.card(BILLING, case_id))


@pytest.mark.parametrize(
    ("emoji", "user", "question", "opens"),
    [
        ("arrow_right_hook", "ana", "À qui transmettre", "Transmettre"),
        ("arrow_right_hook", "bruno", "Who should have it", "Pass on"),
        ("card_index_dividers", "ana", "Pourquoi aucune réponse", "Sans réponse"),
        ("card_index_dividers", "bruno", "Why is no reply needed?", "No reply needed"),
        ("white_check_mark", "bruno", "really over for this customer?", "Close"),
    ],
)
def test_a_reaction_that_needs_a_form_asks_only_the_one_who_reacted(
    office: House, emoji: str, user: str, question: str, opens: str
) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, f"ask-{emoji}-{user}".replace("_", "-")))
    before = office.card(BILLING, case_id)["blocks"]

    office.react(user, BILLING, case_id, emoji)
    asked = office.told(user, BILLING)
    assert question in asked["text"]
    button = asked["blocks"][-1]["elements"][0]
    form = office.does(
        user, "click", channel=BILLING, ts=asked["ts"], action_id=button["action_id"]
    )

    assert form["views"][-1]["title"]["text"] == opens
    assert office.card(BILLING, case_id)["blocks"] == before


def test_applause_under_a_complaint_or_a_closed_case_says_nothing(office: House) -> None:
    complaint, praise = office.show(
        of_somebody_else(PETIT, "applause"), of_somebody_else(KEYS, "driver"), source="survey"
    )
    office.press("david", "voix-livraison", praise, "thanks")
    lines = len(office.thread("voix-livraison", praise))

    office.react("ana", BILLING, complaint, "pray")
    office.react("david", "voix-livraison", praise, "pray")
    office.react("david", "voix-livraison", praise, "white_check_mark")

    assert office.thread(BILLING, complaint) == []
    assert lines == 1
    assert len(office.thread("voix-livraison", praise)) == 1
    assert "David transmet ce merci" in office.thread("voix-livraison", praise)[0]["text"]


def test_thanks_are_passed_on_once_and_the_customer_can_still_be_thanked(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(KEYS, "grateful", channel="mail"))

    office.press("david", "voix-livraison", case_id, "thanks")
    office.react("chloe", "voix-livraison", case_id, "pray")

    assert len(office.thread("voix-livraison", case_id)) == 1
    card = words_in(office.card("voix-livraison", case_id)["blocks"])
    assert "Transmettre le merci" not in card
    assert "Remercier le client" in card
