"""On the page one goes to places: other people, channels, the App Home, the inbox, another day."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from page_window import Desk, Window, message, plain
from playwright.sync_api import Browser, WebSocketRoute, expect

pytestmark = pytest.mark.browser


def test_one_becomes_somebody_else_and_reads_their_language(
    desk: Desk, room: str, window: Window
) -> None:
    page = window("ana", room)
    expect(page.locator("html")).to_have_attribute("lang", "fr")

    page.get_by_role("button", name="Vous êtes Ana Ruiz").click()
    page.get_by_role("menuitemradio", name="Bruno Keller").click()

    expect(page.get_by_role("button", name="You are Bruno Keller")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("textbox", name=f"Message #{room}").fill("Hello from Bruno")
    page.keyboard.press("Enter")
    expect(message(page, "Hello from Bruno")).to_be_visible()
    assert desk.hands.messages(room)[-1]["user"] == desk.hands.id_of("bruno")
    assert "as=bruno" in page.url


def test_two_windows_are_two_people_side_by_side(desk: Desk, room: str, window: Window) -> None:
    ana, bruno = window("ana", room), window("bruno", "general")
    place = bruno.get_by_role("link", name=room)
    expect(place.get_by_label("unread")).to_have_count(0)

    ana.get_by_role("textbox", name=f"Écrire dans #{room}").fill("Tu regardes, @bruno ?")
    ana.keyboard.press("Enter")

    expect(place.get_by_label("1 unread")).to_be_visible()
    place.click()
    expect(message(bruno, "Tu regardes")).to_contain_text("@Bruno Keller")
    expect(place.get_by_label("1 unread")).to_have_count(0)


def test_a_lost_connection_comes_back_and_what_was_typed_is_still_there(
    desk: Desk, room: str, chromium: Browser
) -> None:
    lines: list[WebSocketRoute] = []
    context = chromium.new_context()
    context.route_web_socket(
        "**/_workspace/live**", lambda line: (line.connect_to_server(), lines.append(line))
    )
    page = context.new_page()
    page.goto(f"{desk.workspace.url}/?as=ana#/{room}")
    field = page.get_by_role("textbox", name="Écrire dans")
    field.fill("À moitié écrit")

    lines[-1].close()
    expect(page.get_by_role("status").filter(has_text="Connexion perdue")).to_be_visible()
    desk.post(room, text="Pendant la coupure")

    expect(message(page, "Pendant la coupure")).to_be_visible()
    expect(field).to_have_value("À moitié écrit")
    expect(field).to_be_focused()
    assert len(lines) == 2
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_cut_off_whatever_the_width(
    desk: Desk, room: str, window: Window, width: int
) -> None:
    long = "Un-mot-beaucoup-trop-long-pour-tenir-sur-une-seule-ligne-d-un-petit-telephone" * 2
    desk.post(room, {"type": "section", "text": plain(long)})

    page = window(at=room, width=width)

    expect(message(page, "Un-mot")).to_be_visible()
    for tag in ("html", ".bar", ".middle", ".scroller"):
        wide = page.locator(tag).evaluate("(e) => e.scrollWidth > e.clientWidth + 1")
        assert not wide, tag
    if width == 360:
        page.get_by_role("button", name="Ouvrir la navigation").click()
        page.get_by_role("link", name="general").click()
    expect(page.get_by_role("textbox", name="Écrire dans")).to_be_in_viewport()


def test_a_mail_is_read_and_nothing_in_it_runs(desk: Desk, window: Window) -> None:
    mail = EmailMessage()
    mail["From"] = "Ana, Facturation <facturation@velolibre.example>"
    mail["To"] = "c.petit@example.org"
    mail["Subject"] = "Voici ce que nous faisons"
    mail.set_content("39 € remboursés vendredi.")
    mail.add_alternative(
        "<p>39 € <b>remboursés</b> vendredi.</p><a href='https://example.org/answer'>Aidé ?</a>"
        "<script>top.broken = 1</script><img src=x onerror='top.broken = 1'>",
        subtype="html",
    )
    page = window(at="inbox")

    server = urlsplit(desk.workspace.smtp_url)
    with smtplib.SMTP(str(server.hostname), int(server.port or 0)) as smtp:
        smtp.send_message(mail)
    page.get_by_role("button", name="c.petit@example.org").click()

    letter = page.frame_locator("iframe")
    expect(letter.locator("b")).to_have_text("remboursés")
    expect(letter.get_by_role("link", name="Aidé ?")).to_have_attribute(
        "href", "https://example.org/answer"
    )
    assert page.evaluate("window.broken") is None
    page.get_by_role("tab", name="Texte").click()
    expect(page.get_by_role("article")).to_contain_text("39 € remboursés vendredi.")


def test_an_app_home_is_shown_and_changes_while_one_looks(desk: Desk, window: Window) -> None:
    page = window("lea")

    page.get_by_role("link", name="boucle").click()
    expect(page.get_by_text("boucle n’a encore rien publié ici.")).to_be_visible()
    blocks = [{"type": "header", "text": plain("Bonjour Léa")}]
    view = {"type": "home", "blocks": blocks}
    published = desk.hands.call("views.publish", user_id=desk.hands.id_of("lea"), view=view)

    assert published["ok"]
    expect(page.get_by_role("heading", name="Bonjour Léa")).to_be_visible()


def test_business_time_is_moved_and_each_call_can_be_looked_at(
    desk: Desk, room: str, window: Window
) -> None:
    page = window("bruno", room)
    before = page.locator(".clock-time").inner_text()

    page.get_by_role("button", name="Next Friday").click()
    expect(page.locator(".clock-long")).to_contain_text("Friday")
    expect(page.locator(".clock-long")).to_contain_text("16:00")
    assert page.locator(".clock-time").inner_text() != before
    page.get_by_role("button", name="API calls").click()
    desk.post(room, text="Une trace")
    drawer = page.get_by_role("complementary", name="API calls")
    drawer.get_by_role("searchbox").fill("une trace")

    expect(drawer.locator("summary")).to_have_count(1)
    expect(drawer.locator("summary")).to_contain_text(f"#{room} · Une trace")
    drawer.locator("summary").click()
    expect(drawer).to_contain_text('"text": "Une trace"')


def test_every_control_has_a_name_for_those_who_do_not_see_it(
    desk: Desk, room: str, window: Window
) -> None:
    ts = desk.post(room, text="Qui prend ?")
    desk.hands.as_("lea", "react", channel=room, ts=ts, name="eyes")
    page = window(at=room)
    message(page, "Qui prend ?").hover()
    page.get_by_role("button", name="Appels d’API").click()

    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], input, textarea, iframe, dialog")]
          .filter((e) => e.checkVisibility())
          .filter((e) => !(e.ariaLabel || e.title || e.textContent.trim() || e.labels?.length))
          .map((e) => e.outerHTML)"""
    )

    assert nameless == []
