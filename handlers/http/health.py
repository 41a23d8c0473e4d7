"""Whoever watches over the bot asks whether it lives, is ready to work, and has nothing to do."""

from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handlers.desk import Desk

# What asks for idleness (a test, a script) waits this long, or as long as it says up to the most.
_WAIT_SECONDS = 10.0
_LONGEST_WAIT_SECONDS = 60.0

_log = structlog.get_logger()


def health_routes(
    desk: Desk,
    *,
    slack_answers: Callable[[], bool] | None = None,
    idle: Callable[[float], bool] | None = None,
) -> list[Route]:
    """Return the routes of health: `/healthz`, `/readyz`, and `/_boucle/idle` where given."""

    def healthz(_request: Request) -> Response:
        return JSONResponse({"alive": True})

    def readyz(_request: Request) -> Response:
        parts = {"database": _works("database", lambda: _reads(desk))}
        if slack_answers is not None:
            parts["slack"] = _works("slack", slack_answers)
        return JSONResponse(parts, status_code=200 if all(parts.values()) else 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if idle is not None:
        routes.append(Route("/_boucle/idle", _idle_endpoint(idle)))
    return routes


def _idle_endpoint(idle: Callable[[float], bool]) -> Callable[[Request], Response]:
    def is_idle(request: Request) -> Response:
        try:
            asked = float(request.query_params.get("timeout", _WAIT_SECONDS))
        except ValueError:
            asked = _WAIT_SECONDS
        rests = idle(asked if 0 <= asked <= _LONGEST_WAIT_SECONDS else _WAIT_SECONDS)
        return JSONResponse({"idle": rests}, status_code=200 if rests else 503)

    return is_idle


def _reads(desk: Desk) -> bool:
    with desk.ledger.look() as look:
        look.count_notices()
    return True


def _works(part: str, works: Callable[[], bool]) -> bool:
    try:
        return works()
    except Exception:  # noqa: BLE001 # whatever is wrong with it: the part does not work now
        _log.warning("not_ready", part=part, exc_info=True)
        return False
