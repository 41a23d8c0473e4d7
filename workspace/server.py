"""The HTTP and WebSocket side of a workspace: what comes in, to whom it goes, how it goes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from workspace import files, page, responses, web_api
from workspace.answers import JsonAnswer
from workspace.control import Control
from workspace.core import Core

Json = dict[str, Any]

_LARGEST_CALL = 2_000_000  # bytes; Slack's own limits on text and blocks are far below
_POST_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "application/json")


class Lines:
    """The TCP connections that are open, so that a fault can cut one without a word."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], Any] = {}

    def protocol(self) -> type[HttpToolsProtocol]:
        """The server's own protocol, which also notes each connection here."""
        lines = self._open

        class NotedProtocol(HttpToolsProtocol):
            def connection_made(self, transport: Any) -> None:
                super().connection_made(transport)
                if self.client is not None:
                    lines[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    lines.pop(self.client, None)
                super().connection_lost(exc)

        return NotedProtocol

    def cut(self, client: tuple[str, int] | None) -> None:
        """Abort the connection of a client (its address), as a broken network would."""
        transport = self._open.pop(client, None) if client else None
        if transport is not None:
            transport.abort()


class _Cut(Response):
    """No answer at all: the connection is aborted instead."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        self._lines.cut(scope.get("client"))


class _BadCall(Exception):
    """The arguments of a call cannot be read at all; the message is Slack's error code."""


def application(core: Core, lines: Lines) -> Starlette:
    """Everything that a workspace serves."""

    async def call(request: Request) -> Response:
        return await _web_api_call(core, lines, request)

    async def socket(socket: WebSocket) -> None:
        await core.delivery.sockets.serve(socket, drop=_cutter(lines, socket))

    async def respond(request: Request) -> Response:
        return await _through_response_url(core, request)

    async def upload(request: Request) -> Response:
        content = await _uploaded(request)
        is_awaited = files.receive(core, request.path_params["secret"], content)
        return PlainTextResponse(
            f"OK - {len(content)}" if is_awaited else "", 200 if is_awaited else 404
        )

    async def private_file(request: Request) -> Response:
        return _private_file(core, request)

    return Starlette(
        routes=[
            Route("/api/{method:path}", call, methods=["GET", "POST"]),
            WebSocketRoute("/link/", socket),
            Route("/response/{team}/{secret}", respond, methods=["POST"]),
            Route("/upload/v1/{secret}", upload, methods=["POST", "PUT"]),
            Route("/files-pri/{file}/{name:path}", private_file),
            *Control(core).routes(),
            *page.routes(core),
        ]
    )


async def _web_api_call(core: Core, lines: Lines, request: Request) -> Response:
    method = request.path_params["method"].strip("/")
    try:
        given = await _arguments(request)
    except _BadCall as bad:
        return JsonAnswer({"ok": False, "error": str(bad)})
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")
    try:
        result = await web_api.answer(core, method, given, token=token)
    except web_api.Dropped:
        return _Cut(lines)
    return JsonAnswer(result.body, status_code=result.status, headers=result.headers)


async def _arguments(request: Request) -> Json:
    given: Json = dict(request.query_params)
    if request.method == "GET":
        return given
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    raw = await request.body()
    if len(raw) > _LARGEST_CALL:
        raise _BadCall("request_too_large")
    if not raw:
        return given
    if content_type == "application/json":
        return given | _json_object(raw)
    if content_type not in _POST_TYPES:
        raise _BadCall("invalid_post_type" if content_type else "missing_post_type")
    try:
        form = await request.form()
    except MultiPartException as broken:
        raise _BadCall("invalid_form_data") from broken
    return given | {key: value for key, value in form.items() if isinstance(value, str)}


def _json_object(raw: bytes) -> Json:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as broken:
        raise _BadCall("invalid_json") from broken
    if not isinstance(found, dict):
        raise _BadCall("json_not_object")
    return found


async def _through_response_url(core: Core, request: Request) -> Response:
    fault = core.faults.strike("response_url")
    if fault is not None and fault.kind == "http_429":
        wait = {"Retry-After": str(fault.retry_after)}
        return PlainTextResponse("ratelimited", 429, headers=wait)
    if fault is not None:
        return PlainTextResponse("internal_error", 500)
    try:
        given = await _arguments(request)
        if isinstance(given.get("payload"), str):
            given = _json_object(given["payload"].encode())
        responses.through_url(core, request.path_params["secret"], given)
    except (_BadCall, responses.ResponseRefused) as refused:
        status = getattr(refused, "status", 400)
        return JsonAnswer({"ok": False, "error": str(refused)}, status_code=status)
    return PlainTextResponse("ok")


async def _uploaded(request: Request) -> bytes:
    """The bytes of an upload: the body as it is, or the first file of a form."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        for _, part in (await request.form()).multi_items():
            if isinstance(part, UploadFile):
                return await part.read()
    return await request.body()


def _private_file(core: Core, request: Request) -> Response:
    """A file for an app that shows its token; `file` is the team and the file, `T…-F…`."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    file_id = request.path_params["file"].rpartition("-")[2]
    file, content = core.state.files.get(file_id), core.state.folder.read_bytes(file_id)
    if token not in core.tokens or file is None or content is None:
        return Response(status_code=404 if token in core.tokens else 403)
    return Response(content, media_type=file["mimetype"])


def _cutter(lines: Lines, socket: WebSocket) -> Callable[[], None]:
    client = cast("tuple[str, int] | None", socket.scope.get("client"))
    return lambda: lines.cut(client)
