"""axe-core finds nothing serious on the page, in any of its main states, light or dark."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_window import Desk, Json, Window, button, message, plain
from playwright.sync_api import Page, expect
from test_page_blocks import EVERY_BLOCK
from test_page_forms import DATE_FORM, FIELDS, open_on_press

pytestmark = pytest.mark.browser

AXE = Axe()
GRAVE = ("serious", "critical")

# Colours that change take one frame to begin and one to end.
TWO_FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
)

State = Callable[[Page, Desk, str], None]


def talk_with_a_thread(page: Page, desk: Desk, room: str) -> None:
    desk.hands.as_("bruno", "say", channel=room, text="Tu regardes, @ana ? `C-31` *vite*")
    card = desk.post(room, button("Prendre", "take", style="primary"), text="Retour C-31")
    desk.hands.as_("lea", "react", channel=room, ts=card, name="eyes")
    desk.hands.as_("lea", "say", channel=room, thread_ts=card, text="Je l’ai lue hier")
    desk.hands.call(
        "chat.postEphemeral",
        channel=desk.hands.id_of(room),
        user=desk.hands.id_of("ana"),
        text="Vous seule le voyez",
    )
    message(page, "Vous seule").wait_for()
    page.get_by_role("button", name="1 réponse").click()
    expect(page.get_by_role("complementary", name="Fil")).to_contain_text("lue hier")
    message(page, "Prendre").hover()


def every_block(page: Page, desk: Desk, room: str) -> None:
    desk.post(room, *(block for block, _ in EVERY_BLOCK.values()))
    message(page, "Bonjour 👋").wait_for()


def a_form_with_mistakes(page: Page, desk: Desk, room: str) -> None:
    _open(page, desk, room, action_id="axe_form", view=DATE_FORM)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Ce champ est requis.")).to_have_count(2)


def every_field_and_an_open_list(page: Page, desk: Desk, room: str) -> None:
    inputs = [
        {"type": "input", "label": plain(name), "element": {**field, "action_id": "x"}}
        for name, field in FIELDS.items()
    ]
    _open(page, desk, room, action_id="axe_fields", view={**DATE_FORM, "blocks": inputs})
    page.get_by_role("combobox", name="person").press("ArrowDown")
    page.get_by_role("option").first.wait_for()


def the_picker_of_reactions(page: Page, desk: Desk, room: str) -> None:
    desk.post(room, text="Qui prend ?")
    message(page, "Qui prend ?").hover()
    tools = page.get_by_role("toolbar")
    tools.get_by_role("button", name="Ajouter une réaction", exact=True).click()
    page.get_by_role("searchbox", name="Chercher un emoji").fill("hand")
    page.get_by_role("button", name="raised hands", exact=True).wait_for()


def suggestions_of_commands(page: Page, desk: Desk, room: str) -> None:
    page.get_by_role("textbox", name="Écrire dans").press_sequentially("/")
    page.get_by_role("option", name="/boucle").wait_for()


def the_people_one_can_be(page: Page, desk: Desk, room: str) -> None:
    page.get_by_role("button", name="Vous êtes Ana").click()
    page.get_by_role("menuitemradio").first.wait_for()


def an_app_home(page: Page, desk: Desk, room: str) -> None:
    blocks = [{"type": "header", "text": plain("Bonjour Ana")}]
    view = {"type": "home", "blocks": blocks}
    desk.hands.call("views.publish", user_id=desk.hands.id_of("ana"), view=view)
    page.get_by_role("link", name="boucle").click()
    page.get_by_role("heading", name="Bonjour Ana").wait_for()


def the_inbox_with_a_mail(page: Page, desk: Desk, room: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@velolibre.example", f"{room}@example.org"
    mail["Subject"] = "Voici ce que nous faisons"
    mail.set_content("39 € remboursés vendredi.")
    server = urlsplit(desk.workspace.smtp_url)
    with smtplib.SMTP(str(server.hostname), int(server.port or 0)) as smtp:
        smtp.send_message(mail)
    page.get_by_role("link", name="Boîte des clients").click()
    page.get_by_role("button", name=f"{room}@example.org").click()
    expect(page.get_by_role("article").first).to_contain_text("39 €")


def the_drawer_of_calls(page: Page, desk: Desk, room: str) -> None:
    desk.post(room, text="Une marque")
    page.get_by_role("button", name="Appels d’API").click()
    calls = page.get_by_role("complementary", name="Appels d’API")
    calls.locator("summary", has_text="Une marque").click()


STATES: tuple[State, ...] = (
    talk_with_a_thread,
    every_block,
    a_form_with_mistakes,
    every_field_and_an_open_list,
    the_picker_of_reactions,
    suggestions_of_commands,
    the_people_one_can_be,
    an_app_home,
    the_inbox_with_a_mail,
    the_drawer_of_calls,
)


@pytest.mark.parametrize("show", STATES, ids=lambda state: state.__name__)
def test_nothing_grave_stands_in_anybodys_way(
    desk: Desk, room: str, window: Window, show: State
) -> None:
    page = window(at=room)
    show(page, desk, room)

    in_light = _grave_findings(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(TWO_FRAMES)
    in_dark = _grave_findings(page, ["color-contrast"])

    assert in_light == []
    assert in_dark == []


def test_nothing_grave_stands_in_the_way_on_a_telephone(
    desk: Desk, room: str, window: Window
) -> None:
    page = window(at=room, width=360)
    every_block(page, desk, room)
    page.get_by_role("button", name="Ouvrir la navigation").click()
    page.get_by_role("link", name=room).wait_for()
    page.evaluate(TWO_FRAMES)

    assert _grave_findings(page) == []


def _open(page: Page, desk: Desk, room: str, *, action_id: str, view: Json) -> None:
    open_on_press(desk, action_id, view)
    desk.post(room, button("Ouvrir", action_id))
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    page.get_by_role("dialog").wait_for()


def _grave_findings(page: Page, rules: list[str] | None = None) -> list[tuple[str, str, str]]:
    """What axe calls serious or critical: the rule, the element that breaks it, and why."""
    options = {"resultTypes": ["violations"]}
    found = AXE.run(page, options={**options, "runOnly": rules} if rules else options)
    return [
        (rule["id"], node["html"], node["failureSummary"])
        for rule in found.response["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
