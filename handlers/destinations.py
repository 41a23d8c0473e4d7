"""Where notices go: names of channels and people become the ids that Slack takes."""

import threading
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient

from bot.wording import Language
from handlers.desk import Desk
from handlers.rate_limits import Rests


class PlaceUnknown(LookupError):
    """Slack knows no such channel or person (yet)."""


class Destinations:
    """Resolves "channel:#voice", "person:U1" and "lead:lea@example.com", and joins channels."""

    def __init__(self, desk: Desk, client: WebClient, rests: Rests) -> None:
        self._desk = desk
        self._client = client
        self._found: dict[str, str] = {}
        self._channels: dict[str, Mapping[str, Any]] = {}
        self._lock = threading.Lock()
        self._rests = rests

    def channel_of(self, destination: str) -> str:
        """Return the id of the conversation to post in.

        Raises `PlaceUnknown`, `SlackApiError`, `AskedToWait`: what Slack wants not to be asked
        for one place is not asked for the next one either.
        """
        with self._lock:
            if destination not in self._found:
                self._found[destination] = self._find(destination)
            return self._found[destination]

    def forget(self, destination: str) -> None:
        """Look for a destination anew next time: the channel was left, renamed or made again."""
        with self._lock:
            self._found.pop(destination, None)
            self._channels.clear()

    def person_of(self, destination: str) -> str | None:
        """Return the id of the person behind a destination; None for a channel."""
        kind, _, name = destination.partition(":")
        if kind == "person":
            return name
        if kind != "lead":
            return None
        with self._desk.ledger.look() as look:
            person = look.person_by_email(name) if "@" in name[1:] else look.person(name)
        if person is None:
            raise PlaceUnknown(destination)
        return person.id

    def language_of_channel(self, destination: str) -> Language:
        """Return the language of a department's channel; the map's first for any other."""
        journey = self._desk.journey
        for department in journey.departments.values():
            if destination == f"channel:{department.channel}":
                return department.language
        return journey.languages[0]

    def _find(self, destination: str) -> str:
        kind, _, name = destination.partition(":")
        if kind == "channel":
            return self._join(name.removeprefix("#"))
        person = self.person_of(destination) or name
        with self._rests.calling("conversations.open"):
            answer = self._client.conversations_open(users=person)
        return str(answer["channel"]["id"])

    def _join(self, name: str) -> str:
        """Return a channel's id; public ones are joined, into private ones we are invited."""
        if name not in self._channels:
            self._list_channels()
        channel = self._channels.get(name)
        if channel is None:
            raise PlaceUnknown(f"#{name}")
        if not channel.get("is_member") and not channel.get("is_private"):
            with self._rests.calling("conversations.join"):
                self._client.conversations_join(channel=channel["id"])
        return str(channel["id"])

    def _list_channels(self) -> None:
        """Learn every channel at once: Slack lets us list them only 20 times a minute."""
        with self._rests.calling("conversations.list"):
            pages = self._client.conversations_list(
                types="public_channel,private_channel", exclude_archived=True, limit=1000
            )
            for page in pages:
                for channel in page["channels"]:
                    self._channels[channel["id"]] = self._channels[channel["name"]] = channel
