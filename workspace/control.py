"""The control API at /_workspace/, where scripts, tests and the page look and act.

Channels and users are named by name or id. Looking (GET):

- `state` [user]: team, users, channels (with unread counts for `user`), groups, apps, clock
- `messages` channel [user, thread_ts, limit]: oldest first; ephemeral ones only with their `user`
- `views` user: open modals, bottom first · `home` user [app]: the App Home
- `inbox` [to]: `mails` · `clock` · `faults`
- `log` [since, limit, method]: `calls` after number `since`, and `last`, the number of the latest
- `files/{id}`: the bytes of a file · `live` user: see live.py

Acting (POST, JSON):

- `as/{user}/{action}`: what a person does, see people.py and presses.py
- `clock` {advance: "1d 2h"} or {to: moment | "next_morning" | "next_friday"}
- `faults` {method, kind, rate | nth | every, seconds, retry_after}, see faults.py; DELETE: none
- `reply` {mail (its id), text}: the customer answers it · `bounce` {mail}: it comes back; both lie
  in the mailbox at the `imap` address of `state` then, see mail_back.py
- `seed`, `users`, `channels`, `apps`: add or change, see seed.py; an app's `events_url` is sent
  the challenge unless {verify: false}
- `upload` ?user=&name= with the bytes as body: a file, to be shared with `say` {files: [id]}

What is refused answers 400, 403 or 404 with {ok: false, acked: false, error, detail}.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from workspace import files, mail_back, seed
from workspace.answers import JsonAnswer
from workspace.clock import TimeNotUnderstood, TimeOnlyMovesForward
from workspace.core import Core
from workspace.faults import SOCKET_KINDS, FaultNotUnderstood
from workspace.http_delivery import UrlNotVerified
from workspace.people import ActionRefused
from workspace.presses import AppUser
from workspace.shapes import app_as_seen, channel_as_seen, user_as_json
from workspace.state import Channel, User

Json = dict[str, Any]

# What a person can do: every public method of AppUser.
ACTIONS = tuple(
    name for name, _ in inspect.getmembers(AppUser, inspect.isfunction) if name[0] != "_"
)
_MOST_MESSAGES = 10_000


class NotUnderstood(Exception):
    """A request of the control API that cannot be carried out; answered with its status."""

    def __init__(self, error: str, detail: str = "", *, status: int = 400) -> None:
        super().__init__(detail or error)
        self.error = error
        self.status = status


class Control:
    """The control API of one workspace."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[Route | WebSocketRoute]:
        """Where each part of it is found."""
        get, post = self._get, self._post
        return [
            get("state", self._state),
            get("messages", self._messages),
            get("views", self._views),
            get("home", self._home),
            get("inbox", self._inbox),
            get("log", self._log),
            get("clock", self._clock),
            get("faults", self._faults),
            post("clock", self._move_clock),
            post("faults", self._set_fault),
            Route("/_workspace/faults", self._answering(self._clear_faults), methods=["DELETE"]),
            post("reply", self._reply),
            post("bounce", self._bounce),
            post("seed", self._seed),
            post("users", self._put_user),
            post("channels", self._put_channel),
            post("apps", self._put_app),
            post("upload", self._upload),
            post("as/{user}/{action}", self._act),
            WebSocketRoute("/_workspace/live", self._live),
        ]

    # Looking

    async def _state(self, request: Request) -> Json:
        state, user_id = self._core.state, self._user_of(request).id
        mine = [
            channel_as_seen(state, channel, user_id)
            for channel in state.channels.values()
            if "user" not in request.query_params or _may_see(channel, user_id)
        ]
        sockets = self._core.delivery.sockets
        return {
            "team": {"id": state.team.id, "name": state.team.name, "domain": state.team.domain},
            "user": user_id if "user" in request.query_params else None,
            "users": [self._user_as_json(user) for user in state.users.values()],
            "channels": mine,
            "groups": [
                {"id": group.id, "handle": group.handle, "name": group.name, "users": group.users}
                for group in state.groups.values()
            ],
            "apps": [
                app_as_seen(app, is_online=sockets.are_open(app.id) or bool(app.events_url))
                for app in state.apps.values()
            ],
            "clock": self._core.clock.as_json(),
            "url": self._core.url,
            "smtp": self._core.smtp_url,
            "imap": self._core.imap_url,
        }

    async def _messages(self, request: Request) -> Json:
        asked = request.query_params
        channel = self._channel(asked.get("channel", ""), asked.get("user"))
        thread_ts = asked.get("thread_ts", "")
        if thread_ts:
            shown = [thread_ts, *channel.replies.get(thread_ts, [])]
        else:
            shown = channel.timeline[-_number(asked.get("limit"), _MOST_MESSAGES) :]
        messages = [channel.messages[ts] for ts in shown if ts in channel.messages]
        if "user" in asked:
            user_id = self._user_of(request).id
            messages += [
                message
                for owner, message in channel.ephemerals.values()
                if owner == user_id and message.get("thread_ts", "") == thread_ts
            ]
            messages.sort(key=lambda message: str(message["ts"]))
        return {"channel": channel.id, "messages": messages}

    async def _views(self, request: Request) -> Json:
        return {"views": self._core.state.open_views(self._user_of(request).id)}

    async def _home(self, request: Request) -> Json:
        user_id, state = self._user_of(request).id, self._core.state
        wanted = request.query_params.get("app", "")
        for app in state.apps.values():
            view_id = state.homes.get((user_id, app.id))
            if view_id and wanted in ("", app.id, app.name):
                return {"app": app.id, "view": state.views[view_id].as_json()}
        return {"app": None, "view": None}

    async def _inbox(self, request: Request) -> Json:
        wanted = request.query_params.get("to", "").lower()
        mails = self._core.state.mails
        return {
            "mails": [mail for mail in mails if not wanted or wanted in map(str.lower, mail["to"])]
        }

    async def _log(self, request: Request) -> Json:
        asked, log = request.query_params, self._core.log
        calls = log.since(
            _number(asked.get("since"), 0),
            limit=_number(asked.get("limit"), 2000),
            method=asked.get("method", ""),
        )
        return {"calls": calls, "last": log.last}

    async def _clock(self, _request: Request) -> Json:
        return self._core.clock.as_json()

    async def _faults(self, _request: Request) -> Json:
        return {"faults": [fault.as_json() for fault in self._core.faults.rules]}

    # Acting

    async def _move_clock(self, request: Request) -> Json:
        asked, clock = await _body(request), self._core.clock
        try:
            if "advance" in asked:
                clock.advance(str(asked["advance"]))
            elif "to" in asked:
                clock.move_to(str(asked["to"]))
            else:
                raise NotUnderstood("say_advance_or_to")
        except (TimeNotUnderstood, TimeOnlyMovesForward, OverflowError) as wrong:
            raise NotUnderstood("invalid_time", str(wrong)) from wrong
        self._core.state.keep_clock(clock.microseconds())
        self._core.live.tell({"type": "clock", "clock": clock.as_json()})
        return clock.as_json()

    async def _set_fault(self, request: Request) -> Json:
        try:
            fault = self._core.faults.set(await _body(request))
        except FaultNotUnderstood as wrong:
            raise NotUnderstood("invalid_fault", str(wrong)) from wrong
        if fault.kind in SOCKET_KINDS and fault.method == "socket":
            self._core.faults.rules.remove(fault)  # it happens once, now
            await self._core.delivery.sockets.disturb(fault.kind)
        return await self._tell_faults()

    async def _clear_faults(self, _request: Request) -> Json:
        self._core.faults.clear()
        return await self._tell_faults()

    async def _reply(self, request: Request) -> Json:
        asked = await _body(request)
        return self._answered(mail_back.reply, asked, str(asked.get("text", "")))

    async def _bounce(self, request: Request) -> Json:
        return self._answered(mail_back.bounce, await _body(request))

    def _answered(self, answer: Callable[..., Json], asked: Json, *words: str) -> Json:
        try:
            return {"mail": answer(self._core, str(asked.get("mail", "")), *words)}
        except mail_back.MailNotAnswered as wrong:
            raise NotUnderstood("invalid_mail", str(wrong)) from wrong

    async def _seed(self, request: Request) -> Json:
        self._planted(seed.plant, await _body(request))
        return await self._state(request)

    async def _put_user(self, request: Request) -> Json:
        user: User = self._planted(seed.put_user, await _body(request))
        return self._user_as_json(user)

    async def _put_channel(self, request: Request) -> Json:
        channel_id = self._planted(seed.put_channel, await _body(request))
        channel = self._core.state.channels[channel_id]
        return channel_as_seen(self._core.state, channel, "")

    async def _put_app(self, request: Request) -> Json:
        given = await _body(request)
        is_trusted = given.pop("verify", True) is False
        app = self._planted(seed.put_app, given)
        if given.get("events_url") and not is_trusted:
            try:
                await self._core.delivery.http.verify(
                    app.events_url,
                    secret=app.signing_secret,
                    token=app.verification_token,
                    timeout=self._core.pace.ack,
                )
            except UrlNotVerified as wrong:
                raise NotUnderstood("url_not_verified", str(wrong)) from wrong
        shown = app_as_seen(app, is_online=True)
        self._core.live.tell({"type": "app", "app": shown})
        return shown

    async def _upload(self, request: Request) -> Json:
        """Take a file from a person, to be shared with `say`: ?user=&name=, bytes as the body."""
        content = await request.body()
        file = files.announce(
            self._core,
            name=request.query_params.get("name", "file"),
            length=len(content),
            user_id=self._user_of(request).id,
        )
        self._core.state.folder.write_bytes(file["id"], content)
        self._core.state.keep_file(file)
        return {"file": file}

    async def _act(self, request: Request) -> Json:
        action = request.path_params["action"]
        user = self._core.state.user(request.path_params["user"])
        if user is None:
            raise NotUnderstood("user_not_found", status=404)
        if action not in ACTIONS:
            raise NotUnderstood("unknown_action", status=404)
        done = getattr(AppUser(self._core, user), action)(await _body(request))
        answer: Json = await done if inspect.isawaitable(done) else done
        return answer

    async def _live(self, socket: WebSocket) -> None:
        user = self._core.state.user(socket.query_params.get("user", ""))
        if user is None or _is_foreign(socket):
            await socket.close(code=4004, reason="user_not_found")
            return
        hello = {"type": "hello", "user": user.id, "clock": self._core.clock.as_json()}
        await self._core.live.serve(socket, user_id=user.id, hello=hello)

    # Parts

    def _get(self, path: str, query: Callable[[Request], Awaitable[Json]]) -> Route:
        return Route(f"/_workspace/{path}", self._answering(query), methods=["GET"])

    def _post(self, path: str, action: Callable[[Request], Awaitable[Json]]) -> Route:
        return Route(f"/_workspace/{path}", self._answering(action), methods=["POST"])

    def _answering(
        self, work: Callable[[Request], Awaitable[Json]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if _is_foreign(request):
                return _wrong("foreign_origin", "Another site may not act here.", status=403)
            try:
                return JsonAnswer(await work(request))
            except NotUnderstood as wrong:
                return _wrong(wrong.error, str(wrong), status=wrong.status)
            except ActionRefused as refused:
                return _wrong(refused.error, str(refused), status=400)

        return answer

    def _planted(self, plant: Callable[[Core, Json], Any], given: Json) -> Any:
        try:
            return plant(self._core, given)
        except seed.SeedNotUnderstood as wrong:
            raise NotUnderstood("invalid_seed", str(wrong)) from wrong

    async def _tell_faults(self) -> Json:
        shown: Json = {"faults": [fault.as_json() for fault in self._core.faults.rules]}
        self._core.live.tell({"type": "faults", **shown})
        return shown

    def _user_of(self, request: Request) -> User:
        name = request.query_params.get("user")
        if name is None:
            return next(iter(self._core.state.users.values()))
        found = self._core.state.user(name)
        if found is None:
            raise NotUnderstood("user_not_found", status=404)
        return found

    def _channel(self, name: str, user_name: str | None) -> Channel:
        state = self._core.state
        found = state.channel(name)
        one, other = state.user(user_name or ""), state.user(name)
        if found is None and one is not None and other is not None:
            found = state.im(one.id, other.id)
        if found is None or (user_name and one and not _may_see(found, one.id)):
            raise NotUnderstood("channel_not_found", status=404)
        return found

    def _user_as_json(self, user: User) -> Json:
        return user_as_json(self._core.state, user, url=self._core.url, with_locale=True)


def _is_foreign(connection: HTTPConnection) -> bool:
    """Whether a browser asks in the name of a page from elsewhere, which must not act here."""
    origin = connection.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != connection.headers.get("host")


async def _body(request: Request) -> Json:
    raw = await request.body()
    try:
        found = json.loads(raw) if raw.strip() else {}
    except ValueError as broken:
        raise NotUnderstood("invalid_json", str(broken)) from broken
    if not isinstance(found, dict):
        raise NotUnderstood("json_not_object")
    return found


def _wrong(error: str, detail: str, *, status: int) -> Response:
    answer = {"ok": False, "acked": False, "error": error, "detail": detail}
    return JsonAnswer(answer, status_code=status)


def _may_see(channel: Channel, user_id: str) -> bool:
    return channel.kind == "channel" or user_id in channel.members


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default
