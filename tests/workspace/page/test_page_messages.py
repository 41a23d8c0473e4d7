"""On the page people talk: messages, reactions, threads, what only one person sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_window import Desk, Window, button, message, plain
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_message_arrives_while_one_writes_and_takes_nothing_away(
    desk: Desk, room: str, window: Window
) -> None:
    page = window(at=room)
    field = page.get_by_role("textbox", name=f"Écrire dans #{room}")
    field.press_sequentially("Je rappelle la ")

    desk.post(room, text="Un retour de plus")
    expect(message(page, "Un retour de plus")).to_be_visible()
    page.keyboard.type("cliente")

    expect(field).to_be_focused()
    expect(field).to_have_value("Je rappelle la cliente")
    page.keyboard.press("Enter")
    expect(message(page, "Je rappelle la cliente")).to_contain_text("Ana Ruiz")
    expect(field).to_have_value("")


def test_what_is_typed_in_a_card_survives_a_change_of_the_card(
    desk: Desk, room: str, window: Window
) -> None:
    field = {"type": "plain_text_input", "action_id": "idea"}
    question = {"type": "input", "block_id": "q", "label": plain("Votre idée"), "element": field}
    ts = desk.post(room, question, button("Prendre", "nobody"))
    page = window(at=room)
    page.get_by_label("Votre idée").fill("Prévenir la veille")

    desk.hands.call(
        "chat.update",
        channel=desk.hands.id_of(room),
        ts=ts,
        text="Prise",
        blocks=[question, {"type": "section", "text": plain("Ana s’en occupe")}],
    )

    expect(message(page, "Ana s’en occupe")).to_be_visible()
    expect(page.get_by_label("Votre idée")).to_have_value("Prévenir la veille")
    expect(page.get_by_label("Votre idée")).to_be_focused()


def test_after_a_press_by_keyboard_the_next_button_of_the_card_has_the_focus(
    desk: Desk, room: str, window: Window
) -> None:
    ts = desk.post(room, button("Je m’en occupe", "take"))
    page = window(at=room)
    page.get_by_role("button", name="Je m’en occupe").focus()

    desk.hands.call(
        "chat.update",
        channel=desk.hands.id_of(room),
        ts=ts,
        text="Prise",
        blocks=[button("Ce qu’on fait", "act")],
    )

    expect(page.get_by_role("button", name="Ce qu’on fait")).to_be_focused()


def test_a_reaction_is_put_on_by_the_picker_and_taken_off_by_a_press(
    desk: Desk, room: str, window: Window
) -> None:
    desk.post(room, text="Qui prend ?")
    page = window(at=room)

    message(page, "Qui prend ?").hover()
    page.get_by_role("toolbar").get_by_role(
        "button", name="Ajouter une réaction", exact=True
    ).click()
    page.get_by_role("radio", name="moyenne", exact=True).click()
    page.get_by_role("searchbox", name="Chercher un emoji").fill("raising_ha")
    page.keyboard.press("Enter")

    chip = message(page, "Qui prend ?").get_by_role("button", name="raising hand, 1")
    expect(chip).to_have_attribute("aria-pressed", "true")
    given = desk.hands.messages(room)[-1]["reactions"]
    assert [one["name"] for one in given] == ["raising_hand::skin-tone-4"]
    chip.click()
    expect(chip).to_have_count(0)
    assert not desk.hands.messages(room)[-1].get("reactions")


def test_one_joins_a_reaction_that_is_there(desk: Desk, room: str, window: Window) -> None:
    ts = desk.post(room, text="Qui prend ?")
    desk.hands.as_("lea", "react", channel=room, ts=ts, name="eyes")
    page = window(at=room)
    chip = page.get_by_role("button", name="eyes")
    expect(chip).to_have_attribute("aria-pressed", "false")

    chip.click()

    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_contain_text("2")


def test_a_reply_stays_in_its_thread_and_is_counted_in_the_channel(
    desk: Desk, room: str, window: Window
) -> None:
    desk.post(room, text="Retour C-31")
    page = window(at=room)

    message(page, "Retour C-31").hover()
    page.get_by_role("button", name="Répondre dans un fil").click()
    page.get_by_role("textbox", name="Répondre…").fill("Je regarde")
    page.keyboard.press("Enter")

    thread = page.get_by_role("complementary", name="Fil")
    expect(thread.locator("article", has_text="Je regarde")).to_be_visible()
    channel = page.get_by_role("main")
    expect(channel.get_by_role("button", name="1 réponse")).to_be_visible()
    expect(channel.locator("article", has_text="Je regarde")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_ones_own_message_is_edited_and_deleted(desk: Desk, room: str, window: Window) -> None:
    desk.hands.as_("ana", "say", channel=room, text="Bonjours @bruno")
    page = window(at=room)

    message(page, "Bonjours").hover()
    page.get_by_role("button", name="Plus d’actions").click()
    page.get_by_role("menuitem", name="Modifier le message").click()
    page.get_by_role("textbox", name="Modifier le message").fill("Bonjour @bruno")
    page.keyboard.press("Enter")
    expect(message(page, "Bonjour @Bruno Keller")).to_contain_text("(modifié)")
    message(page, "Bonjour @Bruno Keller").hover()
    page.get_by_role("button", name="Plus d’actions").click()
    page.get_by_role("menuitem", name="Supprimer le message").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Supprimer").click()

    expect(page.locator("article.message")).to_have_count(0)
    assert desk.hands.messages(room) == []


def test_what_only_one_sees_says_so_and_goes_away(desk: Desk, room: str, window: Window) -> None:
    lea, ana = window("lea", room), window("ana", room)

    desk.hands.call(
        "chat.postEphemeral",
        channel=desk.hands.id_of(room),
        user=desk.hands.id_of("ana"),
        text="Déjà pris par Léa",
    )

    note = message(ana, "Déjà pris par Léa")
    expect(note).to_contain_text("Vous seul·e voyez ce message")
    note.get_by_role("button", name="Masquer").click()
    expect(note).to_have_count(0)
    expect(lea.locator("article.message")).to_have_count(0)


def test_an_app_that_does_not_answer_is_said_at_its_button(
    desk: Desk, room: str, window: Window
) -> None:
    desk.post(room, button("Prendre", "nobody_listens"))
    page = window(at=room)

    page.get_by_role("button", name="Prendre").click()

    expect(message(page, "Prendre").get_by_role("alert")).to_contain_text(
        "⚠️ Cette application n’a pas répondu"
    )


def test_a_file_is_shared_and_shown(desk: Desk, room: str, window: Window, tmp_path: Path) -> None:
    bill = tmp_path / "facture.txt"
    bill.write_text("39 €", "utf-8")
    page = window(at=room)

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Joindre un fichier").click()
    chooser.value.set_files(bill)
    expect(page.get_by_role("button", name="Retirer facture.txt")).to_be_visible()
    page.get_by_role("textbox", name="Écrire dans").fill("La facture")
    page.keyboard.press("Enter")

    card = message(page, "La facture").get_by_role("link", name="facture.txt")
    expect(card).to_be_visible()
    with page.expect_download() as download:
        card.click()
    assert download.value.path().read_text("utf-8") == "39 €"


def test_a_long_channel_shows_its_end_and_more_as_one_scrolls_up(
    desk: Desk, room: str, window: Window
) -> None:
    for number in range(1, 131):
        desk.hands.as_("bruno", "say", channel=room, text=f"Message {number}.")

    page = window(at=room)

    expect(message(page, "Message 130.")).to_be_in_viewport()
    assert page.locator("article.message").count() == 100
    page.locator(".scroller").evaluate("(scroller) => scroller.scrollTo(0, 0)")
    expect(page.locator("article.message", has_text="Message 1.")).to_have_count(1)
    desk.hands.as_("bruno", "say", channel=room, text="Message 131.")
    expect(page.get_by_role("button", name="Aller au plus récent")).to_be_visible()
    page.get_by_role("button", name="Aller au plus récent").click()
    expect(message(page, "Message 131.")).to_be_in_viewport()


def test_a_command_is_suggested_and_its_answer_is_for_its_author(
    desk: Desk, room: str, window: Window
) -> None:
    desk.app.command("/boucle")(lambda ack, body: ack(f"Compris : {body['text']}"))
    page = window(at=room)
    field = page.get_by_role("textbox", name=f"Écrire dans #{room}")

    field.press_sequentially("/bou")
    expect(page.get_by_role("option", name="/boucle help")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("liste")
    page.keyboard.press("Enter")

    expect(message(page, "Compris : liste")).to_contain_text("Vous seul·e voyez ce message")
    expect(field).to_have_value("")
