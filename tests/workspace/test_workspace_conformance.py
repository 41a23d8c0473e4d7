"""The workspace answers and sends what Slack's own lists and schemas say, where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt import BoltResponse
from workspace_hands import Hands, Online

from workspace.web_api import METHODS
from workspace.web_api.arguments import RULES

SLACK = Path(__file__).parents[3] / "shared" / "slack"
COMMON = {  # errors that every method may give, and which their lists leave out
    "invalid_arguments",
    "invalid_arg_name",
    "invalid_auth",
    "not_authed",
    "missing_scope",
    "not_allowed_token_type",
    "ratelimited",
}
TEXT = {"type": "plain_text", "text": "A text"}
BUTTON = {"type": "button", "action_id": "go", "text": TEXT, "value": "1"}
OPTIONS = [{"text": TEXT, "value": "one"}, {"text": TEXT, "value": "two"}]
ELEMENTS: list[tuple[dict[str, Any], Any]] = [
    (BUTTON, None),
    ({"type": "overflow", "options": OPTIONS}, "two"),
    ({"type": "static_select", "placeholder": TEXT, "options": OPTIONS}, "one"),
    ({"type": "multi_static_select", "placeholder": TEXT, "options": OPTIONS}, ["one", "two"]),
    ({"type": "users_select", "placeholder": TEXT}, "U0123456789"),
    ({"type": "multi_users_select", "placeholder": TEXT}, ["U0123456789"]),
    ({"type": "channels_select", "placeholder": TEXT}, "C0123456789"),
    ({"type": "conversations_select", "placeholder": TEXT}, "C0123456789"),
    ({"type": "datepicker"}, "2026-11-27"),
    ({"type": "timepicker"}, "17:00"),
    ({"type": "datetimepicker"}, 1795290808),
    ({"type": "radio_buttons", "options": OPTIONS}, "two"),
    ({"type": "checkboxes", "options": OPTIONS}, ["one"]),
]
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": TEXT,
    "submit": TEXT,
    "close": TEXT,
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": TEXT,
            "element": {"type": "plain_text_input", "action_id": "a"},
        },
        {"type": "actions", "block_id": "row", "elements": [BUTTON]},
    ],
}

pytestmark = pytest.mark.skipif(not SLACK.is_dir(), reason="Slack's lists are not beside us")


def listed(method: str) -> Any:
    path = SLACK / "methods" / f"{method}.json"
    return json.loads(path.read_text(encoding="utf-8"))


IN_THE_LISTS = sorted(set(RULES) - {"blocks.validate"})  # newer than the lists


def test_every_method_has_a_rule_and_every_rule_a_method() -> None:
    assert set(METHODS) == set(RULES)


@pytest.mark.parametrize("method", IN_THE_LISTS)
def test_a_method_takes_the_arguments_that_slack_lists(method: str) -> None:
    theirs = listed(method)["args"]
    ours = RULES[method].arguments

    assert set(theirs) <= set(ours)
    required = {name for name, argument in theirs.items() if argument["required"]}
    assert required == {name for name, argument in ours.items() if argument.is_required}


@pytest.mark.parametrize("method", IN_THE_LISTS)
def test_a_method_asks_for_a_scope_that_slack_lists(method: str) -> None:
    scopes = {scope["name"] for scope in listed(method)["scopes"].get("bot", [])}

    if RULES[method].tokens != ("app",):
        assert set(RULES[method].scopes) == scopes


@pytest.mark.parametrize("method", IN_THE_LISTS)
def test_a_call_without_arguments_gives_an_error_that_slack_lists(
    standing: Hands, method: str
) -> None:
    token = "xapp-local" if RULES[method].tokens == ("app",) else "xoxb-local"

    answer = standing.call_as(token, method)

    assert answer["ok"] or answer["error"] in COMMON | set(listed(method)["errors"])
    assert standing.call_as("", method).get("error") in (None, "not_authed")
    assert standing.call_as("xoxb-stolen", method).get("error") in (None, "invalid_auth")


@pytest.mark.parametrize("method", IN_THE_LISTS)
def test_a_call_for_things_that_are_not_there_gives_an_error_that_slack_lists(
    standing: Hands, method: str
) -> None:
    wrong = {
        "channel": "C0NOWHERE00",
        "channel_id": "C0NOWHERE00",
        "user": "U0NOBODY000",
        "users": "U0NOBODY000",
        "user_id": "U0NOBODY000",
        "email": "nobody@nowhere.example",
        "file": "F0NOTHING00",
        "files": [{"id": "F0NOTHING00"}],
        "bot": "B0NOBODY000",
        "usergroup": "S0NOBODY000",
        "team": "T0NOWHERE00",
        "view_id": "V0NOTHING00",
        "trigger_id": "1.2.3",
        "ts": "1.000000",
        "timestamp": "1000000000.000000",
        "message_ts": "1.000000",
        "name": "eyes",
        "cursor": "???",
        "text": "A text",
        "filename": "a.png",
        "length": 3,
        "view": FORM if method != "views.publish" else {"type": "home", "blocks": []},
    }
    token = "xapp-local" if RULES[method].tokens == ("app",) else "xoxb-local"
    given = {name: wrong[name] for name in RULES[method].arguments if name in wrong}

    answer = standing.call_as(token, method, **given)

    assert answer["ok"] or answer["error"] in COMMON | set(listed(method)["errors"])


@pytest.mark.parametrize(
    ("method", "schema"),
    [
        ("apps.connections.open", "AppsConnectionsOpen"),
        ("auth.test", "AuthTest"),
        ("bots.info", "BotsInfo"),
        ("chat.getPermalink", "ChatGetPermalink"),
        ("chat.postEphemeral", "ChatPostEphemeral"),
        ("chat.postMessage", "ChatPostMessage"),
        ("chat.update", "ChatUpdate"),
        ("conversations.history", "ConversationsHistory"),
        ("conversations.info", "ConversationsInfo"),
        ("conversations.list", "ConversationsList"),
        ("conversations.members", "ConversationsMembers"),
        ("conversations.open", "ConversationsOpen"),
        ("conversations.replies", "ConversationsReplies"),
        ("files.completeUploadExternal", "FilesCompleteUploadExternal"),
        ("files.getUploadURLExternal", "FilesGetUploadURLExternal"),
        ("files.info", "FilesInfo"),
        ("reactions.get", "ReactionsGet"),
        ("team.info", "TeamInfo"),
        ("users.info", "UsersInfo"),
        ("users.list", "UsersList"),
        ("views.publish", "ViewsPublish"),
    ],
)
def test_an_answer_fits_its_schema(standing: Hands, method: str, schema: str) -> None:
    arguments = _sensible(standing, method)
    token = "xapp-local" if RULES[method].tokens == ("app",) else "xoxb-local"

    answer = standing.call_as(token, method, **arguments)

    assert answer["ok"], answer
    assert list(_misfits(answer, f"R_{schema}Response")) == []


def _sensible(hands: Hands, method: str) -> dict[str, Any]:
    channel, ana = hands.id_of("general"), hands.id_of("ana")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*A case*"}}]
    metadata = {"event_type": "case", "event_payload": {"id": "C-1"}}
    ts = hands.call(
        "chat.postMessage", channel=channel, text="A case", blocks=blocks, metadata=metadata
    )["ts"]
    hands.call("chat.postMessage", channel=channel, text="A reply", thread_ts=ts)
    hands.call("reactions.add", channel=channel, timestamp=ts, name="eyes")
    made = hands.call("files.getUploadURLExternal", filename="a.png", length=3)
    hands.http.post(made["upload_url"], content=b"abc")
    hands.call("conversations.open", users=ana)
    sensible = {
        "channel": channel,
        "channel_id": channel,
        "user": ana,
        "users": ana,
        "user_id": ana,
        "ts": ts,
        "timestamp": ts,
        "message_ts": ts,
        "text": "A text",
        "filename": "a.png",
        "length": 3,
        "file": made["file_id"],
        "files": [{"id": made["file_id"], "title": "A"}],
        "include_all_metadata": True,
        "include_locale": True,
        "types": "public_channel,private_channel,im",
        "view": {"type": "home", "blocks": blocks},
    }
    wanted = {name: sensible[name] for name in RULES[method].arguments if name in sensible}
    if method == "conversations.open":
        wanted.pop("channel")
    if method == "reactions.get":
        wanted.pop("file")
    return wanted


def test_what_a_press_sends_fits_its_schema(hands: Hands, online: Online) -> None:
    heard = _hear_everything(online)
    online.connect()
    for number, (element, value) in enumerate(ELEMENTS):
        fitted = {**element, "action_id": f"a{number}"}
        blocks = [{"type": "actions", "block_id": "row", "elements": [fitted]}]
        posted = hands.call(
            "chat.postMessage", channel=hands.id_of("general"), text="Choose", blocks=blocks
        )
        assert posted["ok"], posted

        done = hands.as_(
            "ana",
            "click",
            channel="general",
            ts=posted["ts"],
            action_id=f"a{number}",
            **({} if value is None else {"value": value}),
        )

        assert done["acked"], done
        if element["type"] != "datetimepicker":  # which the schema does not know yet
            assert list(_misfits(heard[-1], "BlockActionsPayload")) == []
    samples = _samples("test_block_actions.json", "body")
    assert set(samples) <= set(heard[-1])
    assert set(samples["actions"][0]) - {"text", "value"} <= set(heard[-1]["actions"][0])


def test_what_forms_send_fits_their_schemas(hands: Hands, online: Online) -> None:
    heard = _hear_everything(online)

    @online.app.shortcut("open")
    def open_form(ack: Any, shortcut: Any, client: Any) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)
        ack()

    online.connect()
    [view] = hands.as_("ana", "shortcut", callback_id="open")["views"]
    hands.as_("ana", "click", view_id=view["id"], action_id="go")
    hands.as_("ana", "submit", view_id=view["id"], values={"b": {"a": "typed"}})
    [view] = hands.as_("ana", "shortcut", callback_id="open")["views"]
    hands.as_("ana", "close", view_id=view["id"])
    hands.until(lambda: len(heard) == 5, "the payloads")

    shortcut, press, submission, _, closed = heard
    assert list(_misfits(shortcut, "GlobalShortcutPayload")) == []
    assert list(_misfits(press, "BlockActionsPayload", but={"response_url"})) == []
    assert list(_misfits(submission, "ViewSubmissionPayload", but={"username"})) == []
    assert list(_misfits(closed, "ViewClosedPayload", but={"username"})) == []
    theirs = _samples("test_view_submission.json", "body")
    assert set(theirs) <= set(submission)
    assert set(theirs["view"]) <= set(submission["view"])
    theirs = _samples("test_view_closed.json", "body")
    assert set(theirs) - {"response_urls"} <= set(closed)


def test_what_commands_and_message_shortcuts_send_fits_their_schemas(
    hands: Hands, online: Online
) -> None:
    heard = _hear_everything(online)
    online.connect()
    said = hands.as_("ana", "say", channel="general", text="Look")

    hands.as_("ana", "command", channel="general", text="/boucle help")
    hands.as_("ana", "shortcut", callback_id="add", channel="general", ts=said["ts"])

    command = next(body for body in heard if "command" in body)
    shortcut = next(body for body in heard if body.get("type") == "message_action")
    assert list(_misfits(command, "SlashCommandPayload")) == []
    assert list(_misfits(shortcut, "MessageShortcutPayload", but={"username"})) == []
    theirs = _samples("test_slash_command.json", "slash_command_body")
    assert set(theirs) - {"enterprise_id", "enterprise_name"} <= set(command)
    assert set(_samples("test_shortcut.json", "message_shortcut_body")) <= set(shortcut)


def test_what_events_send_has_the_keys_of_the_samples(hands: Hands, online: Online) -> None:
    heard = _hear_everything(online)
    online.connect()
    said = hands.as_("ana", "say", channel="general", text="Look @boucle")
    ts = said["ts"]
    hands.as_("bruno", "say", channel="general", text="Yes", thread_ts=ts, broadcast=True)
    hands.as_("ana", "edit", channel="general", ts=ts, text="Look here")
    hands.as_("bruno", "react", channel="general", ts=ts, name="eyes")
    [extra] = [hands.as_("ana", "say", channel="general", text="Oops")["ts"]]
    hands.as_("ana", "delete", channel="general", ts=extra)
    file = hands.http.post(
        "/_workspace/upload", params={"user": "ana", "name": "a.png"}, content=b"abc"
    ).json()["file"]
    hands.as_("ana", "say", channel="general", text="A file", files=[file["id"]])
    hands.as_("lea", "home")
    hands.post("users", name="emil")
    hands.as_("emil", "join", channel="general")

    def kinds() -> set[str]:
        return {f"{b['event']['type']}/{b['event'].get('subtype', '')}" for b in heard}

    samples = {
        "message/": _samples("test_message.json", "message_body"),
        "message/thread_broadcast": _samples("test_message_thread_broadcast.json"),
        "message/message_changed": _samples("test_message_changed.json"),
        "message/message_deleted": _samples("test_message_deleted.json"),
        "message/file_share": _samples("test_message_file_share.json"),
        "app_mention/": _samples("test_events.json", "valid_event_body"),
        "reaction_added/": _samples("test_events_ignore_self.json", "event_body"),
        "member_joined_channel/": _samples("test_events.json", "join_event_body"),
        "app_home_opened/": {"event": {"user": "", "channel": "", "tab": "", "event_ts": ""}},
    }
    hands.until(lambda: samples.keys() <= kinds(), "the events")
    for kind, theirs in samples.items():
        ours = next(
            b for b in heard if f"{b['event']['type']}/{b['event'].get('subtype', '')}" == kind
        )
        old = {"authed_users", "enterprise_id"}  # of older samples
        assert set(theirs) - old <= set(ours), kind
        # Older file fields, and the inviter that nobody was, may be missing.
        assert set(theirs["event"]) - {"inviter", "display_as_bot"} <= set(ours["event"]), kind
        # About the other kinds the schema is narrower than the samples.
        if kind in ("message/", "app_mention/", "reaction_added/", "app_home_opened/"):
            assert list(_misfits(ours["event"], "Event")) == [], kind


def _hear_everything(online: Online) -> list[Any]:
    heard: list[Any] = []

    @online.app.middleware
    def hear(body: Any, next: Any) -> BoltResponse | None:  # noqa: A002 - Bolt's own name
        heard.append(body)
        if body.get("callback_id") == "open":
            next()
            return None
        return BoltResponse(status=200)

    return heard


def _samples(name: str, key: str = "event_payload") -> Any:
    path = SLACK / "samples" / "inbound-payloads" / name
    return json.loads(path.read_text(encoding="utf-8"))[key][0]


_NULL = {"enterprise", "title", "submit", "close", "previous_view_id"}


def _misfits(found: Any, schema: str, *, but: set[str] | None = None) -> Iterator[str]:
    """What a schema says against something.

    Slack's types know no null for `enterprise` and the labels of a view, and no key in a payload
    of metadata, all of which it sends; `but` names others.
    """
    path = SLACK / "schemas" / f"{schema}.schema.json"
    validator = jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8")))
    for error in validator.iter_errors(found):
        end = error.json_path.rpartition(".")[2]
        is_known = (end in _NULL and error.instance is None) or end in ("event_payload", "state")
        if not is_known and not any(f"'{name}'" in error.message for name in but or ()):
            yield f"{error.json_path}: {error.message[:300]}"
