"""What a person types becomes a message: escaped as Slack does, mentions found, rich text made."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import Any

from workspace.state import State

Json = dict[str, Any]

_MARKED = re.compile(r"<(?:[@#!][^<>\s]+|https?://[^<>\s]+|mailto:[^<>\s]+)>|&(?:amp|lt|gt);")
_AT_NAME = re.compile(r"(?<![\w<@])@([a-z0-9][\w.\-]*)")
_HASH_NAME = re.compile(r"(?<![\w<#&/])#([a-z0-9][\w\-]*)")
_LINK = re.compile(r"(?<![<|])\bhttps?://[^\s<>]+[^\s<>.,;:!?)’'\"]")
_PIECE = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>"
    r"|<#(?P<channel>C[A-Z0-9]+)(?:\|[^>]*)?>"
    r"|<!(?P<range>here|channel|everyone)(?:\|[^>]*)?>"
    r"|<(?P<link>https?://[^|>\s]+|mailto:[^|>\s]+)(?:\|(?P<label>[^>]*))?>"
    r"|:(?P<emoji>[a-z0-9_+\-]+):"
)


def typed(state: State, text: str) -> str:
    """The text as Slack stores it: `&<>` escaped, `@name`, `#channel` and links marked.

    What is already in Slack's own form (`<@U…>`, `<https://…>`, `&amp;`) is left as it is.
    """
    done, end = "", 0
    for marked in _MARKED.finditer(text):
        done += _plain(state, text[end : marked.start()]) + marked.group()
        end = marked.end()
    return done + _plain(state, text[end:])


def rich_text(text: str) -> list[Json]:
    """The one rich_text block that Slack makes of a typed message."""
    section = {"type": "rich_text_section", "elements": list(_pieces(text))}
    block_id = secrets.token_urlsafe(4)[:5]
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _plain(state: State, text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LINK.sub(lambda found: f"<{found.group()}>", text)
    text = _AT_NAME.sub(lambda found: _mention(state, found), text)
    return _HASH_NAME.sub(lambda found: _channel(state, found), text)


def _mention(state: State, found: re.Match[str]) -> str:
    name = found.group(1).rstrip(".-")
    if name in ("here", "channel", "everyone"):
        return f"<!{name}>{found.group(1)[len(name) :]}"
    user = next((u for u in state.users.values() if u.name == name), None)
    return f"<@{user.id}>{found.group(1)[len(name) :]}" if user else found.group()


def _channel(state: State, found: re.Match[str]) -> str:
    channel = state.channel(found.group(1))
    if channel is None or channel.kind != "channel":
        return found.group()
    return f"<#{channel.id}|{channel.name}>"


def _pieces(text: str) -> Iterator[Json]:
    end = 0
    for found in _PIECE.finditer(text):
        yield from _words(text[end : found.start()])
        yield _marked_piece(found)
        end = found.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[Json]:
    if text:
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        yield {"type": "text", "text": plain}


def _marked_piece(found: re.Match[str]) -> Json:
    if found["user"]:
        return {"type": "user", "user_id": found["user"]}
    if found["channel"]:
        return {"type": "channel", "channel_id": found["channel"]}
    if found["range"]:
        return {"type": "broadcast", "range": found["range"]}
    if found["emoji"]:
        return {"type": "emoji", "name": found["emoji"]}
    link = {"type": "link", "url": found["link"]}
    return link | ({"text": found["label"]} if found["label"] else {})
