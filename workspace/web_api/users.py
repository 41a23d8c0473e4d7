"""users.* and usergroups.*: an app looks people up."""

from __future__ import annotations

from typing import Any

from workspace.shapes import user_as_json
from workspace.state import User, UserGroup
from workspace.web_api.call import Call, Refused

Json = dict[str, Any]


def info(call: Call) -> Json:
    """One person, with their locale if asked."""
    return {"user": _shape(call, call.person())}


def list_all(call: Call) -> Json:
    """Everybody, bots included."""
    people, metadata = call.page(list(call.state.users.values()), default=1000)
    return {
        "members": [_shape(call, user) for user in people],
        "cache_ts": call.core.seconds(),
        "response_metadata": metadata,
    }


def lookup_by_email(call: Call) -> Json:
    """The person with an e-mail address."""
    wanted = call.get("email").strip().lower()
    for user in call.state.users.values():
        if user.email and user.email.lower() == wanted and not user.deleted:
            return {"user": _shape(call, user)}
    raise Refused("users_not_found")


def groups(call: Call) -> Json:
    """Every user group."""
    return {"usergroups": [_group(call, group) for group in call.state.groups.values()]}


def users_of_group(call: Call) -> Json:
    """The ids of a user group's people."""
    group = call.state.groups.get(call.get("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": group.users}


def _shape(call: Call, user: User) -> Json:
    shape = user_as_json(
        call.state, user, url=call.core.url, with_locale=call.is_on("include_locale")
    )
    if not call.has_scope("users:read.email"):
        shape["profile"].pop("email", None)
    return shape


def _group(call: Call, group: UserGroup) -> Json:
    shape: Json = {
        "id": group.id,
        "team_id": call.state.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": 0,
        "auto_type": None,
        "created_by": "",
        "updated_by": "",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
    }
    if call.is_on("include_users"):
        shape["users"] = group.users
    if call.is_on("include_count"):
        shape["user_count"] = len(group.users)
    return shape


METHODS = {
    "usergroups.list": groups,
    "usergroups.users.list": users_of_group,
    "users.info": info,
    "users.list": list_all,
    "users.lookupByEmail": lookup_by_email,
}
