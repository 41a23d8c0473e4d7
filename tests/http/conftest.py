from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.journey import JourneyMap
from bot.reading.reader import MapReader
from bot.settings import settings_of
from handlers.desk import Desk
from handlers.http.app import http_side
from handlers.http.server import HttpServer
from storage.ledger import DatabaseLedger

JOURNEY = Path(__file__).parents[2] / "journey.yaml"
SECRET = "s3cret"
MORNING = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


@dataclass
class StandingClock:
    """Business time that moves only when a test moves it."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def goal(self) -> datetime:
        return self.moment

    def step_to(self, moment: datetime) -> None:
        self.moment = moment


@dataclass
class House:
    """A bot's HTTP side that really listens, with a real ledger behind it."""

    desk: Desk
    clock: StandingClock
    path: Path
    client: httpx.Client = field(default_factory=httpx.Client)
    woken: list[datetime] = field(default_factory=list)

    def pass_time(self, time: timedelta) -> None:
        self.clock.moment += time


@pytest.fixture(scope="session")
def reader(journey: JourneyMap) -> MapReader:
    return MapReader(journey)


@pytest.fixture
def make_house(
    tmp_path: Path, journey: JourneyMap, reader: MapReader
) -> Iterator[Callable[..., House]]:
    servers: list[HttpServer] = []
    clients: list[httpx.Client] = []
    ledgers: list[DatabaseLedger] = []

    def build(
        *, secret: str | None = SECRET, given: dict[str, str] | None = None, **parts: object
    ) -> House:
        clock = StandingClock()
        ledger = DatabaseLedger(f"sqlite:///{tmp_path}/boucle.db")
        settings = settings_of(
            boucle_secret=secret, boucle_url="https://b.example", **(given or {})
        )
        woken: list[datetime] = []
        desk = Desk(
            ledger=ledger,
            clock=clock,
            journey=journey,
            reader=reader,
            settings=settings,
            wake=lambda: woken.append(clock.now()),
        )
        server = HttpServer(http_side(desk, **parts), "127.0.0.1", 0)
        server.start()
        client = httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=20)
        servers.append(server)
        clients.append(client)
        ledgers.append(ledger)
        return House(desk, clock, tmp_path / "boucle.db", client, woken)

    yield build
    for client in clients:
        client.close()
    for server in servers:
        server.stop()
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()
