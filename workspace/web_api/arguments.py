"""What each Web API method takes, which scope it needs and how often it may be called, as data.

Written after Slack's reference of its methods. In an argument list `!` marks what is required and
`:type` what is not a string: boolean, integer, array or object (the last two as JSON, or as text
that holds JSON).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method."""

    name: str
    kind: str = "string"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One method: `scopes` (any of them will do), `tier` for limits.py, the tokens it takes."""

    arguments: Mapping[str, Argument]
    scopes: tuple[str, ...] = ()
    tier: int | str = 3
    tokens: tuple[str, ...] = ("bot", "user")
    takes_anything: bool = False
    # The error for an argument that is not there or not of its type, if not `invalid_arguments`.
    refusals: Mapping[str, str] = field(default_factory=dict)


class ArgumentWrong(Exception):
    """An argument is missing, badly named, or of another type; `error` is Slack's code."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error


def _rule(
    arguments: str,
    *,
    scopes: str = "",
    tier: int | str = 3,
    tokens: tuple[str, ...] = ("bot", "user"),
    takes_anything: bool = False,
    refusals: Mapping[str, str] | None = None,
) -> Rule:
    parsed = {}
    for word in arguments.split():
        name, _, kind = word.partition(":")
        bare = name.rstrip("!")
        parsed[bare] = Argument(bare, kind or "string", is_required=name.endswith("!"))
    return Rule(parsed, tuple(scopes.split()), tier, tokens, takes_anything, refusals or {})


_CONVERSATIONS_READ = "channels:read groups:read im:read mpim:read"
_CONVERSATIONS_HISTORY = "channels:history groups:history im:history mpim:history"
_MESSAGE = (
    "text blocks:array attachments:array as_user:boolean icon_emoji icon_url link_names:boolean "
    "markdown_text parse thread_ts username"
)
_OF_MESSAGES = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
_PAGE = "cursor limit:integer"
_MANAGE = "channels:manage channels:write groups:write im:write mpim:write"
_TOPIC = (
    "channels:manage channels:write.topic groups:write groups:write.topic "
    "im:write im:write.topic mpim:write mpim:write.topic"
)

RULES: dict[str, Rule] = {
    "api.test": _rule("error", tier=4, tokens=("none", "bot", "user", "app"), takes_anything=True),
    "apps.connections.open": _rule("", scopes="connections:write", tokens=("app",)),
    "auth.test": _rule("", tier="special", tokens=("bot", "user", "app")),
    "blocks.validate": _rule("blocks!:array surface", tier=4),
    "bots.info": _rule("bot team_id", scopes="users:read", refusals={"bot": "bot_not_found"}),
    "chat.delete": _rule("channel! ts! as_user:boolean", scopes="chat:write"),
    "chat.getPermalink": _rule("channel! message_ts!", tier="special"),
    "chat.postEphemeral": _rule(
        f"channel! user! {_MESSAGE}",
        scopes="chat:write",
        tier=4,
        refusals={"blocks": "invalid_blocks_format"},
    ),
    "chat.postMessage": _rule(
        f"channel! {_MESSAGE} metadata:object mrkdwn:boolean reply_broadcast:boolean "
        "unfurl_links:boolean unfurl_media:boolean current_draft_last_updated_ts",
        scopes="chat:write",
        tier="post",
        refusals=_OF_MESSAGES,
    ),
    "chat.update": _rule(
        f"channel! ts! {_MESSAGE} metadata:object file_ids:array reply_broadcast:boolean "
        "unfurled_attachments",
        scopes="chat:write",
        refusals=_OF_MESSAGES,
    ),
    "conversations.archive": _rule("channel!", scopes=_MANAGE, tier=2),
    "conversations.close": _rule("channel!", scopes=_MANAGE, tier=2),
    "conversations.create": _rule(
        "name! is_private:boolean team_id",
        scopes=_MANAGE,
        tier=2,
        refusals={"name": "invalid_name_required"},
    ),
    "conversations.history": _rule(
        f"channel! {_PAGE} include_all_metadata:boolean inclusive:boolean latest oldest",
        scopes=_CONVERSATIONS_HISTORY,
    ),
    "conversations.info": _rule(
        "channel! include_locale:boolean include_num_members:boolean", scopes=_CONVERSATIONS_READ
    ),
    "conversations.invite": _rule(
        "channel! users! force:boolean",
        scopes="channels:manage channels:write.invites groups:write groups:write.invites "
        "im:write mpim:write",
        refusals={"users": "no_user"},
    ),
    "conversations.join": _rule("channel!", scopes="channels:join"),
    "conversations.kick": _rule("channel! user", scopes=_MANAGE),
    "conversations.leave": _rule("channel!", scopes=_MANAGE),
    "conversations.mark": _rule("channel! ts!", scopes=_MANAGE),
    "conversations.rename": _rule(
        "channel! name!", scopes=_MANAGE, tier=2, refusals={"name": "invalid_name_required"}
    ),
    "conversations.setPurpose": _rule("channel! purpose!", scopes=_TOPIC, tier=2),
    "conversations.setTopic": _rule("channel! topic!", scopes=_TOPIC, tier=2),
    "conversations.unarchive": _rule("channel!", scopes=_MANAGE, tier=2),
    "conversations.list": _rule(
        f"{_PAGE} exclude_archived:boolean team_id types", scopes=_CONVERSATIONS_READ, tier=2
    ),
    "conversations.members": _rule(f"channel! {_PAGE}", scopes=_CONVERSATIONS_READ, tier=4),
    "conversations.open": _rule(
        "channel users prevent_creation:boolean return_im:boolean",
        scopes="channels:manage groups:write im:write mpim:write",
    ),
    "conversations.replies": _rule(
        f"channel! ts! {_PAGE} include_all_metadata:boolean inclusive:boolean latest oldest",
        scopes=_CONVERSATIONS_HISTORY,
    ),
    "files.completeUploadExternal": _rule(
        "files!:array channel_id channels initial_comment thread_ts blocks:array",
        scopes="files:write",
        tier=4,
    ),
    "files.delete": _rule("file!", scopes="files:write"),
    "files.getUploadURLExternal": _rule(
        "filename! length!:integer alt_txt snippet_type",
        scopes="files:write",
        tier=4,
        refusals={"filename": "missing_argument", "length": "missing_argument"},
    ),
    "files.info": _rule(f"file! count:integer page:integer {_PAGE}", scopes="files:read", tier=4),
    "reactions.add": _rule("channel! name! timestamp!", scopes="reactions:write"),
    "reactions.get": _rule(
        "channel timestamp file file_comment full:boolean", scopes="reactions:read"
    ),
    "reactions.remove": _rule(
        "name! channel timestamp file file_comment", scopes="reactions:write", tier=2
    ),
    "team.info": _rule("team domain", scopes="team:read"),
    "usergroups.list": _rule(
        "include_count:boolean include_disabled:boolean include_users:boolean team_id",
        scopes="usergroups:read",
        tier=2,
    ),
    "usergroups.users.list": _rule(
        "usergroup! include_disabled:boolean team_id", scopes="usergroups:read", tier=2
    ),
    "users.conversations": _rule(
        f"{_PAGE} exclude_archived:boolean team_id types user", scopes=_CONVERSATIONS_READ
    ),
    "users.info": _rule("user! include_locale:boolean", scopes="users:read", tier=4),
    "users.list": _rule(f"{_PAGE} include_locale:boolean team_id", scopes="users:read", tier=2),
    "users.lookupByEmail": _rule("email!", scopes="users:read.email"),
    "views.open": _rule("view!:object trigger_id interactivity_pointer", tier=4),
    "views.publish": _rule("user_id! view!:object hash", tier=4),
    "views.push": _rule("view!:object trigger_id interactivity_pointer", tier=4),
    "views.update": _rule("view!:object view_id external_id hash", tier=4),
}

_NAME = re.compile(r"[A-Za-z0-9_.\-\[\]]{1,80}")


def read(rule: Rule, given: Mapping[str, Any]) -> Json:
    """The arguments in their types, without those that the method does not know.

    Slack passes over names that it does not know; names that cannot be any are refused. Raises
    ArgumentWrong with the code and the sentence that Slack would give.
    """
    found: Json = {}
    for name, value in given.items():
        if not _NAME.fullmatch(name):
            raise ArgumentWrong("invalid_arg_name", f"[ERROR] bad argument name: {name[:80]}")
        argument = rule.arguments.get(name)
        if argument is not None and value is not None:
            found[name] = _typed(rule, argument, value)
        elif rule.takes_anything and name != "token":
            found[name] = value
    for name, argument in rule.arguments.items():
        if argument.is_required and found.get(name) in (None, ""):
            code = rule.refusals.get(name, "invalid_arguments")
            raise ArgumentWrong(code, f"[ERROR] missing required field: {name}")
    return found


def _typed(rule: Rule, argument: Argument, value: Any) -> Any:
    try:
        return _READERS[argument.kind](value)
    except (TypeError, ValueError, RecursionError, OverflowError) as other_type:
        code = rule.refusals.get(argument.name, "invalid_arguments")
        message = f"[ERROR] must be {_NAMED[argument.kind]} [json-pointer:/{argument.name}]"
        raise ArgumentWrong(code, message) from other_type


def _string(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    return str(value)


def _boolean(value: Any) -> bool:
    word = str(value).lower()
    if word not in ("true", "1", "false", "0", ""):
        raise ValueError(value)
    return word in ("true", "1")


def _integer(value: Any) -> int:
    return int(str(value))


def _array(value: Any) -> list[Any]:
    decoded = json.loads(value or "[]") if isinstance(value, str) else value
    if not isinstance(decoded, list):
        raise TypeError(decoded)
    return decoded


def _object(value: Any) -> Json:
    decoded = json.loads(value) if isinstance(value, str) else value
    if not isinstance(decoded, dict):
        raise TypeError(decoded)
    return decoded


_READERS = {
    "string": _string,
    "boolean": _boolean,
    "integer": _integer,
    "array": _array,
    "object": _object,
}
_NAMED = {
    "string": "a string",
    "boolean": "a boolean",
    "integer": "a number",
    "array": "an array",
    "object": "an object",
}
