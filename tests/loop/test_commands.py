"""Everything that is typed after /boucle, in each person's language, and the bot's own page."""

import pytest

from tests.house import House, words_in
from tests.records import KEYS, PETIT, of_somebody_else

BILLING, TRIAGE = "voix-facturation", "voix-a-orienter"


@pytest.fixture(scope="module", autouse=True)
def _somebody_waits(shared_house: House) -> None:
    shared_house.show(*(of_somebody_else(PETIT, name) for name in ("waits1", "waits2", "waits3")))


@pytest.mark.parametrize(
    ("user", "typed", "expected"),
    [
        ("ana", "", "paroles|mots des clients arrivent"),
        ("ana", "aide", "mots des clients arrivent"),
        ("bruno", "help", "Customers’ words arrive"),
        ("david", "HELP", "Customers’ words arrive"),
        ("ana", "aujourdhui", "entre vos mains"),
        ("ana", "aujourd’hui", "entre vos mains"),
        ("bruno", "today", "in your hands"),
        ("ana", "bref", "en réunion demain"),
        ("bruno", "brief", "tomorrow’s meeting"),
        ("ana", "liste", "Facturation\u00a0:"),
        ("bruno", "list", "Billing:"),
        ("bruno", "list support", "Support:"),
        ("ana", "liste ASSISTANCE", "Assistance\u00a0:"),
        ("ana", "liste <!channel>", "Aucun service ne s’appelle «\u00a0&lt;!channel&gt;"),
        ("bruno", "list nowhere", "No team is called “nowhere”"),
        ("ana", "etat", "retours ouverts"),
        ("ana", "état", "retours ouverts"),
        ("bruno", "status", "open"),
        ("ana", "semaine", "La semaine des clients"),
        ("bruno", "digest", "The customers’ week"),
        ("ana", "voir", "Aucun retour ne s’appelle ?"),
        ("ana", "voir C-999999", "Aucun retour ne s’appelle C-999999"),
        ("bruno", "show <@U1>", "No feedback is called &lt;@U1&gt;"),
        ("ana", "chanter", "Cette commande n’existe pas"),
        ("bruno", "sing <!here>", "There is no such command"),
    ],
)
def test_each_command_answers_who_typed_it_in_their_language(
    office: House, user: str, typed: str, expected: str
) -> None:
    answer = office.type(user, BILLING, typed)

    assert any(one in words_in(answer) for one in expected.split("|"))
    assert "<!channel>" not in words_in(answer)


def test_one_case_is_shown_with_its_words_and_what_happened(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "shown"))
    office.press("ana", BILLING, case_id, "take")

    french = words_in(office.type("ana", BILLING, f"voir c{case_id}"))
    english = words_in(office.type("bruno", BILLING, f"show C-{case_id}"))
    window = office.choose("bruno", BILLING, case_id, "show")
    office.close_window("bruno", window)

    assert "Débitée deux fois" in french
    assert "pris en charge · Ana" in french
    assert "taken · Ana" in english
    assert "What Boucle understood" in words_in(window["views"][-1])


def test_a_case_says_why_it_comes_first(office: House) -> None:
    text = f"{PETIT['text']} Je résilie mon abonnement."
    (case_id,) = office.show(
        of_somebody_else(PETIT, "leaver", text=text, value=390, currency="EUR")
    )

    french = words_in(office.type("ana", BILLING, f"voir C-{case_id}"))

    assert "moment de vérité · " in french
    assert "veut partir" in french
    assert "390\u00a0€ en jeu" in french


def test_lists_lead_to_the_cards(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "linked"))
    ts = office.card(BILLING, case_id)["ts"].replace(".", "")
    office.press("ana", BILLING, case_id, "take")

    assert f"/p{ts}|C-{case_id}>" in words_in(office.type("ana", BILLING, "aujourdhui"))
    assert f"/p{ts}|C-{case_id}>" in words_in(office.home("ana"))


def test_the_home_page_says_what_is_in_ones_hands(office: House) -> None:
    french, english = words_in(office.home("ana")), words_in(office.home("david"))

    assert "entre vos mains" in french
    assert "`/boucle aujourdhui`" in french
    assert "in your hands" in english
    assert "`/boucle today`" in english


def test_feedback_heard_in_person_is_taken_in_and_shown_next_morning(office: House) -> None:
    form = office.type("bruno", BILLING, "add")
    refused = office.fill("bruno", form, text="   ")
    assert refused["views"], "spaces are no words"
    refused = office.fill("bruno", form, text="Charged twice.", customer_email="nobody@")
    assert "not an address" in words_in(refused["response"])

    office.fill(
        "bruno",
        form,
        text="The invoice was charged twice, he was furious.",
        touchpoint="invoice",
        customer_name="M. Doe",
        customer_email="doe@exemple.example",
    )

    told = office.told("bruno", BILLING)["text"]
    assert "is with Billing (#voix-facturation)" in told
    case_id = int(told.partition("C-")[2].split()[0])
    office.next_morning()
    assert "charged twice" in words_in(office.card(BILLING, case_id))
    office.press("ana", BILLING, case_id, "take")


def test_a_cry_for_help_heard_in_person_goes_to_the_leads_only(office: House) -> None:
    form = office.type("ana", BILLING, "ajouter")

    office.fill("ana", form, text="Facture injuste, je vais en finir, je veux mourir.")

    assert "transmis aux référents" in office.told("ana", BILLING)["text"]
    assert "C-" not in office.told("ana", BILLING)["text"]


def test_grave_content_is_seen_by_the_leads_and_nowhere_else(office: House) -> None:
    grave = of_somebody_else(
        PETIT, "grave", text="Débité deux fois sur ma facture, je veux mourir, zorglub."
    )
    (case_id,) = office.hear(office.lately(grave))
    office.settle()
    card = office.direct("lea")[-1]
    assert "zorglub" in words_in(card["blocks"])
    assert "🔒" in words_in(card["blocks"])
    assert "zorglub" not in card["text"]

    office.next_morning()
    seen = [words_in(office.messages(one)) for one in (BILLING, TRIAGE, "voix-du-client")]
    for user in ("ana", "bruno"):
        for typed in ("today", "brief", "list", "list billing", "status", "digest"):
            seen += [words_in(office.type(user, BILLING, typed))]
        seen.append(words_in(office.type(user, "general", "today")))
        seen.append(words_in(office.type(user, BILLING, f"show C-{case_id}")))
        seen.append(words_in(office.direct(user)))

    assert not [text for text in seen if "zorglub" in text]
    assert "leads only" in words_in(office.type("bruno", BILLING, f"show C-{case_id}"))
    assert "zorglub" in words_in(office.type("lea", BILLING, f"voir C-{case_id}"))


def test_a_lead_who_passes_grave_content_on_keeps_one_card(office: House) -> None:
    grave = of_somebody_else(PETIT, "grave2", text="Ma facture… je vais me tuer, quiproquo.")
    (case_id,) = office.hear(office.lately(grave))
    office.settle()
    card = office.direct("lea")[-1]

    form = office.does(
        "lea",
        "click",
        channel="boucle",
        ts=card["ts"],
        action_id="more",
        value=f"pass_on:{case_id}",
    )
    office.fill("lea", form, department="support", why="Vous savez faire")

    mine = [one for one in office.direct("lea") if f"C-{case_id} " in one["text"]]
    assert len(mine) == 1
    assert "quiproquo" in words_in(mine[0]["blocks"])


def test_praise_and_a_low_are_taken_to_tomorrows_meeting(office: House) -> None:
    lows = [of_somebody_else(PETIT, name) for name in ("low8", "low9")]
    office.show(*lows, of_somebody_else(KEYS, "praise9"), source="survey")

    brief = office.type("bruno", "general", "brief")

    assert brief["text"] == "3 customers to take to tomorrow’s meeting"
    assert "Driver waited" in words_in(brief["blocks"])
