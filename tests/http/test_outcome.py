"""The company's own system reports what became of a message, signed as it gets its messages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.loop import take_in
from bot.message import Message
from bot.record import read_record
from bot.reply import key_of
from bot.steps.answer import answer
from bot.webhook_signature import read_secrets, sign
from handlers.clock import machine_now
from tests.records import PETIT
from tests.webhook_receiver import SECRET

OTHER = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY="


@pytest.fixture
def house(make_house: Callable[..., Any]) -> Any:
    return make_house(given={"boucle_webhook_secret": SECRET})


@pytest.fixture
def message(house: Any) -> Message:
    """A message that was handed to the company's own system."""
    desk = house.desk
    record = read_record(PETIT, source="app_chat", zone=desk.journey.timezone, now=desk.now())
    with desk.ledger.turn() as turn:
        (taken,) = take_in(
            turn, [record], reader=desk.reader, journey=desk.journey, now=desk.now()
        )
        case = turn.case(taken.case_id or 0)
        written = Message(
            case.id, "answer", "webhook", "fr", "Réglé.", "U1", desk.now(), to="app_chat/petit-1"
        )
        return answer(turn, case, written, desk.journey, revision=1, now=desk.now())


def report(
    house: Any,
    body: Any,
    *,
    report_id: str = "out-1",
    secret: str = SECRET,
    age: float = 0.0,
) -> httpx.Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    timestamp = str(int(machine_now() - age))
    headers = {
        "webhook-id": report_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(read_secrets(secret), report_id, timestamp, raw),
    }
    return house.client.post("/webhook/outcome", content=raw, headers=headers)


def of(message: Message, kind: str, **data: str) -> dict[str, Any]:
    return {"type": kind, "data": {"id": key_of(message), **data}}


def now_of(house: Any, message: Message) -> Message:
    with house.desk.ledger.look() as look:
        return look.message(message.id)


@pytest.mark.parametrize("fate", ["delivered", "bounced", "refused"])
def test_what_became_of_a_message_is_learned(house: Any, message: Message, fate: str) -> None:
    answered = report(house, of(message, f"message.{fate}", why="not_wanted"))

    assert (answered.status_code, answered.json()) == (200, {"outcome": "taken"})
    assert now_of(house, message).fate == fate
    assert house.woken


def test_a_bounce_opens_the_answer_again(house: Any, message: Message) -> None:
    report(house, of(message, "message.bounced", why="no_such_address"))

    with house.desk.ledger.look() as look:
        assert look.case(message.case_id).answered_at is None
    assert now_of(house, message).fate_why == "no_such_address"


def test_the_same_report_again_changes_nothing(house: Any, message: Message) -> None:
    report(house, of(message, "message.bounced"))
    with house.desk.ledger.look() as look:
        before = look.count_facts(message.case_id)

    second = report(house, of(message, "message.bounced"))

    assert second.json() == {"outcome": "duplicate"}
    with house.desk.ledger.look() as look:
        assert look.count_facts(message.case_id) == before


@pytest.mark.parametrize(
    ("how", "status"), [({"secret": OTHER}, 401), ({"age": 400.0}, 401), ({"age": -400.0}, 401)]
)
def test_a_report_that_is_not_signed_now_by_the_secret_is_refused(
    house: Any, message: Message, how: dict[str, Any], status: int
) -> None:
    answered = report(house, of(message, "message.bounced"), **how)

    assert answered.status_code == status
    assert now_of(house, message).fate is None


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_report_without_its_headers_is_refused(house: Any, message: Message, name: str) -> None:
    raw = json.dumps(of(message, "message.bounced")).encode()
    timestamp = str(int(machine_now()))
    headers = {
        "webhook-id": "out-1",
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(read_secrets(SECRET), "out-1", timestamp, raw),
    }
    headers.pop(name)

    answered = house.client.post("/webhook/outcome", content=raw, headers=headers)

    assert answered.status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[" * 50_000,
        [],
        None,
        {},
        {"type": "message.read", "data": {"id": "x"}},
        {"type": "message.bounced"},
        {"type": "message.bounced", "data": "x"},
        {"type": "message.bounced", "data": {"id": "boucle-99-000000000000000000000000"}},
        {"type": "message.bounced", "data": {"id": "boucle-1-000000000000000000000000"}},
        {"type": "message.bounced", "data": {"id": 1}},
    ],
    ids=lambda body: str(body)[:60],
)
def test_what_says_nothing_is_told_so(house: Any, message: Message, body: Any) -> None:
    answered = report(house, body)

    assert answered.status_code == 422
    assert now_of(house, message).fate is None


def test_a_report_that_said_nothing_may_come_again_rightly(house: Any, message: Message) -> None:
    wrong = of(replace(message, id=99), "message.bounced")
    report(house, wrong)

    assert report(house, of(message, "message.bounced")).json() == {"outcome": "taken"}


def test_without_a_secret_nothing_is_heard(make_house: Callable[..., Any]) -> None:
    house = make_house()

    assert report(house, {}).status_code == 503


def test_an_id_is_remembered_for_longer_than_anybody_tries(house: Any, message: Message) -> None:
    report(house, of(message, "message.delivered"))
    house.pass_time(timedelta(days=29))

    assert report(house, of(message, "message.delivered")).json() == {"outcome": "duplicate"}


def test_what_a_customer_replied_lands_on_the_case_once(house: Any, message: Message) -> None:
    body = of(message, "customer.replied", text="Toujours rien reçu. Quand ?")

    first, second = report(house, body), report(house, body)

    assert (first.json(), second.json()) == ({"outcome": "taken"}, {"outcome": "duplicate"})
    with house.desk.ledger.look() as look:
        (heard,) = look.customer_mails(message.case_id)
        facts = [fact.kind for fact in look.history(message.case_id)]
    assert heard.words == "Toujours rien reçu. Quand ?"
    assert facts.count("customer_replied") == 1


def test_who_replies_stop_is_left_alone(house: Any, message: Message) -> None:
    report(house, of(message, "customer.replied", text="STOP"))

    with house.desk.ledger.look() as look:
        assert "customer_stopped" in [fact.kind for fact in look.history(message.case_id)]


@pytest.mark.parametrize(
    "text",
    ["", "  ", None, 7, "a\0b", "\ud83d", "x" * 10_001],
    ids=["empty", "blank", "none", "number", "nul", "half", "long"],
)
def test_a_reply_that_is_no_text_is_refused(house: Any, message: Message, text: Any) -> None:
    answered = report(
        house, {"type": "customer.replied", "data": {"id": key_of(message), "text": text}}
    )

    assert answered.status_code == 422
    with house.desk.ledger.look() as look:
        assert look.customer_mails(message.case_id) == []
