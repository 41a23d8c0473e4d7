"""What other systems tell is taken once, on both databases; where they were read is kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.message import Message
from storage.ledger import DatabaseLedger
from tests.storage.conftest import OpenCase

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)


def test_a_report_that_comes_many_times_at_once_is_taken_once(ledger: DatabaseLedger) -> None:
    def take(number: int) -> bool:
        with ledger.turn() as turn:
            return turn.take_report(f"out-{number % 5}", now=NOW)

    with ThreadPoolExecutor(8) as systems:
        taken = list(systems.map(take, range(40)))

    assert sum(taken) == 5


def test_a_report_is_forgotten_when_nobody_sends_it_any_more(ledger: DatabaseLedger) -> None:
    with ledger.turn() as turn:
        assert turn.take_report("out-1", now=NOW)
    with ledger.turn() as turn:
        turn.take_report("out-2", now=NOW + timedelta(days=31))

        assert turn.take_report("out-1", now=NOW + timedelta(days=31))


def test_a_reply_in_a_ticket_is_heard_once(ledger: DatabaseLedger) -> None:
    def hear(number: int) -> bool:
        with ledger.turn() as turn:
            return turn.hear_ticket_reply(str(number % 3), now=NOW)

    with ThreadPoolExecutor(8) as processes:
        heard = list(processes.map(hear, range(24)))

    assert sum(heard) == 3


def test_where_a_help_desk_was_read_is_kept(ledger: DatabaseLedger) -> None:
    with ledger.look() as look:
        assert look.help_desk_cursor("zendesk:a") is None
    for cursor in ("first", "second"):
        with ledger.turn() as turn:
            turn.record_help_desk_cursor("zendesk:a", cursor)

    with ledger.look() as look:
        assert look.help_desk_cursor("zendesk:a") == "second"
        assert look.help_desk_cursor("zendesk:b") is None


def test_only_what_may_stand_in_a_ticket_is_found_there(
    ledger: DatabaseLedger, open_case: OpenCase
) -> None:
    case = open_case()
    there = Message(case.id, "answer", "zendesk", "fr", "Réglé.", "U1", NOW, to="4711")
    with ledger.turn() as turn:
        told = turn.add_message(there)
        turn.add_message(replace(there, held_back_at=NOW))
        turn.add_message(replace(there, to="47110"))
        turn.add_message(replace(there, way="mail"))

    with ledger.look() as look:
        assert look.messages_in_ticket("4711") == [told]
