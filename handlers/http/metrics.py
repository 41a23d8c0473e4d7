"""`/metrics`: what was counted and how the lanes stand, as Prometheus reads it."""

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.desk import Desk
from handlers.http.bodies import in_threads
from handlers.http.limits import Limits, address_of
from handlers.http.links import same_secret
from handlers.http.watch import Watch

_HERE = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
_STATES = ("waiting", "sending", "sent", "obsolete", "held", "dead")


def metrics_routes(desk: Desk, watch: Watch, limits: Limits) -> list[Route]:
    """Return the route of the figures: for this machine, or who has `BOUCLE_METRICS_TOKEN`."""
    desk.tally.registry.register(_Lanes(watch))

    def metrics(request: Request) -> Response:
        if not _may_read(desk, request):
            limits.strangers.take(address_of(request))
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        return Response(generate_latest(desk.tally.registry), media_type=CONTENT_TYPE_LATEST)

    return [Route("/metrics", in_threads(metrics, at_once=2))]


class _Lanes(Collector):
    """How the lanes stand, looked up for each scrape."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def describe(self) -> list[GaugeMetricFamily]:
        """Return no names: registering would look at the database."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the figures of this moment."""
        standing = self._watch.standing.get()
        notices = GaugeMetricFamily("boucle_notices", "Notices by state.", labels=["state"])
        for state in _STATES:
            notices.add_metric([state], standing.lanes.by_state.get(state, 0))
        yield notices
        yield GaugeMetricFamily(
            "boucle_notices_retried",
            "Notices on their way that failed at least once.",
            value=standing.lanes.retried,
        )
        yield GaugeMetricFamily(
            "boucle_oldest_due_seconds",
            "For how long the first notice that may go has been seen not to.",
            value=standing.oldest_seconds,
        )


def _may_read(desk: Desk, request: Request) -> bool:
    wanted = desk.settings.boucle_metrics_token
    if wanted is None:
        # A proxy on this machine speaks for the whole world.
        is_passed_on = any(
            name in request.headers for name in ("forwarded", "x-forwarded-for", "via")
        )
        return address_of(request) in _HERE and not is_passed_on
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and same_secret(token.strip(), wanted.get_secret_value())
