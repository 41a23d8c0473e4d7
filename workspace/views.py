"""Modals and App Homes: open, stack, change, close and publish them, as Slack's client would."""

from __future__ import annotations

import secrets
from typing import Any

from workspace.blocks import complete, initial_values
from workspace.clock import machine_now
from workspace.core import Core, Trigger
from workspace.state import App, View

Json = dict[str, Any]

MOST_STACKED = 3
_WORDS = ("callback_id", "private_metadata", "external_id")
_LABELS = ("title", "submit", "close")


class ViewRefused(Exception):
    """A view cannot be opened or changed; `error` is Slack's code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


def exchange(core: Core, app: App, trigger_id: str) -> Trigger:
    """Use a trigger up; ViewRefused where it is unknown, too old, or used before."""
    trigger = core.triggers.get(trigger_id)
    if trigger is None or trigger.app_id != app.id:
        raise ViewRefused("invalid_trigger_id")
    if trigger.is_used:
        raise ViewRefused("exchanged_trigger_id")
    if machine_now() - trigger.made_at > core.pace.trigger:
        raise ViewRefused("expired_trigger_id")
    trigger.is_used = True
    return trigger


def open_modal(core: Core, app: App, user_id: str, given: Json) -> View:
    """Show a modal in place of whatever was open."""
    _check_external_id(core, app, given)
    _close_all(core, user_id)
    return _stack(core, app, user_id, given)


def push(core: Core, app: App, user_id: str, given: Json) -> View:
    """Put a modal on top of the one that is open."""
    if len(core.state.stacks.get(user_id, [])) >= MOST_STACKED:
        raise ViewRefused("push_limit_reached")
    _check_external_id(core, app, given)
    return _stack(core, app, user_id, given)


def update(core: Core, view: View, given: Json, *, hash_: str = "") -> View:
    """Replace what a view shows; what was typed stays where block and element ids stay."""
    if hash_ and hash_ != view.body["hash"]:
        raise ViewRefused("hash_conflict")
    app = core.state.apps[view.app_id]
    _check_external_id(core, app, given, but=view)
    kept = {key: view.body[key] for key in ("id", "root_view_id", "previous_view_id")}
    view.body = _body(core, app, given, kept)
    fresh = initial_values(view.body["blocks"])
    for block_id, actions in fresh.items():
        for action_id in actions:
            typed = view.values.get(block_id, {}).get(action_id)
            if typed is not None and typed["type"] == actions[action_id]["type"]:
                actions[action_id] = typed
    view.values = fresh
    _tell(core, view)
    return view


def close(core: Core, view: View) -> None:
    """Take a modal, and what is stacked on it, off the screen."""
    stack = core.state.stacks.get(view.user_id, [])
    if view.id in stack:
        for view_id in stack[stack.index(view.id) :]:
            del core.state.views[view_id]
        del stack[stack.index(view.id) :]
        _tell_stack(core, view.user_id)


def clear(core: Core, user_id: str) -> None:
    """Take all modals of a user off the screen."""
    _close_all(core, user_id)
    _tell_stack(core, user_id)


def publish(core: Core, app: App, user_id: str, given: Json, *, hash_: str = "") -> View:
    """Set a user's App Home."""
    there = core.state.homes.get((user_id, app.id))
    if there is not None:
        view = update(core, core.state.views[there], given, hash_=hash_)
    else:
        _check_external_id(core, app, given)
        view = _new(core, app, user_id, given, previous=None, root=None)
        core.state.homes[user_id, app.id] = view.id
        _tell(core, view)
    core.state.keep_home(view)
    return view


def find(core: Core, app: App, *, view_id: str = "", external_id: str = "") -> View:
    """An app's own view by id or external id; ViewRefused (not_found) where it is gone."""
    view = core.state.views.get(view_id) if view_id else _by_external_id(core, app, external_id)
    if view is None or view.app_id != app.id:
        raise ViewRefused("not_found")
    return view


def _stack(core: Core, app: App, user_id: str, given: Json) -> View:
    stack = core.state.stacks.setdefault(user_id, [])
    previous = stack[-1] if stack else None
    root = stack[0] if stack else None
    view = _new(core, app, user_id, given, previous=previous, root=root)
    stack.append(view.id)
    _tell_stack(core, user_id)
    return view


def _new(
    core: Core, app: App, user_id: str, given: Json, *, previous: str | None, root: str | None
) -> View:
    view_id = core.state.new_id("V")
    kept = {"id": view_id, "root_view_id": root or view_id, "previous_view_id": previous}
    body = _body(core, app, given, kept)
    view = View(view_id, app.id, user_id, body, initial_values(body["blocks"]))
    core.state.views[view_id] = view
    return view


def _body(core: Core, app: App, given: Json, kept: Json) -> Json:
    team_id = core.state.team.id
    body: Json = {
        **kept,
        "team_id": team_id,
        "type": given.get("type", "modal"),
        "blocks": complete(given.get("blocks") or []),
        "hash": f"{core.seconds()}.{secrets.token_urlsafe(6)}",
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "app_id": app.id,
        "app_installed_team_id": team_id,
        "bot_id": app.bot_id,
    }
    body |= {key: given.get(key) or "" for key in _WORDS}
    body |= {key: _text(given.get(key)) for key in _LABELS}
    if given.get("submit_disabled"):
        body["submit_disabled"] = True
    return body


def _text(text: Any) -> Any:
    return {**text, "emoji": text.get("emoji", True)} if isinstance(text, dict) else None


def _check_external_id(core: Core, app: App, given: Json, *, but: View | None = None) -> None:
    wanted = given.get("external_id")
    if wanted:
        there = _by_external_id(core, app, str(wanted))
        if there is not None and there is not but:
            raise ViewRefused("duplicate_external_id")


def _by_external_id(core: Core, app: App, external_id: str) -> View | None:
    return next(
        (
            view
            for view in core.state.views.values()
            if view.app_id == app.id and external_id and view.body["external_id"] == external_id
        ),
        None,
    )


def _close_all(core: Core, user_id: str) -> None:
    for view_id in core.state.stacks.pop(user_id, []):
        del core.state.views[view_id]


def _tell(core: Core, view: View) -> None:
    if view.body["type"] == "home":
        home = {"type": "home", "app": view.app_id, "view": view.as_json()}
        core.tell_user(view.user_id, home)
    else:
        _tell_stack(core, view.user_id)


def _tell_stack(core: Core, user_id: str) -> None:
    core.tell_user(user_id, {"type": "views", "views": core.state.open_views(user_id)})
