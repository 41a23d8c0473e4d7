"""The workspace starts, keeps, moves its clock, receives mail and tells its pages."""

from __future__ import annotations

import json
import smtplib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from websockets.sync.client import ClientConnection, connect
from workspace_hands import Hands, Online, start

from workspace import FolderNotReadable, PortInUse, SeedNotUnderstood, Workspace

PARIS = ZoneInfo("Europe/Paris")
# A Tuesday.
MORNING = datetime(2026, 11, 24, 9, 15, tzinfo=PARIS)


def test_a_port_in_use_is_named() -> None:
    first = start()
    port = urlsplit(first.url).port
    assert port is not None

    with pytest.raises(PortInUse) as refused:
        Workspace(port=port).start()

    first.stop()
    assert refused.value.port == port


def test_a_seed_brings_people_channels_groups_and_apps(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text(
        "display_information: {name: Echo}\n"
        "features: {slash_commands: [{command: /echo, description: Echoes}]}\n"
        "oauth_config: {scopes: {bot: [commands, chat:write]}}\n"
        "settings: {event_subscriptions: {bot_events: [app_mention]}}\n",
        encoding="utf-8",
    )
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        "team: {name: Atelier}\n"
        "users: [{name: emil, locale: de-DE, tz: Europe/Berlin}]\n"
        "apps: [{name: echo, bot_token: xoxb-echo, manifest: app.yaml}]\n"
        "channels: [{name: werkstatt, is_private: true, members: [emil, echo]}]\n"
        "groups: [{handle: leads, users: [emil, lea]}]\n",
        encoding="utf-8",
    )

    hands = Hands(start(seed=seed))

    state = hands.get("state")
    echo = next(app for app in state["apps"] if app["name"] == "echo")
    assert state["team"]["name"] == "Atelier"
    assert echo["commands"][0]["command"] == "/echo"
    assert echo["scopes"] == ["commands", "chat:write"]
    assert {channel["name"] for channel in state["channels"]} == {"general", "werkstatt"}
    assert len(state["groups"][0]["users"]) == 2
    assert "werkstatt" not in {c["name"] for c in hands.get("state", user="ana")["channels"]}
    hands.http.close()
    hands.workspace.stop()


@pytest.mark.parametrize("text", ["[]", "people: []", "users: [{nom: ana}]", "a: [", "apps: [1]"])
def test_a_seed_that_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text(text, encoding="utf-8")

    with pytest.raises(SeedNotUnderstood):
        Workspace(port=0, seed=seed)


def test_what_happened_is_there_again_after_a_restart(tmp_path: Path) -> None:
    hands = Hands(start(folder=tmp_path, clock_start=MORNING))
    general = hands.id_of("general")
    hands.web.conversations_join(channel=general)
    ts = hands.web.chat_postMessage(channel=general, text="A case \u2028 \U0001f6b2")["ts"]
    hands.as_("ana", "react", channel="general", ts=ts, name="eyes")
    hands.as_("bruno", "say", channel="general", text="Mine", thread_ts=ts)
    hands.web.views_publish(
        user_id=hands.id_of("lea"), view={"type": "home", "blocks": [{"type": "divider"}]}
    )
    hands.post("clock", advance="2d")
    before = hands.messages(), hands.messages(thread_ts=ts), hands.get("home", user="lea")
    hands.http.close()
    hands.workspace.stop()

    again = Hands(start(folder=tmp_path, clock_start=MORNING))

    after = again.messages(), again.messages(thread_ts=ts), again.get("home", user="lea")
    now = datetime.fromisoformat(again.get("clock")["now"])
    newer = again.web.chat_postMessage(channel=general, text="Newer")["ts"]
    again.http.close()
    again.workspace.stop()
    assert after == before
    assert now >= MORNING + timedelta(days=2)
    assert newer > ts


def test_a_line_cut_short_by_a_kill_loses_only_itself(tmp_path: Path) -> None:
    hands = Hands(start(folder=tmp_path))
    hands.as_("ana", "say", channel="general", text="Kept")
    hands.http.close()
    hands.workspace.stop()
    with (tmp_path / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('["message","C0')

    again = Hands(start(folder=tmp_path))

    texts = [message["text"] for message in again.messages()]
    again.http.close()
    again.workspace.stop()
    assert texts == ["Kept"]


def test_business_time_starts_where_told_and_jumps() -> None:
    hands = Hands(start(clock_start=MORNING))

    def now() -> datetime:
        return datetime.fromisoformat(hands.get("clock")["now"])

    began = now()
    hands.post("clock", to="next_morning")
    wednesday = now()
    hands.post("clock", to="next_friday")
    friday = now()
    hands.post("clock", to="next_morning")
    monday = now()
    hands.post("clock", advance="1d 2h")
    later = now()
    refused = hands.post("clock", to="2026-11-24T09:15:00+01:00")
    unclear = hands.post("clock", advance="soon")
    said = hands.as_("ana", "say", channel="general", text="When?")
    hands.http.close()
    hands.workspace.stop()

    minute = timedelta(minutes=1)
    assert began - MORNING < minute
    assert wednesday - MORNING.replace(day=25) < minute
    assert friday - MORNING.replace(day=27, hour=16, minute=0) < minute
    assert monday - MORNING.replace(day=30) < minute
    assert later - monday - timedelta(days=1, hours=2) < minute
    assert refused["error"] == unclear["error"] == "invalid_time"
    assert datetime.fromtimestamp(float(said["ts"]), UTC) >= later


def test_mail_really_sent_is_in_the_inbox(hands: Hands) -> None:
    mail = EmailMessage()
    mail["From"] = "Vélo Libre <bonjour@velolibre.example>"
    mail["To"] = "Zoé <zoe@client.example>"
    mail["Subject"] = "Votre facture : voici ce que nous faisons"
    mail["Message-ID"] = "<n-1@velolibre.example>"
    mail.set_content("Bonjour Zoé, c’est réparé.")
    mail.add_alternative("<p>Bonjour Zoé</p>", subtype="html")

    send(hands, mail)

    [received] = hands.get("inbox")["mails"]
    assert received["to"] == ["zoe@client.example"]
    assert received["subject"] == "Votre facture : voici ce que nous faisons"
    assert received["text"].strip() == "Bonjour Zoé, c’est réparé."
    assert received["html"].strip() == "<p>Bonjour Zoé</p>"
    assert received["message_id"] == "<n-1@velolibre.example>"


@pytest.mark.parametrize(("kind", "kept"), [("refuse", 0), ("drop_before", 0), ("drop_after", 1)])
def test_mail_can_fail_before_and_after_it_is_kept(hands: Hands, kind: str, kept: int) -> None:
    hands.post("faults", method="smtp", kind=kind)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@a.example", "b@b.example", "Hello"

    with pytest.raises((smtplib.SMTPException, ConnectionError)):
        send(hands, mail)

    assert len(hands.get("inbox")["mails"]) == kept


def send(hands: Hands, mail: EmailMessage) -> None:
    server = urlsplit(hands.get("state")["smtp"])
    with smtplib.SMTP(server.hostname or "", server.port or 0, timeout=5) as smtp:
        smtp.login("anybody", "anything")
        smtp.send_message(mail)


def test_a_page_hears_what_its_user_may_hear(hands: Hands) -> None:
    general = hands.id_of("general")

    with listen(hands, "ana") as ana, listen(hands, "bruno") as bruno:
        ts = hands.web.chat_postMessage(channel="#general", text="For all")["ts"]
        hands.web.chat_postEphemeral(channel=general, user=hands.id_of("ana"), text="For Ana")
        hands.as_("bruno", "react", channel="general", ts=ts, name="eyes")
        hands.post("clock", advance="1h")
        told_ana, told_bruno = until_clock(ana), until_clock(bruno)

    assert told_ana == ["hello", "message", "ephemeral", "reaction", "clock"]
    assert told_bruno == ["hello", "message", "reaction", "clock"]


def listen(hands: Hands, user: str) -> ClientConnection:
    address = hands.workspace.url.replace("http", "ws")
    return connect(f"{address}/_workspace/live?user={user}", proxy=None)


def until_clock(page: ClientConnection) -> list[str]:
    heard: list[str] = []
    while not heard or heard[-1] != "clock":
        change: dict[str, Any] = json.loads(page.recv(timeout=5))
        if change["type"] != "log":
            heard.append(change["type"])
    return heard


def test_what_is_unread_is_counted_until_it_is_read(hands: Hands) -> None:
    ana = hands.id_of("ana")
    hands.web.chat_postMessage(channel="#general", text="One")
    hands.web.chat_postMessage(channel="#general", text=f"<@{ana}> two")

    def general() -> Any:
        return hands.get("state", user="ana")["channels"][0]

    unread = general()
    hands.as_("ana", "read", channel="general")
    read = general()

    assert (unread["unread"], unread["mentions"]) == (2, 1)
    assert (read["unread"], read["mentions"]) == (0, 0)


def test_what_a_person_types_is_escaped_and_mentions_are_found(hands: Hands) -> None:
    boucle, general = hands.id_of("boucle"), hands.id_of("general")

    said = hands.as_(
        "ana",
        "say",
        channel="general",
        text="@boucle a <b> & c in #general, see https://velo.example/a?b=1&c=2.",
    )["response"]

    link = "<https://velo.example/a?b=1&amp;c=2>"
    assert said["text"] == (
        f"<@{boucle}> a &lt;b&gt; &amp; c in <#{general}|general>, see {link}."
    )
    kinds = [piece["type"] for piece in said["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "channel", "text", "link", "text"]


@pytest.mark.parametrize(
    ("action", "body", "error"),
    [
        ("say", {"channel": "nowhere", "text": "Hello"}, "channel_not_found"),
        ("say", {"channel": "general", "text": " "}, "no_text"),
        ("click", {"channel": "general", "ts": "1.0", "action_id": "a"}, "message_not_found"),
        ("submit", {"view_id": "V1"}, "view_not_found"),
        ("command", {"channel": "general", "text": "/unknown"}, "unknown_command"),
        ("fly", {}, "unknown_action"),
    ],
)
def test_what_a_person_cannot_do_is_refused_by_name(
    hands: Hands, action: str, body: dict[str, Any], error: str
) -> None:
    assert hands.as_("ana", action, **body)["error"] == error


def test_a_message_with_replies_leaves_a_tombstone(hands: Hands) -> None:
    ts = hands.as_("ana", "say", channel="general", text="First")["ts"]
    hands.as_("bruno", "say", channel="general", text="Reply", thread_ts=ts)

    hands.as_("ana", "delete", channel="general", ts=ts)

    assert hands.messages()[0]["subtype"] == "tombstone"
    assert len(hands.messages(thread_ts=ts)) == 2


def test_a_page_from_elsewhere_may_not_act(hands: Hands) -> None:
    body = {"channel": "general", "text": "Not me"}
    foreign = {"Origin": "https://elsewhere.example"}

    refused = hands.http.post("/_workspace/as/ana/say", json=body, headers=foreign)
    own = hands.http.post("/_workspace/as/ana/say", json=body, headers={"Origin": _origin(hands)})

    assert refused.status_code == 403
    assert own.status_code == 200


def _origin(hands: Hands) -> str:
    return hands.workspace.url


def test_a_press_on_what_one_person_sees_comes_without_the_message(
    hands: Hands, online: Online
) -> None:
    heard: list[Any] = []

    @online.app.action("go")
    def press(ack: Any, body: Any) -> None:
        heard.append(body)
        ack()

    online.connect()
    element = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    hands.web.chat_postEphemeral(
        channel=hands.id_of("general"),
        user=hands.id_of("ana"),
        text="Only you",
        blocks=[{"type": "actions", "elements": [element]}],
    )
    [shown] = hands.messages(user="ana")

    done = hands.as_("ana", "click", channel="general", ts=shown["ts"], action_id="go")

    assert done["acked"]
    assert "message" not in heard[0]
    assert heard[0]["container"]["is_ephemeral"] is True
    assert heard[0]["container"]["message_ts"] == shown["ts"]


def test_an_app_in_the_seed_may_have_an_address_before_anything_runs(tmp_path: Path) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        "apps: [{name: boucle, events_url: 'http://127.0.0.1:9/'}]\n"
        "channels: [{name: early, members: [ana, boucle]}]\n",
        encoding="utf-8",
    )

    workspace = start(seed=seed)

    workspace.stop()
    assert workspace.url


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    record = {"id": "U1", "shoe_size": 42}
    line = json.dumps(["user", "U1", record])
    (tmp_path / "journal.jsonl").write_text(line + "\n", encoding="utf-8")

    with pytest.raises(FolderNotReadable, match="another version"):
        Workspace(port=0, folder=tmp_path)
