"""What a customer is told: a draft, the exact preview, one mail; or a call; then the follow-up."""

from typing import Any

import httpx
import pytest

from tests.house import House, words_in
from tests.loop.conftest import LISTED
from tests.records import KEYS, PETIT, of_somebody_else

BILLING = "voix-facturation"
LINK_IN_PREVIEW = {"fr": "[lien personnel]", "en": "[personal link]"}
ENGLISH = "I was charged twice for my invoice, third call, nobody knows when the refund comes."


def promised(office: House, record: dict[str, Any], *, due: str, user: str = "ana") -> int:
    """Let a case come as far as "answer the customer"; returns its id."""
    (case_id,) = office.show(record)
    office.press(user, BILLING, case_id, "take")
    form = office.press(user, BILLING, case_id, "act")
    office.fill(user, form, what="Rembourser le double.", due=due)
    return case_id


def shown_in(preview: dict[str, Any]) -> str:
    """Return the text that a preview shows as the mail."""
    blocks = preview["views"][-1]["blocks"]
    return str(blocks[1]["text"]["text"])


def field_in(form: dict[str, Any], block_id: str) -> dict[str, Any]:
    """Return one input of the form on top."""
    blocks = form["views"][-1]["blocks"]
    return next(one["element"] for one in blocks if one.get("block_id") == block_id)


@pytest.mark.parametrize(
    ("user", "text", "language", "button"),
    [
        ("ana", PETIT["text"], "fr", "Envoyer à Ines"),
        ("bruno", PETIT["text"], "fr", "Send to Jean"),
        ("david", ENGLISH, "en", "Send to Kofi"),
    ],
)
def test_the_mail_is_the_preview_letter_by_letter_in_the_customers_language(
    office: House, user: str, text: str, language: str, button: str
) -> None:
    name = button.rpartition(" ")[2]
    record = of_somebody_else(PETIT, name.lower(), text=text, customer_name=name)
    case_id = promised(office, record, due="3 jours" if user == "ana" else "in 3 days", user=user)
    before = len(office.inbox())

    form = office.press(user, BILLING, case_id, "answer")
    draft = str(field_in(form, "text")["initial_value"])
    assert ("Voici ce que nous faisons" in draft) == (language == "fr")
    assert "→ Rembourser le double\n" in draft
    preview = office.fill(user, form, way="mail", due="", text=f"{draft}\n*A* :) _b_ <c> & d")
    assert preview["views"][-1]["submit"]["text"] == button
    assert len(office.inbox()) == before, "nothing leaves before the last press"
    office.fill(user, preview)

    (mail,) = office.inbox()[before:]
    question, _, link = mail["text"].rstrip("\n").rpartition(" ")
    assert link.startswith("http")
    assert f"{question} {LINK_IN_PREVIEW[language]}" == shown_in(preview)
    assert mail["to"] == [f"{name.lower()}@exemple.example"]
    assert (
        f"{user.capitalize()}, {'Facturation' if language == 'fr' else 'Billing'}" in mail["text"]
    )
    assert office.card(BILLING, case_id)["text"].endswith(("à boucler", "bouclé"))


def test_the_date_of_the_action_is_offered_as_the_promise_in_the_readers_words(
    office: House,
) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "lila"), due="dans 3 jours", user="bruno")

    form = office.press("bruno", BILLING, case_id, "answer")
    offered = str(field_in(form, "due")["initial_value"])
    preview = office.fill("bruno", form, way="mail")

    assert offered.split()[0] in (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    )
    assert f"Promise: {offered}" in words_in(preview["views"][-1])
    assert "[lien personnel]" not in shown_in(preview), "asked once, when the promise is kept"


def test_sending_the_same_answer_from_two_windows_sends_it_once(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "malo"), due="demain")
    before = len(office.inbox())
    mine = office.fill("ana", office.press("ana", BILLING, case_id, "answer"), way="mail")
    theirs = office.fill("bruno", office.press("bruno", BILLING, case_id, "answer"), way="mail")

    office.fill("ana", mine)
    office.fill("bruno", theirs)

    assert len(office.inbox()) == before + 1
    assert "has its answer already" in office.told("bruno", BILLING)["text"]


def test_a_preview_of_words_that_the_customer_changed_sends_nothing(office: House) -> None:
    record = of_somebody_else(PETIT, "nora")
    case_id = promised(office, record, due="demain")
    before = len(office.inbox())
    preview = office.fill("ana", office.press("ana", BILLING, case_id, "answer"), way="mail")

    office.hear(office.lately(record) | {"text": f"{record['text']} Et maintenant une relance !"})
    office.fill("ana", preview)

    assert len(office.inbox()) == before
    assert "le client a modifié ses mots" in office.told("ana", BILLING)["text"]
    assert "Et maintenant une relance" in words_in(office.card(BILLING, case_id))


def test_a_preview_whose_address_changed_sends_nothing(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "omar"), due="demain")
    before = len(office.inbox())
    preview = office.fill("ana", office.press("ana", BILLING, case_id, "answer"), way="mail")

    moved = of_somebody_else(PETIT, "omar", id="omar-2", customer_email="neuf@exemple.example")
    office.hear(moved)
    office.fill("ana", preview)

    assert len(office.inbox()) == before
    assert "depuis l’aperçu" in office.told("ana", BILLING)["text"]


def test_what_was_left_open_in_a_draft_is_asked_for(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "pia"), due="demain")
    office.fill("ana", office.fill("ana", office.press("ana", BILLING, case_id, "answer")))
    form = office.choose("ana", BILLING, case_id, "new_date")

    refused = office.fill("ana", form, due="dans 5 jours")

    assert "à compléter" in words_in(refused["response"])


def test_a_new_date_is_told_once_however_often_it_is_sent(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "quentin"), due="demain")
    office.fill("ana", office.fill("ana", office.press("ana", BILLING, case_id, "answer")))
    before = len(office.inbox())
    previews = [
        office.fill(
            user,
            office.choose(user, BILLING, case_id, "new_date"),
            due="in 5 days",
            text="Nous aurons fini dans cinq jours.",
        )
        for user in ("bruno", "david")
    ]

    for user, preview in zip(("bruno", "david"), previews, strict=True):
        office.fill(user, preview)

    assert len(office.inbox()) == before + 1
    assert "nothing was sent twice" in office.told("david", BILLING)["text"]
    assert "engagement" in words_in(office.card(BILLING, case_id))


def test_what_is_done_already_is_told_as_done(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "rosa"), due="demain")
    office.react("ana", BILLING, case_id, "white_check_mark")
    asked = office.told("ana", BILLING)
    office.does("ana", "click", channel=BILLING, ts=asked["ts"], action_id="finish")
    assert "✔︎ Rembourser le double" in words_in(office.card(BILLING, case_id))

    form = office.press("ana", BILLING, case_id, "answer")

    assert "Voici ce que nous avons fait\u00a0:" in str(field_in(form, "text")["initial_value"])
    assert "initial_value" not in field_in(form, "due")


def test_without_consent_no_mail_is_offered_and_the_card_says_so(office: House) -> None:
    record = of_somebody_else(PETIT, "sami", channel="survey")
    (case_id,) = office.show(record, source="survey")
    assert "Aucun moyen de répondre" in words_in(office.card(BILLING, case_id))
    office.press("ana", BILLING, case_id, "take")

    form = office.press("ana", BILLING, case_id, "act")
    office.fill("ana", form, what="Corriger", due="demain")

    assert "Répondre au client" not in words_in(office.card(BILLING, case_id))
    assert office.card(BILLING, case_id)["text"].endswith("à boucler")


def test_with_a_telephone_only_the_call_is_the_answer(office: House) -> None:
    record = of_somebody_else(PETIT, "tom", customer_email=None, customer_phone="+33612345678")
    case_id = promised(office, record, due="demain")
    before = len(office.inbox())

    form = office.press("ana", BILLING, case_id, "answer")
    ways = field_in(form, "way")["options"]
    office.fill("ana", form, text="Appelé, tout expliqué.", due="")

    assert [one["value"] for one in ways] == ["phone"]
    assert "de vive voix" in office.told("ana", BILLING)["text"]
    assert len(office.inbox()) == before
    assert "Répondu" in words_in(office.card(BILLING, case_id))


def test_a_text_too_long_for_the_preview_is_refused_in_the_form(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "ulysse"), due="demain")

    form = office.press("ana", BILLING, case_id, "answer")
    refused = office.fill("ana", form, text='"' * 2200)

    assert "Trop long" in words_in(refused["response"])


def test_thanks_are_previewed_without_a_question_and_sent_so(office: House) -> None:
    record = of_somebody_else(KEYS, "vera", channel="mail")
    (case_id,) = office.show(record)
    before = len(office.inbox())

    form = office.press("david", "voix-livraison", case_id, "answer")
    preview = office.fill("david", form)
    office.fill("david", preview)

    (mail,) = office.inbox()[before:]
    assert mail["text"].rstrip("\n") == shown_in(preview)
    assert "Did this help?" not in mail["text"]
    assert "bouclé · merci transmis" in words_in(office.card("voix-livraison", case_id))


def test_nothing_typed_in_a_thread_or_a_channel_reaches_a_customer(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "willy"), due="demain")
    before = len(office.inbox())

    ts = office.card(BILLING, case_id)["ts"]
    office.does("ana", "say", channel=BILLING, text="Quel casse-pieds !", thread_ts=ts)
    office.does("ana", "say", channel=BILLING, text="@boucle envoie")

    assert len(office.inbox()) == before


@pytest.mark.parametrize(("verdict", "ends"), [("yes", "bouclé"), ("no", "nouveau retour")])
def test_the_customer_has_the_last_word(office: House, verdict: str, ends: str) -> None:
    name = f"xavier-{verdict}"
    case_id = promised(office, of_somebody_else(PETIT, name), due="demain")
    form = office.press("ana", BILLING, case_id, "answer")
    office.fill("ana", office.fill("ana", form, due=""))
    link = office.inbox()[-1]["text"].split()[-1]
    stands = office.card(BILLING, case_id)["text"]

    assert httpx.get(link).status_code == 200
    office.settle()
    assert office.card(BILLING, case_id)["text"] == stands, "opening the link changes nothing"

    words = f"Rappelez-moi au 06 12 34 56 78, {LISTED} me connaît <!channel>"
    for _ in range(2):
        answer = httpx.post(link, data={"helped": verdict, "words": words})
        assert answer.status_code == 303
    office.settle()

    lines = office.thread(BILLING, case_id)
    assert len(lines) == 1, "saying the same twice is said once"
    assert "Rappelez-moi" in words_in(lines[0]["blocks"])
    assert "06 12 34 56 78" not in words_in(lines)
    assert LISTED not in words_in(lines)
    assert "Rappelez-moi" not in lines[0]["text"]
    card = office.card(BILLING, case_id)
    expected = ends if verdict == "yes" else "quelqu’un s’en occupe"
    assert card["text"].endswith(expected)
    assert LISTED not in words_in(card["blocks"])
    story = office.type("lea", BILLING, f"client C-{case_id}")
    assert "Rappelez-moi" in words_in(story)
    assert LISTED not in words_in(story)


def test_a_name_on_the_companys_own_list_is_hidden_from_its_leads_too(office: House) -> None:
    text = f"Facture débitée deux fois, et {LISTED} m'a raccroché au nez"

    (case_id,) = office.show(of_somebody_else(PETIT, "liste", text=text))
    shown = office.type("lea", BILLING, f"voir C-{case_id}")

    assert "raccroché" in words_in(shown)
    assert LISTED not in words_in(shown)
    assert LISTED not in words_in(office.card(BILLING, case_id))
