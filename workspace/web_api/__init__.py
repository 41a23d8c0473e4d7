"""Slack's Web API: `answer` takes a call as it came in and gives back what Slack would answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workspace.clock import machine_now
from workspace.core import Core
from workspace.faults import Fault
from workspace.log import masked
from workspace.state import App
from workspace.web_api import (
    apps,
    channels,
    chat,
    conversations,
    files,
    history,
    reactions,
    team,
    users,
    views,
)
from workspace.web_api.arguments import RULES, ArgumentWrong, Rule, read
from workspace.web_api.call import Call, Refused

Json = dict[str, Any]

METHODS: dict[str, Callable[[Call], Json]] = {
    **apps.METHODS,
    **channels.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **history.METHODS,
    **reactions.METHODS,
    **team.METHODS,
    **users.METHODS,
    **views.METHODS,
}


class Dropped(Exception):
    """The connection is to be cut without an answer."""


@dataclass(slots=True)
class Answer:
    """What goes back: `body` is None where a fault took it."""

    status: int = 200
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)


async def answer(core: Core, method: str, given: Mapping[str, Any], *, token: str) -> Answer:
    """Carry out one call, faults and limits included, and write it to the log.

    Raises Dropped where a fault cuts the connection, before or after the call took effect.
    """
    started = machine_now()
    app, _ = core.tokens.get(token, (None, ""))
    fault = core.faults.strike(method)
    result = Answer(status=0)
    try:
        result = await _with_fault(core, method, given, token=token, fault=fault)
    finally:
        entry = core.log.write(
            {
                "time": core.clock.now().isoformat(timespec="milliseconds"),
                "app": app.name if app else "",
                "method": method,
                "arguments": _shown(given, token),
                "status": result.status,
                "answer": result.body,
                "ms": round((machine_now() - started) * 1000, 2),
                "fault": fault.kind if fault else "",
            }
        )
        core.live.tell({"type": "log", "entry": entry})
    return result


async def _with_fault(
    core: Core, method: str, given: Mapping[str, Any], *, token: str, fault: Fault | None
) -> Answer:
    if fault is None:
        return _answer(core, method, given, token=token)
    if fault.kind == "http_500":
        return Answer(500, {"ok": False, "error": "internal_error"})
    if fault.kind == "http_429":
        return _limited(fault.retry_after)
    if fault.kind == "timeout":
        await asyncio.sleep(fault.seconds)
    if fault.kind in ("timeout", "drop_before"):
        raise Dropped(method)
    result = _answer(core, method, given, token=token)
    if fault.kind == "drop_after":
        raise Dropped(method)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return result


def _answer(core: Core, method: str, given: Mapping[str, Any], *, token: str) -> Answer:
    rule = RULES.get(method)
    if rule is None:
        return Answer(body={"ok": False, "error": "unknown_method", "req_method": method})
    app, kind = core.tokens.get(token, (None, ""))
    headers = {"x-accepted-oauth-scopes": ",".join(rule.scopes)}
    if app is not None and app.scopes is not None and kind != "app":
        headers["x-oauth-scopes"] = ",".join(app.scopes)
    try:
        call = _prepared(core, method, rule, given, token=token)
        wait = core.limits.seconds_to_wait(
            app_id=call.app.id, method=method, tier=rule.tier, channel=call.get("channel")
        )
        if wait:
            return _limited(wait)
        body = {"ok": True, **METHODS[method](call)}
        if call.warnings:
            body["warning"] = ",".join(call.warnings)
            body.setdefault("response_metadata", {})["warnings"] = call.warnings
    except Refused as refused:
        body = _refusal(refused.error, refused.messages, refused.more)
    except ArgumentWrong as wrong:
        body = _refusal(wrong.error, (str(wrong),), {})
    return Answer(body=body, headers=headers)


def _prepared(
    core: Core, method: str, rule: Rule, given: Mapping[str, Any], *, token: str
) -> Call:
    app, kind = core.tokens.get(token, (None, "none"))
    if app is None:
        if "none" not in rule.tokens:
            raise Refused("invalid_auth" if token else "not_authed")
        app = _NOBODY
    elif kind not in rule.tokens:
        raise Refused("not_allowed_token_type")
    user_id = app.user_tokens[token] if kind == "user" else app.bot_user_id
    arguments = read(rule, given)
    call = Call(core, app, user_id, kind, method, arguments)
    if rule.scopes and kind != "app" and not any(call.has_scope(s) for s in rule.scopes):
        raise Refused(
            "missing_scope", needed=",".join(rule.scopes), provided=",".join(app.scopes or ())
        )
    return call


def _refusal(error: str, messages: tuple[str, ...], more: Json) -> Json:
    body: Json = {"ok": False, "error": error, **more}
    if messages:
        body["response_metadata"] = {"messages": list(messages)}
    return body


def _limited(seconds: int) -> Answer:
    return Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def _shown(given: Mapping[str, Any], token: str) -> Json:
    shown = {name: _readable(value) for name, value in given.items() if name != "token"}
    if token:
        shown["token"] = masked(token)
    return shown


def _readable(value: Any) -> Any:
    """A JSON argument that came as text, decoded, so that the log can be read."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


_NOBODY = App(
    id="",
    name="",
    bot_id="",
    bot_user_id="",
    bot_token="",
    app_token="",
    signing_secret="",
    verification_token="",
)
