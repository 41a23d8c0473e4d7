"""How fast what is said leaves the house: at Slack's own pace, and with nothing in its way."""

import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from functools import cache
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory

import httpx
import structlog

from bench.figure import Figure, milliseconds
from bench.processes import running, served
from bench.processor import family_seconds, processor_seconds
from bot.engine.deliver import Delivery
from bot.engine.engine import Engine
from bot.engine.pace import Pace
from bot.journey_file import read_journey
from bot.ledger import Look
from bot.notice import Notice
from bot.reading.reader import MapReader
from bot.settings import settings_of
from handlers.cards.elements import Post, section
from handlers.clock import machine_now
from handlers.deliver_notices import SlackSender
from handlers.desk import Desk
from handlers.running import SWITCH_SECONDS
from handlers.slack_app import slack_client
from handlers.slack_lines import KeptLinesClient
from storage.ledger import DatabaseLedger
from tests.house import BEFORE_THE_ROUND, MAP
from tests.postgres import postgres_server

CHANNELS = 20
SECONDS = 25  # at Slack's pace
NOTICES = 3_000
PROCESSES = 3
# More than there are senders: whose channel is taken finds another.
CHANNELS_AT_ONCE = 60


def figures() -> list[Figure]:
    """Measure both; the floor is what Slack allows, and the same posts without any bot."""
    return [_at_slacks_pace(), _as_fast_as_it_can()]


def _at_slacks_pace() -> Figure:
    """Keep twenty channels at one message a second each, over a workspace with Slack's limits."""
    with TemporaryDirectory() as place, _workspace(is_limited=True) as url:
        database = f"sqlite:///{place}/boucle.db"
        _stage(database, channels=CHANNELS, each=SECONDS * 2)
        with _delivering(database, url, Pace(), processes=1):
            _await(database, lambda sent: sent >= CHANNELS)
            began, before = time.perf_counter(), _sent(database)
            time.sleep(SECONDS)
            seconds, sent = time.perf_counter() - began, _sent(database) - before
        refused = _refused(url)
    share = sent / (CHANNELS * seconds)
    shown = f"{share:.1%} of the pace, {refused} refused (429)"
    return Figure(f"{CHANNELS} channels at once", shown, 1 / share, "one a second each", 1.0)


def _as_fast_as_it_can() -> Figure:
    """Let three processes share PostgreSQL, and a workspace that takes everything."""
    with postgres_server() as postgres, _workspace(is_limited=False) as url:
        database = postgres.new_database()
        _stage(database, channels=CHANNELS_AT_ONCE, each=NOTICES // CHANNELS_AT_ONCE)
        with _delivering(
            database, url, Pace(0, 0, 0, all_posts=0), processes=PROCESSES
        ) as processes:

            def taken() -> float:
                return family_seconds(postgres.pid) + sum(map(processor_seconds, processes))

            _await(database, lambda sent: sent >= NOTICES // 10)
            began, taken_before, before = time.perf_counter(), taken(), _sent(database)
            _await(database, lambda sent: sent == NOTICES)
            left = NOTICES - before
            each = (time.perf_counter() - began) / left
            busy = (taken() - taken_before) / left
        floor = _bare_posts(url)
    shown = (
        f"{1 / each:,.0f} notices/s; each takes bots and database {milliseconds(busy)} of a core"
    )
    bare = f"{1 / floor:,.0f} posts/s ({milliseconds(floor)})"
    return Figure(f"settled on PostgreSQL, {PROCESSES} processes", shown, each, bare, floor)


def _stage(database: str, *, channels: int, each: int) -> None:
    ledger = DatabaseLedger(database)
    for number in range(each):
        with ledger.turn() as turn:
            for channel in range(channels):
                destination = f"channel:#c{channel}"
                turn.stage(Notice(f"n{number}-{channel}", "digest", destination))
    ledger.close()


def _workspace(*, is_limited: bool) -> AbstractContextManager[str]:
    """Run a workspace with the channels, in a process of its own; its address."""
    return served(_serve, is_limited)


def _serve(say: Connection, is_limited: bool) -> None:  # noqa: FBT001 # handed to a process
    from workspace import Workspace

    workspace = Workspace(0, limits=1.0 if is_limited else "off")
    workspace.start()
    names = {f"c{number}" for number in range(CHANNELS_AT_ONCE)}
    workspace.seed({"channels": [{"name": name} for name in sorted(names)]})
    say.send(workspace.url)
    threading.Event().wait()


@contextmanager
def _delivering(database: str, url: str, pace: Pace, *, processes: int) -> Iterator[list[int]]:
    """Run bots that deliver; the ids of their processes."""
    with ExitStack() as started:
        yield [
            started.enter_context(running(_deliver, database, url, pace)) for _ in range(processes)
        ]


def _deliver(database: str, url: str, pace: Pace) -> None:
    """Deliver what was staged, as a bot does, until the process ends."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    ledger, clock = DatabaseLedger(database), _StandingClock()
    settings = settings_of(slack_bot_token="xoxb-local", slack_api_url=f"{url}/api")
    client = slack_client(settings, timeout=10.0)
    journey = read_journey(MAP.read_bytes(), name=str(MAP))
    desk = Desk(ledger, clock, journey, MapReader(journey), settings, lambda: None)
    sender = SlackSender(desk, client, {"digest": _render})
    delivery = Delivery(ledger, {"channel": sender}, machine_now, random.random, pace)
    engine = Engine(
        ledger,
        [],
        delivery,
        clock,
        steps_through_time=False,
        nothing_under_way=lambda: True,
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    engine.start()
    threading.Event().wait()


def _render(_desk: Desk, _look: Look, notice: Notice, _language: str) -> Post:
    return Post(notice.id, [section("Débitée deux fois, troisième appel.")])


class _StandingClock:
    """Business time that stands still: nothing becomes due."""

    def now(self) -> datetime:
        return BEFORE_THE_ROUND

    def goal(self) -> datetime:
        return BEFORE_THE_ROUND

    def step_to(self, moment: datetime) -> None:
        """Stay."""


def _await(database: str, enough: Callable[[int], bool]) -> None:
    while not enough(_sent(database)):
        time.sleep(0.1)


@cache
def _ledger(database: str) -> DatabaseLedger:
    return DatabaseLedger(database)


def _sent(database: str) -> int:
    """Return how many notices were sent."""
    with _ledger(database).look() as look:
        return look.count_notices().get("sent", 0)


def _refused(url: str) -> int:
    calls = httpx.get(f"{url}/_workspace/log", timeout=30).json()["calls"]
    return sum(call["status"] == 429 for call in calls)


def _bare_posts(url: str, *, posts: int = 300) -> float:
    """Return the seconds that each of some posts takes by the same client, one after the other."""
    client = KeptLinesClient("xoxb-local", base_url=f"{url}/api/")
    ids = [one["id"] for one in client.conversations_list(limit=1000)["channels"]]
    client.conversations_join(channel=ids[0])
    began = time.perf_counter()
    for number in range(posts):
        client.chat_postMessage(channel=ids[0], text=str(number))
    return (time.perf_counter() - began) / posts
