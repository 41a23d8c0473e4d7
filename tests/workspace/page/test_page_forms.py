"""On the page people fill in forms: every kind of field, mistakes, stacks, by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from page_window import Desk, Json, Window, button, message, plain
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DATE_FORM: Json = {
    "type": "modal",
    "callback_id": "date_form",
    "title": plain("Ce qu’on fait"),
    "submit": plain("Enregistrer"),
    "close": plain("Annuler"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": plain("Quoi ?"),
            "element": {"type": "plain_text_input", "action_id": "what", "multiline": True},
        },
        {
            "type": "input",
            "block_id": "by",
            "label": plain("Pour quand ?"),
            "element": {"type": "plain_text_input", "action_id": "by"},
        },
    ],
}


@pytest.fixture(scope="module")
def sent(desk: Desk) -> Queue[Json]:
    """What the app received: each form's values as Slack states them."""
    received: Queue[Json] = Queue()

    @desk.app.action("plan")
    def plan(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=DATE_FORM)

    @desk.app.view("date_form")
    def check(ack: Any, view: Json) -> None:
        if "vendredi" not in view["state"]["values"]["by"]["by"]["value"]:
            ack(response_action="errors", errors={"by": "Je n’ai pas compris cette date."})
            return
        ack()
        received.put(view["state"]["values"])

    return received


@pytest.fixture
def form(desk: Desk, room: str, window: Window, sent: Queue[Json]) -> Page:
    """A page with a button that opens the form."""
    desk.post(room, button("Planifier", "plan", style="primary"))
    return window(at=room)


def test_a_form_says_at_its_field_what_is_wrong_and_then_is_sent(
    form: Page, sent: Queue[Json]
) -> None:
    form.get_by_role("button", name="Planifier").click()
    dialog = form.get_by_role("dialog", name="Ce qu’on fait")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_label("Quoi ?")).to_be_focused()
    expect(dialog.get_by_text("Ce champ est requis.")).to_have_count(2)

    dialog.get_by_label("Quoi ?").fill("Rembourser 39 €")
    dialog.get_by_label("Pour quand ?").fill("bientôt")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_label("Pour quand ?")).to_have_accessible_description(
        "Je n’ai pas compris cette date."
    )
    expect(dialog.get_by_label("Pour quand ?")).to_be_focused()
    expect(dialog.get_by_label("Quoi ?")).to_have_value("Rembourser 39 €")
    dialog.get_by_label("Pour quand ?").fill("vendredi")
    dialog.get_by_role("button", name="Enregistrer").click()

    expect(dialog).to_have_count(0)
    assert sent.get(timeout=5)["what"]["what"]["value"] == "Rembourser 39 €"


def test_the_keyboard_alone_presses_a_button_and_fills_in_a_form(
    form: Page, sent: Queue[Json]
) -> None:
    press = form.keyboard.press
    expect(message(form, "Planifier")).to_be_visible()
    form.get_by_role("textbox", name="Écrire dans").focus()
    for _ in range(9):
        press("Shift+Tab")
        if form.evaluate("document.activeElement.textContent") == "Planifier":
            break

    press("Enter")
    expect(form.get_by_label("Quoi ?")).to_be_focused()
    form.keyboard.type("Appeler")
    press("Tab")
    form.keyboard.type("vendredi")
    press("Enter")

    expect(form.get_by_role("dialog")).to_have_count(0)
    expect(form.get_by_role("button", name="Planifier")).to_be_focused()
    assert sent.get(timeout=5)["by"]["by"]["value"] == "vendredi"


def test_escape_leaves_a_list_first_and_then_the_form(
    desk: Desk, room: str, window: Window
) -> None:
    closed: Queue[Json] = Queue()
    people = {"type": "users_select", "action_id": "who"}
    view = {
        **DATE_FORM,
        "callback_id": "who_form",
        "notify_on_close": True,
        "blocks": [
            {"type": "input", "block_id": "who", "label": plain("Qui ?"), "element": people}
        ],
    }
    open_on_press(desk, "who", view)
    desk.app.view_closed("who_form")(lambda ack, body: (ack(), closed.put(body)))
    desk.post(room, button("Choisir", "who"))
    page = window(at=room)
    page.get_by_role("button", name="Choisir").click()
    field = page.get_by_role("combobox", name="Qui ?")

    field.press("ArrowDown")
    expect(page.get_by_role("option", name="Bruno Keller")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert closed.get(timeout=5)["view"]["callback_id"] == "who_form"


OPTIONS = [{"text": plain(name), "value": name.lower()} for name in ("Facture", "Vélo", "Casque")]
FIELDS: dict[str, Json] = {
    "text": {"type": "plain_text_input"},
    "email": {"type": "email_text_input"},
    "url": {"type": "url_text_input"},
    "number": {"type": "number_input", "is_decimal_allowed": True},
    "date": {"type": "datepicker"},
    "time": {"type": "timepicker"},
    "moment": {"type": "datetimepicker"},
    "radio": {"type": "radio_buttons", "options": OPTIONS},
    "ticks": {"type": "checkboxes", "options": OPTIONS},
    "one": {"type": "static_select", "options": OPTIONS},
    "several": {"type": "multi_static_select", "options": OPTIONS},
    "person": {"type": "users_select"},
    "channel": {"type": "channels_select"},
    "searched": {"type": "external_select", "min_query_length": 2},
    "words": {"type": "rich_text_input"},
    "files": {"type": "file_input"},
}


def test_every_kind_of_field_gives_the_app_what_was_chosen(
    desk: Desk, room: str, window: Window, tmp_path: Path
) -> None:
    received: Queue[Json] = Queue()
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "label": plain(name),
            "element": {**e, "action_id": "x"},
        }
        for name, e in FIELDS.items()
    ]
    open_on_press(desk, "all", {**DATE_FORM, "callback_id": "all_form", "blocks": blocks})
    desk.app.view("all_form")(lambda ack, view: (ack(), received.put(view["state"]["values"])))
    desk.app.options("x")(lambda ack: ack(options=OPTIONS[1:2]))
    desk.post(room, button("Tout remplir", "all"))
    page = window(at=room)
    page.get_by_role("button", name="Tout remplir").click()
    label = page.get_by_role("dialog").get_by_label

    for name, typed in {
        "text": "Bonjour",
        "email": "c.petit@example.org",
        "url": "https://example.org",
        "number": "3.5",
        "date": "2026-11-27",
        "time": "16:30",
        "moment": "2026-11-27T16:30",
        "words": "*Gras* et\n- un",
    }.items():
        label(name, exact=True).fill(typed)
    page.get_by_role("radiogroup", name="radio").get_by_label("Vélo").check()
    page.get_by_role("group", name="ticks").get_by_label("Facture").check()
    page.get_by_role("group", name="ticks").get_by_label("Casque").check()
    for name, typed in {
        "one": "velo",
        "several": "cas",
        "person": "bruno",
        "channel": room,
        "searched": "vé",
    }.items():
        page.get_by_role("combobox", name=name, exact=True).press_sequentially(typed)
        expect(page.get_by_role("option").first).not_to_contain_text("…")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    bill = tmp_path / "facture.txt"
    bill.write_text("39 €", "utf-8")
    label("files").set_input_files(bill)
    expect(page.get_by_role("listitem").filter(has_text="facture.txt")).to_be_visible()
    page.get_by_role("button", name="Enregistrer").click()

    values = {
        name: next(iter(actions.values())) for name, actions in received.get(timeout=8).items()
    }
    assert values["text"]["value"] == "Bonjour"
    assert values["email"]["value"] == "c.petit@example.org"
    assert values["number"]["value"] == "3.5"
    assert values["date"]["selected_date"] == "2026-11-27"
    assert values["time"]["selected_time"] == "16:30"
    assert values["moment"]["selected_date_time"] == 1_795_793_400  # 16:30 in Paris
    assert values["radio"]["selected_option"]["value"] == "vélo"
    assert [one["value"] for one in values["ticks"]["selected_options"]] == ["facture", "casque"]
    assert values["one"]["selected_option"]["value"] == "vélo"
    assert [one["value"] for one in values["several"]["selected_options"]] == ["casque"]
    assert values["person"]["selected_user"] == desk.hands.id_of("bruno")
    assert values["channel"]["selected_channel"] == desk.hands.id_of(room)
    assert values["searched"]["selected_option"]["value"] == "vélo"
    assert values["words"]["rich_text_value"]["elements"][1]["type"] == "rich_text_list"
    assert values["files"]["files"][0]["name"] == "facture.txt"


def test_a_form_on_a_form_leaves_the_first_as_it_was(
    desk: Desk, room: str, window: Window
) -> None:
    second = {**DATE_FORM, "callback_id": "second", "title": plain("Deuxième"), "blocks": []}
    first = {
        **DATE_FORM,
        "callback_id": "first",
        "blocks": [*DATE_FORM["blocks"], button("Plus loin", "deeper")],
    }
    second["blocks"] = [{"type": "section", "text": plain("Presque fini")}]
    open_on_press(desk, "first", first)

    @desk.app.action("deeper")
    def deeper(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=second)

    desk.post(room, button("Commencer", "first"))
    page = window(at=room)
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Quoi ?").fill("À garder")
    page.get_by_role("button", name="Plus loin").click()
    expect(page.get_by_role("dialog", name="Deuxième")).to_be_visible()

    page.get_by_role("button", name="Retour").click()

    expect(page.get_by_role("dialog", name="Ce qu’on fait")).to_be_visible()
    expect(page.get_by_label("Quoi ?")).to_have_value("À garder")


def test_a_button_that_asks_first_does_nothing_on_no(
    desk: Desk, room: str, window: Window
) -> None:
    pressed: Queue[str] = Queue()
    desk.app.action("erase")(lambda ack, action: (ack(), pressed.put(action["value"])))
    sure = {
        "title": plain("Effacer ?"),
        "text": plain("C’est définitif."),
        "confirm": plain("Effacer"),
        "deny": plain("Garder"),
    }
    desk.post(room, button("Oublier", "erase", value="C-31", style="danger", confirm=sure))
    page = window(at=room)

    page.get_by_role("button", name="Oublier").click()
    page.get_by_role("alertdialog", name="Effacer ?").get_by_role("button", name="Garder").click()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert pressed.empty()
    page.get_by_role("button", name="Oublier").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Effacer").click()

    assert pressed.get(timeout=5) == "C-31"


def open_on_press(desk: Desk, action_id: str, view: Json) -> None:
    """Have the app open this form when its button is pressed."""

    @desk.app.action(action_id)
    def press(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)
