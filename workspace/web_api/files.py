"""files.*: an app uploads a file in three steps and looks it up."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

from workspace import changes, files
from workspace.blocks import complete
from workspace.checks import check_blocks
from workspace.shapes import bot_profile
from workspace.state import Channel
from workspace.web_api.call import Call, Refused
from workspace.web_api.chat import refuse

Json = dict[str, Any]

_MOST_CHANNELS = 100
_MOST_ALT_TEXT = 1000


def get_upload_url(call: Call) -> Json:
    """Announce a file and learn where to send its bytes."""
    length: int = call.arguments["length"]
    if length <= 0:
        raise Refused("missing_argument")
    if len(call.get("alt_txt")) > _MOST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    file = files.announce(
        call.core,
        name=call.get("filename").replace("/", "_"),
        length=length,
        user_id=call.user_id,
        alt_txt=call.get("alt_txt"),
    )
    return {"upload_url": files.upload_address(call.core, file["id"]), "file_id": file["id"]}


def complete_upload(call: Call) -> Json:
    """Finish uploads, and share the files where asked."""
    finished = [_finished(call, entry) for entry in call.arguments["files"]]
    if not finished:
        raise Refused("invalid_arguments", "[ERROR] must not be empty [json-pointer:/files]")
    refuse(check_blocks(call.arguments.get("blocks") or [], "message"))
    channels = _channels(call)
    for file, title in finished:
        file["title"] = title or file["title"]
        call.state.keep_file(file)
    shared = [file for file, _ in finished]
    # As in Slack, the answer comes first and the sharing after it: `shares` is still empty in it.
    answer = copy.deepcopy(shared)
    for channel in channels:
        asyncio.get_running_loop().call_soon(_share, call, channel, shared)
    return {"files": answer}


def info(call: Call) -> Json:
    """What is known of a file."""
    file = call.state.files.get(call.get("file"))
    if file is None or not _may_see(call, file):
        raise Refused("file_not_found")
    return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> Json:
    """Delete one of the app's own files; messages keep its name."""
    file = call.state.files.get(call.get("file"))
    if file is None or not _may_see(call, file):
        raise Refused("file_not_found")
    if file["user"] != call.user_id:
        raise Refused("cant_delete_file")
    files.remove(call.core, file)
    return {}


def _finished(call: Call, entry: Any) -> tuple[Json, str]:
    file_id = entry.get("id") if isinstance(entry, dict) else None
    file = call.state.files.get(str(file_id))
    if file is None or file["user"] != call.user_id:
        raise Refused("file_not_found")
    if call.state.folder.read_bytes(file["id"]) is None:
        raise Refused("file_update_failed")
    title = entry.get("title")
    return file, title if isinstance(title, str) else ""


def _channels(call: Call) -> list[Channel]:
    given = call.get("channel_id") or call.get("channels")
    ids = [word.strip() for word in given.split(",") if word.strip()]
    if len(ids) > _MOST_CHANNELS:
        raise Refused("channels_limit_exceeded")
    return [_channel(call, channel_id) for channel_id in ids]


def _channel(call: Call, channel_id: str) -> Channel:
    if channel_id in call.state.users:
        return changes.open_im(call.core, call.user_id, channel_id)[0]
    channel = call.state.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and not call.is_in(channel)):
        raise Refused("channel_not_found")
    if not call.is_in(channel):
        raise Refused("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, shared: list[Json]) -> None:
    app = call.app
    message: Json = {
        "user": call.user_id,
        "text": call.get("initial_comment"),
        "files": shared,
        "upload": True,
        "display_as_bot": False,
        "subtype": "file_share",
    }
    if call.speaks_as == "bot":
        message |= {"bot_id": app.bot_id, "app_id": app.id}
        message["bot_profile"] = bot_profile(call.state, app, url=call.core.url)
    if call.arguments.get("blocks") and not message["text"]:
        message["blocks"] = complete(call.arguments["blocks"])
    if call.get("thread_ts"):
        message["thread_ts"] = call.get("thread_ts")
    stored = changes.post(call.core, channel, message)
    for file in shared:
        files.share(call.core, file, channel_id=channel.id, ts=stored["ts"])


def _may_see(call: Call, file: Json) -> bool:
    places = [*file["channels"], *file["groups"], *file["ims"]]
    return file["user"] == call.user_id or any(
        call.is_in(call.state.channels[place]) or place in file["channels"] for place in places
    )


METHODS = {
    "files.completeUploadExternal": complete_upload,
    "files.delete": delete,
    "files.getUploadURLExternal": get_upload_url,
    "files.info": info,
}
