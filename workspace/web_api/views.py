"""views.*: an app opens, stacks, changes and publishes views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workspace import views
from workspace.checks import check_view
from workspace.core import Trigger
from workspace.state import View
from workspace.views import ViewRefused
from workspace.web_api.call import Call, Refused
from workspace.web_api.chat import refuse

Json = dict[str, Any]


def open_modal(call: Call) -> Json:
    """Open a modal for the person whose press gave the trigger."""
    given, trigger = _given(call, "modal"), _trigger(call)
    return _done(lambda: views.open_modal(call.core, call.app, trigger.user_id, given))


def push(call: Call) -> Json:
    """Put a modal on top of the one in which the person pressed."""
    given, trigger = _given(call, "modal"), _trigger(call)
    if trigger.view_id not in call.state.stacks.get(trigger.user_id, []):
        raise Refused("not_found")
    return _done(lambda: views.push(call.core, call.app, trigger.user_id, given))


def update(call: Call) -> Json:
    """Change a view that is open."""
    if not call.get("view_id") and not call.get("external_id"):
        raise Refused("invalid_arguments", "[ERROR] missing required field: view_id")

    def change() -> View:
        view = views.find(
            call.core, call.app, view_id=call.get("view_id"), external_id=call.get("external_id")
        )
        given = _given(call, view.body["type"])
        return views.update(call.core, view, given, hash_=call.get("hash"))

    return _done(change)


def publish(call: Call) -> Json:
    """Set a person's App Home."""
    person = call.state.users.get(call.get("user_id"))
    if person is None or person.is_bot:
        raise Refused("invalid_arguments", "[ERROR] user_not_found [json-pointer:/user_id]")
    if not call.app.home_tab:
        raise Refused("not_enabled")
    given, hash_ = _given(call, "home"), call.get("hash")
    return _done(lambda: views.publish(call.core, call.app, person.id, given, hash_=hash_))


def _given(call: Call, kind: str) -> Json:
    view: Json = call.arguments["view"]
    refuse(check_view(view))
    if view.get("type") != kind:
        raise Refused("invalid_arguments", f"[ERROR] must be a {kind} [json-pointer:/view/type]")
    return view


def _trigger(call: Call) -> Trigger:
    given = call.get("trigger_id") or call.get("interactivity_pointer")
    try:
        return views.exchange(call.core, call.app, given)
    except ViewRefused as refused:
        raise Refused(refused.error) from refused


def _done(action: Callable[[], View]) -> Json:
    try:
        return {"view": action().as_json()}
    except ViewRefused as refused:
        raise Refused(refused.error) from refused


METHODS = {
    "views.open": open_modal,
    "views.publish": publish,
    "views.push": push,
    "views.update": update,
}
