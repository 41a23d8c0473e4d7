"""The examples of docs/workspace.md do what the page says, in their order."""

from __future__ import annotations

import re
import shlex
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from workspace_hands import Hands, start

from docs.workspace.app import card, workshop
from workspace import seed
from workspace.control import ACTIONS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "workspace.md").read_text("utf-8")
EXAMPLES = re.findall(r"^curl .*$", PAGE, re.MULTILINE)


@pytest.fixture
def shop() -> Iterator[Hands]:
    """The workspace of the page, with its app online."""
    workspace = start(seed=DOCS / "workspace" / "seed.yaml")
    hands = Hands(workspace)
    client = WebClient("xoxb-workshop", base_url=f"{workspace.url}/api", retry_handlers=[])
    handler = SocketModeHandler(workshop(client), "xapp-workshop")
    handler.connect()
    hands.web = client
    yield hands
    handler.client.auto_reconnect_enabled = False
    hands.post("faults", method="socket", kind="cut")
    handler.close()
    hands.http.close()
    workspace.stop()


def test_every_example_of_the_page_works(shop: Hands) -> None:
    said = shop.as_("nora", "say", channel="workshop", text="Good morning")["ts"]
    posted = shop.web.chat_postMessage(channel="#workshop", **card("Tandem", "Gears", "Sat"))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "shop@a.example", "b@b.example", "<1@a.example>"
    server = urlsplit(shop.workspace.smtp_url)
    with smtplib.SMTP(server.hostname or "", server.port or 0, timeout=5) as smtp:
        smtp.send_message(mail)
    names = {"TS": said, "CARD": str(posted["ts"]), "MAIL": shop.get("inbox")["mails"][0]["id"]}

    refused = []
    for example in EXAMPLES:
        answer = _run(example, shop, names)
        if answer.status_code != 200 or answer.json().get("error"):
            refused.append((example, answer.text))
        views = shop.get("views", user="nora")["views"]
        names["VIEW"] = views[-1]["id"] if views else ""

    assert len(EXAMPLES) > 30
    assert refused == []


def test_every_action_of_a_person_is_on_the_page() -> None:
    missing = [name for name in ACTIONS if f"/{name} " not in PAGE and f"`{name}`" not in PAGE]

    assert missing == []


def test_the_seed_of_the_page_is_one(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    (tmp_path / "seed.yaml").write_text(example[1], "utf-8")
    (tmp_path / "app.yaml").write_text("display_information: {name: Other}", "utf-8")

    workspace = start(seed=tmp_path / "seed.yaml")
    hands = Hands(workspace)
    names = {app["name"] for app in hands.get("state")["apps"]}
    hands.http.close()
    workspace.stop()

    assert seed.read(tmp_path / "seed.yaml")
    assert {"workshop", "other"} <= names


def _run(example: str, shop: Hands, names: dict[str, str]) -> httpx.Response:
    """Do what curl would do with this line."""
    for name, value in names.items():
        example = example.replace(f"${name}", value)
    words = shlex.split(example)
    url = next(word for word in words if word.startswith("localhost:8700"))
    body = words[words.index("-d") + 1] if "-d" in words else None
    method = "DELETE" if "DELETE" in words else "POST" if body is not None else "GET"
    address = url.removeprefix("localhost:8700")
    return shop.http.request(method, address, content=body.encode() if body else None)
