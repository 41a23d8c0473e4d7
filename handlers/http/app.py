"""The bot's HTTP side: every address it answers at, and what all of its answers have in common."""

from collections.abc import Callable

from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.wording import say
from handlers.desk import Desk
from handlers.http.answer_page import answer_routes
from handlers.http.digest_page import digest_routes
from handlers.http.health import health_routes
from handlers.http.intake import intake_routes
from handlers.http.pages import CONTENT_POLICY, browser_language, message_page
from handlers.http.slack_events import slack_routes

# Links are secrets: no answer is kept by a browser or proxy, named to the next site, indexed,
# framed, or taken for another kind of file.
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# What people open in a browser; machines get JSON.
_PAGES = ("/answer", "/digest")
_SENTENCES = {
    400: "page-bad-request",
    404: "page-not-found",
    405: "page-wrong-method",
    413: "page-too-large",
}


def http_side(
    desk: Desk,
    *,
    slack: Callable[[BoltRequest], BoltResponse] | None = None,
    slack_answers: Callable[[], bool] | None = None,
    idle: Callable[[float], bool] | None = None,
) -> Starlette:
    """Return the application that answers over HTTP.

    `slack` is a Bolt app's `dispatch` (None in Socket Mode). `slack_answers` tells `/readyz`
    whether Slack can be reached. `idle` waits at most so many seconds and tells whether everything
    due is done; it is given in the demo and in tests only.
    """

    def refuse(request: Request, wrong: Exception) -> Response:
        status = wrong.status_code if isinstance(wrong, HTTPException) else 500
        headers = wrong.headers if isinstance(wrong, HTTPException) else None
        language = browser_language(request, otherwise=desk.journey.languages[0])
        key = _SENTENCES.get(status, "page-failed")
        if request.url.path.startswith(_PAGES):
            told: Response = message_page(
                key.removeprefix("page-"), language=language, status=status
            )
        else:
            told = JSONResponse({"error": say(language, key)}, status_code=status)
        # An answer to a failure passes by the middleware, so the common headers are put here.
        told.headers.update({**_HEADERS, **(headers or {})})
        return told

    def hang_up(_request: Request, _gone: Exception) -> Response:
        return Response(status_code=400)  # nobody reads it any more

    return Starlette(
        routes=[
            *intake_routes(desk),
            *(slack_routes(slack) if slack else []),
            *answer_routes(desk),
            *digest_routes(desk),
            *health_routes(desk, slack_answers=slack_answers, idle=idle),
        ],
        exception_handlers={
            HTTPException: refuse,
            ClientDisconnect: hang_up,
            Exception: refuse,
        },
        middleware=[Middleware(_CommonHeaders)],
    )


class _CommonHeaders:
    """Puts the common headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
