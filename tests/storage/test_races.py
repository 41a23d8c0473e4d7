"""Four processes do the same thing at the same moment, on each database: it is done once."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pytest

from storage.ledger import DatabaseLedger
from storage.migrations import all_migrations
from tests.postgres import PostgresServer
from tests.storage.racers import PATIENCE_SECONDS, PROCESSES, RECORDS, Seen, race


@dataclass(frozen=True)
class Race:
    """What each of the processes saw, and what is remembered after it."""

    seen: list[Seen]
    ledger: DatabaseLedger


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def after_race(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Race]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('race') / 'boucle.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        address = server.new_database()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.racers"])
    start, seen = context.Barrier(PROCESSES), context.SimpleQueue()
    racers = [
        context.Process(target=race, args=(address, number, start, seen))
        for number in range(PROCESSES)
    ]
    for racer in racers:
        racer.start()
    saw = [seen.get() for _ in racers]
    for racer in racers:
        racer.join(PATIENCE_SECONDS)
    ledger = DatabaseLedger(address)

    yield Race(saw, ledger)

    ledger.close()


def test_four_processes_that_start_at_once_bring_the_shape_up_to_date_once(
    after_race: Race,
) -> None:
    names = {
        "SqliteDatabase": "select name from _sqlite_migrations",
        "PostgresDatabase": "select name from _migrations",
    }
    database = after_race.ledger._database

    with database.reading() as transaction:
        rows = transaction.query(names[type(database).__name__])

    assert [one.error for one in after_race.seen] == [""] * PROCESSES
    assert sorted(row["name"] for row in rows) == sorted(all_migrations())


def test_a_map_that_four_bring_at_once_is_one_version(after_race: Race) -> None:
    with after_race.ledger._database.reading() as transaction:
        versions = transaction.query("select version from maps")

    assert len(versions) == 1


def test_a_file_imported_by_four_at_once_is_taken_in_once(after_race: Race) -> None:
    counted = sum((one.accepted for one in after_race.seen), Counter[str]())

    with after_race.ledger.look() as look:
        cases = look.open_cases()

    assert counted == {"accepted": RECORDS, "duplicate": RECORDS * (PROCESSES - 1)}
    assert len({case.verbatim_id for case in cases}) == RECORDS == len(cases)


def test_a_round_that_four_plan_at_once_is_said_once(after_race: Race) -> None:
    shown = [one.shown for one in after_race.seen if one.shown]

    with after_race.ledger.look() as look:
        facts = [[fact.kind for fact in look.history(case_id)] for case_id in chain(*shown)]

    assert len(shown) == 1
    assert [kinds.count("shared") for kinds in facts] == [1] * len(shown[0])


def test_of_people_in_four_processes_who_take_a_case_at_once_one_has_it(after_race: Race) -> None:
    winners = list(chain.from_iterable(one.won for one in after_race.seen))

    with after_race.ledger.look() as look:
        taker, history = look.case(1).taken_by, look.history(1)

    assert winners == [taker]
    assert [fact.kind for fact in history].count("taken") == 1


def test_each_notice_is_claimed_by_one_of_four(after_race: Race) -> None:
    sent = Counter(chain.from_iterable(one.sent for one in after_race.seen))

    with after_race.ledger._database.reading() as transaction:
        staged = transaction.query(
            "select id, lane, number, began_at from notices order by number"
        )

    assert sent == {row["id"]: 1 for row in staged}
    by_lane: dict[str, list[float]] = {}
    for row in staged:
        by_lane.setdefault(row["lane"], []).append(row["began_at"])
    assert [began for began in by_lane.values() if began != sorted(began)] == []


def test_every_history_is_whole_after_the_race(after_race: Race) -> None:
    with after_race.ledger.look() as look:
        broken = [case.id for case in look.open_cases() if not look.is_history_whole(case.id)]

    assert broken == []
