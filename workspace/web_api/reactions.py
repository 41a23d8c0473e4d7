"""reactions.*: an app reacts with emoji, and sees who did."""

from __future__ import annotations

import re
from typing import Any

from workspace import changes
from workspace.state import Channel
from workspace.web_api.call import Call, Refused

Json = dict[str, Any]

_TS = re.compile(r"\d{10}\.\d{6}")
_EMOJI = re.compile(r"[a-z0-9_+'\-]{1,100}(::skin-tone-[2-6])?")
_MOST_EMOJI = 23  # different ones on a message, as Slack holds it
# What reactions.get does not say of a message, unlike conversations.history.
_LEFT_OUT = {
    "metadata",
    "thread_ts",
    "reply_count",
    "reply_users",
    "reply_users_count",
    "latest_reply",
    "is_locked",
    "subscribed",
}


def add(call: Call) -> Json:
    """React to a message."""
    name = _emoji(call)
    channel, message = _item(call)
    if channel.is_archived:
        raise Refused("is_archived")
    there = [reaction["name"] for reaction in message.get("reactions", [])]
    if name not in there and len(there) >= _MOST_EMOJI:
        raise Refused("too_many_emoji")
    if not changes.react(call.core, channel, message, name=name, user_id=call.user_id):
        raise Refused("already_reacted")
    return {}


def remove(call: Call) -> Json:
    """Take a reaction back."""
    name = _emoji(call)
    channel, message = _item(call)
    if not changes.unreact(call.core, channel, message, name=name, user_id=call.user_id):
        raise Refused("no_reaction")
    return {}


def get(call: Call) -> Json:
    """A message with its reactions."""
    if call.get("file"):
        file = call.state.files.get(call.get("file"))
        if file is None:
            raise Refused("file_not_found")
        return {"type": "file", "file": file}
    channel, message = _item(call)
    link = f"{call.core.url}/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    shown = {key: value for key, value in message.items() if key not in _LEFT_OUT}
    return {"type": "message", "channel": channel.id, "message": shown | {"permalink": link}}


def _emoji(call: Call) -> str:
    name = call.get("name").strip(":")
    if not _EMOJI.fullmatch(name):
        raise Refused("invalid_name")
    return name


def _item(call: Call) -> tuple[Channel, Json]:
    if not call.get("channel") or not call.get("timestamp"):
        raise Refused("no_item_specified")
    channel = call.channel()
    if not _TS.fullmatch(call.get("timestamp")):
        raise Refused("bad_timestamp")
    if not call.is_in(channel):
        raise Refused("channel_not_found" if channel.is_private else "message_not_found")
    return channel, call.message(channel, "timestamp")


METHODS = {"reactions.add": add, "reactions.get": get, "reactions.remove": remove}
