"""The Web API refuses, pages, limits and fails as Slack's does."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from workspace_hands import Hands, start


def test_an_unknown_method_says_so(standing: Hands) -> None:
    assert standing.call("chat.shout")["error"] == "unknown_method"


def test_arguments_come_as_json_as_a_form_or_in_the_address(standing: Hands) -> None:
    ana, api = standing.id_of("ana"), "/api/users.info"
    bearer = {"Authorization": "Bearer xoxb-local"}

    answers = [
        standing.http.post(api, json={"user": ana}, headers=bearer),
        standing.http.post(api, data={"user": ana, "token": "xoxb-local"}),
        standing.http.post(api, files={"user": (None, ana)}, headers=bearer),
        standing.http.get(api, params={"user": ana}, headers=bearer),
    ]

    assert [answer.json()["user"]["name"] for answer in answers] == ["ana"] * 4


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", "{", "invalid_json"),
        ("application/json", "[]", "json_not_object"),
        ("text/plain", "user=U1", "invalid_post_type"),
        ("", "user=U1", "missing_post_type"),
        ("application/x-www-form-urlencoded", "us%20er=1", "invalid_arg_name"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    standing: Hands, content_type: str, body: str, error: str
) -> None:
    headers = {"Content-Type": content_type, "Authorization": "Bearer xoxb-local"}
    request = standing.http.build_request("POST", "/api/users.info", content=body)
    request.headers.update(headers)
    if not content_type:
        del request.headers["content-type"]

    assert standing.http.send(request).json()["error"] == error


def test_a_missing_argument_is_named(standing: Hands) -> None:
    answer = standing.call("chat.postMessage", text="Hello")

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_a_missing_scope_is_named_with_what_was_granted(hands: Hands) -> None:
    hands.post("apps", name="boucle", scopes=["chat:write"])

    answer = hands.call("users.info", user=hands.id_of("ana"))

    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "users:read"
    assert answer["provided"] == "chat:write"


def test_the_granted_scopes_stand_in_a_header(hands: Hands) -> None:
    hands.post("apps", name="boucle", scopes=["chat:write", "commands"])

    answer = hands.web.auth_test()

    assert answer.headers["x-oauth-scopes"] == "chat:write,commands"


def test_channels_come_page_by_page(hands: Hands) -> None:
    for number in range(7):
        hands.post("channels", name=f"channel-{number}")

    pages = [
        [channel["name"] for channel in page["channels"]]
        for page in hands.web.conversations_list(limit=3)
    ]

    assert [len(page) for page in pages] == [3, 3, 2]
    assert [name for page in pages for name in page] == [
        "general",
        *(f"channel-{number}" for number in range(7)),
    ]


def test_a_history_comes_newest_first_and_page_by_page(hands: Hands) -> None:
    general = hands.id_of("general")
    sent = [hands.web.chat_postMessage(channel=general, text=f"{n}")["ts"] for n in range(5)]

    pages = [
        (page["has_more"], [message["text"] for message in page["messages"]])
        for page in hands.web.conversations_history(channel=general, limit=2)
    ]

    assert pages == [(True, ["4", "3"]), (True, ["2", "1"]), (False, ["0"])]
    between = hands.web.conversations_history(channel=general, oldest=sent[1], latest=sent[3])
    assert [message["text"] for message in between["messages"]] == ["2"]
    within = hands.web.conversations_history(
        channel=general, oldest=sent[1], latest=sent[3], inclusive=True
    )
    assert [message["text"] for message in within["messages"]] == ["3", "2", "1"]


def test_metadata_comes_back_only_when_asked_for(hands: Hands) -> None:
    general = hands.id_of("general")
    metadata = {"event_type": "notice", "event_payload": {"id": "card:C-1"}}
    ts = hands.web.chat_postMessage(channel=general, text="A card", metadata=metadata)["ts"]
    hands.web.chat_postMessage(channel=general, text="In it", thread_ts=ts, metadata=metadata)

    plain = hands.web.conversations_history(channel=general)["messages"]
    full = hands.web.conversations_history(channel=general, include_all_metadata=True)["messages"]
    replies = hands.web.conversations_replies(channel=general, ts=ts, include_all_metadata=True)

    assert "metadata" not in plain[0]
    assert full[0]["metadata"] == metadata
    assert [message["metadata"] for message in replies["messages"]] == [metadata, metadata]


def test_a_direct_message_opens_once(hands: Hands) -> None:
    ana = hands.id_of("ana")

    first = hands.web.conversations_open(users=ana)["channel"]["id"]
    again = hands.web.conversations_open(users=ana)
    hands.web.chat_postMessage(channel=ana, text="For you")

    assert again["channel"]["id"] == first
    assert again["already_open"]
    assert [m["text"] for m in hands.messages("boucle", user="ana")] == ["For you"]


def test_a_locale_is_told_when_asked(hands: Hands) -> None:
    bruno = hands.id_of("bruno")

    assert "locale" not in hands.web.users_info(user=bruno)["user"]
    assert hands.web.users_info(user=bruno, include_locale=True)["user"]["locale"] == "en-GB"


def test_broken_blocks_are_refused_with_the_place(standing: Hands) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]

    answer = standing.call("chat.postMessage", channel="#general", text="A", blocks=blocks)

    assert answer["error"] == "invalid_blocks"
    assert "/blocks/0/text" in answer["response_metadata"]["messages"][0]


def test_a_view_with_an_old_hash_is_not_changed(hands: Hands) -> None:
    ana = hands.id_of("ana")
    home: dict[str, Any] = {"type": "home", "blocks": [{"type": "divider"}]}
    old = hands.web.views_publish(user_id=ana, view=home)["view"]
    hands.web.views_publish(user_id=ana, view=home, hash=old["hash"])

    answer = hands.call("views.publish", user_id=ana, view=home, hash=old["hash"])

    assert answer["error"] == "hash_conflict"


def test_a_limited_app_is_told_how_long_to_wait() -> None:
    workspace = start(limits=1.0)
    hands = Hands(workspace)
    general = hands.id_of("general")
    hands.web.conversations_join(channel=general)

    answers = []
    for number in range(8):
        body = {"channel": general, "text": f"{number}"}
        headers = {"Authorization": "Bearer xoxb-local"}
        answers.append(hands.http.post("/api/chat.postMessage", json=body, headers=headers))

    hands.http.close()
    workspace.stop()
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"] == "ratelimited"
    assert int(answers[-1].headers["Retry-After"]) >= 1


@pytest.mark.parametrize("kind", ["http_500", "http_429"])
def test_a_failing_method_has_no_effect(hands: Hands, kind: str) -> None:
    hands.post("faults", method="chat.postMessage", kind=kind, nth=2, retry_after=7)
    hands.web.chat_postMessage(channel="#general", text="first")

    with pytest.raises(SlackApiError) as failed:
        hands.web.chat_postMessage(channel="#general", text="second")
    hands.web.chat_postMessage(channel="#general", text="third")

    assert failed.value.response.status_code == int(kind[-3:])
    if kind == "http_429":
        assert failed.value.response.headers["Retry-After"] == "7"
    assert [message["text"] for message in hands.messages()] == ["first", "third"]


@pytest.mark.parametrize(("kind", "there"), [("drop_before", []), ("drop_after", ["lost?"])])
def test_a_dropped_connection_may_or_may_not_have_had_its_effect(
    hands: Hands, kind: str, there: list[str]
) -> None:
    hands.post("faults", method="chat.postMessage", kind=kind)
    headers = {"Authorization": "Bearer xoxb-local"}

    with pytest.raises(httpx.TransportError):
        hands.http.post(
            "/api/chat.postMessage",
            json={"channel": "#general", "text": "lost?"},
            headers=headers,
        )

    assert [message["text"] for message in hands.messages()] == there


def test_a_timeout_is_held_and_a_slow_call_still_works(hands: Hands) -> None:
    hands.post("faults", method="chat.postMessage", kind="timeout", seconds=0.2, nth=1)
    hands.post("faults", method="users.info", kind="slow", seconds=0.2)

    with pytest.raises(httpx.TransportError):
        hands.call("chat.postMessage", channel="#general", text="lost")
    slow = hands.call("users.info", user=hands.id_of("ana"))

    assert slow["ok"]
    assert hands.messages() == []


def test_a_slow_call_takes_its_effect_before_its_late_answer(hands: Hands) -> None:
    before = hands.get("log")["last"]
    hands.post("faults", method="chat.postMessage", kind="slow", seconds=0.3)

    said_at = float(hands.web.chat_postMessage(channel="#general", text="there at once")["ts"])

    [entry] = hands.get("log", since=before)["calls"]
    answered_at = datetime.fromisoformat(entry["time"]).timestamp()
    assert answered_at - said_at >= 0.29


def test_faults_can_be_seen_and_taken_away(hands: Hands) -> None:
    hands.post("faults", method="*", kind="http_500", every=1)
    shown = hands.get("faults")["faults"]
    hands.http.delete("/_workspace/faults")

    assert shown[0]["kind"] == "http_500"
    assert hands.call("api.test")["ok"]
    refused = hands.post("faults", method="*", kind="earthquake")
    assert refused["error"] == "invalid_fault"


def test_each_call_is_logged_with_its_token_masked(hands: Hands) -> None:
    before = hands.get("log")["last"]
    hands.web.chat_postMessage(channel="#general", text="Logged", blocks=[{"type": "divider"}])

    [entry] = hands.get("log", since=before)["calls"]

    assert entry["method"] == "chat.postMessage"
    assert entry["arguments"]["token"] == "xoxb-…"
    assert entry["arguments"]["blocks"] == [{"type": "divider"}]
    assert entry["status"] == 200
    assert entry["answer"]["ok"]
    assert "xoxb-local" not in json.dumps(entry)


def test_a_response_url_serves_five_answers(hands: Hands) -> None:
    core = hands.workspace._core
    app = next(iter(core.state.apps.values()))
    channel = core.state.channels[hands.id_of("general")]
    link = core.new_response_url(app, hands.id_of("ana"), channel)

    answers = [hands.http.post(link, json={"text": f"{n}"}).status_code for n in range(6)]

    assert answers == [200] * 5 + [404]
    assert len(hands.messages(user="ana")) == 5


def test_a_reply_is_counted_on_its_parent_and_uncounted(hands: Hands) -> None:
    general = hands.id_of("general")
    ts = hands.web.chat_postMessage(channel=general, text="parent")["ts"]
    reply = hands.web.chat_postMessage(channel=general, text="reply", thread_ts=ts)["ts"]
    counted = hands.messages()[0]["reply_count"]

    hands.web.chat_delete(channel=general, ts=reply)

    assert counted == 1
    assert hands.messages()[0]["reply_count"] == 0


def test_an_app_changes_only_its_own_messages(hands: Hands) -> None:
    general = hands.id_of("general")
    said = hands.as_("ana", "say", channel="general", text="Mine")

    changed = hands.call("chat.update", channel=general, ts=said["ts"], text="Yours")
    deleted = hands.call("chat.delete", channel=general, ts=said["ts"])

    assert changed["error"] == "cant_update_message"
    assert deleted["error"] == "cant_delete_message"


def test_a_client_of_its_own_makes_as_many_channels_as_it_likes(hands: Hands) -> None:
    client = WebClient("xoxb-local", base_url=f"{hands.workspace.url}/api/")

    made = client.conversations_create(name="voix-facturation")["channel"]

    assert made["is_member"]
    assert hands.call("conversations.create", name="voix-facturation")["error"] == "name_taken"
    assert hands.call("conversations.create", name="Not This")["error"] == "invalid_name_specials"


def test_a_channel_is_renamed_described_archived_and_left(hands: Hands) -> None:
    channel = hands.web.conversations_create(name="voix")["channel"]["id"]
    hands.web.conversations_invite(channel=channel, users=hands.id_of("ana"))

    hands.web.conversations_rename(channel=channel, name="voix-produit")
    hands.web.conversations_setTopic(channel=channel, topic="La semaine")
    described = hands.web.conversations_setPurpose(channel=channel, purpose="Écouter")["channel"]
    hands.web.conversations_kick(channel=channel, user=hands.id_of("ana"))
    hands.web.conversations_archive(channel=channel)
    while_archived = hands.call("chat.postMessage", channel=channel, text="Too late")
    hands.web.conversations_unarchive(channel=channel)
    hands.web.conversations_leave(channel=channel)

    assert described["name"] == "voix-produit"
    assert described["topic"]["value"] == "La semaine"
    assert described["purpose"]["value"] == "Écouter"
    assert while_archived["error"] == "is_archived"
    assert hands.web.conversations_info(channel=channel)["channel"]["is_member"] is False


def test_a_deleted_file_leaves_its_name(hands: Hands) -> None:
    general = hands.id_of("general")
    done = hands.web.files_upload_v2(channel=general, content="abc", filename="a.txt")
    hands.messages()

    hands.web.files_delete(file=done["file"]["id"])

    assert hands.messages()[0]["files"] == [
        {"id": done["file"]["id"], "name": "a.txt", "mode": "tombstone"}
    ]
    assert hands.call("files.info", file=done["file"]["id"])["error"] == "file_not_found"


def test_api_test_gives_back_whatever_it_was_sent(standing: Hands) -> None:
    assert standing.web.api_test(foo="bar")["args"] == {"foo": "bar"}
    assert standing.call("api.test", error="oh_no")["error"] == "oh_no"
