"""What the workspace holds: people, apps, channels, messages, views, files, mail.

Only the server's own event loop touches it, so it needs no lock. Messages and files are plain
dictionaries in the very shape in which Slack would store them; the rest are dataclasses.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from workspace.folder import Folder, FolderNotReadable

Json = dict[str, Any]

# Slack's ids are a letter and ten characters; an odd step that shares no factor with 36 visits
# every one of the 36⁹ endings before it repeats, so ids look like Slack's and never collide.
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACE = 36**9
_STEP = 61_803_398_874_989
# So many ids are set aside at a time: after a kill the next start skips what may have been given.
_RESERVE = 500


@dataclass(slots=True)
class Team:
    """The workspace as Slack calls it."""

    id: str
    name: str
    domain: str
    timezone: str


@dataclass(slots=True)
class User:
    """A person or a bot user."""

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "Europe/Paris"
    locale: str = "fr-FR"
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    color: str = "4a6fa5"
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    app_id: str = ""
    bot_id: str = ""
    updated: int = 0


@dataclass(slots=True)
class App:
    """An installed app: how it proves who it is, what it may do, where it is reached.

    `scopes` and `bot_events` are None where everything is granted and subscribed.
    """

    id: str
    name: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: list[str] | None = None
    bot_events: list[str] | None = None
    commands: list[Json] = field(default_factory=list)
    shortcuts: list[Json] = field(default_factory=list)
    events_url: str = ""
    interactivity_url: str = ""
    options_url: str = ""
    home_tab: bool = True
    messages_tab: bool = True
    user_tokens: dict[str, str] = field(default_factory=dict)
    updated: int = 0


@dataclass(slots=True)
class Channel:
    """A public or private channel, or a direct message; its messages in the order of their ts."""

    id: str
    name: str
    creator: str
    created: int
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    is_general: bool = False
    topic: Json = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    purpose: Json = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    members: dict[str, int] = field(default_factory=dict)  # user id -> joined at, unix seconds
    last_read: dict[str, str] = field(default_factory=dict)  # user id -> ts
    messages: dict[str, Json] = field(default_factory=dict)
    timeline: list[str] = field(default_factory=list)  # ts of what stands in the channel itself
    replies: dict[str, list[str]] = field(default_factory=dict)  # thread_ts -> ts, rising
    ephemerals: dict[str, tuple[str, Json]] = field(default_factory=dict)  # ts -> (user id, it)

    @property
    def kind(self) -> str:
        """Slack's `channel_type`: channel, group or im."""
        return "im" if self.is_im else "group" if self.is_private else "channel"


@dataclass(slots=True)
class View:
    """A modal that is open, or an App Home tab that was published."""

    id: str
    app_id: str
    user_id: str
    body: Json  # as Slack returns it, without `state`
    values: dict[str, Json] = field(default_factory=dict)  # block id -> action id -> state

    def as_json(self) -> Json:
        """The view as it stands in answers and payloads."""
        return {**self.body, "state": {"values": self.values}}


@dataclass(slots=True)
class UserGroup:
    """A user group (@handle)."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
    created: int = 0


class State:
    """Everything the workspace remembers, and the folder where it is kept, if it is."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.team = Team(id="T0LOCAL0001", name="Local", domain="local", timezone="Europe/Paris")
        self.users: dict[str, User] = {}
        self.apps: dict[str, App] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}  # user id -> ids of open modals, bottom first
        self.homes: dict[tuple[str, str], str] = {}  # (user id, app id) -> view id
        self.files: dict[str, Json] = {}
        self.mails: list[Json] = []
        self.mails_back: list[Json] = []  # {raw, on}: answers to them and bounces, in their order
        self._last_ts = 0
        self._made = 0

    # Ids

    def new_id(self, letter: str) -> str:
        """A fresh id that looks like Slack's, such as `C0` and nine characters."""
        if self._made % _RESERVE == 0:
            self.folder.write("counters", "ids", {"made": self._made + _RESERVE})
        self._made += 1
        rest, digits = (self._made * _STEP) % _SPACE, ""
        for _ in range(9):
            rest, digit = divmod(rest, 36)
            digits += _DIGITS[digit]
        return f"{letter}0{digits}"

    def new_ts(self, microseconds: int) -> str:
        """A message id from the business time, unique in the workspace and always rising."""
        self._last_ts = max(microseconds, self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    @property
    def last_moment(self) -> float:
        """Unix seconds of the last message id given out."""
        return self._last_ts / 1_000_000

    # Finding by name or id

    def user(self, name_or_id: str) -> User | None:
        """The user with this id, name, or e-mail address; a leading @ is fine."""
        found = self.users.get(name_or_id)
        wanted = name_or_id.lstrip("@").lower()
        return found or next(
            (u for u in self.users.values() if wanted in (u.name, u.email.lower())), None
        )

    def channel(self, name_or_id: str) -> Channel | None:
        """The channel with this id or name; a leading # is fine. Direct messages only by id."""
        found = self.channels.get(name_or_id)
        wanted = name_or_id.lstrip("#")
        return found or next(
            (c for c in self.channels.values() if c.name == wanted and not c.is_im), None
        )

    def im(self, one: str, other: str) -> Channel | None:
        """The direct message between two users, if there is one."""
        pair = {one, other}
        return next(
            (c for c in self.channels.values() if c.is_im and set(c.members) == pair), None
        )

    def app_of_bot(self, user_id: str) -> App | None:
        """The app whose bot user this is."""
        user = self.users.get(user_id)
        return self.apps.get(user.app_id) if user and user.app_id else None

    def open_views(self, user_id: str) -> list[Json]:
        """The open modals of a user, bottom first."""
        return [self.views[view_id].as_json() for view_id in self.stacks.get(user_id, [])]

    # Messages

    def add_message(self, channel: Channel, message: Json) -> None:
        """Put a new message at the end of its channel or thread, and count it on its parent."""
        ts, thread_ts = message["ts"], message.get("thread_ts")
        channel.messages[ts] = message
        if thread_ts is None or message.get("subtype") == "thread_broadcast":
            channel.timeline.append(ts)
        if thread_ts is not None and thread_ts != ts:
            channel.replies.setdefault(thread_ts, []).append(ts)
            self.count_replies(channel, thread_ts)
        self.keep_message(channel, message)

    def remove_message(self, channel: Channel, message: Json) -> None:
        """Take a message out of its channel and its thread."""
        ts, thread_ts = message["ts"], message.get("thread_ts")
        channel.messages.pop(ts, None)
        _drop(channel.timeline, ts)
        if thread_ts and thread_ts in channel.replies:
            _drop(channel.replies[thread_ts], ts)
            self.count_replies(channel, thread_ts)
        self.folder.write("message", f"{channel.id} {ts}", None)

    def count_replies(self, channel: Channel, thread_ts: str) -> None:
        """Bring a parent's reply_count, reply_users and latest_reply up to date."""
        parent = channel.messages.get(thread_ts)
        if parent is None:
            return
        replies = channel.replies.get(thread_ts, [])
        users = list(dict.fromkeys(_author(channel.messages[ts]) for ts in replies))
        parent |= {
            "thread_ts": thread_ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "reply_users": users[:5],
            "is_locked": False,
            "subscribed": True,
        }
        if replies:
            parent["latest_reply"] = replies[-1]
        else:
            parent.pop("latest_reply", None)
        self.keep_message(channel, parent)

    # Keeping

    def keep_message(self, channel: Channel, message: Json) -> None:
        """Write a new or changed message to the folder."""
        self.folder.write("message", f"{channel.id} {message['ts']}", message)

    def keep_channel(self, channel: Channel) -> None:
        """Write a new or changed channel to the folder, without its messages."""
        if self.folder.is_kept:
            self.folder.write("channel", channel.id, _without(channel, _LIVE_IN_CHANNEL))

    def keep(self, table: str, thing: User | App | UserGroup | Team) -> None:
        """Write a new or changed person, app, group or the team itself to the folder."""
        if self.folder.is_kept:
            self.folder.write(table, thing.id, _without(thing, ()))

    def keep_home(self, view: View) -> None:
        """Write a published App Home to the folder."""
        if self.folder.is_kept:
            self.folder.write("home", f"{view.user_id} {view.app_id}", _without(view, ()))

    def keep_file(self, file: Json) -> None:
        """Write what is known of a file to the folder (its bytes have their own place)."""
        self.folder.write("file", file["id"], file)

    def keep_mail(self, mail: Json) -> None:
        """Write a received mail to the folder."""
        self.folder.write("mail", mail["id"], mail)

    def keep_mail_back(self, back: Json) -> None:
        """Keep an answer to a mail, or its bounce, as it lies in the mailbox."""
        self.mails_back.append(back)
        self.folder.write("mail_back", str(len(self.mails_back)), back)

    def load(self) -> bool:
        """Take back what the folder holds, if anything; FolderNotReadable where it cannot."""
        tables = self.folder.read()
        try:
            self._take_all_back(tables)
        except (TypeError, KeyError, ValueError) as unknown:
            self.folder.close()
            raise FolderNotReadable(
                f"{self.folder.path} was written by another version of the workspace."
            ) from unknown
        return bool(self.users)

    def keep_clock(self, microseconds: int) -> None:
        """Write the business time, so that the next start goes on from there."""
        self.folder.write("counters", "clock", {"microseconds": microseconds})

    def _take_all_back(self, tables: dict[str, dict[str, Json]]) -> None:
        for record in tables.get("team", {}).values():
            self.team = Team(**record)
        self.users = {key: User(**record) for key, record in tables.get("user", {}).items()}
        self.apps = {key: App(**record) for key, record in tables.get("app", {}).items()}
        self.groups = {key: UserGroup(**record) for key, record in tables.get("group", {}).items()}
        self.channels = {key: Channel(**rec) for key, rec in tables.get("channel", {}).items()}
        self.files = dict(tables.get("file", {}))
        self.mails = list(tables.get("mail", {}).values())
        self.mails_back = list(tables.get("mail_back", {}).values())
        for record in tables.get("home", {}).values():
            view = View(**record)
            self.views[view.id] = view
            self.homes[view.user_id, view.app_id] = view.id
        for key, message in sorted(tables.get("message", {}).items()):
            self._take_back(key.split(" ")[0], message)
        self._made = tables.get("counters", {}).get("ids", {}).get("made", 0)
        clock = tables.get("counters", {}).get("clock", {})
        self._last_ts = max(self._last_ts, int(clock.get("microseconds", 0)))

    def _take_back(self, channel_id: str, message: Json) -> None:
        channel, ts, thread_ts = self.channels[channel_id], message["ts"], message.get("thread_ts")
        channel.messages[ts] = message
        if thread_ts in (None, ts) or message.get("subtype") == "thread_broadcast":
            channel.timeline.append(ts)
        if thread_ts not in (None, ts):
            channel.replies.setdefault(thread_ts, []).append(ts)
        seconds, fraction = ts.split(".")
        self._last_ts = max(self._last_ts, int(seconds) * 1_000_000 + int(fraction))


_LIVE_IN_CHANNEL = ("messages", "timeline", "replies", "ephemerals")


def _without(thing: Any, left_out: tuple[str, ...]) -> Json:
    return {name: getattr(thing, name) for name in thing.__slots__ if name not in left_out}


def _author(message: Json) -> str:
    return str(message.get("user") or message.get("bot_id") or "")


def _drop(rising: list[str], ts: str) -> None:
    at = bisect_left(rising, ts)
    if at < len(rising) and rising[at] == ts:
        del rising[at]
