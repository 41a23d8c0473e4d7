"""Hands for tests: act in a workspace as people, and as an app over its Web API or a socket."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from workspace import Workspace

Json = dict[str, Any]


class Hands:
    """Acts in a workspace through its control API, and calls its Web API as an app would."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.http = httpx.Client(base_url=workspace.url, timeout=10, trust_env=False)
        self.web = WebClient("xoxb-local", base_url=f"{workspace.url}/api/", retry_handlers=[])

    def get(self, path: str, **query: Any) -> Json:
        return dict(self.http.get(f"/_workspace/{path}", params=query).json())

    def post(self, path: str, **body: Any) -> Json:
        return dict(self.http.post(f"/_workspace/{path}", json=body).json())

    def as_(self, user: str, action: str, **body: Any) -> Json:
        return self.post(f"as/{user}/{action}", **body)

    def call(self, method: str, /, **arguments: Any) -> Json:
        return self.call_as("xoxb-local", method, **arguments)

    def call_as(self, token: str, method: str, /, **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return dict(self.http.post(f"/api/{method}", json=arguments, headers=headers).json())

    def id_of(self, name: str) -> str:
        state = self.get("state")
        things = [*state["users"], *state["channels"]]
        return str(next(thing["id"] for thing in things if thing["name"] == name))

    def messages(self, channel: str = "general", **query: Any) -> list[Json]:
        return list(self.get("messages", channel=channel, **query)["messages"])

    def until(self, is_so: Callable[[], Any], what: str = "this") -> Any:
        """Ask again until the answer is true; a test that waits longer than 10 s has failed."""
        latest = time.monotonic() + 10
        while time.monotonic() < latest:
            found = is_so()
            if found:
                return found
            # Another request to the server takes about as long as one step of waiting.
            self.http.get("/_workspace/clock")
        return pytest.fail(f"{what} did not come about")


def start(**settings: Any) -> Workspace:
    workspace = Workspace(port=0, **{"limits": "off", **settings})
    workspace.start()
    return workspace


class Online:
    """A Bolt app, connected over Socket Mode while the test runs."""

    def __init__(self, hands: Hands) -> None:
        logger = logging.getLogger("test.app")
        self.app = App(client=hands.web, logger=logger)
        self.handler = SocketModeHandler(self.app, "xapp-local", logger=logger)
        self._hands = hands

    def connect(self) -> App:
        self.handler.connect()
        self._hands.until(lambda: self._hands.get("state")["apps"][0]["online"], "the socket")
        return self.app

    def close(self) -> None:
        # The client waits three seconds for a quiet socket, and none for one that was cut.
        self.handler.client.auto_reconnect_enabled = False
        self._hands.post("faults", method="socket", kind="cut")
        self.handler.close()
