"""What reaches an app, as complete as Slack sends it: events, presses, forms, commands."""

from __future__ import annotations

import uuid
from typing import Any

from workspace.state import App, Channel, State, User, View

Json = dict[str, Any]


def event_payload(state: State, app: App, event: Json, channel: Channel | None) -> Json:
    """The wrapper of the Events API around one event."""
    where = channel.id if channel else "NONE"
    moment = event.get("event_ts") or event.get("ts")
    return {
        "token": app.verification_token,
        "team_id": state.team.id,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{uuid.uuid4().hex[:12].upper()}",
        "event_time": int(float(str(moment))),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": state.team.id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event['type']}-{state.team.id}-{app.id}-{where}",
    }


def block_actions(
    state: State, app: App, user: User, *, trigger_id: str, action: Json, **where: Any
) -> Json:
    """A press or a choice in a message or a view.

    `where` is `channel`, `message`, `values` and `response_url` for a message, `view` for a modal
    or an App Home.
    """
    payload = {
        "type": "block_actions",
        "user": _user(state, user),
        "api_app_id": app.id,
        "token": app.verification_token,
        "container": _container(where),
        "trigger_id": trigger_id,
        "team": _team(state),
        "enterprise": None,
        "is_enterprise_install": False,
        "actions": [action],
    }
    view: View | None = where.get("view")
    if view is not None:
        return payload | {"view": view.as_json()}
    payload |= {
        "channel": _channel(where["channel"]),
        "state": {"values": where["values"]},
        "response_url": where["response_url"],
    }
    # Slack does not send the message along where only one person sees it.
    is_ephemeral = bool(where["message"].get("is_ephemeral"))
    return payload if is_ephemeral else payload | {"message": where["message"]}


def view_submission(
    state: State, app: App, user: User, *, view: View, trigger_id: str, response_urls: list[Json]
) -> Json:
    """A form that a person sent off."""
    return {
        "type": "view_submission",
        "team": _team(state),
        "user": _user(state, user),
        "api_app_id": app.id,
        "token": app.verification_token,
        "trigger_id": trigger_id,
        "view": view.as_json(),
        "response_urls": response_urls,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def view_closed(state: State, app: App, user: User, *, view: View, is_cleared: bool) -> Json:
    """A form that a person closed; `is_cleared`: the whole stack at once."""
    return {
        "type": "view_closed",
        "team": _team(state),
        "user": _user(state, user),
        "api_app_id": app.id,
        "token": app.verification_token,
        "view": view.as_json(),
        "is_cleared": is_cleared,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def global_shortcut(
    state: State, app: App, user: User, *, callback_id: str, trigger_id: str, action_ts: str
) -> Json:
    """A shortcut chosen from the lightning menu or the search."""
    return {
        "type": "shortcut",
        "token": app.verification_token,
        "action_ts": action_ts,
        "team": _team(state),
        "user": {"id": user.id, "username": user.name, "team_id": state.team.id},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
    }


def message_shortcut(
    state: State,
    app: App,
    user: User,
    *,
    callback_id: str,
    trigger_id: str,
    action_ts: str,
    channel: Channel,
    message: Json,
    response_url: str,
) -> Json:
    """A shortcut chosen from the menu of one message."""
    return {
        "type": "message_action",
        "token": app.verification_token,
        "action_ts": action_ts,
        "team": _team(state),
        "user": _user(state, user),
        "channel": _channel(channel),
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "message_ts": message["ts"],
        "message": message,
    }


def slash_command(
    state: State,
    app: App,
    user: User,
    *,
    command: str,
    text: str,
    channel: Channel,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A slash command; every value is a string, as in a form."""
    return {
        "token": app.verification_token,
        "team_id": state.team.id,
        "team_domain": state.team.domain,
        "channel_id": channel.id,
        "channel_name": _channel(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def block_suggestion(
    state: State, app: App, user: User, *, typed: str, element: Json, **where: Any
) -> Json:
    """What a person has typed into a select whose options the app supplies.

    `element` has `action_id` and `block_id`; `where` as for block_actions.
    """
    payload = {
        "type": "block_suggestion",
        "user": _user(state, user),
        "container": _container(where),
        "api_app_id": app.id,
        "token": app.verification_token,
        "action_id": element["action_id"],
        "block_id": element["block_id"],
        "value": typed,
        "team": _team(state),
        "enterprise": None,
        "is_enterprise_install": False,
    }
    view: View | None = where.get("view")
    if view is not None:
        return payload | {"view": view.as_json()}
    return payload | {"channel": _channel(where["channel"]), "message": where["message"]}


def _team(state: State) -> Json:
    return {"id": state.team.id, "domain": state.team.domain}


def _user(state: State, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": state.team.id}


def _channel(channel: Channel) -> Json:
    name = "directmessage" if channel.is_im else channel.name
    return {"id": channel.id, "name": name}


def _container(where: Json) -> Json:
    view: View | None = where.get("view")
    if view is not None:
        return {"type": "view", "view_id": view.id}
    message = where["message"]
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": where["channel"].id,
        "is_ephemeral": bool(message.get("is_ephemeral")),
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    return container
