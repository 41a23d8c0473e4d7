"""People at the page press twice, at once, without a mouse; what they did is done once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from bot.due_date import load_date_reader
from tests.browser.conftest import PATIENCE, Visit
from tests.browser.visitor import Visitor
from tests.house import House, open_house

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)

MORNING = "2026-11-24T09:15:00+01:00"
# Each test has a customer of its own: who, at which touchpoint, said what.
CUSTOMERS = {
    "Moreau": ("invoice", "J’attends toujours mon remboursement, personne ne répond."),
    "Lopez": ("invoice", "J’ai payé deux fois la même facture, c’est inadmissible."),
    "Diallo": ("invoice", "On me facture un vélo déjà rendu, encore."),
    "Girard": ("helpline", "Une heure d’attente au téléphone, pour rien."),
    "Perrin": ("helpline", "J’ai rappelé six fois sans aucune réponse."),
    "Blanc": ("helpline", "Personne ne décroche jamais, c’est pénible."),
    "Walsh": ("app", "The app loses every ride, three weeks and nobody helps."),
    "Faure": ("delivery", "J’ai reçu un vélo sans pédales, et personne ne rappelle."),
    "Marchand": ("delivery", "J’ai attendu la livraison toute la journée, personne."),
    "Renard": ("delivery", "J’ai pris un jour de congé et le livreur n’est pas venu."),
}


def _record(name: str) -> dict[str, Any]:
    touchpoint, words = CUSTOMERS[name]
    return {
        "id": f"{name}-1",
        "text": words,
        "touchpoint": touchpoint,
        "score": 1,
        "scale": "csat",
        "channel": "ticket",
        "customer_id": name.lower(),
        "customer_name": f"M. {name}",
        "customer_email": f"{name.lower()}@exemple.example",
        "contact_ok": True,
        "language": "en" if name == "Walsh" else "fr",
        "happened_at": "2026-11-23T18:00:00+01:00",
    }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all these tests, on its first morning."""
    load_date_reader()  # as `boucle run` does, so that no form waits for it
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        opened.hear(*map(_record, CUSTOMERS))
        opened.move_to(MORNING)
        yield opened


def _at(house: House, user: str, place: str) -> str:
    return f"{house.workspace.url}/?as={user}#/{place}"


def test_bruno_answers_in_english(house: House, visit: Visit) -> None:
    bruno = visit(_at(house, "bruno", "voice-product"))
    card = bruno.card("loses every ride")

    bruno.press("I’ll take it", on=card)
    bruno.press("What we’re doing", on=card)
    bruno.write("What would really make a difference", "bring the lost rides back")
    bruno.write("By when?", "Friday")
    bruno.press("Save")
    expect(card).to_contain_text("Friday 27 November")
    bruno.press("Answer the customer", on=card)
    bruno.press("Read before sending")
    bruno.press("Send to M. Walsh")

    expect(card).to_contain_text("promise: Friday 27 November")
    mail = bruno.open_mail("what we’re doing")
    expect(mail).to_contain_text("walsh@exemple.example")
    expect(mail).to_contain_text("bring the lost rides back")


def test_of_two_who_press_at_once_one_has_it_and_the_other_is_told_who(
    house: House, visit: Visit
) -> None:
    windows = {
        "Ana": visit(_at(house, "ana", "voix-facturation")),
        "Léa": visit(_at(house, "lea", "voix-facturation")),
    }
    on_their_way: list[Route] = []
    for window in windows.values():
        window.page.route(re.compile("/click$"), lambda it: on_their_way.append(it))

    for window in windows.values():  # neither has seen what the other did
        with window.page.expect_request(re.compile("/click$")):
            window.press("Je m’en occupe", on=window.card("attends toujours"))
    for press in on_their_way:
        press.continue_()
    taken = windows["Ana"].card("attends toujours")
    expect(taken).to_contain_text(re.compile("(Ana|Léa) s’en occupe"))

    winner, loser = ("Ana", "Léa") if "Ana s’en occupe" in taken.inner_text() else ("Léa", "Ana")
    expect(windows[loser].note("s’occupe déjà de")).to_contain_text(f"{winner} s’occupe déjà")
    expect(windows[winner].note("s’occupe déjà de")).to_have_count(0)


def test_the_keyboard_alone_takes_plans_and_answers(house: House, visit: Visit) -> None:
    ana = visit(_at(house, "ana", "voix-facturation"))
    card = ana.card("payé deux fois")
    write, press = ana.page.keyboard.type, ana.page.keyboard.press

    card.get_by_role("button", name="Je m’en occupe").focus()
    press("Enter")
    expect(card).to_contain_text("Ana s’en occupe")
    _tab_to(ana, "Ce qu’on fait")
    press("Enter")
    expect(ana.form("Ce qu’on fait").get_by_role("textbox").first).to_be_focused()
    write("rembourser la facture payée deux fois")
    press("Tab")
    write("demain 17h")
    press("Enter")
    expect(card).to_contain_text("mercredi 25 novembre")
    _tab_to(ana, "Répondre au client")
    press("Enter")
    expect(ana.form("Répondre au client")).to_be_visible()
    _tab_to(ana, "Relire avant l’envoi")
    press("Enter")
    expect(ana.form("Exactement ce qui part")).to_be_visible()
    _tab_to(ana, "Envoyer à M. Lopez")
    press("Enter")

    expect(card).to_contain_text("engagement : mercredi 25 novembre")


def _tab_to(visitor: Visitor, name: str) -> None:
    """Go to a button that is near, on or back."""
    focus = visitor.page.locator("*:focus")
    for key in ("Tab",) * 12 + ("Shift+Tab",) * 30:
        if focus.count() and focus.inner_text().strip() == name:
            return
        visitor.page.keyboard.press(key)
    raise AssertionError(f"{name} is not reached by Tab")


def test_what_does_something_pressed_twice_does_it_once(house: House, visit: Visit) -> None:
    ana = visit(_at(house, "ana", "voix-facturation"))
    card = ana.card("vélo déjà rendu")

    card.get_by_role("button", name="Je m’en occupe").dblclick()
    expect(card).to_contain_text("Ana s’en occupe")
    ana.press("Ce qu’on fait", on=card)
    ana.write("Qu’est-ce qui changerait", "annuler la facture du vélo rendu")
    ana.write("Pour quand ?", "lundi")
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.press("Enter")
    expect(card).to_contain_text("lundi 30 novembre")
    ana.press("Répondre au client", on=card)
    ana.press("Relire avant l’envoi")
    ana.page.get_by_role("button", name="Envoyer à M. Diallo").dblclick()

    expect(card).to_contain_text("engagement : lundi 30 novembre")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    expect(ana.page.get_by_role("alert")).to_have_count(0)
    house.settle()
    assert card.inner_text().count("annuler la facture") == 1
    assert _mails_to(house, "diallo") == 1


def test_two_who_send_the_same_answer_send_one(house: House, visit: Visit) -> None:
    ana = visit(_at(house, "ana", "voix-assistance"))
    lea = visit(_at(house, "lea", "voix-assistance"))
    ana.press("Je m’en occupe", on=ana.card("Une heure d’attente"))
    ana.press("Ce qu’on fait", on=ana.card("Une heure d’attente"))
    ana.write("Qu’est-ce qui changerait", "rappeler M. Girard")
    ana.write("Pour quand ?", "vendredi")
    ana.press("Enregistrer")
    for one in (ana, lea):
        one.press("Répondre au client", on=one.card("Une heure d’attente"))
        one.press("Relire avant l’envoi")
        expect(one.form("Exactement ce qui part")).to_be_visible()

    ana.press("Envoyer à M. Girard")
    expect(ana.card("Une heure d’attente")).to_contain_text("engagement")
    lea.press("Envoyer à M. Girard")

    expect(lea.note("a déjà sa réponse")).to_be_visible()
    house.settle()
    assert _mails_to(house, "girard") == 1


def test_words_that_changed_since_the_preview_keep_the_mail_back(
    house: House, visit: Visit
) -> None:
    lea = visit(_at(house, "lea", "voix-livraison"))
    card = lea.card("sans pédales")
    lea.press("Je m’en occupe", on=card)
    lea.press("Ce qu’on fait", on=card)
    lea.write("Qu’est-ce qui changerait", "envoyer des pédales")
    lea.write("Pour quand ?", "vendredi")
    lea.press("Enregistrer")
    lea.press("Répondre au client", on=card)
    lea.press("Relire avant l’envoi")
    expect(lea.form("Exactement ce qui part")).to_be_visible()

    house.hear({**_record("Faure"), "text": "sans pédales ses pédales ce matin, merci."})
    lea.press("Envoyer à M. Faure")

    expect(lea.note("le client a modifié ses mots")).to_be_visible()
    house.settle()
    assert _mails_to(house, "faure") == 0


def test_a_form_for_what_was_closed_meanwhile_says_so(house: House, visit: Visit) -> None:
    lea, david = (visit(_at(house, user, "voix-livraison")) for user in ("lea", "david"))
    card = lea.card("attendu la livraison")
    lea.press("Je m’en occupe", on=card)
    lea.press("Ce qu’on fait", on=card)
    lea.write("Qu’est-ce qui changerait", "rappeler M. Marchand")
    lea.write("Pour quand ?", "vendredi")

    david.press("More options", on=david.card("attendu la livraison"))
    david.page.get_by_role("menuitem", name="Sans réponse nécessaire").click()
    david.write("Why is no reply needed?", "doublon")
    david.press("Close", on=david.page.locator("dialog footer"))
    expect(david.card("bouclé")).to_contain_text("doublon")
    lea.press("Enregistrer")

    expect(lea.note("est bouclé")).to_contain_text("Rouvrir")
    expect(lea.card("bouclé")).not_to_contain_text("rappeler M. Marchand")


def test_a_form_left_half_way_changes_nothing_and_the_way_goes_on(
    house: House, visit: Visit
) -> None:
    lea = visit(_at(house, "lea", "voix-assistance"))
    card = lea.card("rappelé six fois")
    lea.press("Je m’en occupe", on=card)
    lea.press("Ce qu’on fait", on=card)
    lea.write("Qu’est-ce qui changerait", "rien encore")
    lea.page.keyboard.press("Escape")
    expect(lea.page.get_by_role("dialog")).to_have_count(0)
    expect(card).not_to_contain_text("rien encore")

    lea.press("Ce qu’on fait", on=card)
    expect(lea.form("Ce qu’on fait")).to_be_visible()
    lea.page.reload()
    lea.page.locator("main header h1").wait_for()
    form = lea.form("Ce qu’on fait")
    expect(form).to_be_visible()
    lea.write("Qu’est-ce qui changerait", "rappeler aujourd’hui")
    lea.write("Pour quand ?", "vendredi")
    lea.press("Enregistrer", on=form)

    expect(lea.card("rappelé six fois")).to_contain_text("rappeler aujourd’hui")


def test_time_that_moves_while_a_form_is_open_takes_nothing_away(
    house: House, visit: Visit
) -> None:
    lea, ana = (visit(_at(house, user, "voix-assistance")) for user in ("lea", "ana"))
    card = lea.card("ne décroche jamais")
    lea.press("Je m’en occupe", on=card)
    lea.press("Ce qu’on fait", on=card)
    lea.write("Qu’est-ce qui changerait", "mettre deux personnes de plus au téléphone")

    ana.move_time("+ 1 h")

    expect(lea.page.locator(".clock-time")).to_contain_text("10:")
    lea.write("Pour quand ?", "vendredi")
    lea.press("Enregistrer")
    expect(card).to_contain_text("mettre deux personnes de plus au téléphone")


def test_a_word_without_end_breaks_no_card(house: House, visit: Visit) -> None:
    david = visit(_at(house, "david", "voix-livraison"), 390, 844)
    card = david.card("jour de congé")
    david.press("Je m’en occupe", on=card)
    david.press("Ce qu’on fait", on=card)
    david.write("What would really make a difference", "prévenir" + "é" * 400)
    david.write("By when?", "Friday")
    david.press("Save")

    expect(card).to_contain_text("prévenirééé")
    for part in ("html", ".scroller"):
        is_wide = david.page.locator(part).evaluate("(it) => it.scrollWidth > it.clientWidth + 1")
        assert not is_wide, part


def _mails_to(house: House, name: str) -> int:
    return sum(mail["to"] == [f"{name}@exemple.example"] for mail in house.inbox())
