"""Bring things to an app: events with retries, presses once, over a socket or over HTTP."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from workspace.clock import machine_now
from workspace.faults import Faults
from workspace.http_delivery import Answered, HttpDelivery
from workspace.live import Live
from workspace.pace import Pace
from workspace.payloads import event_payload
from workspace.socket_mode import Sockets
from workspace.state import App, Channel, State

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ack:
    """How an app took what it was handed: `payload` is what came back with its ack."""

    acked: bool
    ms: float
    payload: Any = None
    error: str = ""
    wants_no_retry: bool = False


class Delivery:
    """The way from the workspace to its apps."""

    def __init__(self, state: State, *, faults: Faults, pace: Pace, live: Live) -> None:
        self._state, self._faults, self._pace = state, faults, pace
        self.sockets = Sockets(state, live)
        self.http = HttpDelivery()
        self._running: set[asyncio.Task[Any]] = set()
        self._held_back: list[tuple[App, Json]] = []  # by the fault "shuffle"
        self._reached: set[str] = set()  # ids of apps that were ever there
        self.is_running = False  # before the start nobody is there to hear

    def event(self, event: Json, *, channel: Channel | None = None, only: str = "") -> None:
        """Hand an event to every app that subscribed to it and may see its channel.

        `only` limits it to one app. Returns at once; retries run in the background.
        """
        if not self.is_running:
            return
        for app in self._state.apps.values():
            if only not in ("", app.id) or not self._wants(app, event, channel):
                continue
            if self.sockets.are_open(app.id) or app.events_url:
                self._reached.add(app.id)
            if app.id in self._reached:
                self._dispatch(app, event_payload(self._state, app, event, channel))

    async def interact(self, app: App, kind: str, payload: Json, *, url: str = "") -> Ack:
        """Hand over a press, form, shortcut or command once, and wait up to three seconds.

        `kind` is Slack's envelope type: interactive or slash_commands. Never retried.
        """
        started = machine_now()
        ack = await self._attempt(app, kind, payload, url=url or app.interactivity_url)
        ms = round((machine_now() - started) * 1000, 1)
        return Ack(ack.acked, ms, ack.payload, ack.error)

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run something in the background until it is done or the workspace stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def stop(self) -> None:
        """Give up everything under way."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.http.close()

    def _wants(self, app: App, event: Json, channel: Channel | None) -> bool:
        if channel is not None and app.bot_user_id not in channel.members:
            return False
        if app.bot_events is None:
            return True
        kind = event["type"]
        if kind == "message" and channel is not None:
            kind = f"message.{_PLURAL[channel.kind]}"
        return kind in app.bot_events

    def _dispatch(self, app: App, payload: Json) -> None:
        held, self._held_back = self._held_back, []
        fault = self._faults.strike("events")
        kind = fault.kind if fault else ""
        if kind == "shuffle":
            self._held_back = [(app, payload)]
        else:
            delay = fault.seconds if fault and kind == "late" else 0.0
            self.start(self._persist(app, payload, delay=delay))
            if kind == "twice":
                self.start(self._persist(app, payload))
        for late_app, late_payload in held:
            self.start(self._persist(late_app, late_payload))

    async def _persist(self, app: App, payload: Json, *, delay: float = 0.0) -> None:
        if delay:
            await asyncio.sleep(delay)
        reason = ""
        for attempt, wait in enumerate((0.0, *self._pace.event_retries)):
            if wait:
                await asyncio.sleep(wait)
            retry = (attempt, reason) if attempt else None
            ack = await self._attempt(app, "events_api", payload, url=app.events_url, retry=retry)
            if ack.acked or ack.wants_no_retry:
                return
            reason = ack.error

    async def _attempt(
        self,
        app: App,
        kind: str,
        payload: Json,
        *,
        url: str,
        retry: tuple[int, str] | None = None,
    ) -> Ack:
        timeout = self._pace.ack
        if self.sockets.are_open(app.id):
            envelope = _envelope(kind, payload, retry=retry)
            answered = Answered(*await self.sockets.send(app.id, envelope, timeout=timeout))
        elif url:
            answered = await self.http.send(
                url, kind, payload, secret=app.signing_secret, retry=retry, timeout=timeout
            )
        else:
            answered = Answered("app_offline")
        return Ack(
            acked=not answered.error,
            ms=0.0,
            payload=answered.content,
            error=answered.error,
            wants_no_retry=answered.wants_no_retry,
        )


_PLURAL = {"channel": "channels", "group": "groups", "im": "im"}


def _envelope(kind: str, payload: Json, *, retry: tuple[int, str] | None) -> Json:
    accepts = kind == "slash_commands" or payload.get("type") in (
        "view_submission",
        "block_suggestion",
    )
    envelope = {
        "envelope_id": str(uuid.uuid4()),
        "payload": payload,
        "type": kind,
        "accepts_response_payload": accepts,
    }
    if kind == "events_api":
        attempt, reason = retry or (0, "")
        envelope |= {"retry_attempt": attempt, "retry_reason": reason}
    return envelope
