"""How each customer of an improvement stands: by which way, with whom, or why not."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.due import Due
from bot.improvement import Improvement, Telling
from bot.journey import JourneyMap
from bot.loop import take_in
from bot.message import Way
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.sending_all import (
    AT_ONCE,
    AllNotAsShown,
    NobodyToTell,
    approve_all,
    tell_together,
    write_approved,
)
from bot.steps.improve import Plan, finish, start
from bot.telling_all import (
    Letter,
    authorship,
    fingerprint_of,
    letters,
    tellings_of,
    together,
)
from storage.ledger import DatabaseLedger

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLAN = Plan("Choisir l’heure.", "U1", Due(date(2026, 12, 4)), said={"fr": "C’est possible."})
WAYS: tuple[Way, ...] = ("mail", "zendesk", "webhook")


def begin(
    ledger: DatabaseLedger,
    journey: JourneyMap,
    *changes: dict[str, Any],
    source: str = "helpdesk",
    is_done: bool = True,
) -> Improvement:
    """Let customers ask mildly for one thing, each with changes of their own, and do it."""
    records = [
        {
            "id": f"r-{number}",
            "text": "Il faudrait pouvoir choisir l’heure des messages.",
            "channel": "ticket",
            "touchpoint": "messages",
            "customer_id": f"c{number}",
            "customer_name": f"Client {number}",
            "customer_email": f"c{number}@exemple.example",
            "happened_at": (NOW - timedelta(hours=9)).isoformat(),
            **change,
        }
        for number, change in enumerate(changes)
    ]
    zone = journey.timezone
    intakes = [read_record(one, source=source, zone=zone, now=NOW) for one in records]
    reader = MapReader(journey)
    with ledger.turn() as turn:
        taken = take_in(turn, intakes, reader=reader, journey=journey, now=NOW)
        cases = [turn.case(one.case_id or 0) for one in taken]
        begun = start(turn, PLAN, cases, journey, by="U1", now=NOW)
        return finish(turn, begun, journey, by="U1", now=NOW) if is_done else begun


def found(
    ledger: DatabaseLedger, improvement: Improvement, journey: JourneyMap, telling: Telling
) -> list[Letter]:
    with ledger.look() as look:
        who = authorship(look, improvement, by="U1", connected=WAYS)
        return letters(look, improvement, telling, journey, who, now=NOW)


def test_each_is_answered_the_way_they_wrote(ledger: DatabaseLedger, journey: JourneyMap) -> None:
    improvement = begin(
        ledger,
        journey,
        {"url": "https://velolibre.zendesk.com/agent/tickets/12"},
        {},
        {"customer_email": None, "customer_phone": "+33612345678"},
        {"channel": "review", "url": "https://avis.example/7"},
    )

    states = [
        (one.state, one.message.way if one.message else "")
        for one in found(ledger, improvement, journey, "done")
    ]

    assert states[:3] == [("together", "zendesk"), ("together", "mail"), ("by_hand", "phone")]
    assert states[3][1] in ("webhook", "public")


def test_what_is_missing_or_delicate_never_leaves_with_the_others(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    improvement = begin(
        ledger,
        journey,
        {"text": "I would like to choose the hour of your messages."},
        {"text": "C’est inadmissible, j’en ai assez de vos messages de nuit !", "score": 0},
        {"touchpoint": "insurance"},
        {"contact_ok": "no", "channel": "survey"},
        {"customer_id": "c9", "customer_email": "c9@exemple.example"},
        {"customer_id": "c9", "id": "again", "customer_email": "c9@exemple.example"},
    )

    states = [one.state for one in found(ledger, improvement, journey, "done")]

    assert states == ["unsaid", "alone", "alone", "cannot", "together", "along"]


def test_only_what_was_shown_leaves_and_only_once(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    improvement = begin(ledger, journey, {}, {})
    shown = fingerprint_of(together(found(ledger, improvement, journey, "done")))

    def send(fingerprint: str) -> int:
        with ledger.turn() as turn:
            approval = approve_all(
                turn,
                turn.improvement(improvement.id),
                "done",
                journey,
                shown=fingerprint,
                by="U1",
                connected=WAYS,
                now=NOW,
            )
            return tell_together(turn, approval, journey, now=NOW)

    with pytest.raises(AllNotAsShown):
        send("something else")
    assert send(shown) == 2
    with pytest.raises(NobodyToTell):
        send(shown)
    with ledger.look() as look:
        assert look.count_notices().get("waiting", 0) >= 2
        assert len(look.told_of(improvement.id)) == 2
        assert [case.closed_how for case in look.cases_in(improvement.id)] == ["told", "told"]
    assert {one.state for one in found(ledger, improvement, journey, "done")} == {"on_its_way"}


def test_before_it_is_done_customers_hear_what_we_do_and_by_when(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    improvement = begin(ledger, journey, {}, is_done=False)

    with ledger.look() as look:
        assert tellings_of(look, improvement, today=NOW.date()) == ["doing"]
        assert tellings_of(look, improvement, today=date(2027, 1, 1)) == []
    (letter,) = found(ledger, improvement, journey, "doing")
    assert letter.message is not None
    assert letter.message.promised_on == PLAN.due.on
    assert letter.drafted is not None
    assert not letter.drafted.closes
    assert "vendredi 4 décembre" in letter.message.text


def test_more_than_a_part_is_written_a_part_at_a_time_and_what_changed_stays_behind(
    ledger: DatabaseLedger, journey: JourneyMap
) -> None:
    improvement = begin(ledger, journey, *[{} for _ in range(2 * AT_ONCE + 30)])
    chosen = together(found(ledger, improvement, journey, "done"))
    with ledger.turn() as turn:
        approval = approve_all(
            turn,
            improvement,
            "done",
            journey,
            shown=fingerprint_of(chosen),
            by="U1",
            connected=WAYS,
            now=NOW,
        )
    with ledger.turn() as turn:
        assert tell_together(turn, approval, journey, now=NOW) == 2 * AT_ONCE + 30
        assert len(turn.told_of(improvement.id)) == AT_ONCE
    states = Counter(one.state for one in found(ledger, improvement, journey, "done"))
    assert states == {"on_its_way": 2 * AT_ONCE + 30}, "approved is on its way"

    last = chosen[-1].case
    with ledger.turn() as turn:
        customer = turn.customer(str(last.customer_id))
        assert customer is not None
        turn.record_customers([replace(customer, email="neuf@exemple.example")])
    parts = []
    while True:
        with ledger.turn() as turn:
            if not turn.improvements_approved():
                break
            before = len(turn.told_of(improvement.id))
            again = turn.improvement(improvement.id)
            write_approved(turn, again, journey, connected=WAYS, now=NOW)
            parts.append(len(turn.told_of(improvement.id)) - before)

    assert parts == [AT_ONCE, 29]
    with ledger.look() as look:
        assert look.case(last.id).closed_at is None
        assert look.has_notice(
            f"word:improvement_aside:{last.name}:{look.count_facts(last.id)}:U1"
        )
    (left,) = [
        one for one in found(ledger, improvement, journey, "done") if one.state == "together"
    ]
    assert left.case.id == last.id
