"""chat.*: an app posts, edits, deletes and links to messages."""

from __future__ import annotations

from typing import Any

from workspace import changes
from workspace.blocks import complete
from workspace.checks import Problem, check_message
from workspace.shapes import bot_profile
from workspace.state import Channel
from workspace.web_api.call import Call, Refused

Json = dict[str, Any]

# What chat.update does not say of the message, unlike conversations.history.
_LEFT_OUT = {
    "ts",
    "thread_ts",
    "reactions",
    "reply_count",
    "reply_users",
    "reply_users_count",
    "latest_reply",
    "is_locked",
    "subscribed",
}


def post_message(call: Call) -> Json:
    """Post a message in a channel, thread or direct message."""
    channel = _writable(call)
    content = composed(call)
    thread_ts = _thread(call, channel)
    if thread_ts:
        content["thread_ts"] = thread_ts
        if call.is_on("reply_broadcast"):
            content |= {"subtype": "thread_broadcast", "root": _root(channel, thread_ts)}
    stored = changes.post(call.core, channel, content)
    return {"channel": channel.id, "ts": stored["ts"], "message": stored}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel."""
    channel = _writable(call)
    person = call.state.users.get(call.get("user"))
    if person is None or person.id not in channel.members:
        raise Refused("user_not_in_channel")
    content = composed(call)
    if call.get("thread_ts"):
        content["thread_ts"] = call.get("thread_ts")
    shown = changes.post_ephemeral(call.core, channel, person.id, content)
    return {"message_ts": shown["ts"]}


def update(call: Call) -> Json:
    """Edit a message that this app posted."""
    channel = call.channel()
    message = call.message(channel)
    if message.get("user") != call.user_id:
        raise Refused("cant_update_message")
    refuse(check_message(call.arguments, call.method))
    content = _content(call)
    given = [key for key in ("text", "blocks", "attachments", "metadata") if key in call.arguments]
    fresh: Json = {key: content.get(key) or None for key in given}
    if not any(fresh.get(key) for key in ("text", "blocks", "attachments")):
        raise Refused("no_text")
    if fresh.get("text") and "blocks" not in fresh:
        fresh["blocks"] = None  # a text alone takes the place of the blocks
    if "text" in fresh:
        fresh["text"] = content["text"]
    changes.change(call.core, channel, message, fresh, by=call.user_id)
    answer = {"channel": channel.id, "ts": message["ts"], "text": message.get("text", "")}
    return answer | {"message": {k: v for k, v in message.items() if k not in _LEFT_OUT}}


def delete(call: Call) -> Json:
    """Delete a message that this app posted."""
    channel = call.channel()
    message = call.message(channel)
    if message.get("user") != call.user_id:
        raise Refused("cant_delete_message")
    changes.delete(call.core, channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def get_permalink(call: Call) -> Json:
    """Give the address of a message on the page."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"{call.core.url}/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    if message.get("thread_ts") not in (None, message["ts"]):
        link += f"?thread_ts={message['thread_ts']}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def composed(call: Call) -> Json:
    """What an app's message consists of, checked; without ts and thread."""
    refuse(check_message(call.arguments, call.method))
    content = _content(call)
    if (
        not content["text"].strip()
        and not content.get("blocks")
        and not content.get("attachments")
    ):
        raise Refused("no_text")
    state, app = call.state, call.app
    if call.speaks_as == "user":
        return {"user": call.user_id, "app_id": app.id, **content}
    sender: Json = {"user": app.bot_user_id, "bot_id": app.bot_id, "app_id": app.id}
    sender["bot_profile"] = bot_profile(state, app, url=call.core.url)
    if (call.get("username") or call.get("icon_emoji")) and call.has_scope("chat:write.customize"):
        sender |= {"subtype": "bot_message", "username": call.get("username") or app.name}
        if call.get("icon_emoji"):
            sender["icons"] = {"emoji": call.get("icon_emoji")}
    return {**sender, **content}


def refuse(problems: list[Problem]) -> None:
    """Refuse with the first problem's code and every problem's sentence."""
    if problems:
        sentences = [problem.message for problem in problems]
        raise Refused(problems[0].error, *sentences, errors=sentences)


def _content(call: Call) -> Json:
    given = call.arguments
    content: Json = {"text": given.get("text") or given.get("markdown_text") or ""}
    if given.get("blocks"):
        content["blocks"] = complete(given["blocks"])
    elif "blocks" in given:
        content["blocks"] = []
    if given.get("attachments"):
        content["attachments"] = [
            {"id": number, "fallback": "[no preview available]", **attachment}
            for number, attachment in enumerate(given["attachments"], start=1)
            if isinstance(attachment, dict)
        ]
    if given.get("metadata"):
        content["metadata"] = given["metadata"]
    return content


def _writable(call: Call) -> Channel:
    wanted = call.get("channel")
    if wanted in call.state.users and wanted not in call.state.channels:
        channel = _im_with(call, wanted)
    else:
        channel = call.channel(by_name=True)
    if channel.is_archived:
        raise Refused("is_archived")
    if channel.is_im and not call.app.messages_tab:
        raise Refused("messages_tab_disabled")
    may_write = call.is_in(channel) or (
        channel.kind == "channel"
        and call.method == "chat.postMessage"
        and call.app.scopes is not None
        and call.has_scope("chat:write.public")
    )
    if not may_write:
        raise Refused("not_in_channel")
    return channel


def _im_with(call: Call, user_id: str) -> Channel:
    """The app's direct message with a person whose id was given as the channel."""
    if user_id == call.user_id:
        raise Refused("channel_not_found")
    return changes.open_im(call.core, call.user_id, user_id)[0]


def _thread(call: Call, channel: Channel) -> str:
    given = call.get("thread_ts")
    if not given:
        return ""
    parent = channel.messages.get(given)
    if parent is None:  # Slack starts a thread under a message it cannot find: refuse instead
        raise Refused("cannot_reply_to_message")
    return str(parent.get("thread_ts") or given)


def _root(channel: Channel, thread_ts: str) -> Json:
    return dict(channel.messages[thread_ts])


METHODS = {
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.update": update,
}
