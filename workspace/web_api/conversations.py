"""conversations.* and users.conversations: an app finds, makes, joins and opens channels."""

from __future__ import annotations

import re
from typing import Any

from workspace import changes
from workspace.shapes import channel_as_json
from workspace.state import Channel
from workspace.web_api.call import Call, Refused

Json = dict[str, Any]

# The type that Slack calls it by -> what the channel is here.
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_READ_SCOPE = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_MANAGE_SCOPE = {"channel": ("channels:manage", "channels:write"), "group": ("groups:write",)}
_NAME = re.compile(r"[\w\-]+")
_MOST_IN_NAME = 80
_MOST_IN_GROUP_DM = 8


def list_all(call: Call) -> Json:
    """Every channel that the app may know of."""
    found = _of_types(call, default="public_channel")
    visible = [c for c in found if c.kind == "channel" or call.is_in(c)]
    return _listed(call, visible)


def list_of_user(call: Call) -> Json:
    """The channels a user is in, as far as the app may know of them."""
    user_id = call.get("user") or call.user_id
    if user_id not in call.state.users:
        raise Refused("invalid_arguments", "[ERROR] user_not_found [json-pointer:/user]")
    found = _of_types(call, default="public_channel")
    mine = [c for c in found if user_id in c.members]
    return _listed(call, [c for c in mine if c.kind == "channel" or call.is_in(c)])


def info(call: Call) -> Json:
    """One channel."""
    channel = call.channel(verb="read")
    shape = channel_as_json(call.state, channel, viewer=call.user_id)
    if call.is_in(channel):
        shape["last_read"] = channel.last_read.get(call.user_id, "0000000000.000000")
    if call.is_on("include_locale"):
        shape["locale"] = "en-US"
    if call.is_on("include_num_members"):
        shape["num_members"] = len(channel.members)
    return {"channel": shape}


def members(call: Call) -> Json:
    """The ids of a channel's members."""
    channel = call.channel(verb="read")
    ids, metadata = call.page(list(channel.members))
    return {"members": ids, "response_metadata": metadata}


def create(call: Call) -> Json:
    """Make a channel; the app is its first member."""
    name = call.get("name")
    check_name(name)
    kind = "group" if call.is_on("is_private") else "channel"
    if not any(call.has_scope(scope) for scope in _MANAGE_SCOPE[kind]):
        call.need_scope(_MANAGE_SCOPE[kind][0])
    if any(c.name == name for c in call.state.channels.values()):
        raise Refused("name_taken")
    is_private = kind == "group"
    made = changes.create_channel(call.core, name, creator=call.user_id, is_private=is_private)
    return {"channel": channel_as_json(call.state, made, viewer=call.user_id)}


def join(call: Call) -> Json:
    """Join a public channel; joining twice is fine and says so."""
    channel = call.channel()
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if call.is_in(channel):
        call.warnings.append("already_in_channel")
    else:
        changes.join(call.core, channel, call.state.users[call.user_id])
    return {"channel": channel_as_json(call.state, channel, viewer=call.user_id)}


def invite(call: Call) -> Json:
    """Bring people into a channel that the app is in."""
    channel = call.channel()
    if channel.is_im:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if not call.is_in(channel):
        raise Refused("not_in_channel")
    invited = [_invitable(call, user_id, channel) for user_id in _ids(call.get("users"))]
    if not invited:
        raise Refused("no_user")
    for user_id in invited:
        changes.join(call.core, channel, call.state.users[user_id], inviter=call.user_id)
    return {"channel": channel_as_json(call.state, channel, viewer=call.user_id)}


def open_dm(call: Call) -> Json:
    """Open a direct message with one person, or find one by its id."""
    if call.get("channel"):
        channel = call.channel()
        if not channel.is_im:
            raise Refused("method_not_supported_for_channel_type")
        return _opened(call, channel, was_there=True)
    call.need_scope("im:write")
    other = _one_person(call)
    if call.is_on("prevent_creation") and call.state.im(call.user_id, other) is None:
        raise Refused("channel_not_found")
    channel, was_there = changes.open_im(call.core, call.user_id, other)
    return _opened(call, channel, was_there=was_there)


def check_name(name: str) -> None:
    """Refuse a channel name that Slack would not take."""
    if len(name) > _MOST_IN_NAME:
        raise Refused("invalid_name_maxlength")
    if not name.strip("-_"):
        raise Refused("invalid_name_punctuation")
    if not _NAME.fullmatch(name) or name != name.lower():
        raise Refused("invalid_name_specials")


def _of_types(call: Call, *, default: str) -> list[Channel]:
    types = [word.strip() for word in (call.get("types") or default).split(",")]
    if any(word not in _TYPES for word in types):
        raise Refused("invalid_types")
    kinds = {_TYPES[word] for word in types}
    for kind in kinds & _READ_SCOPE.keys():
        call.need_scope(_READ_SCOPE[kind])
    without_archived = call.is_on("exclude_archived")
    return [
        channel
        for channel in call.state.channels.values()
        if channel.kind in kinds and not (without_archived and channel.is_archived)
    ]


def _listed(call: Call, channels: list[Channel]) -> Json:
    shown, metadata = call.page(channels)
    shapes = [channel_as_json(call.state, channel, viewer=call.user_id) for channel in shown]
    for channel, shape in zip(shown, shapes, strict=True):
        if not channel.is_im:
            shape["num_members"] = len(channel.members)
    return {"channels": shapes, "response_metadata": metadata}


def _ids(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _invitable(call: Call, user_id: str, channel: Channel) -> str:
    if user_id not in call.state.users:
        raise Refused("user_not_found")
    if user_id == call.user_id:
        raise Refused("cant_invite_self")
    if user_id in channel.members:
        raise Refused("already_in_channel")
    return user_id


def _one_person(call: Call) -> str:
    """The id of the one person in `users`: this workspace has no group messages."""
    if not call.get("users"):
        raise Refused("users_list_not_supplied")
    users = [user_id for user_id in _ids(call.get("users")) if user_id != call.user_id]
    if not users:
        raise Refused("not_enough_users")
    if any(user_id not in call.state.users for user_id in users):
        raise Refused("user_not_found")
    if len(users) > 1:
        too_many = len(users) > _MOST_IN_GROUP_DM
        raise Refused("too_many_users" if too_many else "invalid_user_combination")
    if call.state.users[users[0]].deleted:
        raise Refused("user_disabled")
    return users[0]


def _opened(call: Call, channel: Channel, *, was_there: bool) -> Json:
    shape: Json = {"id": channel.id}
    if call.is_on("return_im"):
        shape = channel_as_json(call.state, channel, viewer=call.user_id) | {"is_open": True}
    return {"channel": shape} | ({"no_op": True, "already_open": True} if was_there else {})


METHODS = {
    "conversations.create": create,
    "conversations.info": info,
    "conversations.invite": invite,
    "conversations.join": join,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.open": open_dm,
    "users.conversations": list_of_user,
}
