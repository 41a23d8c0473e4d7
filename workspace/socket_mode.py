"""Socket Mode: the WebSockets over which an app takes its payloads and acks them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from workspace.clock import machine_now
from workspace.live import Live
from workspace.shapes import app_as_seen
from workspace.state import State

Json = dict[str, Any]

MOST_CONNECTIONS = 10  # per app; Slack closes the eleventh
_TICKET_LIVES = 30.0  # seconds between apps.connections.open and the connection
_CONNECTION_LIVES = 3600  # seconds that `hello` announces, as Slack does


@dataclass(eq=False)
class _Link:
    app_id: str
    socket: WebSocket
    drop: Callable[[], None]
    pending: dict[str, asyncio.Future[Any]] = field(default_factory=dict)


class Sockets:
    """The open sockets of all apps; each payload goes to one of an app's sockets, in turn."""

    def __init__(self, state: State, live: Live) -> None:
        self._state, self._live = state, live
        self._tickets: dict[str, tuple[str, float]] = {}
        self._links: dict[str, list[_Link]] = {}

    def new_ticket(self, app_id: str) -> str:
        """A ticket that lets this app open one socket within thirty seconds."""
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = (app_id, machine_now())
        return ticket

    def are_open(self, app_id: str) -> bool:
        """Whether the app has at least one socket."""
        return bool(self._links.get(app_id))

    async def serve(self, socket: WebSocket, *, drop: Callable[[], None]) -> None:
        """Talk to one socket of an app until it closes; `drop` cuts its TCP connection."""
        app_id, made_at = self._tickets.pop(socket.query_params.get("ticket", ""), ("", 0.0))
        if not app_id or machine_now() - made_at > _TICKET_LIVES:
            await socket.close(code=4001, reason="ticket not found")
            return
        await socket.accept()
        links = self._links.setdefault(app_id, [])
        if len(links) >= MOST_CONNECTIONS:
            await _say(socket, {"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        link = _Link(app_id, socket, drop)
        links.append(link)
        await _say(socket, self._hello(app_id))
        self._tell_online(app_id)
        try:
            while True:
                _take_ack(link, await heard(socket))
        except WebSocketDisconnect:
            pass
        finally:
            self._forget(link)

    async def send(self, app_id: str, envelope: Json, *, timeout: float) -> tuple[str, Any]:
        """Hand an envelope to one socket; ("", payload of the ack), or the reason it failed."""
        links = self._links[app_id]
        link = links.pop(0)
        links.append(link)
        acked: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        link.pending[envelope["envelope_id"]] = acked
        try:
            await _say(link.socket, envelope)
            async with asyncio.timeout(timeout):
                return "", await acked
        except TimeoutError:
            return "timeout", None
        except (ConnectionError, WebSocketDisconnect, RuntimeError):
            return "connection_failed", None
        finally:
            link.pending.pop(envelope["envelope_id"], None)

    async def disturb(self, kind: str) -> None:
        """Do to every socket what a fault of the sockets says: cut, refresh, warning."""
        for link in [link for links in self._links.values() for link in links]:
            if kind == "cut":
                link.drop()
                continue
            reason = "refresh_requested" if kind == "refresh" else kind
            debug = {"host": "applink-local"}
            with contextlib.suppress(ConnectionError, RuntimeError):
                await _say(
                    link.socket, {"type": "disconnect", "reason": reason, "debug_info": debug}
                )
                if kind != "warning":
                    await link.socket.close()

    async def close(self) -> None:
        """Close every socket, because the workspace stops."""
        for link in [link for links in self._links.values() for link in links]:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await link.socket.close(code=1001)

    def _hello(self, app_id: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._links[app_id]),
            "connection_info": {"app_id": app_id},
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": _CONNECTION_LIVES,
            },
        }

    def _forget(self, link: _Link) -> None:
        self._links[link.app_id].remove(link)
        for acked in link.pending.values():
            if not acked.done():
                acked.set_exception(ConnectionError("the socket closed before the ack"))
        self._tell_online(link.app_id)

    def _tell_online(self, app_id: str) -> None:
        app = self._state.apps[app_id]
        shown = app_as_seen(app, is_online=self.are_open(app_id) or bool(app.events_url))
        self._live.tell({"type": "app", "app": shown})


async def heard(socket: WebSocket) -> str:
    """The next text that came over a socket, empty for bytes; WebSocketDisconnect at its end."""
    frame = await socket.receive()
    if frame["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(frame.get("code", 1005))
    return frame.get("text") or ""


async def _say(socket: WebSocket, frame: Json) -> None:
    await socket.send_text(json.dumps(frame))


def _take_ack(link: _Link, text: str) -> None:
    try:
        answer = json.loads(text)
    except ValueError:  # Slack ignores what it cannot read, too
        return
    if not isinstance(answer, dict):
        return
    acked = link.pending.get(str(answer.get("envelope_id", "")))
    if acked is not None and not acked.done():
        acked.set_result(answer.get("payload"))
