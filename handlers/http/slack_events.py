"""Slack brings an event, a press, a command or a form over HTTP, signed with our secret."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.engine.mishap import log_mishap
from bot.ledger import InboxItem
from handlers.desk import Desk
from handlers.http.bodies import body_of
from handlers.http.limits import Limits, address_of
from handlers.http.links import delivery_signature, is_recent, same_secret
from handlers.inbox import kind_of
from handlers.reception import Reception

# Slack's largest payload is a view of 250,000 characters, three times that in a form's encoding.
MOST_BYTES = 1_000_000
# What Bolt answers itself: forms, which wait for a commit and a look or two.
_AT_ONCE = 64

Json = dict[str, Any]

# None of it parts the fields of a form, and none begins another quotation.
_FULL_OF_IT = tuple((f"%{ord(plain):02X}", plain) for plain in '":,{}[]/\\ ')

# What Bolt raises over a body that is not shaped as Slack's.
_MISSHAPEN = (LookupError, TypeError, AttributeError, ValueError)

Dispatch = Callable[[BoltRequest], BoltResponse]


def slack_routes(
    desk: Desk, dispatch: Dispatch, limits: Limits, *, reception: Reception | None = None
) -> list[Route]:
    """Return the route for what Slack brings.

    The reception takes what needs no answer; else a Bolt app's `dispatch` answers, in a thread:
    Bolt's own adapter dispatches on the event loop, where one slow listener holds up every ack.
    """
    door = _Door(reception) if reception else None
    threads = CapacityLimiter(_AT_ONCE)

    def answer(request: Request, body: bytes) -> Response:
        asked = _asked(request, body)
        try:
            return to_starlette_response(dispatch(asked))
        except _MISSHAPEN as wrong:
            log_mishap("not understood", wrong)
            raise HTTPException(400) from wrong

    async def receive(request: Request) -> Response:
        with desk.work.ack_due():
            body = await body_of(request, at_most=MOST_BYTES)
            if not _is_signed(desk, request, body):
                limits.strangers.take(address_of(request))
                raise HTTPException(401)
            payload = _payload_in(body)
            with desk.tally.ack(kind_of(payload)):
                if door is not None and await door.take(payload):
                    return Response()
                return await to_thread.run_sync(answer, request, body, limiter=threads)

    return [Route("/slack/events", receive, methods=["POST"])]


class _Door:
    """Where all wait who arrived while others are being kept: they are kept together, next.

    One thread keeps them all; an ack that took a thread each would wait for threads.
    """

    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self._waiting: list[tuple[InboxItem, asyncio.Future[bool]]] = []
        self._keeping: asyncio.Task[None] | None = None

    async def take(self, body: Json) -> bool:
        """Tell, once that is known, whether it may be acked; Bolt must answer what may not."""
        item = self._reception.sort_out(body)
        if isinstance(item, bool):
            return item
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_waiting())
        return await future

    async def _keep_waiting(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting, []
                is_kept = await to_thread.run_sync(
                    self._reception.keep, [item for item, _ in together]
                )
                for _, future in together:
                    if not future.done():  # its line may have been cut
                        future.set_result(is_kept)
        finally:
            self._keeping = None


def _is_signed(desk: Desk, request: Request, body: bytes) -> bool:
    """Tell whether Slack signed it, in the last five minutes."""
    secret = desk.settings.slack_signing_secret
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return (
        secret is not None
        and is_recent(timestamp)
        and same_secret(signature, delivery_signature(secret.get_secret_value(), timestamp, body))
    )


def _payload_in(body: bytes) -> Json:
    """Return what Slack says: JSON, a form with JSON in it, or (a command) a form.

    Raises `HTTPException` on what Slack never sends.
    """
    try:
        text = body.decode()
        if text.startswith("{"):
            payload = json.loads(text)
        else:
            form = dict(parse_qsl(_partly_unquoted(text), keep_blank_values=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
    # No UTF-8, no JSON, or nested a thousand deep.
    except (ValueError, RecursionError) as wrong:
        raise HTTPException(400) from wrong
    if not isinstance(payload, dict):
        raise HTTPException(400)
    return payload


def _partly_unquoted(form: str) -> str:
    """Return a form with what JSON is full of unquoted: of the rest, nothing reads otherwise.

    Python's own way takes each quote mark by itself: of all that an ack has to wait for, that
    was the longest part.
    """
    for quoted, plain in _FULL_OF_IT:
        form = form.replace(quoted, plain)
    return form


def _asked(request: Request, body: bytes) -> BoltRequest:
    """Return what arrived as Bolt reads it. Raises `HTTPException` on what Slack never sends."""
    headers: dict[str, str | Sequence[str]] = {
        name: request.headers.getlist(name) for name in request.headers
    }
    try:
        return BoltRequest(body=body.decode(), query=str(request.url.query), headers=headers)
    except (*_MISSHAPEN, RecursionError) as wrong:
        raise HTTPException(400) from wrong
