"""What can happen to messages and channels, each time stored, shown on pages and told to apps."""

from __future__ import annotations

from typing import Any

from workspace.core import Core
from workspace.shapes import channel_as_seen
from workspace.state import Channel, User

Json = dict[str, Any]


def post(core: Core, channel: Channel, message: Json) -> Json:
    """Put a message (without ts) into a channel; returns it as stored."""
    ts = core.new_ts()
    stored = {"type": "message", "ts": ts, "team": core.state.team.id, **message}
    core.state.add_message(channel, stored)
    author = str(stored.get("user", ""))
    channel.last_read[author] = ts
    told = {"type": "message", "channel": channel.id, "ts": ts, "message": stored}
    core.tell_channel(channel, _in_thread(told, stored))
    _tell_parent(core, channel, stored)
    event = {**stored, "channel": channel.id, "event_ts": ts, "channel_type": channel.kind}
    event.pop("metadata", None)
    if stored.get("subtype") == "thread_broadcast":
        event["root"] = channel.messages[stored["thread_ts"]]
    core.delivery.event(event, channel=channel)
    _tell_mentioned(core, channel, stored)
    return stored


def post_ephemeral(core: Core, channel: Channel, user_id: str, message: Json) -> Json:
    """Show a message to one user only; it has a ts, but is in nobody's history."""
    ts = message.get("ts") or core.new_ts()
    shown = {"type": "message", "ts": ts, "is_ephemeral": True, **message}
    channel.ephemerals[ts] = (user_id, shown)
    told = {"type": "ephemeral", "channel": channel.id, "ts": ts, "message": shown}
    core.tell_user(user_id, _in_thread(told, shown))
    return shown


def remove_ephemeral(core: Core, channel: Channel, ts: str) -> None:
    """Take an ephemeral message away again."""
    user_id, _ = channel.ephemerals.pop(ts)
    core.tell_user(user_id, {"type": "ephemeral_deleted", "channel": channel.id, "ts": ts})


def change(core: Core, channel: Channel, message: Json, fresh: Json, *, by: str) -> None:
    """Edit a message in place; a key whose value is None is taken out."""
    before = dict(message)
    for key, value in fresh.items():
        if value is None:
            message.pop(key, None)
        else:
            message[key] = value
    ts = core.new_ts()
    message["edited"] = {"user": by, "ts": f"{ts.split('.')[0]}.000000"}
    core.state.keep_message(channel, message)
    _tell_changed(core, channel, message)
    event = {
        "type": "message",
        "subtype": "message_changed",
        "message": dict(message),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }
    core.delivery.event(event, channel=channel)


def delete(core: Core, channel: Channel, message: Json) -> None:
    """Take a message away; a parent with replies leaves a tombstone, as in Slack."""
    before = dict(message)
    if channel.replies.get(message["ts"]):
        for key in ("blocks", "attachments", "files", "metadata", "reactions", "edited"):
            message.pop(key, None)
        message |= {"text": "This message was deleted.", "subtype": "tombstone", "hidden": True}
        message["user"] = "USLACKBOT"
        core.state.keep_message(channel, message)
        _tell_changed(core, channel, message)
    else:
        core.state.remove_message(channel, message)
        told = {"type": "message_deleted", "channel": channel.id, "ts": message["ts"]}
        core.tell_channel(channel, _in_thread(told, message))
        _tell_parent(core, channel, message)
    ts = core.new_ts()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": message["ts"],
        "event_ts": ts,
        "ts": ts,
        "channel_type": channel.kind,
    }
    core.delivery.event(event, channel=channel)


def react(core: Core, channel: Channel, message: Json, *, name: str, user_id: str) -> bool:
    """Put a reaction on a message; False where this user already did."""
    reactions = message.setdefault("reactions", [])
    there = next((r for r in reactions if r["name"] == name), None)
    if there is None:
        reactions.append({"name": name, "users": [user_id], "count": 1})
    elif user_id in there["users"]:
        return False
    else:
        there["users"].append(user_id)
        there["count"] += 1
    _tell_reaction(core, channel, message, name=name, user_id=user_id, added=True)
    return True


def unreact(core: Core, channel: Channel, message: Json, *, name: str, user_id: str) -> bool:
    """Take a reaction off a message; False where this user had not put it there."""
    reactions = message.get("reactions", [])
    there = next((r for r in reactions if r["name"] == name and user_id in r["users"]), None)
    if there is None:
        return False
    there["users"].remove(user_id)
    there["count"] -= 1
    if not there["users"]:
        reactions.remove(there)
    if not reactions:
        del message["reactions"]
    _tell_reaction(core, channel, message, name=name, user_id=user_id, added=False)
    return True


def join(core: Core, channel: Channel, user: User, *, inviter: str = "") -> None:
    """Make someone a member of a channel."""
    channel.members[user.id] = core.seconds()
    core.state.keep_channel(channel)
    tell_channel_changed(core, channel)
    event = {
        "type": "member_joined_channel",
        "user": user.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": core.state.team.id,
        "event_ts": core.new_ts(),
    }
    if inviter:
        event["inviter"] = inviter
    core.delivery.event(event, channel=channel)


def leave(core: Core, channel: Channel, user: User) -> None:
    """Take someone out of a channel."""
    event = {
        "type": "member_left_channel",
        "user": user.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": core.state.team.id,
        "event_ts": core.new_ts(),
    }
    core.delivery.event(event, channel=channel)
    channel.members.pop(user.id, None)
    core.state.keep_channel(channel)
    tell_channel_changed(core, channel)


def create_channel(core: Core, name: str, *, creator: str, is_private: bool = False) -> Channel:
    """Make a channel whose first member is its creator."""
    now = core.seconds()
    channel = Channel(
        id=core.state.new_id("C"),
        name=name,
        creator=creator,
        created=now,
        is_private=is_private,
        members={creator: now},
    )
    core.state.channels[channel.id] = channel
    core.state.keep_channel(channel)
    tell_channel_changed(core, channel)
    return channel


def open_im(core: Core, one: str, other: str) -> tuple[Channel, bool]:
    """The direct message between two users, and whether it was there already."""
    there = core.state.im(one, other)
    if there is not None:
        return there, True
    now = core.seconds()
    channel = Channel(
        id=core.state.new_id("D"),
        name="",
        creator=one,
        created=now,
        is_im=True,
        members={one: now, other: now},
    )
    core.state.channels[channel.id] = channel
    core.state.keep_channel(channel)
    tell_channel_changed(core, channel)
    return channel, False


def tell_channel_changed(core: Core, channel: Channel) -> None:
    """Show every window that may see the channel how it stands for its own user."""
    for user in core.state.users.values():
        if not channel.is_im or user.id in channel.members:
            seen = channel_as_seen(core.state, channel, user.id)
            core.tell_user(user.id, {"type": "channel", "channel": seen})


def tell_user_changed(core: Core, profile: Json) -> None:
    """Show a person's new details on pages and to apps."""
    core.live.tell({"type": "user", "user": profile})
    core.delivery.event({"type": "user_change", "user": profile, "event_ts": core.new_ts()})


def _tell_changed(core: Core, channel: Channel, message: Json) -> None:
    told = {
        "type": "message_changed",
        "channel": channel.id,
        "ts": message["ts"],
        "message": message,
    }
    core.tell_channel(channel, _in_thread(told, message))


def _tell_parent(core: Core, channel: Channel, message: Json) -> None:
    parent = channel.messages.get(message.get("thread_ts", ""))
    if parent is not None and parent is not message:
        _tell_changed(core, channel, parent)


def _tell_mentioned(core: Core, channel: Channel, message: Json) -> None:
    if channel.is_im or message.get("subtype"):
        return
    for app in core.state.apps.values():
        if f"<@{app.bot_user_id}>" not in message.get("text", ""):
            continue
        event = {**message, "type": "app_mention", "channel": channel.id}
        event["event_ts"] = message["ts"]
        event.pop("metadata", None)
        core.delivery.event(event, channel=channel, only=app.id)


def _tell_reaction(
    core: Core, channel: Channel, message: Json, *, name: str, user_id: str, added: bool
) -> None:
    core.state.keep_message(channel, message)
    shown = {
        "type": "reaction",
        "channel": channel.id,
        "ts": message["ts"],
        "name": name,
        "user": user_id,
        "added": added,
        "message": message,
    }
    core.tell_channel(channel, _in_thread(shown, message))
    event = {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
        "item_user": message.get("user", ""),
        "event_ts": core.new_ts(),
    }
    core.delivery.event(event, channel=channel)


def _in_thread(change: Json, message: Json) -> Json:
    if message.get("thread_ts"):
        change["thread_ts"] = message["thread_ts"]
    return change
