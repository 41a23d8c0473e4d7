"""conversations.* that look after a channel: leave, archive, rename, topic, purpose and more."""

from __future__ import annotations

import re
from typing import Any

from workspace import changes
from workspace.shapes import channel_as_json
from workspace.state import Channel
from workspace.web_api.call import Call, Refused
from workspace.web_api.conversations import check_name

Json = dict[str, Any]

_TS = re.compile(r"\d{10}\.\d{6}")
_LONGEST_NOTE = 250  # characters of a topic or purpose


def leave(call: Call) -> Json:
    """Leave a channel; leaving one that the app is not in is fine and says so."""
    channel = _kept(call, is_member=False)
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.is_general:
        raise Refused("cant_leave_general")
    if not call.is_in(channel):
        return {"not_in_channel": True}
    changes.leave(call.core, channel, call.state.users[call.user_id])
    return {}


def kick(call: Call) -> Json:
    """Take someone out of a channel."""
    channel = _kept(call)
    person = call.person()
    if person.id == call.user_id:
        raise Refused("cant_kick_self")
    if channel.is_general:
        raise Refused("cant_kick_from_general")
    if person.id not in channel.members:
        raise Refused("not_in_channel")
    changes.leave(call.core, channel, person)
    return {"errors": {}}


def archive(call: Call) -> Json:
    """Close a channel for good, until it is opened again."""
    channel = _kept(call)
    if channel.is_general:
        raise Refused("cant_archive_general")
    if channel.is_archived:
        raise Refused("already_archived")
    _changed(call, channel, is_archived=True)
    return {}


def unarchive(call: Call) -> Json:
    """Open an archived channel again."""
    channel = _kept(call, is_member=False)
    if not channel.is_archived:
        raise Refused("not_archived")
    _changed(call, channel, is_archived=False)
    return {}


def rename(call: Call) -> Json:
    """Give a channel another name."""
    channel, name = _kept(call), call.get("name")
    if channel.is_archived:
        raise Refused("is_archived")
    check_name(name)
    if any(other.name == name and other is not channel for other in call.state.channels.values()):
        raise Refused("name_taken")
    _changed(call, channel, name=name)
    return _shown(call, channel)


def set_topic(call: Call) -> Json:
    """Say what a channel is about just now."""
    return _noted(call, "topic")


def set_purpose(call: Call) -> Json:
    """Say what a channel is for."""
    return _noted(call, "purpose")


def close(call: Call) -> Json:
    """Close a direct message; its history stays."""
    channel = call.channel()
    if not channel.is_im:
        raise Refused("method_not_supported_for_channel_type")
    return {}


def mark(call: Call) -> Json:
    """Note how far the app has read."""
    channel = call.channel()
    if not call.is_in(channel):
        raise Refused("not_in_channel")
    if not _TS.fullmatch(call.get("ts")):
        raise Refused("invalid_timestamp")
    channel.last_read[call.user_id] = call.get("ts")
    call.state.keep_channel(channel)
    return {}


def _kept(call: Call, *, is_member: bool = True) -> Channel:
    channel = call.channel()
    if channel.is_im:
        raise Refused("method_not_supported_for_channel_type")
    if is_member and not call.is_in(channel):
        raise Refused("not_in_channel")
    return channel


def _changed(call: Call, channel: Channel, **fresh: Any) -> None:
    for key, value in fresh.items():
        setattr(channel, key, value)
    call.state.keep_channel(channel)
    changes.tell_channel_changed(call.core, channel)


def _noted(call: Call, key: str) -> Json:
    channel, text = _kept(call), call.get(key)
    if channel.is_archived:
        raise Refused("is_archived")
    if len(text) > _LONGEST_NOTE:
        raise Refused("too_long")
    note = {"value": text, "creator": call.user_id, "last_set": call.core.seconds()}
    _changed(call, channel, **{key: note})
    return _shown(call, channel)


def _shown(call: Call, channel: Channel) -> Json:
    return {"channel": channel_as_json(call.state, channel, viewer=call.user_id)}


METHODS = {
    "conversations.archive": archive,
    "conversations.close": close,
    "conversations.kick": kick,
    "conversations.leave": leave,
    "conversations.mark": mark,
    "conversations.rename": rename,
    "conversations.setPurpose": set_purpose,
    "conversations.setTopic": set_topic,
    "conversations.unarchive": unarchive,
}
