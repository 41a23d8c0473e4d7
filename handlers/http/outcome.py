"""The company's own system tells what became of a message, and what was replied to it."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.again import again
from bot.report import MessageReport, ReportNotUnderstood, read_report, take_report
from bot.webhook_signature import ID, SIGNATURE, TIMESTAMP, is_signed
from bot.wording import say
from handlers.desk import Desk
from handlers.http.bodies import with_body
from handlers.http.intake import NotAdmitted
from handlers.http.limits import Limits, address_of
from handlers.http.links import is_recent
from handlers.http.pages import browser_language

# A report, or a reply of some pages.
MOST_BYTES = 100_000
_LONGEST_ID = 200
_AT_ONCE = 2


def outcome_routes(desk: Desk, limits: Limits) -> list[Route]:
    """Return the route of reports, signed as what leaves by the webhook is (docs/ways.md)."""

    def admit(request: Request) -> None:
        # All that can be known before the body is read.
        if not desk.settings.webhook_keys():
            raise NotAdmitted(503, "page-outcome-no-secret")
        report_id = request.headers.get(ID, "")
        if not 0 < len(report_id) <= _LONGEST_ID or SIGNATURE not in request.headers:
            _refuse(request, limits, "page-outcome-key")
        if not is_recent(request.headers.get(TIMESTAMP, "")):
            _refuse(request, limits, "page-intake-late")

    def receive(request: Request, body: bytes) -> Response:
        report_id, timestamp = request.headers[ID], request.headers[TIMESTAMP]
        keys = desk.settings.webhook_keys()
        if not is_signed(keys, request.headers[SIGNATURE], report_id, timestamp, body):
            _refuse(request, limits, "page-outcome-key")
        limits.sources.take("webhook/outcome")
        try:
            report = read_report(_json(body))
            is_new = again(lambda: _take(desk, report, report_id))
        except ReportNotUnderstood as wrong:
            language = browser_language(request, otherwise="en")
            return JSONResponse({"error": say(language, wrong.sentence)}, status_code=422)
        desk.wake()
        return JSONResponse({"outcome": "taken" if is_new else "duplicate"})

    endpoint = with_body(receive, at_most=MOST_BYTES, at_once=_AT_ONCE, admit=admit)
    return [Route("/webhook/outcome", endpoint, methods=["POST"])]


def _refuse(request: Request, limits: Limits, sentence: str) -> None:
    limits.strangers.take(address_of(request))
    raise NotAdmitted(401, sentence)


def _take(desk: Desk, report: MessageReport, report_id: str) -> bool:
    with desk.ledger.turn() as turn:
        return take_report(
            turn, report, desk.reader, desk.journey, report_id=report_id, now=desk.now()
        )


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
