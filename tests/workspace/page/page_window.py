"""What tests of the page have at hand: a workspace with a small app, and ways to post there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from playwright.sync_api import Page
from workspace_hands import Hands, Online, start

from workspace import Pace

Json = dict[str, Any]
Window = Callable[..., Page]

SEED = {
    "channels": [{"name": "general", "members": ["ana", "bruno", "lea", "boucle"]}],
    "apps": [
        {
            "name": "boucle",
            "bot_token": "xoxb-local",
            "app_token": "xapp-local",
            "bot_events": [],
            "commands": [
                {"command": "/boucle", "description": "The loop", "usage_hint": "help"},
                {"command": "/bonjour", "description": "Says hello"},
            ],
            "shortcuts": [
                {"name": "Ajouter un retour", "callback_id": "add", "type": "message"},
                {"name": "Noter un retour", "callback_id": "note", "type": "global"},
            ],
        }
    ],
}
# The page says so when an app is silent; for a test that is soon enough, and late enough for a
# machine that is busy with others.
QUICK = Pace(ack=1.5)


class Desk:
    """The workspace of the tests, its app, and ways to put messages there."""

    def __init__(self) -> None:
        morning = datetime.fromisoformat("2026-11-24T09:15:00+01:00")
        self.workspace = start(pace=QUICK, clock_start=morning)
        self.workspace.seed(SEED)
        self.hands = Hands(self.workspace)
        self.online = Online(self.hands)
        self.app = self.online.connect()
        self._made = 0

    def new_channel(self) -> str:
        """A channel with Ana, Bruno, Léa and the app in it."""
        self._made += 1
        name = f"salle-{self._made}-ici"  # no digit at its end: a count may stand behind it
        members = ["ana", "bruno", "lea", "boucle"]
        self.hands.post("channels", name=name, members=members)
        return name

    def post(self, channel: str, *blocks: Json, text: str = "Un message", **more: Any) -> str:
        """Post as the app; the `ts`."""
        given = {"blocks": list(blocks)} if blocks else {}
        sent = self.hands.call(
            "chat.postMessage", channel=self.hands.id_of(channel), text=text, **given, **more
        )
        assert sent["ok"], sent
        return str(sent["ts"])

    def close_forms(self) -> None:
        """Close what a test left open: a form is the person's, whatever their window."""
        for user in ("ana", "bruno", "lea"):
            for view in self.hands.get("views", user=user)["views"][:1]:
                self.hands.as_(user, "close", view_id=view["id"], clear=True)

    def close(self) -> None:
        """Stop everything."""
        self.online.close()
        self.hands.http.close()
        self.workspace.stop()


def message(page: Page, words: str) -> Any:
    """The message that holds these words."""
    return page.locator("article.message", has_text=words).last


def plain(words: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": words}


def button(words: str, action_id: str, **more: Any) -> Json:
    """An actions block with one button."""
    press = {"type": "button", "text": plain(words), "action_id": action_id, **more}
    return {"type": "actions", "elements": [press]}
