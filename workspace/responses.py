"""What an app says back to a press or a command: with its ack, or later through a response_url."""

from __future__ import annotations

from typing import Any

from workspace import changes
from workspace.blocks import complete
from workspace.checks import check_message
from workspace.clock import machine_now
from workspace.core import Core, ResponseUrl
from workspace.shapes import bot_profile
from workspace.state import App, Channel

Json = dict[str, Any]


class ResponseRefused(Exception):
    """A response_url is unknown, expired, used up, or was sent something else than a message."""

    def __init__(self, error: str, status: int = 200) -> None:
        super().__init__(error)
        self.error = error
        self.status = status


def through_url(core: Core, secret: str, given: Any) -> None:
    """Carry out what an app sent to a response_url; raises ResponseRefused."""
    link = core.response_urls.get(secret)
    if link is None:
        raise ResponseRefused("invalid_url", 404)
    if machine_now() - link.made_at > core.pace.response_url:
        raise ResponseRefused("expired_url", 404)
    if link.uses >= core.pace.response_url_uses:
        raise ResponseRefused("used_url", 404)
    if not isinstance(given, dict):
        raise ResponseRefused("invalid_payload", 400)
    link.uses += 1
    channel, app = core.state.channels[link.channel_id], core.state.apps[link.app_id]
    if given.get("delete_original"):
        _delete_original(core, channel, link)
        return
    _check(given)
    if given.get("replace_original") and link.message_ts:
        _replace_original(core, app, channel, link, given)
    else:
        say(core, app, channel, link.user_id, given)


def with_ack(core: Core, app: App, channel: Channel, user_id: str, answer: Any) -> None:
    """Show what came back with the ack of a command: a text, or a message."""
    given = {"text": answer} if isinstance(answer, str) else answer
    if not isinstance(given, dict) or not (given.get("text") or given.get("blocks")):
        return
    _check(given)
    say(core, app, channel, user_id, given)


def say(core: Core, app: App, channel: Channel, user_id: str, given: Json) -> None:
    """Post a message in the name of an app, ephemeral unless it says `in_channel`."""
    content = _content(core, app, given)
    if given.get("thread_ts"):
        content["thread_ts"] = given["thread_ts"]
    if given.get("response_type") == "in_channel":
        changes.post(core, channel, content)
    else:
        changes.post_ephemeral(core, channel, user_id, content)


def _check(given: Json) -> None:
    problems = check_message(given)
    if problems:
        raise ResponseRefused(problems[0].error)


def _content(core: Core, app: App, given: Json) -> Json:
    content: Json = {
        "user": app.bot_user_id,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "bot_profile": bot_profile(core.state, app, url=core.url),
        "text": given.get("text") or "",
    }
    if given.get("blocks"):
        content["blocks"] = complete(given["blocks"])
    for key in ("attachments", "metadata"):
        if given.get(key):
            content[key] = given[key]
    return content


def _delete_original(core: Core, channel: Channel, link: ResponseUrl) -> None:
    if link.message_ts in channel.ephemerals:
        changes.remove_ephemeral(core, channel, link.message_ts)
    elif link.message_ts in channel.messages:
        changes.delete(core, channel, channel.messages[link.message_ts])
    else:
        raise ResponseRefused("message_not_found", 404)


def _replace_original(
    core: Core, app: App, channel: Channel, link: ResponseUrl, given: Json
) -> None:
    content = _content(core, app, given)
    if link.message_ts in channel.ephemerals:
        _, shown = channel.ephemerals[link.message_ts]
        fresh = {**content, "ts": link.message_ts}
        if shown.get("thread_ts"):
            fresh["thread_ts"] = shown["thread_ts"]
        changes.post_ephemeral(core, channel, link.user_id, fresh)
    elif link.message_ts in channel.messages:
        message = channel.messages[link.message_ts]
        fresh = {key: content.get(key) for key in ("text", "blocks", "attachments")}
        changes.change(core, channel, message, fresh, by=app.bot_user_id)
    else:
        raise ResponseRefused("message_not_found", 404)
