"""Slack brings an event, a press, a command or a form over HTTP, signed with our secret."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.engine.mishap import log_mishap
from handlers.desk import Desk
from handlers.http.bodies import with_body
from handlers.http.limits import Limits, address_of
from handlers.http.links import delivery_signature, is_recent, same_secret
from handlers.inbox import kind_of

# Slack's largest payload is a view of 250,000 characters, three times that in a form's encoding.
MOST_BYTES = 1_000_000
# Each waits for one commit, which all that wait share.
_AT_ONCE = 64

# What Bolt raises over a body that is not shaped as Slack's.
_MISSHAPEN = (LookupError, TypeError, AttributeError, ValueError)

Dispatch = Callable[[BoltRequest], BoltResponse]
Take = Callable[[Mapping[str, Any]], bool]


def slack_routes(
    desk: Desk, dispatch: Dispatch, limits: Limits, *, take: Take | None = None
) -> list[Route]:
    """Return the route for what Slack brings.

    `take` tells whether it may be acked at once; else a Bolt app's `dispatch` answers. Bolt's own
    adapter dispatches on the event loop, where one slow listener holds up every ack.
    """

    def receive(request: Request, body: bytes) -> Response:
        if not _is_signed(desk, request, body):
            limits.strangers.take(address_of(request))
            raise HTTPException(401)
        asked = _asked(request, body)
        with desk.work.ack_due(), desk.tally.ack(kind_of(asked.body)):
            if take is not None and take(asked.body):
                return Response()
            try:
                return to_starlette_response(dispatch(asked))
            except _MISSHAPEN as wrong:
                log_mishap("not understood", wrong)
                raise HTTPException(400) from wrong

    endpoint = with_body(receive, at_most=MOST_BYTES, at_once=_AT_ONCE)
    return [Route("/slack/events", endpoint, methods=["POST"])]


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


def _asked(request: Request, body: bytes) -> BoltRequest:
    """Return what arrived as Bolt reads it. Raises `HTTPException` on what Slack never sends."""
    headers: dict[str, str | Sequence[str]] = {
        name: request.headers.getlist(name) for name in request.headers
    }
    try:
        asked = BoltRequest(body=body.decode(), query=str(request.url.query), headers=headers)
    # No UTF-8, no JSON, nested a thousand deep, or not shaped as Slack's.
    except (*_MISSHAPEN, RecursionError) as wrong:
        raise HTTPException(400) from wrong
    if not isinstance(asked.body, dict):
        raise HTTPException(400)
    return asked
