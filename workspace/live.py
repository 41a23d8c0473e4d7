"""Tell every open page what has just changed, over one WebSocket per window.

The page connects to `/_workspace/live?user=NAME` (name or id) and receives JSON objects, one per
change, in the order in which things happened. `ts` is a message's id in Slack's form; `message` is
what `GET /_workspace/messages` returns for it; `channel` is an id unless said otherwise.

- `hello` {user (id), clock}: once, first
- `message` {channel, ts, thread_ts?, message}: a new message; a reply has thread_ts ≠ ts
- `message_changed` {channel, ts, thread_ts?, message}: edited, or a parent's replies counted
- `message_deleted` {channel, ts, thread_ts?}: gone for everybody
- `reaction` {channel, ts, thread_ts?, name, user, added, message}: put on or taken off
- `ephemeral` {channel, ts, thread_ts?, message}: only this user sees it; the same ts replaces
- `ephemeral_deleted` {channel, ts}: it goes away again
- `views` {views}: this user's open modals, bottom first, the last on top; []: all closed
- `home` {app (id), view}: an app published this user's App Home
- `channel` {channel (as in `GET /_workspace/state`)}: made, joined, left, renamed, archived
- `read` {channel, ts}: this user read up to there (perhaps in another window)
- `user` {user (as in `GET /_workspace/state`)}: a person is new or has changed
- `app` {app (as in `GET /_workspace/state`, with `online`)}: came, went, changed
- `mail` {mail (as in `GET /_workspace/inbox`)}: the mail server received a mail
- `mail_answered` {mail (likewise)}: its customer answered it, or it came back
- `clock` {clock (now, moved_by, timezone)}: business time was moved
- `log` {entry (as in `GET /_workspace/log`)}: an app called a Web API method
- `faults` {faults}: faults were set or taken away

A window sees messages of public channels (joined or not) and of its user's private channels and
direct messages; `ephemeral`, `views`, `home` and `read` reach only the user they belong to.
Everything else reaches every window. Windows say nothing; what they send is ignored.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket

Json = dict[str, Any]

# A window that falls this far behind (asleep, or gone without a word) is let go; it connects anew.
_BACKLOG = 5_000


@dataclass(eq=False)
class Window:
    """One open page, seen through one user's eyes."""

    user_id: str
    waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(_BACKLOG))
    is_behind: bool = False

    def hear(self, line: str) -> None:
        """Queue one change for the page."""
        if self.waiting.full():
            self.is_behind = True
        else:
            self.waiting.put_nowait(line)


class Live:
    """All open windows."""

    def __init__(self) -> None:
        self._windows: set[Window] = set()

    def tell(self, change: Json, *, only: Callable[[str], bool] | None = None) -> None:
        """Send a change to every window whose user passes `only` (all of them without it)."""
        if not self._windows:
            return
        line = json.dumps(change)
        for window in self._windows:
            if only is None or only(window.user_id):
                window.hear(line)

    async def serve(self, socket: WebSocket, *, user_id: str, hello: Json) -> None:
        """Keep one window up to date until it goes away."""
        await socket.accept()
        window = Window(user_id)
        window.hear(json.dumps(hello))
        self._windows.add(window)
        sender = asyncio.create_task(_send(socket, window))
        try:
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass  # windows have nothing to say
        finally:
            self._windows.discard(window)
            sender.cancel()


async def _send(socket: WebSocket, window: Window) -> None:
    while not window.is_behind:
        await socket.send_text(await window.waiting.get())
    await socket.close(code=1013, reason="too far behind; connect again")
