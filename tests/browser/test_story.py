"""The story of the whole loop as people live it at the page, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Visit
from tests.browser.demo import running_demo
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)

# What a person can do within two minutes: six presses and two short texts.
MOST_PRESSES, MOST_TEXTS = 6, 2
# Whose words open the round of the demo's first morning.
PETIT = "Débitée deux fois le 5"


@pytest.fixture
def demo() -> Iterator[str]:
    """The demo on its morning, as `make demo` starts it."""
    with running_demo() as address:
        yield address


def test_a_stranger_answers_a_customer_and_sees_it_through(
    demo: str, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = visit(demo)
    _become(ana, "Ana Ruiz")
    ana.go("voix-facturation")
    card = ana.card(PETIT)
    expect(card).to_contain_text("2/10, espérait 8")

    ana.press("Je m’en occupe", on=card)
    expect(card).to_contain_text("Ana s’en occupe")
    _plan(ana, "rembourser le trop-perçu", "vendredi")
    expect(card).to_contain_text("vendredi 27 novembre")
    expect(ana.note("Noté pour C-")).to_contain_text("vendredi 27 novembre")
    _answer(ana)
    expect(card).to_contain_text("engagement : vendredi 27 novembre")
    took = f"The loop took {ana.presses} presses and {ana.texts} texts."
    with capsys.disabled():
        print(f"\n{took}")  # noqa: T201 # what `make test` shows
    assert ana.presses <= MOST_PRESSES, took
    assert ana.texts <= MOST_TEXTS, took
    mail = ana.open_mail("voici ce que nous faisons")
    expect(mail).to_contain_text("c.petit@exemple.example")
    expect(mail).to_contain_text("rembourser le trop-perçu")
    expect(mail).to_contain_text("vendredi 27 novembre")
    mail.get_by_role("button", name="Répondre en tant que client").click()
    mail.get_by_label("Réponse de c.petit@exemple.example").fill("Merci, à vendredi alors.")
    mail.get_by_role("button", name="Envoyer la réponse").click()
    ana.go("voix-facturation")
    card.get_by_role("button", name="1 réponse").click()
    under = ana.page.get_by_role("complementary", name="Fil")
    expect(under).to_contain_text("Merci, à vendredi alors.")

    ana.move_time("Demain matin")
    ana.move_time("Demain matin")
    ana.read_messages_of("boucle")
    reminder = ana.card("a été annoncé au client, c’est demain")
    reminder.get_by_role("button", name="C’est fait").last.click()
    _send_what_is_drafted(ana)
    mail = ana.open_mail("c’est fait")
    with ana.page.context.expect_page() as opened:
        mail.get_by_role("link").click()
    _say_that_it_helped(Visitor(opened.value), "Merci, enfin clair.")

    ana.go("voix-facturation")
    line = ana.card("bouclé")
    expect(line).to_contain_text("« Merci, enfin clair. »")
    expect(line).not_to_contain_text("espérait 8")
    line.get_by_role("button", name="2 réponses").click()
    expect(under).to_contain_text("Le client répond : cela a aidé.")
    expect(under).to_contain_text("Merci, enfin clair.")
    ana.move_time("Vendredi prochain")
    ana.go("voix-du-client")
    digest = ana.card("La semaine des clients")
    expect(digest).to_contain_text("Merci, enfin clair.")
    words = digest.inner_text()
    assert words.index(PETIT) < words.index("Ce qui leur est revenu")


def _become(visitor: Visitor, name: str) -> None:
    """Play somebody, by the menu at the top left."""
    who = visitor.page.locator(".who")
    if name not in who.inner_text():
        who.click()
        visitor.page.get_by_role("menuitemradio", name=name).click()
    expect(who).to_contain_text(name)


def _plan(visitor: Visitor, what: str, due: str) -> None:
    """Say what is done, and by when."""
    visitor.press("Ce qu’on fait")
    visitor.write("Qu’est-ce qui changerait vraiment la situation pour ce client ?", what)
    visitor.write("Pour quand ?", due)
    visitor.press("Enregistrer", on=visitor.form("Ce qu’on fait"))
    expect(visitor.form("Ce qu’on fait")).to_have_count(0)


def _answer(visitor: Visitor) -> None:
    """Read the draft, read exactly what leaves, and send it."""
    visitor.press("Répondre au client")
    draft = visitor.form("Répondre au client").get_by_label("Message")
    expect(draft).to_have_value(re.compile("rembourser le trop-perçu"))
    _send_what_is_drafted(visitor)


def _send_what_is_drafted(visitor: Visitor) -> None:
    visitor.press("Relire avant l’envoi")
    preview = visitor.form("Exactement ce qui part")
    expect(preview).to_contain_text("c.petit@exemple.example")
    visitor.press("Envoyer à C. Petit", on=preview)
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)


def _say_that_it_helped(customer: Visitor, words: str) -> None:
    """Answer "did this help?" on the page that the mail leads to."""
    expect(customer.page.get_by_role("heading", level=1)).to_contain_text("aidé")
    customer.page.get_by_label("Oui, merci").check()
    customer.page.get_by_label("Quelques mots").fill(words)
    customer.press("Envoyer ma réponse")
    expect(customer.page.get_by_role("heading", level=1)).to_have_text("Merci !")
    customer.page.close()
