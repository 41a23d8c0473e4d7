"""Slack brings an event, a press, a command or a form over HTTP; Bolt checks who signed it."""

from collections.abc import Callable, Sequence

from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.http.bodies import with_body
from handlers.http.limits import Limits, address_of

# Slack's largest payload is a view of 250,000 characters, three times that in a form's encoding.
MOST_BYTES = 1_000_000
# As many as Bolt's own threads: each waits for one commit.
_AT_ONCE = 64
_NOT_SIGNED = 401


def slack_routes(dispatch: Callable[[BoltRequest], BoltResponse], limits: Limits) -> list[Route]:
    """Return the route to a Bolt app's `dispatch`.

    Bolt's own adapter dispatches on the event loop, where one slow listener holds up every ack.
    """

    def receive(request: Request, body: bytes) -> Response:
        try:
            text = body.decode()
        except UnicodeDecodeError as wrong:
            raise HTTPException(400) from wrong
        headers: dict[str, str | Sequence[str]] = {
            name: request.headers.getlist(name) for name in request.headers
        }
        asked = BoltRequest(body=text, query=str(request.url.query), headers=headers)
        answer = dispatch(asked)
        if answer.status == _NOT_SIGNED:
            limits.strangers.take(address_of(request))
        return to_starlette_response(answer)

    endpoint = with_body(receive, at_most=MOST_BYTES, at_once=_AT_ONCE)
    return [Route("/slack/events", endpoint, methods=["POST"])]
