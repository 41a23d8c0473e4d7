"""conversations.history and .replies: an app reads what was said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

from workspace.state import Channel
from workspace.web_api.call import Call, Refused, cursor_for

Json = dict[str, Any]

_TS = re.compile(r"\d{1,11}(\.\d{1,6})?")
_MOST = 999


def history(call: Call) -> Json:
    """The channel's own messages, newest first."""
    channel = _readable(call)
    first, last = _range(call, channel.timeline)
    cursor = call.cursor("next_ts")
    if cursor:
        last = min(last, bisect_right(channel.timeline, cursor))
    size = call.limit(default=100, most=_MOST)
    start = max(first, last - size)
    shown = [channel.messages[ts] for ts in reversed(channel.timeline[start:last])]
    answer: Json = {
        "messages": [_as_asked(call, message) for message in shown],
        "has_more": start > first,
        "pin_count": 0,
        "channel_actions_count": 0,
    }
    if start > first:
        following = cursor_for("next_ts", channel.timeline[start - 1])
        answer["response_metadata"] = {"next_cursor": following}
    return answer


def replies(call: Call) -> Json:
    """A message and its replies, oldest first."""
    channel = _readable(call)
    asked = channel.messages.get(call.get("ts"))
    if asked is None:
        raise Refused("thread_not_found")
    thread_ts = asked.get("thread_ts") or asked["ts"]
    thread = channel.replies.get(thread_ts, [])
    first, last = _range(call, thread)
    cursor = call.cursor("next_ts")
    if cursor:
        first = max(first, bisect_left(thread, cursor))
    size = call.limit(default=1000)
    end = min(last, first + size)
    shown = [channel.messages[ts] for ts in thread[first:end]]
    parent = channel.messages.get(thread_ts)
    if parent is not None:
        shown.insert(0, parent)
    answer: Json = {
        "messages": [_as_asked(call, message) for message in shown],
        "has_more": end < last,
    }
    if end < last:
        answer["response_metadata"] = {"next_cursor": cursor_for("next_ts", thread[end])}
    return answer


def _readable(call: Call) -> Channel:
    channel = call.channel(verb="history")
    if not call.is_in(channel) and call.method == "conversations.history":
        raise Refused("not_in_channel")
    return channel


def _range(call: Call, timeline: list[str]) -> tuple[int, int]:
    for name in ("oldest", "latest"):
        if call.get(name) and not _TS.fullmatch(call.get(name)):
            raise Refused(f"invalid_ts_{name}")
    oldest, latest = _padded(call.get("oldest")), _padded(call.get("latest"))
    # Without a bound on a side, `inclusive` has nothing to include there.
    is_inclusive = call.is_on("inclusive")
    after, before = (bisect_left, bisect_right) if is_inclusive else (bisect_right, bisect_left)
    first = after(timeline, oldest) if oldest else 0
    last = before(timeline, latest) if latest else len(timeline)
    return first, max(first, last)


def _padded(ts: str) -> str:
    """A ts that sorts as text: ten digits before the point and six after it."""
    if not ts:
        return ""
    seconds, _, fraction = ts.partition(".")
    return f"{seconds.zfill(10)}.{fraction.ljust(6, '0')}"


def _as_asked(call: Call, message: Json) -> Json:
    if call.is_on("include_all_metadata") or "metadata" not in message:
        return message
    return {key: value for key, value in message.items() if key != "metadata"}


METHODS = {"conversations.history": history, "conversations.replies": replies}
