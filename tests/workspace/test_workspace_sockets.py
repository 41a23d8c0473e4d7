"""Sockets are opened with a ticket, share the load, are cut, and events come again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from workspace_hands import Hands, start

from workspace import Pace


@contextmanager
def link(hands: Hands) -> Iterator[ClientConnection]:
    url = hands.call_as("xapp-local", "apps.connections.open")["url"]
    with connect(url, proxy=None) as socket:
        yield socket


def frame(socket: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(socket.recv(timeout=5)))


def take(socket: ClientConnection, event: str) -> dict[str, Any]:
    """The next envelope with this event; others are acked and passed over."""
    while True:
        envelope = frame(socket)
        if envelope.get("payload", {}).get("event", {}).get("type") == event:
            return envelope
        ack(socket, envelope)


def ack(socket: ClientConnection, envelope: dict[str, Any]) -> None:
    socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))


@pytest.fixture
def near() -> Iterator[Hands]:
    workspace = start(pace=Pace(ack=0.4, event_retries=(0.0, 0.05, 0.05)))
    hands = Hands(workspace)
    hands.web.conversations_join(channel=hands.id_of("general"))
    yield hands
    hands.http.close()
    workspace.stop()


def test_the_app_token_opens_a_socket_and_the_bot_token_does_not(near: Hands) -> None:
    assert near.call("apps.connections.open")["error"] == "not_allowed_token_type"
    with link(near) as socket:
        hello = frame(socket)

    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"]["app_id"].startswith("A")


def test_a_ticket_is_good_once(near: Hands) -> None:
    url = near.call_as("xapp-local", "apps.connections.open")["url"]

    with connect(url, proxy=None) as socket:
        frame(socket)
        with pytest.raises(Exception, match="403"), connect(url, proxy=None):
            pass


def test_ten_sockets_are_enough(near: Hands) -> None:
    with ExitStack() as stack:
        sockets = [stack.enter_context(link(near)) for _ in range(11)]
        frames = [frame(socket) for socket in sockets]

    assert [f["type"] for f in frames] == ["hello"] * 10 + ["disconnect"]
    assert frames[10]["reason"] == "too_many_websockets"


def test_each_payload_goes_to_one_socket_in_turn(near: Hands) -> None:
    with link(near) as one, link(near) as two:
        frame(one)
        frame(two)
        near.as_("ana", "say", channel="general", text="first")
        near.as_("ana", "say", channel="general", text="second")
        texts = [take(socket, "message")["payload"]["event"]["text"] for socket in (one, two)]

    assert texts == ["first", "second"]


def test_an_event_without_an_ack_comes_three_times_more(near: Hands) -> None:
    with link(near) as socket:
        frame(socket)
        near.as_("ana", "say", channel="general", text="hear me")
        tries = [take(socket, "message") for _ in range(4)]

    assert [t["retry_attempt"] for t in tries] == [0, 1, 2, 3]
    assert [t["retry_reason"] for t in tries] == ["", "timeout", "timeout", "timeout"]
    assert len({t["payload"]["event_id"] for t in tries}) == 1
    assert len({t["envelope_id"] for t in tries}) == 4


def test_an_acked_event_and_an_unacked_press_come_once(near: Hands) -> None:
    with link(near) as socket:
        frame(socket)
        near.as_("ana", "say", channel="general", text="heard")
        ack(socket, take(socket, "message"))
        done = near.as_("ana", "command", channel="general", text="/boucle today")
        command = frame(socket)
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.8)

    assert command["type"] == "slash_commands"
    assert command["accepts_response_payload"]
    assert not done["acked"]
    assert done["error"] == "timeout"


def test_events_can_come_twice_and_out_of_order(near: Hands) -> None:
    with link(near) as socket:
        frame(socket)
        near.post("faults", method="events", kind="twice", nth=1)
        near.as_("ana", "say", channel="general", text="twice")
        doubles = [take(socket, "message") for _ in range(2)]
        for envelope in doubles:
            ack(socket, envelope)
        near.http.delete("/_workspace/faults")
        near.post("faults", method="events", kind="shuffle", nth=1)
        near.as_("ana", "say", channel="general", text="early")
        near.as_("ana", "say", channel="general", text="late")
        texts = []
        for _ in range(2):
            envelope = take(socket, "message")
            ack(socket, envelope)
            texts.append(envelope["payload"]["event"]["text"])

    assert doubles[0]["payload"]["event_id"] == doubles[1]["payload"]["event_id"]
    assert texts == ["late", "early"]


def test_a_socket_is_cut_without_a_word_or_asked_to_come_again(near: Hands) -> None:
    with link(near) as cut:
        frame(cut)
        near.post("faults", method="socket", kind="cut")
        with pytest.raises(ConnectionClosed):
            frame(cut)
    with link(near) as asked:
        frame(asked)
        near.post("faults", method="socket", kind="refresh")
        goodbye = frame(asked)

    assert goodbye["type"] == "disconnect"
    assert goodbye["reason"] == "refresh_requested"


def test_the_sdk_client_comes_back_after_a_cut_and_takes_what_it_missed(near: Hands) -> None:
    client = SocketModeClient(app_token="xapp-local", web_client=near.web, ping_interval=0.2)
    heard: list[str] = []

    def hear(client: SocketModeClient, request: Any) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        event = request.payload.get("event", {})
        heard.append(event.get("text", ""))

    client.socket_mode_request_listeners.append(hear)  # type: ignore[arg-type]
    client.connect()
    near.as_("ana", "say", channel="general", text="before")
    near.until(lambda: "before" in heard, "the first message")

    near.post("faults", method="socket", kind="cut")
    near.until(lambda: near.get("state")["apps"][0]["online"], "the new socket")
    near.as_("ana", "say", channel="general", text="after")

    near.until(lambda: "after" in heard, "the second message")
    client.close()
