"""Takes the pictures of the documentation from the running demo, in Chromium.

`python -m docs.take_pictures` plays the story of the README as Ana and writes the pictures beside
this file; it needs what the tests need.
"""

import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.demo import running_demo
from tests.browser.visitor import Visitor
from tests.chromium import launch_chromium

HERE = Path(__file__).parent
WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 390, "height": 844}
# Milliseconds; the demo brings two weeks of feedback.
PATIENCE = 30_000

# Whose words open the round of the demo's first morning.
PETIT = "Débitée deux fois le 5"
SAID_BACK = "Merci, enfin une date, et tenue."


def main() -> None:
    """Play the story once and write every picture."""
    with sync_playwright() as playwright, running_demo() as address:
        browser = launch_chromium(playwright)
        expect.set_options(timeout=PATIENCE)
        ana = _visit(browser, f"{address}/?as=ana#/voix-facturation")
        case = _take_and_plan(ana)
        _show_from(ana, "Bonjour 👋")
        _shoot(ana.page, "demo")
        _shoot_dark(ana.page, "demo-dark")
        _shoot_narrow(browser, f"{address}/?as=bruno#/voice-product", "demo-narrow")
        _answer(ana, case)
        _shoot_mail(ana)
        _hear_back(ana, case)
        _shoot_digest(ana)
        browser.close()


def _visit(browser: Browser, address: str, size: dict[str, int] = WIDE) -> Visitor:
    page = browser.new_page(viewport=size)  # type: ignore[arg-type] # a TypedDict of the same keys
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator("main header h1").wait_for()
    return Visitor(page)


def _take_and_plan(ana: Visitor) -> str:
    """Take what C. Petit said, say what is done, and return the name of the feedback."""
    card = ana.card(PETIT)
    ana.press("Je m’en occupe", on=card)
    ana.press("Ce qu’on fait", on=card)
    ana.write("Qu’est-ce qui changerait vraiment la situation", "rembourser le double débit")
    ana.write("Pour quand ?", "vendredi")
    ana.press("Enregistrer")
    expect(card).to_contain_text("vendredi 27 novembre")
    ana.press("Masquer", on=ana.note("Noté pour"))
    return card.locator(".block-context strong").first.inner_text()


def _answer(ana: Visitor, case: str) -> None:
    ana.press("Répondre au client", on=ana.card(f"{case} ·"))
    ana.press("Relire avant l’envoi")
    expect(ana.form("Exactement ce qui part")).to_be_visible()
    _shoot(ana.page, "answer")
    _send(ana)


def _send(ana: Visitor) -> None:
    preview = ana.form("Exactement ce qui part")
    preview.get_by_role("button", name=re.compile("^Envoyer")).click()
    expect(ana.page.get_by_role("dialog")).to_have_count(0)


def _shoot_mail(ana: Visitor) -> None:
    ana.open_mail("voici ce que nous faisons")
    _shoot(ana.page, "inbox")


def _hear_back(ana: Visitor, case: str) -> None:
    """Keep the promise, and answer "did this help?" as the customer."""
    ana.go("voix-facturation")
    ana.press("C’est fait : le dire au client", on=ana.card(f"{case} ·"))
    ana.press("Relire avant l’envoi")
    _send(ana)
    mail = ana.open_mail("c’est fait")
    with ana.page.context.expect_page() as opened:
        mail.get_by_role("link").click()
    customer = opened.value
    customer.get_by_label("Oui, merci").check()
    customer.get_by_label("Quelques mots").fill(SAID_BACK)
    _shoot(customer, "answer-page")
    customer.get_by_role("button", name="Envoyer ma réponse").click()
    expect(customer.get_by_role("heading", level=1)).to_have_text("Merci !")
    customer.close()
    ana.go("voix-facturation")
    expect(ana.card(f"{case} bouclé")).to_contain_text(SAID_BACK)


def _shoot_digest(ana: Visitor) -> None:
    ana.move_time("Vendredi prochain")
    ana.go("voix-du-client")
    _show_from(ana, "La semaine des clients")
    _shoot(ana.page, "digest")


def _show_from(visitor: Visitor, words: str) -> None:
    """Scroll to where a message begins, and take the hand off the mouse."""
    message = visitor.card(words)
    message.evaluate("(it) => it.scrollIntoView({ block: 'start', behavior: 'instant' })")
    visitor.page.mouse.move(0, 0)


def _shoot_dark(page: Page, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    _shoot(page, name)
    page.emulate_media(color_scheme="light")


def _shoot_narrow(browser: Browser, address: str, name: str) -> None:
    visitor = _visit(browser, address, NARROW)
    _show_from(visitor, "👋")
    _shoot(visitor.page, name)
    visitor.page.close()


def _shoot(page: Page, name: str) -> None:
    """Write what the page shows, at rest."""
    page.evaluate("document.fonts.ready")
    shot = page.screenshot(animations="disabled", caret="hide")
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    # Screens are flat: 256 colours show no difference, and take a third of the space.
    few = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
