"""PostgreSQL: what others change meanwhile, a server that restarts, an address that is wrong."""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from bot.again import again
from bot.case import Case, Fact
from bot.journey import JourneyMap
from bot.ledger import TurnUndone
from bot.notice import Notice
from bot.steps.take import take
from bot.wording import say
from storage.database import DatabaseUnusable
from storage.ledger import DatabaseLedger
from tests.postgres import PostgresServer, postgres_server
from tests.storage.conftest import NOW, OpenCase


@pytest.fixture
def database(postgres: PostgresServer) -> str:
    """Return the address of an empty database; these tests are PostgreSQL's own."""
    return postgres.new_database()


@pytest.fixture
def unsteady() -> Iterator[PostgresServer]:
    """Run a server that a test may stop."""
    with postgres_server() as server:
        yield server


def test_a_turn_that_read_a_case_before_somebody_changed_it_is_undone(
    ledger: DatabaseLedger, open_case: OpenCase, journey: JourneyMap
) -> None:
    case = open_case()

    def plan() -> None:
        with ledger.turn() as turn:
            (seen,) = turn.open_cases()
            with ledger.turn() as press:
                take(press, press.case(case.id), journey, by="U1", now=NOW)
            turn.record(replace(seen, passes=1), Fact("passed_on", NOW))

    with pytest.raises(TurnUndone):
        plan()

    with ledger.look() as look:
        assert (look.case(case.id).taken_by, look.case(case.id).passes) == ("U1", 0)


def test_turns_that_wait_for_each_other_are_both_done(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    first, second = open_case(), open_case()
    both_hold_one = Barrier(2)
    is_first_time = {first.id: True, second.id: True}

    def change(one: Case, other: Case) -> None:
        with ledger.turn() as turn:
            mine = turn.case(one.id)
            if is_first_time.pop(one.id, False):
                both_hold_one.wait(10)
            for case in (mine, turn.case(other.id)):
                turn.record(replace(case, passes=case.passes + 1), Fact("passed_on", NOW))

    with ThreadPoolExecutor(2) as people:
        turns = [(first, second), (second, first)]
        done = [people.submit(again, lambda pair=pair: change(*pair)) for pair in turns]
        for one in done:
            one.result()

    with ledger.look() as look:
        assert [look.case(case.id).passes for case in (first, second)] == [2, 2]


def test_an_update_that_will_say_more_waits_for_the_turn_that_counts_on_it(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()
    with ledger.turn() as turn:
        turn.stage(Notice("u1", "card_update", "channel:#voix", case_id=case.id))

    with ledger.turn() as turn:
        turn.stage(Notice("u2", "card_update", "channel:#voix", case_id=case.id))
        with ledger.turn() as deliverer:
            meanwhile = deliverer.claim(now=1.0, lease=70.0)
    with ledger.turn() as deliverer:
        after = deliverer.claim(now=1.0, lease=70.0)

    assert meanwhile == []
    assert [one.notice.id for one in after] == ["u1"]
    with ledger.look() as look:
        assert not look.has_notice("u2")


def test_a_pace_that_somebody_claims_in_is_left_to_them(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    with ledger.turn() as turn:
        for number, channel in enumerate(["#voix", "#voix", "#other"]):
            turn.stage(Notice(f"n{number}", "card", f"channel:{channel}", case_id=number + 1))
    with ledger._database.writing() as transaction:  # nobody waits for the first use of a pace
        for channel in ("#voix", "#other"):
            transaction.insert("paces", {"key": f"post:channel:{channel}", "free_at": 0.0})

    with ledger.turn() as first, ledger.turn() as second, ledger.turn() as third:
        claimed = [turn.claim(now=1.0, lease=70.0) for turn in (first, second, third)]

    ids = [[one.notice.id for one in claims] for claims in claimed]
    assert ids == [["n0"], ["n2"], []]


def test_a_server_that_restarted_is_found_again(unsteady: PostgresServer) -> None:
    ledger = DatabaseLedger(unsteady.new_database())
    ledger.receive("press:1", {}, at=NOW)

    unsteady.stop()
    unsteady.start()

    assert not ledger.receive("press:1", {}, at=NOW)
    assert ledger.receive("press:2", {}, at=NOW)
    ledger.close()


def test_a_turn_under_which_the_server_restarts_is_undone_and_done_again(
    unsteady: PostgresServer,
) -> None:
    ledger = DatabaseLedger(unsteady.new_database())
    tried: list[str] = []

    def press() -> None:
        with ledger.turn() as turn:
            tried.append("press")
            turn.stage(Notice("n1", "card", "channel:#voix", case_id=1))
            if len(tried) == 1:
                unsteady.stop("fast")
                unsteady.start()

    again(press)

    assert len(tried) == 2
    with ledger.look() as look:
        assert look.has_notice("n1")
    ledger.close()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    problem = _refusal("postgresql://boucle:hush@127.0.0.1:1/loops")

    assert problem.problem == "database-unreachable"
    assert "postgresql://127.0.0.1:1/loops" in say(
        "en", f"terminal-{problem.problem}", **problem.names
    )
    assert "hush" not in "".join(traceback.format_exception(problem))


@pytest.mark.parametrize(
    "address",
    ["postgresql://boucle:hush@db:fivefourthreetwo/x", "postgresql://u:hush@db/x?sslmod=require"],
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(address: str) -> None:
    problem = _refusal(address)

    assert problem.problem in ("database-address-wrong", "database-unreachable")
    assert "hush" not in "".join(traceback.format_exception(problem))


def test_a_database_of_a_newer_version_is_refused(ledger: DatabaseLedger, database: str) -> None:
    with ledger._database.writing() as transaction:
        transaction.insert("_migrations", {"name": "of_next_year"})

    problem = _refusal(database)

    assert problem.problem == "database-newer"
    assert "of_next_year" in str(problem.names)


def test_a_driver_that_is_not_installed_is_named() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from bot.__main__ import main; sys.exit(main(['status']))"
    )
    environment = {**os.environ, "LC_ALL": "fr_FR.UTF-8"}
    environment["BOUCLE_DATABASE"] = "postgresql://u:hush@db/boucle"

    done = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "pas installé" in done.stderr
    assert "boucle[postgres]" in done.stderr
    assert "hush" not in done.stderr


def _refusal(address: str) -> DatabaseUnusable:
    with pytest.raises(DatabaseUnusable) as refused:
        DatabaseLedger(address)
    return refused.value
