"""An unchanged Bolt app in Socket Mode lives in the workspace as it would in Slack."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from workspace_hands import Hands, Online

FORM = {
    "type": "modal",
    "callback_id": "promise",
    "title": {"type": "plain_text", "text": "A promise"},
    "submit": {"type": "plain_text", "text": "Promise"},
    "blocks": [
        {
            "type": "input",
            "block_id": "when",
            "label": {"type": "plain_text", "text": "When"},
            "element": {"type": "datepicker", "action_id": "day"},
        },
        {
            "type": "input",
            "block_id": "what",
            "optional": True,
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
    ],
}
BUTTON = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        {
            "type": "button",
            "action_id": "take",
            "value": "C-1",
            "text": {"type": "plain_text", "text": "I'll take it"},
        }
    ],
}


def test_a_command_is_acked_with_a_text_that_only_its_user_sees(
    hands: Hands, online: Online
) -> None:
    @online.app.command("/boucle")
    def answer(ack: Any, body: Any) -> None:
        ack(f"You said: {body['text']}")

    online.connect()

    done = hands.as_("ana", "command", channel="general", text="/boucle today")

    assert done["acked"]
    assert done["ack_ms"] < 3000
    assert [m["text"] for m in hands.messages(user="ana")] == ["You said: today"]
    assert hands.messages(user="bruno") == []


def test_a_command_is_answered_for_everybody_in_channel(hands: Hands, online: Online) -> None:
    @online.app.command("/boucle")
    def answer(ack: Any) -> None:
        ack(response_type="in_channel", text="For all", blocks=[BUTTON])

    online.connect()

    hands.as_("ana", "command", channel="general", text="list")

    [message] = hands.messages(user="bruno")
    assert message["text"] == "For all"
    assert message["blocks"][0]["elements"][0]["action_id"] == "take"


def test_an_app_that_is_not_there_does_not_take_the_command(hands: Hands) -> None:
    done = hands.as_("ana", "command", channel="general", text="/boucle today")

    assert not done["acked"]
    assert done["error"] == "app_offline"


def test_a_form_is_refused_by_the_client_then_by_the_app_then_taken(
    hands: Hands, online: Online
) -> None:
    @online.app.shortcut("new-promise")
    def open_form(ack: Any, shortcut: Any, client: Any) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)
        ack()

    @online.app.view("promise")
    def take_form(ack: Any, view: Any) -> None:
        day = view["state"]["values"]["when"]["day"]["selected_date"]
        if day < "2026-01-01":
            ack(response_action="errors", errors={"when": "That day is past."})
        else:
            ack()

    online.connect()
    [view] = hands.as_("ana", "shortcut", callback_id="new-promise")["views"]

    empty = hands.as_("ana", "submit", view_id=view["id"], values={})
    past = hands.as_("ana", "submit", view_id=view["id"], values=_on("2025-01-01"))
    fine = hands.as_("ana", "submit", view_id=view["id"], values=_on("2026-11-27"))

    assert empty["error"] == "invalid_input"
    assert set(empty["response"]["errors"]) == {"when"}
    assert past["response"]["errors"] == {"when": "That day is past."}
    assert [v["id"] for v in past["views"]] == [view["id"]]
    assert fine["acked"]
    assert fine["views"] == []


def _on(day: str) -> dict[str, Any]:
    return {"when": {"day": day}}


def test_a_form_can_show_the_next_one_put_one_on_top_and_clear_all(
    hands: Hands, online: Online
) -> None:
    @online.app.shortcut("new-promise")
    def open_form(ack: Any, shortcut: Any, client: Any) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)
        ack()

    @online.app.view("promise")
    def next_form(ack: Any, view: Any) -> None:
        step = view["state"]["values"]["what"]["text"]["value"]
        if step == "clear":
            ack(response_action="clear")
        else:
            title = {"type": "plain_text", "text": step}
            ack(response_action=step, view={**FORM, "title": title})

    online.connect()
    [first] = hands.as_("ana", "shortcut", callback_id="new-promise")["views"]

    updated = _submit(hands, first, "update")["views"]
    stacked = _submit(hands, updated[-1], "push")["views"]
    cleared = _submit(hands, stacked[-1], "clear")["views"]

    assert [v["title"]["text"] for v in updated] == ["update"]
    assert [v["title"]["text"] for v in stacked] == ["update", "push"]
    assert stacked[1]["previous_view_id"] == stacked[0]["id"] == stacked[1]["root_view_id"]
    assert cleared == []


def _submit(hands: Hands, view: Any, step: str) -> Any:
    values = {"when": {"day": "2026-11-27"}, "what": {"text": step}}
    return hands.as_("ana", "submit", view_id=view["id"], values=values)


def test_a_button_changes_the_message_and_answers_its_presser(
    hands: Hands, online: Online
) -> None:
    @online.app.action("take")
    def take(ack: Any, body: Any, client: Any, respond: Any) -> None:
        ack()
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**place, text=f"Taken by <@{body['user']['id']}>")
        respond("It is yours.", replace_original=False)

    online.connect()
    posted = hands.web.chat_postMessage(channel="#general", text="A case", blocks=[BUTTON])

    done = hands.as_("ana", "click", channel="general", ts=posted["ts"], action_id="take")

    assert done["acked"]
    shown = hands.until(lambda: _two(hands.messages(user="ana")), "the answer")
    assert [m["text"] for m in shown] == [f"Taken by <@{hands.id_of('ana')}>", "It is yours."]
    assert "blocks" not in shown[0]
    assert shown[0]["edited"]


def _two(messages: list[Any]) -> list[Any] | None:
    return messages if len(messages) == 2 and "Taken" in messages[0]["text"] else None


def test_a_reaction_and_its_removal_reach_the_app(hands: Hands, online: Online) -> None:
    heard: list[Any] = []
    _listen_to(online.app, "reaction_added", heard)
    _listen_to(online.app, "reaction_removed", heard)
    online.connect()
    posted = hands.web.chat_postMessage(channel="#general", text="A case")

    hands.as_("bruno", "react", channel="general", ts=posted["ts"], name="raising_hand")
    hands.until(lambda: len(heard) == 1, "the reaction")
    hands.as_("bruno", "unreact", channel="general", ts=posted["ts"], name="raising_hand")
    hands.until(lambda: len(heard) == 2, "its removal")

    assert [event["type"] for event in heard] == ["reaction_added", "reaction_removed"]
    assert heard[0]["reaction"] == "raising_hand"
    assert heard[0]["item"]["ts"] == posted["ts"]
    assert "reactions" not in hands.messages()[0]


def _listen_to(app: App, kind: str, heard: list[Any]) -> None:
    @app.event(kind)
    def hear(event: Any) -> None:
        heard.append(event)


def test_a_mention_is_answered_in_its_thread(hands: Hands, online: Online) -> None:
    @online.app.event("app_mention")
    def greet(event: Any, say: Any) -> None:
        say("Hello!", thread_ts=event["ts"])

    @online.app.event("message")
    def ignore() -> None: ...

    online.connect()

    said = hands.as_("ana", "say", channel="general", text="@boucle are you there?")

    def greeted() -> Any:
        return hands.messages(thread_ts=said["ts"])[1:]

    [reply] = hands.until(greeted, "the greeting")
    assert reply["text"] == "Hello!"
    assert hands.messages()[0]["reply_count"] == 1


def test_opening_the_app_home_shows_what_the_app_publishes(hands: Hands, online: Online) -> None:
    @online.app.event("app_home_opened")
    def show(event: Any, client: Any) -> None:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Yours*"}}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section]})

    online.connect()

    hands.as_("lea", "home")

    view = hands.until(lambda: hands.get("home", user="lea")["view"], "the home")
    assert view["type"] == "home"
    assert view["blocks"][0]["text"]["text"] == "*Yours*"
    assert hands.get("home", user="ana")["view"] is None


def test_a_message_shortcut_brings_its_message(hands: Hands, online: Online) -> None:
    heard: list[Any] = []

    @online.app.shortcut({"callback_id": "add", "type": "message_action"})
    def add(ack: Any, shortcut: Any) -> None:
        heard.append(shortcut)
        ack()

    online.connect()
    said = hands.as_("ana", "say", channel="general", text="A customer told me…")

    hands.as_("bruno", "shortcut", callback_id="add", channel="general", ts=said["ts"])

    assert heard[0]["message"]["text"] == "A customer told me…"
    assert heard[0]["user"]["name"] == "bruno"


def test_an_uploaded_file_stands_in_the_channel(hands: Hands) -> None:
    done = hands.web.files_upload_v2(
        channel=hands.id_of("general"),
        content=b"\x89PNG\r\n",
        filename="week.png",
        title="The week",
        initial_comment="Here it is",
    )

    [message] = hands.messages()
    assert message["text"] == "Here it is"
    assert message["files"][0]["title"] == "The week"
    file = hands.web.files_info(file=done["file"]["id"])["file"]
    assert file["shares"]["public"]
    token = {"Authorization": "Bearer xoxb-local"}
    assert hands.http.get(file["url_private"], headers=token).content == b"\x89PNG\r\n"
    assert hands.http.get(file["url_private"]).status_code == 403


def test_an_app_speaks_only_where_it_is_a_member(hands: Hands) -> None:
    hands.post("channels", name="voix-produit", members=["chloe"])
    posted = hands.call("chat.postMessage", channel=hands.id_of("voix-produit"), text="Hello")

    assert posted["error"] == "not_in_channel"


def test_events_stay_where_the_app_is_a_member(hands: Hands, online: Online) -> None:
    heard: list[Any] = []
    _listen_to(online.app, "message", heard)
    online.connect()
    hands.post("channels", name="voix-produit", members=["ana"])

    hands.as_("ana", "say", channel="voix-produit", text="Among us")
    hands.as_("ana", "say", channel="general", text="For all")

    hands.until(lambda: heard, "the message")
    assert [event["text"] for event in heard] == ["For all"]


def test_a_select_offers_what_the_app_finds_for_the_letters_typed(
    hands: Hands, online: Online
) -> None:
    @online.app.options("touchpoint")
    def offer(ack: Any, payload: Any) -> None:
        found = [name for name in ("Facture", "Livraison") if payload["value"] in name.lower()]
        ack(options=[{"text": {"type": "plain_text", "text": n}, "value": n} for n in found])

    chosen: list[Any] = []

    @online.app.action("touchpoint")
    def choose(ack: Any, action: Any) -> None:
        chosen.append(action["selected_option"]["value"])
        ack()

    online.connect()
    select = {
        "type": "external_select",
        "action_id": "touchpoint",
        "placeholder": {"type": "plain_text", "text": "Where?"},
        "min_query_length": 1,
    }
    blocks = [{"type": "actions", "block_id": "row", "elements": [select]}]
    ts = hands.web.chat_postMessage(channel="#general", text="Where?", blocks=blocks)["ts"]
    place = {"channel": "general", "ts": ts, "action_id": "touchpoint"}

    offered = hands.as_("ana", "options", **place, value="fact")
    hands.as_("ana", "click", **place, value="Facture")

    assert [option["value"] for option in offered["response"]["options"]] == ["Facture"]
    assert chosen == ["Facture"]


def test_a_form_asks_where_to_answer(hands: Hands, online: Online) -> None:
    place = {
        "type": "conversations_select",
        "action_id": "channel",
        "response_url_enabled": True,
    }
    label = {"type": "plain_text", "text": "Where"}
    block = {"type": "input", "block_id": "where", "label": label, "element": place}

    @online.app.shortcut("ask")
    def ask(ack: Any, shortcut: Any, client: Any) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view={**FORM, "blocks": [block]})
        ack()

    @online.app.view("promise")
    def answer(ack: Any, body: Any, respond: Any) -> None:
        ack()
        respond("Here it is", response_type="in_channel")

    online.connect()
    [view] = hands.as_("ana", "shortcut", callback_id="ask")["views"]

    values = {"where": {"channel": hands.id_of("general")}}
    hands.as_("ana", "submit", view_id=view["id"], values=values)

    [message] = hands.until(hands.messages, "the answer")
    assert message["text"] == "Here it is"
