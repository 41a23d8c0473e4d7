"""Slack brings an event, a press, a command or a form over HTTP, signed with our secret."""

from collections.abc import Callable, Sequence

from anyio import CapacityLimiter, to_thread
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.engine.mishap import log_mishap
from handlers.desk import Desk
from handlers.http.bodies import body_of
from handlers.http.door import SLACK_EVENTS, Door
from handlers.http.limits import Limits, address_of
from handlers.http.slack_payload import NotSlacks, is_signed, payload_in
from handlers.inbox import kind_of

# Slack's largest payload is a view of 250,000 characters, three times that in a form's encoding.
MOST_BYTES = 1_000_000
# What Bolt answers itself: forms, which wait for a commit and a look or two.
_AT_ONCE = 64

# What Bolt raises over a body that is not shaped as Slack's.
_MISSHAPEN = (LookupError, TypeError, AttributeError, ValueError)

Dispatch = Callable[[BoltRequest], BoltResponse]


def slack_routes(
    desk: Desk, dispatch: Dispatch, limits: Limits, *, door: Door | None = None
) -> list[Route]:
    """Return the route for what Slack brings.

    At the door is taken what needs no answer; else a Bolt app's `dispatch` answers, in a thread:
    Bolt's own adapter dispatches on the event loop, where one slow listener holds up every ack.
    """
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
            if not is_signed(desk, dict(request.headers.raw), body):
                limits.strangers.take(address_of(request))
                raise HTTPException(401)
            try:
                payload, written = payload_in(body)
            except NotSlacks as wrong:
                raise HTTPException(400) from wrong
            with desk.tally.ack(kind_of(payload)):
                if door is not None and await door.take(payload, written):
                    return Response()
                return await to_thread.run_sync(answer, request, body, limiter=threads)

    return [Route(SLACK_EVENTS, receive, methods=["POST"])]


def _asked(request: Request, body: bytes) -> BoltRequest:
    """Return what arrived as Bolt reads it. Raises `HTTPException` on what Slack never sends."""
    headers: dict[str, str | Sequence[str]] = {
        name: request.headers.getlist(name) for name in request.headers
    }
    try:
        return BoltRequest(body=body.decode(), query=str(request.url.query), headers=headers)
    except (*_MISSHAPEN, RecursionError) as wrong:
        raise HTTPException(400) from wrong
