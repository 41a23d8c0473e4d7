"""What is said once for all who ask, and a customer's whole story."""

from tests.house import House, words_in
from tests.loop.test_answer import BILLING, field_in, promised
from tests.records import PETIT, of_somebody_else


def test_a_statement_stands_in_drafts_until_its_day(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "aline"), due="demain")
    listed = office.type("ana", BILLING, "phrases")
    form = office.does("ana", "click", channel=BILLING, ts=listed["ts"], action_id="new_statement")
    said = "Nous changeons de banque en décembre."
    kept = office.fill("ana", form, text_fr=said, touchpoint="invoice", stale_after="dans 5 jours")
    assert kept["views"] == [], kept
    assert "proposée dans les réponses" in office.told("ana", BILLING)["text"]

    form = office.press("ana", BILLING, case_id, "answer")
    assert said in str(field_in(form, "text")["initial_value"])
    office.close_window("ana", form)

    office.advance("6d")
    form = office.press("ana", BILLING, case_id, "answer")
    assert said not in str(field_in(form, "text")["initial_value"])
    assert "n’est plus à jour" in words_in(form["views"][-1])
    office.close_window("ana", form)
    assert "à revoir" in words_in(office.type("bruno", BILLING, "statements")) or "looked at" in (
        words_in(office.told("bruno", BILLING))
    )


def test_a_customers_story_is_one_whatever_the_source_and_can_be_parted(office: House) -> None:
    first = promised(office, of_somebody_else(PETIT, "bella"), due="demain")
    again = of_somebody_else(
        PETIT, "bella-2", customer_email="Bella@exemple.example", text="Livraison en retard."
    )
    office.show(again, source="shop")

    story = office.type("ana", BILLING, f"client C-{first}")
    assert "2 retours" in story["text"]
    assert "même adresse" in words_in(story["blocks"])
    office.does("ana", "click", channel=BILLING, ts=story["ts"], action_id="tell_apart")
    assert "deux personnes" in office.told("ana", BILLING)["text"]
    assert "un retour" in office.type("ana", BILLING, f"client C-{first}")["text"]


def test_a_customers_story_is_for_leads_and_who_has_it(office: House) -> None:
    case_id = promised(office, of_somebody_else(PETIT, "carla"), due="demain")

    assert "leads" in office.type("bruno", BILLING, f"customer C-{case_id}")["text"]
    assert "carla" not in words_in(office.told("bruno", BILLING))
    assert "C-" in office.type("lea", BILLING, f"customer C-{case_id}")["text"]
