"""Uploaded files: what is known of them, and where their bytes go."""

from __future__ import annotations

import mimetypes
import secrets
from typing import Any

from workspace import changes
from workspace.core import Core

Json = dict[str, Any]


def announce(core: Core, *, name: str, length: int, user_id: str, alt_txt: str = "") -> Json:
    """Make room for a file whose bytes are still to come; `upload_secret` leads to its address."""
    file_id = core.state.new_id("F")
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    now, team = core.seconds(), core.state.team.id
    filetype = name.rpartition(".")[2].lower() if "." in name else "binary"
    link = f"{core.url}/files-pri/{team}-{file_id}"
    file: Json = {
        "id": file_id,
        "created": now,
        "timestamp": now,
        "name": name,
        "title": name,
        "mimetype": mimetype,
        "filetype": filetype,
        "pretty_type": filetype.upper(),
        "user": user_id,
        "user_team": team,
        "editable": False,
        "size": length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{link}/{name}",
        "url_private_download": f"{link}/download/{name}",
        "permalink": f"{core.url}/files/{user_id}/{file_id}/{name}",
        "permalink_public": f"{core.url}/files-pub/{team}-{file_id}",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "channels": [],
        "groups": [],
        "ims": [],
        "shares": {},
        "comments_count": 0,
    }
    if mimetype.startswith("image/"):
        file |= {"thumb_360": file["url_private"], "thumb_480": file["url_private"]}
    if alt_txt:
        file["alt_txt"] = alt_txt
    core.state.files[file_id] = file
    core.uploads[secrets.token_hex(16)] = file_id
    return file


def upload_address(core: Core, file_id: str) -> str:
    """Where the bytes of an announced file are to be sent."""
    secret = next(key for key, value in core.uploads.items() if value == file_id)
    return f"{core.url}/upload/v1/{secret}"


def receive(core: Core, secret: str, content: bytes) -> bool:
    """Take the bytes of an announced file; False where none is awaited there."""
    file_id = core.uploads.get(secret)
    if file_id is None:
        return False
    core.state.files[file_id]["size"] = len(content)
    core.state.folder.write_bytes(file_id, content)
    return True


def remove(core: Core, file: Json) -> None:
    """Forget a file and its bytes; where it was shared stands that it is gone."""
    core.state.files.pop(file["id"])
    core.state.folder.remove_bytes(file["id"])
    core.state.folder.write("file", file["id"], None)
    gone = {"id": file["id"], "name": file["name"], "mode": "tombstone"}
    for channel_id in (*file["channels"], *file["groups"], *file["ims"]):
        channel = core.state.channels[channel_id]
        for message in channel.messages.values():
            if any(shown["id"] == file["id"] for shown in message.get("files", [])):
                kept = [gone if it["id"] == file["id"] else it for it in message["files"]]
                changes.change(core, channel, message, {"files": kept}, by=file["user"])


def share(core: Core, file: Json, *, channel_id: str, ts: str) -> None:
    """Note on a file that a message shows it."""
    channel = core.state.channels[channel_id]
    where = {"channel": "channels", "group": "groups", "im": "ims"}[channel.kind]
    if channel_id not in file[where]:
        file[where].append(channel_id)
    file["is_public"] = file["is_public"] or where == "channels"
    visibility = "public" if where == "channels" else "private"
    shares = file["shares"].setdefault(visibility, {}).setdefault(channel_id, [])
    shares.append({"ts": ts, "channel_name": channel.name, "team_id": core.state.team.id})
    core.state.keep_file(file)
