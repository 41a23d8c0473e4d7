"""What a person does among people: say, edit, react, read, join, invite.

Each action answers as the control API does: `{acked, ack_ms, error?, response?, views}`. `acked`
is true at once where no app has to hear of it within three seconds.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from workspace import changes, rich_text
from workspace.core import Core
from workspace.delivery import Ack
from workspace.shapes import channel_as_seen
from workspace.state import Channel, User

Json = dict[str, Any]

NO_APP_NEEDED = Ack(acked=True, ms=0.0)


class ActionRefused(Exception):
    """A person cannot do this: what they name is not there, or not theirs; `error` says which."""

    def __init__(self, error: str, detail: str = "") -> None:
        super().__init__(detail or error)
        self.error = error


@dataclass(slots=True)
class Person:
    """One user of the workspace, acting."""

    core: Core
    user: User

    def say(self, asked: Json) -> Json:
        """Say something: {channel, text, thread_ts?, broadcast?, files?}."""
        channel = self._own_channel(asked)
        text = rich_text.typed(self.core.state, str(asked.get("text") or ""))
        given = asked.get("files") or []
        shared = [
            self._file(file_id) for file_id in (given if isinstance(given, list) else [given])
        ]
        if not text.strip() and not shared:
            raise ActionRefused("no_text")
        message: Json = {
            "user": self.user.id,
            "text": text,
            "client_msg_id": str(uuid.uuid4()),
            "blocks": rich_text.rich_text(text),
        }
        if shared:
            message |= {"files": shared, "subtype": "file_share", "upload": True}
        if asked.get("thread_ts"):
            parent = self._message(channel, asked["thread_ts"])
            message["thread_ts"] = parent.get("thread_ts") or parent["ts"]
            if asked.get("broadcast"):
                message |= {"subtype": "thread_broadcast", "root": dict(parent)}
        stored = changes.post(self.core, channel, message)
        return self._answer(NO_APP_NEEDED, response=stored, ts=stored["ts"], channel=channel.id)

    def edit(self, asked: Json) -> Json:
        """Edit one's own message: {channel, ts, text}."""
        channel, message = self._own_message(asked)
        text = rich_text.typed(self.core.state, str(asked.get("text") or ""))
        if not text.strip():
            raise ActionRefused("no_text")
        fresh = {"text": text, "blocks": rich_text.rich_text(text)}
        changes.change(self.core, channel, message, fresh, by=self.user.id)
        return self._answer(NO_APP_NEEDED, response=message)

    def delete(self, asked: Json) -> Json:
        """Delete one's own message, or dismiss an ephemeral one: {channel, ts}."""
        channel = self._channel(asked)
        there = channel.ephemerals.get(str(asked.get("ts")))
        if there is not None and there[0] == self.user.id:
            changes.remove_ephemeral(self.core, channel, str(asked["ts"]))
        else:
            changes.delete(self.core, channel, self._own_message(asked)[1])
        return self._answer(NO_APP_NEEDED)

    def react(self, asked: Json) -> Json:
        """React to a message: {channel, ts, name}."""
        channel = self._own_channel(asked)
        message = self._message(channel, asked.get("ts"))
        if not changes.react(
            self.core, channel, message, name=_emoji(asked), user_id=self.user.id
        ):
            raise ActionRefused("already_reacted")
        return self._answer(NO_APP_NEEDED)

    def unreact(self, asked: Json) -> Json:
        """Take a reaction back: {channel, ts, name}."""
        channel = self._own_channel(asked)
        message = self._message(channel, asked.get("ts"))
        if not changes.unreact(
            self.core, channel, message, name=_emoji(asked), user_id=self.user.id
        ):
            raise ActionRefused("no_reaction")
        return self._answer(NO_APP_NEEDED)

    def read(self, asked: Json) -> Json:
        """Mark a channel as read up to a message: {channel, ts?}."""
        channel = self._channel(asked)
        latest = channel.timeline[-1] if channel.timeline else ""
        channel.last_read[self.user.id] = str(asked.get("ts") or latest)
        self.core.state.keep_channel(channel)
        ts = channel.last_read[self.user.id]
        self.core.tell_user(self.user.id, {"type": "read", "channel": channel.id, "ts": ts})
        return self._answer(NO_APP_NEEDED)

    def join(self, asked: Json) -> Json:
        """Join a public channel: {channel}."""
        channel = self._channel(asked)
        if channel.kind != "channel":
            raise ActionRefused("channel_not_found")
        if self.user.id not in channel.members:
            changes.join(self.core, channel, self.user)
        return self._answer(NO_APP_NEEDED)

    def leave(self, asked: Json) -> Json:
        """Leave a channel: {channel}."""
        channel = self._own_channel(asked)
        changes.leave(self.core, channel, self.user)
        return self._answer(NO_APP_NEEDED)

    def invite(self, asked: Json) -> Json:
        """Bring someone (person or app) into a channel: {channel, user}."""
        channel = self._own_channel(asked)
        invited = self.core.state.user(str(asked.get("user", "")))
        if invited is None:
            raise ActionRefused("user_not_found")
        if invited.id not in channel.members:
            changes.join(self.core, channel, invited, inviter=self.user.id)
        return self._answer(NO_APP_NEEDED)

    def message(self, asked: Json) -> Json:
        """Open the direct message with someone: {user}; `channel` in the answer is its id."""
        other = self.core.state.user(str(asked.get("user", "")))
        if other is None:
            raise ActionRefused("user_not_found")
        channel, _ = changes.open_im(self.core, self.user.id, other.id)
        seen = channel_as_seen(self.core.state, channel, self.user.id)
        return self._answer(NO_APP_NEEDED, response=seen, channel=channel.id)

    # What an action names

    def _channel(self, asked: Json) -> Channel:
        name, state = str(asked.get("channel", "")), self.core.state
        found, other = state.channel(name), state.user(name)
        if found is None and other is not None:
            found = state.im(self.user.id, other.id)
        if found is None or (found.kind != "channel" and self.user.id not in found.members):
            raise ActionRefused("channel_not_found")
        return found

    def _own_channel(self, asked: Json) -> Channel:
        channel = self._channel(asked)
        if self.user.id not in channel.members:
            raise ActionRefused("not_in_channel")
        return channel

    def _message(self, channel: Channel, ts: object) -> Json:
        found = channel.messages.get(str(ts))
        if found is None:
            raise ActionRefused("message_not_found")
        return found

    def _own_message(self, asked: Json) -> tuple[Channel, Json]:
        channel = self._channel(asked)
        message = self._message(channel, asked.get("ts"))
        if message.get("user") != self.user.id:
            raise ActionRefused("not_your_message")
        return channel, message

    def _file(self, file_id: object) -> Json:
        found = self.core.state.files.get(str(file_id))
        if found is None:
            raise ActionRefused("file_not_found")
        return found

    def _answer(self, ack: Ack, *, response: Any = None, error: str = "", **more: Any) -> Json:
        answer: Json = {"acked": ack.acked, "ack_ms": ack.ms, **more}
        if error or ack.error:
            answer["error"] = error or ack.error
        if response is not None:
            answer["response"] = response
        return answer | {"views": self.core.state.open_views(self.user.id)}


def _emoji(asked: Json) -> str:
    name = str(asked.get("name") or "").strip(":")
    if not name:
        raise ActionRefused("invalid_name")
    return name
