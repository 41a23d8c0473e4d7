"""How users, channels and apps look in answers: Slack's shapes, and those of the control API."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from workspace.state import App, Channel, State, User

Json = dict[str, Any]

_AVATAR_SIZES = (24, 32, 48, 72, 192, 512)


def user_as_json(state: State, user: User, *, url: str, with_locale: bool = False) -> Json:
    """A user as users.info answers it."""
    zone = ZoneInfo(user.tz)
    local = datetime.fromtimestamp(user.updated, UTC).astimezone(zone)
    offset = local.utcoffset()
    shape: Json = {
        "id": user.id,
        "team_id": state.team.id,
        "name": user.name,
        "deleted": user.deleted,
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": local.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(state, user, url=url),
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
        "updated": user.updated,
    }
    if with_locale:
        shape["locale"] = user.locale
    return shape


def bot_profile(state: State, app: App, *, url: str) -> Json:
    """The sender of an app's message, as it stands in the message."""
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": app.updated,
        "app_id": app.id,
        "icons": _icons(app.bot_user_id, url=url),
        "team_id": state.team.id,
    }


def bot_as_json(app: App, *, url: str) -> Json:
    """A bot as bots.info answers it."""
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": app.updated,
        "app_id": app.id,
        "user_id": app.bot_user_id,
        "icons": _icons(app.bot_user_id, url=url),
    }


def channel_as_json(state: State, channel: Channel, *, viewer: str) -> Json:
    """A conversation as conversations.info answers it to `viewer` (a user id)."""
    shape: Json = {
        "id": channel.id,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": state.team.id,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        other = next((u for u in channel.members if u != viewer), viewer)
        return shape | {"user": other, "is_user_deleted": False, "priority": 0}
    return shape | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": channel.is_general,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": viewer in channel.members,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": [state.team.id],
        "previous_names": [],
        "unlinked": 0,
        "topic": channel.topic,
        "purpose": channel.purpose,
    }


def channel_as_seen(state: State, channel: Channel, user_id: str) -> Json:
    """A channel as the page shows it to one user: with unread and mention counts.

    `name` of a direct message is the other person's user name, with `user` their id.
    """
    unread, mentions = _unread(channel, user_id)
    shape: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_im": channel.is_im,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_member": user_id in channel.members,
        "members": list(channel.members),
        "topic": channel.topic["value"],
        "purpose": channel.purpose["value"],
        "unread": unread,
        "mentions": mentions,
        "last_read": channel.last_read.get(user_id, ""),
        "latest": channel.timeline[-1] if channel.timeline else "",
    }
    if channel.is_im:
        other = next((u for u in channel.members if u != user_id), user_id)
        shape |= {"user": other, "name": state.users[other].name}
    return shape


def app_as_seen(app: App, *, is_online: bool) -> Json:
    """An app as the page and scripts see it: without its secrets."""
    return {
        "id": app.id,
        "name": app.name,
        "bot_user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "commands": app.commands,
        "shortcuts": app.shortcuts,
        "scopes": app.scopes,
        "bot_events": app.bot_events,
        "home_tab": app.home_tab,
        "messages_tab": app.messages_tab,
        "online": is_online,
    }


def _profile(state: State, user: User, *, url: str) -> Json:
    first, _, last = user.real_name.partition(" ")
    profile: Json = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": "" if user.is_bot else user.name,
        "display_name_normalized": "" if user.is_bot else user.name,
        "first_name": first,
        "last_name": last,
        "status_text": user.status_text,
        "status_emoji": user.status_emoji,
        "status_expiration": user.status_expiration,
        "avatar_hash": f"g{user.color}",
        "team": state.team.id,
        **{f"image_{size}": f"{url}/avatars/{user.id}.svg" for size in _AVATAR_SIZES},
    }
    if user.is_bot:
        return profile | {"api_app_id": user.app_id, "bot_id": user.bot_id, "always_active": True}
    return profile | {"email": user.email}


def _icons(user_id: str, *, url: str) -> Json:
    return {f"image_{size}": f"{url}/avatars/{user_id}.svg" for size in (36, 48, 72)}


def _unread(channel: Channel, user_id: str) -> tuple[int, int]:
    if user_id not in channel.members:
        return 0, 0
    start = bisect_right(channel.timeline, channel.last_read.get(user_id, ""))
    fresh = [channel.messages[ts] for ts in channel.timeline[start:]]
    fresh = [message for message in fresh if message.get("user") != user_id]
    mark = f"<@{user_id}>"
    mentions = sum(1 for m in fresh if channel.is_im or mark in m.get("text", ""))
    return len(fresh), mentions
