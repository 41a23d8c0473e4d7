"""The bot's HTTP side: every address it answers at, and what all of its answers have in common."""

from collections.abc import Callable

from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.engine.mishap import log_mishap
from bot.wording import say
from handlers.desk import Desk
from handlers.http.answer_page import answer_routes
from handlers.http.digest_page import digest_routes
from handlers.http.door import Door
from handlers.http.headers import COMMON_HEADERS
from handlers.http.health import health_routes
from handlers.http.intake import NotAdmitted, intake_routes
from handlers.http.limits import Limits
from handlers.http.metrics import metrics_routes
from handlers.http.outcome import outcome_routes
from handlers.http.pages import browser_language, message_page
from handlers.http.slack_events import slack_routes
from handlers.http.watch import Watch

# What people open in a browser; machines get JSON.
_PAGES = ("/answer", "/digest")
_SENTENCES = {
    400: "page-bad-request",
    401: "page-no-key",
    404: "page-not-found",
    405: "page-wrong-method",
    408: "page-too-slow",
    413: "page-too-large",
    415: "page-packed",
    429: "page-too-many",
}


def http_side(
    desk: Desk,
    *,
    slack: Callable[[BoltRequest], BoltResponse] | None = None,
    door: Door | None = None,
    slack_answers: Callable[[], bool] | None = None,
    idle: Callable[[float], bool] | None = None,
) -> Starlette:
    """Return the application that answers over HTTP.

    `slack` is a Bolt app's `dispatch` (None in Socket Mode); at the door is taken what may be
    acked without it. `slack_answers` tells `/readyz` whether Slack can be reached. `idle` waits at
    most so many seconds and tells whether everything due is done; it is given in the demo and in
    tests only.
    """
    limits = Limits()
    watch = Watch(desk, slack_answers=slack_answers)

    def refuse(request: Request, wrong: Exception) -> Response:
        status = wrong.status_code if isinstance(wrong, HTTPException) else 500
        headers = wrong.headers if isinstance(wrong, HTTPException) else None
        told = _refusal(desk, request, status, wrong)
        told.headers.update(headers or {})
        return told

    def hang_up(_request: Request, _gone: Exception) -> Response:
        return Response(status_code=400)  # nobody reads it any more

    return Starlette(
        routes=[
            # The first address that fits answers, and Slack is in the greatest hurry.
            *(slack_routes(desk, slack, limits, door=door) if slack else []),
            *intake_routes(desk, limits),
            *outcome_routes(desk, limits),
            *answer_routes(desk, limits),
            *digest_routes(desk, limits),
            *health_routes(watch, idle=idle),
            *metrics_routes(desk, watch, limits),
        ],
        exception_handlers={HTTPException: refuse, ClientDisconnect: hang_up},
        middleware=[Middleware(_Outside, desk=desk, refuse=refuse)],
    )


def _refusal(desk: Desk, request: Request, status: int, wrong: Exception) -> Response:
    """Return what is told of a refusal: a page to people, a sentence to machines."""
    key = _SENTENCES.get(status, "page-failed")
    if request.url.path.startswith(_PAGES):
        language = browser_language(request, otherwise=desk.journey.languages[0])
        return message_page(key.removeprefix("page-"), language=language, status=status)
    if isinstance(wrong, NotAdmitted):
        key = wrong.sentence
    language = browser_language(request, otherwise="en")
    return JSONResponse({"error": say(language, key)}, status_code=status)


class _Outside:
    """What the world sees: the common headers on every answer, and nothing of a failure."""

    def __init__(
        self, app: ASGIApp, *, desk: Desk, refuse: Callable[[Request, Exception], Response]
    ) -> None:
        self._app = app
        self._desk = desk
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_begun = False

        async def with_headers(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                told = message["headers"]
                names = {name for name, _ in told}
                ours = (own for own in COMMON_HEADERS if own[0] not in names)
                message["headers"] = [*told, *ours]
                self._desk.tally.answered(scope["path"], message["status"])
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except Exception as error:  # noqa: BLE001 # logged without its words, and told in one sentence
            log_mishap("request failed", error, method=scope.get("method"))
            if not is_begun:
                await self._refuse(Request(scope), error)(scope, receive, with_headers)
