"""One call of a Web API method, and what every method needs: who asks, and how to refuse."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any

from workspace.core import Core
from workspace.state import App, Channel, State, User

Json = dict[str, Any]

_READS = {"channel": "channels", "group": "groups", "im": "im"}
MOST_ON_A_PAGE = 1000


class Refused(Exception):
    """The call is refused with one of Slack's error codes."""

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.more = more


@dataclass(slots=True)
class Call:
    """A call whose token, scopes and argument types are fine."""

    core: Core
    app: App
    user_id: str  # in whose name the app acts: its bot user, or a person for a user token
    speaks_as: str
    method: str
    arguments: Json
    warnings: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        """What the workspace holds."""
        return self.core.state

    def get(self, name: str) -> str:
        """A text argument, empty where it was not given."""
        return str(self.arguments.get(name, ""))

    def is_on(self, name: str) -> bool:
        """A yes-or-no argument."""
        return bool(self.arguments.get(name))

    def need_scope(self, scope: str) -> None:
        """Refuse with missing_scope unless the app was granted it."""
        granted = self.app.scopes
        if granted is not None and scope not in granted:
            raise Refused("missing_scope", needed=scope, provided=",".join(granted))

    def has_scope(self, scope: str) -> bool:
        """Whether the app was granted this scope."""
        return self.app.scopes is None or scope in self.app.scopes

    def is_in(self, channel: Channel) -> bool:
        """Whether the one who calls is a member of the channel."""
        return self.user_id in channel.members

    def channel(self, name: str = "channel", *, verb: str = "", by_name: bool = False) -> Channel:
        """The channel named by an argument, where the caller may see it; channel_not_found if not.

        `verb` (read, history) asks for the scope of that kind of channel. `by_name` lets a channel
        name stand for its id, and a person's id for their direct message with the app.
        """
        wanted = self.get(name)
        found = self.state.channels.get(wanted)
        if found is None and by_name:
            found = self.state.channel(wanted)
        if found is None or (found.kind != "channel" and not self.is_in(found)):
            raise Refused("channel_not_found")
        if verb:
            self.need_scope(f"{_READS[found.kind]}:{verb}")
        return found

    def message(self, channel: Channel, name: str = "ts") -> Json:
        """The message of a channel that an argument names; message_not_found otherwise."""
        found = channel.messages.get(self.get(name))
        if found is None or found.get("subtype") == "tombstone":
            raise Refused("message_not_found")
        return found

    def person(self, name: str = "user", *, error: str = "user_not_found") -> User:
        """The user whose id an argument gives."""
        found = self.state.users.get(self.get(name))
        if found is None:
            raise Refused(error)
        return found

    def limit(self, *, default: int, most: int = MOST_ON_A_PAGE) -> int:
        """How many things a page may hold: `limit`, within what Slack allows."""
        wanted = self.arguments.get("limit")
        if wanted is None or wanted == 0:
            return default
        if wanted < 0 or wanted > most:
            raise Refused("invalid_limit")
        return int(wanted)

    def page(self, things: list[Any], *, default: int = 100) -> tuple[list[Any], Json]:
        """One page of a list, and the response_metadata that leads to the next."""
        start = self.cursor("offset")
        size = self.limit(default=default)
        offset = int(start) if start.isdigit() else 0
        following = offset + size
        more = following < len(things)
        cursor = cursor_for("offset", str(following)) if more else ""
        return things[offset:following], {"next_cursor": cursor}

    def cursor(self, kind: str) -> str:
        """What a cursor of this kind points at; empty without one, else invalid_cursor."""
        given = self.get("cursor")
        if not given:
            return ""
        try:
            found, _, value = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError) as unreadable:
            raise Refused("invalid_cursor") from unreadable
        if found != kind or not value:
            raise Refused("invalid_cursor")
        return value


def cursor_for(kind: str, value: str) -> str:
    """A cursor that points at `value`, such as `offset` 100 or `next_ts` 1512085861.000543."""
    return base64.b64encode(f"{kind}:{value}".encode()).decode()
