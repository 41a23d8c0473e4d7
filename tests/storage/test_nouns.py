"""Every noun comes back from the database as it went in."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.action import Action, ActionKind, Obstacle
from bot.case import Case, Closing, Fact, FactKind
from bot.customer import Customer
from bot.due import Due
from bot.hear_back import HeardBack
from bot.ledger import Place
from bot.message import Message, MessageKind, Way
from bot.notice import Notice, NoticeKind
from bot.person import Person
from bot.reading import (
    Candidate,
    Emotion,
    EmotionName,
    Grave,
    Reading,
    ReadLanguage,
    Reason,
    ReasonKind,
    Signal,
)
from bot.verbatim import Channel, Moment, Scale, Score, Verbatim
from storage.ledger import DatabaseLedger
from storage.turn import DatabaseTurn
from tests.storage.cases import opened_in

# Each example is a turn that is undone, so that examples never meet.
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
maybe_words = st.none() | words.filter(bool)
keys = st.text("abcdefghij_-0123456789", min_size=1, max_size=12)
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 # the zones are drawn
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, ZoneInfo("Asia/Kolkata")]),
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
shares = st.floats(0, 1)
figures = st.floats(-1e9, 1e9)
plain = st.none() | st.integers(-(2**53), 2**53) | words


def one_of(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


scores = st.builds(Score, figures, one_of(Scale), st.none() | figures)
verbatims = st.builds(
    Verbatim,
    source=keys,
    source_id=keys,
    happened_at=moments,
    received_at=moments,
    channel=one_of(Channel),
    text=words,
    score=st.none() | scores,
    customer_id=st.none() | keys,
    language=st.none() | keys,
    moment=st.none() | one_of(Moment),
    touchpoint=st.none() | keys,
    value=st.none() | figures,
    currency=st.none() | keys,
    url=maybe_words,
    extra=st.dictionaries(words, plain | st.lists(plain, max_size=3), max_size=3),
)
readings = st.builds(
    Reading,
    touchpoint=st.none() | keys,
    confidence=shares,
    candidates=st.lists(st.builds(Candidate, keys, shares), max_size=3).map(tuple),
    also=st.lists(keys, max_size=3).map(tuple),
    reasons=st.lists(
        st.builds(Reason, one_of(ReasonKind), st.none() | keys, words), max_size=3
    ).map(tuple),
    language=one_of(ReadLanguage),
    emotion=st.builds(Emotion, st.floats(-1, 1), shares, one_of(EmotionName)),
    signals=st.lists(one_of(Signal), max_size=3).map(tuple),
    masked=words,
    says_something=st.booleans(),
    grave=st.none() | one_of(Grave),
)
cases = st.builds(
    Case,
    id=st.just(0),
    verbatim_id=st.integers(1, 2**40),
    department=keys,
    opened_at=moments,
    clock_from=moments,
    touchpoint=st.none() | keys,
    customer_id=st.none() | keys,
    linked_to=st.none() | st.integers(1, 2**40),
    needs_hands=st.booleans(),
    needs_answer=st.booleans(),
    grave=st.none() | one_of(Grave),
    moment_of_truth=st.booleans(),
    polarity=st.floats(-1, 1),
    intensity=shares,
    read_at=st.none() | moments,
    routed_at=st.none() | moments,
    shared_at=st.none() | moments,
    taken_at=st.none() | moments,
    taken_by=st.none() | keys,
    acted_at=st.none() | moments,
    answered_at=st.none() | moments,
    promised_on=st.none() | days,
    followed_up_at=st.none() | moments,
    closed_at=st.none() | moments,
    closed_how=st.none() | one_of(Closing),
    cause=maybe_words,
    reason=maybe_words,
    passes=st.integers(0, 99),
    reopened=st.integers(0, 99),
    helped=st.none() | st.booleans(),
)
facts = st.builds(
    Fact,
    one_of(FactKind),
    moments,
    st.none() | keys,
    st.dictionaries(keys, plain | figures, max_size=3),
)
dues = st.builds(Due, days, st.none() | minutes)
actions = st.builds(
    Action,
    case_id=st.integers(1, 99),
    what=words,
    taker=keys,
    due=dues,
    planned_at=moments,
    planned_by=keys,
    kind=one_of(ActionKind),
    link=words,
    done_at=st.none() | moments,
    dropped_at=st.none() | moments,
    stuck_on=st.none() | one_of(Obstacle),
    stuck_why=words,
)
messages = st.builds(
    Message,
    case_id=st.integers(1, 99),
    kind=one_of(MessageKind),
    way=one_of(Way),
    language=keys,
    text=words,
    approved_by=keys,
    approved_at=moments,
    to=words,
    subject=words,
    signed=words,
    promised_on=st.none() | days,
)
customers = st.builds(
    Customer,
    id=keys,
    name=maybe_words,
    email=maybe_words,
    phone=maybe_words,
    since=st.none() | days,
    contact_ok=st.none() | st.booleans(),
    stopped_at=st.none() | moments,
)
heard = st.builds(HeardBack, st.integers(1, 99), st.booleans(), words, moments)
people = st.builds(
    Person,
    keys,
    words,
    st.sampled_from(["fr-FR", "en-US"]),
    st.sampled_from([ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")]),
    st.none() | st.just("ana@velolibre.example"),
)
notices = st.builds(
    Notice,
    id=keys,
    kind=one_of(NoticeKind),
    destination=keys,
    case_id=st.none() | st.integers(1, 99),
    about=st.dictionaries(keys, plain | st.lists(plain, max_size=3), max_size=3),
    after=st.none() | keys,
)


class Undone(Exception):
    """Ends a turn without keeping anything of it."""


def _in_turn(ledger: DatabaseLedger, check: Any) -> None:
    def turn_and_undo() -> None:
        with ledger.turn() as turn:
            check(turn)
            raise Undone

    with pytest.raises(Undone):
        turn_and_undo()


@quick
@given(verbatim=verbatims, reading=readings, read_anew=readings)
def test_a_verbatim_and_its_reading(
    ledger: DatabaseLedger, verbatim: Verbatim, reading: Reading, read_anew: Reading
) -> None:
    def check(turn: DatabaseTurn) -> None:
        (added,) = turn.add_verbatims([(verbatim, reading)])
        assert turn.verbatim(added.id) == added
        assert turn.reading(added.id) == reading
        known = turn.known(verbatim.source, [verbatim.source_id])[verbatim.source_id]
        assert known.fingerprint == verbatim.fingerprint()
        revised = replace(added, text=added.text + "!", revision=2)
        turn.revise_verbatim(revised, read_anew)
        assert turn.verbatim(added.id) == revised
        assert turn.reading(added.id) == read_anew

    _in_turn(ledger, check)


@quick
@given(case=cases, changed=cases, history=st.lists(facts, min_size=1, max_size=4))
def test_a_case_and_its_history(
    ledger: DatabaseLedger, case: Case, changed: Case, history: list[Fact]
) -> None:
    def check(turn: DatabaseTurn) -> None:
        opened = opened_in(turn, case, history[0])
        assert turn.case(opened.id) == opened == replace(case, id=opened.id)
        turn.record(replace(changed, id=opened.id), *history[1:])
        assert turn.case(opened.id) == replace(changed, id=opened.id)
        assert turn.history(opened.id) == history
        assert turn.is_history_whole(opened.id)

    _in_turn(ledger, check)


@quick
@given(action=actions, message=messages, done_at=moments)
def test_an_action_and_a_message(
    ledger: DatabaseLedger, action: Action, message: Message, done_at: datetime
) -> None:
    def check(turn: DatabaseTurn) -> None:
        planned = turn.add_action(action)
        assert turn.actions(action.case_id) == [planned]
        turn.record_action(replace(planned, done_at=done_at))
        assert turn.actions(action.case_id) == [replace(planned, done_at=done_at)]
        told = turn.add_message(message)
        assert turn.message(told.id) == told
        assert turn.messages(message.case_id) == [told]

    _in_turn(ledger, check)


@quick
@given(customer=customers, heard_back=heard, person=people)
def test_a_customer_what_they_said_back_and_a_colleague(
    ledger: DatabaseLedger, customer: Customer, heard_back: HeardBack, person: Person
) -> None:
    def check(turn: DatabaseTurn) -> None:
        turn.record_customers([customer])
        assert turn.customer(customer.id) == customer
        # What is not known leaves what was known.
        turn.record_customers([Customer(customer.id)])
        assert turn.customers([customer.id, "nobody"]) == {customer.id: customer}
        turn.record_heard_back(heard_back)
        assert turn.heard_back(heard_back.case_id) == heard_back
        turn.record_person(person)
        assert turn.person(person.id) == person

    _in_turn(ledger, check)


@quick
@given(notice=notices)
def test_a_notice(ledger: DatabaseLedger, notice: Notice) -> None:
    def check(turn: DatabaseTurn) -> None:
        turn.stage(notice)
        claimed = turn.claim(now=1.0, lease=70.0)
        # A notice that names itself as the one before waits for nobody.
        assert [one.notice for one in claimed] == [notice] * (notice.after != notice.id)

    _in_turn(ledger, check)


def test_where_a_card_stands(ledger: DatabaseLedger) -> None:
    place = Place("C1", "1795508100.243277")

    with ledger.turn() as turn:
        turn.record_card(1, "channel:#voix", place)

    with ledger.look() as look:
        assert look.card_of(1, "channel:#voix") == place
        assert look.case_of_card(place) == 1
        assert look.card_of(1, "channel:#other") is None


def test_midnight_is_a_time(ledger: DatabaseLedger) -> None:
    due = Due(date(2026, 11, 27), time(0))
    action = Action(1, "call", "U1", due, datetime(2026, 11, 24, tzinfo=UTC), "U1")

    with ledger.turn() as turn:
        turn.add_action(action)

    with ledger.look() as look:
        assert look.actions(1)[0].due == due
