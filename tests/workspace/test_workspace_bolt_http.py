"""An unchanged Bolt app behind an HTTP address lives in the workspace as it would in Slack."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from workspace_hands import Hands, start

from workspace import Pace, Workspace

SECRET = "local-signing-secret"


class Served:
    """A Bolt app at an HTTP address of its own; `requests` are the headers that reached it."""

    def __init__(self, hands: Hands, *, signing_secret: str = SECRET) -> None:
        self.app = App(client=hands.web, signing_secret=signing_secret)
        self.requests: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/slack/events"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                headers = {key.lower(): value for key, value in self.headers.items()}
                served.requests.append(headers)
                answer = served.app.dispatch(BoltRequest(body=raw, headers=headers))
                body = answer.body.encode()
                self.send_response(answer.status)
                for key, value in answer.first_headers_without_set_cookie().items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_given: Any) -> None:
                """Tests are quiet."""

        return Handler


@pytest.fixture
def quick() -> Iterator[Workspace]:
    workspace = start(pace=Pace(event_retries=(0.0, 0.05, 0.05)))
    yield workspace
    workspace.stop()


@pytest.fixture
def near(quick: Workspace) -> Iterator[Hands]:
    hands = Hands(quick)
    hands.web.conversations_join(channel=hands.id_of("general"))
    yield hands
    hands.http.close()


@pytest.fixture
def served(near: Hands) -> Iterator[Served]:
    served = Served(near)
    yield served
    served.close()


def install(hands: Hands, served: Served) -> dict[str, Any]:
    return hands.post("apps", name="boucle", events_url=served.url, interactivity_url=served.url)


def test_an_address_that_answers_the_challenge_is_accepted(near: Hands, served: Served) -> None:
    done = install(near, served)

    assert done["online"]


def test_an_app_with_another_secret_is_not_verified(near: Hands) -> None:
    served = Served(near, signing_secret="another")

    done = install(near, served)

    served.close()
    assert done["error"] == "url_not_verified"


def test_commands_presses_and_forms_are_answered_over_http(near: Hands, served: Served) -> None:
    pressed: list[str] = []

    @served.app.command("/boucle")
    def command(ack: Any, body: Any, client: Any) -> None:
        client.views_open(
            trigger_id=body["trigger_id"],
            view={
                "type": "modal",
                "callback_id": "form",
                "title": {"type": "plain_text", "text": "Add"},
                "submit": {"type": "plain_text", "text": "Add"},
                "blocks": [
                    {
                        "type": "input",
                        "block_id": "words",
                        "label": {"type": "plain_text", "text": "Words"},
                        "element": {"type": "plain_text_input", "action_id": "text"},
                    }
                ],
            },
        )
        ack("Opened")

    @served.app.view("form")
    def form(ack: Any, view: Any) -> None:
        said = view["state"]["values"]["words"]["text"]["value"]
        ack(response_action="errors", errors={"words": "More, please"}) if len(said) < 3 else ack()

    @served.app.action("take")
    def take(ack: Any, body: Any, respond: Any) -> None:
        pressed.append(body["user"]["name"])
        ack()
        respond(delete_original=True)

    install(near, served)
    done = near.as_("ana", "command", channel="general", text="/boucle add")
    [view] = done["views"]
    short = near.as_("ana", "submit", view_id=view["id"], values={"words": {"text": "No"}})
    fine = near.as_("ana", "submit", view_id=view["id"], values={"words": {"text": "Yes!"}})
    element = {
        "type": "button",
        "action_id": "take",
        "text": {"type": "plain_text", "text": "Take"},
    }
    blocks = [{"type": "actions", "elements": [element]}]
    ts = near.web.chat_postMessage(channel="#general", text="A case", blocks=blocks)["ts"]
    near.as_("bruno", "click", channel="general", ts=ts, action_id="take")

    assert done["response"] == "Opened"
    assert short["response"]["errors"] == {"words": "More, please"}
    assert fine["views"] == []
    assert pressed == ["bruno"]
    assert near.messages() == []


def test_an_event_that_is_not_taken_comes_again_and_says_so(near: Hands, served: Served) -> None:
    turns: list[int] = []

    @served.app.event("message")
    def ignore() -> None: ...

    @served.app.middleware
    def fail_twice(body: Any, next: Any, resp: Any) -> Any:  # noqa: A002 - Bolt's own name
        if body["event"]["type"] != "reaction_added":
            return next()
        turns.append(1)
        if len(turns) < 3:
            resp.status = 500
            return resp
        return next()

    @served.app.event("reaction_added")
    def hear() -> None: ...

    install(near, served)
    ts = near.web.chat_postMessage(channel="#general", text="A case")["ts"]
    near.until(lambda: len(served.requests) == 2, "the challenge and the message")
    served.requests.clear()

    near.as_("ana", "react", channel="general", ts=ts, name="eyes")

    near.until(lambda: len(turns) == 3, "the third attempt")
    retries = [headers.get("x-slack-retry-num") for headers in served.requests]
    assert retries == [None, "1", "2"]
    assert served.requests[1]["x-slack-retry-reason"] == "http_error"


def test_an_event_whose_app_asks_for_no_retry_does_not_come_again(
    near: Hands, served: Served
) -> None:
    heard: list[str] = []

    @served.app.event("message")
    def ignore() -> None: ...

    @served.app.middleware
    def fail(body: Any, next: Any) -> Any:  # noqa: A002 - Bolt's own name
        if body["event"]["type"] == "message":
            return next()
        reaction = body["event"]["reaction"]
        heard.append(reaction)
        headers = {"X-Slack-No-Retry": "1"} if reaction == "eyes" else {}
        return BoltResponse(status=500, headers=headers)

    install(near, served)
    ts = near.web.chat_postMessage(channel="#general", text="A case")["ts"]

    near.as_("ana", "react", channel="general", ts=ts, name="eyes")
    near.as_("ana", "react", channel="general", ts=ts, name="pray")

    near.until(lambda: heard.count("pray") == 4, "the last attempt of the other event")
    assert heard.count("eyes") == 1


def test_a_press_is_never_sent_twice(near: Hands, served: Served) -> None:
    @served.app.middleware
    def fail(resp: Any) -> Any:
        resp.status = 500
        return resp

    install(near, served)
    served.requests.clear()

    done = near.as_("ana", "command", channel="general", text="/boucle today")

    assert not done["acked"]
    assert done["error"] == "http_error"
    assert len(served.requests) == 1
