"""The parts of one running workspace, handed to whatever needs several of them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from workspace.clock import Clock, machine_now
from workspace.delivery import Delivery
from workspace.faults import Faults
from workspace.imap_server import Mailbox
from workspace.limits import Limits
from workspace.live import Live
from workspace.log import CallLog
from workspace.pace import Pace
from workspace.state import App, Channel, State

Json = dict[str, Any]


@dataclass(slots=True)
class Trigger:
    """A person's press, which lets an app open one modal for a moment."""

    app_id: str
    user_id: str
    made_at: float
    view_id: str = ""
    is_used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """A link through which an app may answer a press or a command a few times."""

    app_id: str
    user_id: str
    channel_id: str
    made_at: float
    message_ts: str = ""
    uses: int = 0


@dataclass(slots=True)
class Core:
    """State, clock, log and the ways out of one workspace."""

    state: State
    clock: Clock
    limits: Limits
    pace: Pace = field(default_factory=Pace)
    live: Live = field(default_factory=Live)
    log: CallLog = field(default_factory=CallLog)
    faults: Faults = field(default_factory=Faults)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    tokens: dict[str, tuple[App, str]] = field(default_factory=dict)  # -> app, kind of token
    uploads: dict[str, str] = field(default_factory=dict)  # secret -> id of an announced file
    url: str = ""
    smtp_url: str = ""
    imap_url: str = ""
    mailbox: Mailbox = field(default_factory=Mailbox)
    delivery: Delivery = field(init=False)

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.state, faults=self.faults, pace=self.pace, live=self.live)

    def seconds(self) -> int:
        """The business time in unix seconds."""
        return self.clock.microseconds() // 1_000_000

    def new_ts(self) -> str:
        """A fresh message id at the business time."""
        return self.state.new_ts(self.clock.microseconds())

    def learn_tokens(self, app: App) -> None:
        """Accept the tokens of an app from now on."""
        self.tokens[app.bot_token] = (app, "bot")
        self.tokens[app.app_token] = (app, "app")
        for token in app.user_tokens:
            self.tokens[token] = (app, "user")

    def new_trigger(self, app: App, user_id: str, *, view_id: str = "") -> str:
        """A trigger_id in Slack's form, good for one modal within three seconds."""
        now = machine_now()
        _forget(self.triggers, before=now - self.pace.trigger - _FORGET)
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{_secret(32)}"
        self.triggers[trigger_id] = Trigger(app.id, user_id, now, view_id)
        return trigger_id

    def new_response_url(
        self, app: App, user_id: str, channel: Channel, *, message: Json | None = None
    ) -> str:
        """A response_url for a press on `message`, or for a command in `channel`."""
        now, secret = machine_now(), _secret(24)
        _forget(self.response_urls, before=now - self.pace.response_url - _FORGET)
        self.response_urls[secret] = ResponseUrl(
            app.id,
            user_id,
            channel.id,
            now,
            message_ts=message["ts"] if message else "",
        )
        return f"{self.url}/response/{self.state.team.id}/{secret}"

    def tell_channel(self, channel: Channel, change: Json) -> None:
        """Tell the windows of everybody who may see this channel."""
        if channel.kind == "channel":
            self.live.tell(change)
        else:
            self.live.tell(change, only=channel.members.__contains__)

    def tell_user(self, user_id: str, change: Json) -> None:
        """Tell only the windows of one user."""
        self.live.tell(change, only=user_id.__eq__)


# Triggers and links are remembered this many seconds longer than they live, so that a late use is
# told apart (expired_trigger_id) from one that never was (invalid_trigger_id).
_FORGET = 60.0


def _forget(made: dict[str, Trigger] | dict[str, ResponseUrl], *, before: float) -> None:
    """Drop what was made before that moment; the oldest stand first."""
    while made:
        oldest = next(iter(made))
        if made[oldest].made_at >= before:
            return
        del made[oldest]


def _secret(length: int) -> str:
    return secrets.token_hex(length // 2)
