"""Whoever watches over the bot asks whether it lives, is ready to work, and has nothing to do."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.engine.mishap import log_mishap
from handlers.http.bodies import in_threads
from handlers.http.watch import Watch

# What may go and has not gone for so long shows that nothing goes: retries pause for five minutes
# at most, and a paced channel lets one message go each second.
STUCK_SECONDS = 600.0

# What asks for idleness (a test, a script) waits this long, or as long as it says up to the most.
_WAIT_SECONDS = 10.0
_LONGEST_WAIT_SECONDS = 60.0

_AT_ONCE = 4


def health_routes(watch: Watch, *, idle: Callable[[float], bool] | None = None) -> list[Route]:
    """Return the routes of health: `/healthz`, `/readyz`, and `/_boucle/idle` where given."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"alive": True})

    def readyz(_request: Request) -> Response:
        parts = {"database": _works("database", watch.standing.get)}
        if watch.slack is not None:
            parts["slack"] = _works("slack", watch.slack.get)
        told: dict[str, Any] = dict(parts)
        if parts["database"]:
            told["lanes"] = lanes = _lanes(watch)
            parts["lanes"] = bool(lanes["moving"])
        return JSONResponse(told, status_code=200 if all(parts.values()) else 503)

    routes = [
        Route("/healthz", healthz),
        Route("/readyz", in_threads(readyz, at_once=_AT_ONCE)),
    ]
    if idle is not None:
        routes.append(Route("/_boucle/idle", in_threads(_idle_endpoint(idle), at_once=_AT_ONCE)))
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


def _lanes(watch: Watch) -> Mapping[str, Any]:
    standing = watch.standing.get()
    state = standing.lanes.by_state
    return {
        "moving": standing.oldest_seconds < STUCK_SECONDS,
        "oldest_seconds": round(standing.oldest_seconds, 1),
        "waiting": state.get("waiting", 0) + state.get("sending", 0),
        "held": state.get("held", 0),
        "dead": state.get("dead", 0),
    }


def _works(part: str, works: Callable[[], object]) -> bool:
    try:
        return bool(works())
    except Exception as error:  # noqa: BLE001 # whatever is wrong with it: the part does not work
        log_mishap("not ready", error, part=part)
        return False
