"""Whatever Slack and the mail do, each message stands exactly once, and nothing is lost."""

import socket
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

from bot.card import refresh_card
from bot.engine.deliver import Delivery
from bot.notice import Claimed, Notice
from bot.steps.take import take
from tests.engine.conftest import HOME, NOW, PostOffice

FAULTS: list[tuple[str, Mapping[str, Any]]] = [
    ("http_500", {}),
    ("http_429", {"retry_after": 7}),
    ("drop_before", {}),
    ("drop_after", {}),
    ("timeout", {"seconds": 1.5}),
    ("slow", {"seconds": 1.5}),
]


def _round(number: int) -> Notice:
    about = {"department": "billing", "cases": [], "on": "2026-11-24"}
    return Notice(f"round:{number}", "round", HOME, about=about)


@pytest.mark.parametrize(("kind", "how"), FAULTS)
def test_a_post_stands_once_whatever_happens_to_two_tries_in_a_row(
    office: PostOffice, kind: str, how: Mapping[str, Any]
) -> None:
    case_id = office.open_case()
    office.fault("chat.postMessage", kind, nth=1, **how)
    office.fault("chat.postMessage", kind, nth=1, **how)  # meets the second call

    office.deliver_all()

    assert office.ids() == [f"card:C-{case_id}:0:{HOME}"]
    assert office.states() == {"sent": 1}
    with office.ledger.look() as look:
        place = look.card_of(case_id, HOME)
    assert place is not None
    assert place.ts == office.messages()[0]["ts"]


def test_posts_stand_once_each_while_half_of_all_calls_fail(office: PostOffice) -> None:
    for kind in ("http_500", "drop_before", "drop_after"):
        office.fault("chat.postMessage", kind, rate=0.2)
    office.fault("conversations.history", "http_500", rate=0.3)
    office.stage(*[_round(number) for number in range(12)])

    office.deliver_all()

    assert Counter(office.ids()) == Counter(f"round:{number}" for number in range(12))
    assert office.states() == {"sent": 12}


@pytest.mark.parametrize(("kind", "how"), FAULTS)
def test_a_card_says_what_is_true_whatever_happens_to_its_update(
    office: PostOffice, kind: str, how: Mapping[str, Any]
) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)
    office.fault("chat.update", kind, nth=1, **how)

    with office.ledger.turn() as turn:
        take(turn, turn.case(case_id), office.journey, by="U0ANA", now=NOW)
    office.deliver_all(for_seconds=100)

    (card,) = office.messages()
    assert "U0ANA" in str(card["blocks"])
    assert office.states() == {"sent": 2}


def test_a_wait_that_slack_asks_for_holds_for_the_whole_channel(office: PostOffice) -> None:
    office.fault("chat.postMessage", "http_429", nth=1, retry_after=30)
    office.stage(_round(1), _round(2))

    office.deliver_all(for_seconds=29)
    before = office.ids()
    office.deliver_all(for_seconds=10)

    assert before == []
    assert office.ids() == ["round:1", "round:2"]


def test_a_slack_that_is_away_before_the_post_costs_no_look_up(office: PostOffice) -> None:
    office.fault("conversations.list", "http_500", nth=1)
    office.stage(_round(1))

    office.deliver_all(for_seconds=5)

    assert office.ids() == ["round:1"]


def test_a_thread_line_that_was_interrupted_is_found_in_its_thread(office: PostOffice) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)
    office.fault("chat.postMessage", "drop_after", nth=1)
    about = {"line": "line-thanks-passed-on", "by": "U1"}
    office.stage(Notice("line:1", "thread_line", HOME, case_id=case_id, about=about))

    office.deliver_all(for_seconds=100)

    (card,) = office.messages()
    thread = office.messages(thread_ts=card["ts"])
    assert [one["metadata"]["event_payload"]["id"] for one in thread[1:]] == ["line:1"]


class HangsUpOnce:
    """A mail server that hangs up at its first reader, before DATA."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self._hung_up = False

    async def handle_RCPT(  # noqa: N802, PLR0913, RUF100 # aiosmtpd's own name
        self, server: SMTP, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if not self._hung_up:
            self._hung_up = True
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 # aiosmtpd's own name
        self, _server: SMTP, _session: Any, envelope: Envelope
    ) -> str:
        self.kept.append(bytes(envelope.content or b""))
        return "250 OK"


def test_a_mail_that_broke_off_before_data_is_sent_once(office: PostOffice) -> None:
    office.deliver_all(for_seconds=2)
    office.approve_mail(office.open_case())
    server = HangsUpOnce()
    controller = Controller(server, hostname="127.0.0.1", port=_free_port())
    controller.start()
    office.send_mail_over(f"smtp://127.0.0.1:{controller.port}")

    office.deliver_all(for_seconds=200)

    controller.stop()
    assert len(server.kept) == 1
    assert office.states() == {"sent": 2}


def test_a_mail_that_is_refused_for_now_is_sent_once_later(office: PostOffice) -> None:
    office.approve_mail(office.open_case())
    office.fault("smtp", "refuse", nth=1)

    office.deliver_all(for_seconds=200)

    assert len(office.mails()) == 1
    assert office.states() == {"sent": 2}


def test_a_mail_that_broke_off_after_data_is_held_and_never_sent_twice(
    office: PostOffice,
) -> None:
    case_id = office.open_case()
    office.approve_mail(case_id)
    office.fault("smtp", "drop_after", nth=1)

    office.deliver_all()

    assert len(office.mails()) == 1
    assert office.states() == {"sent": 1, "held": 1}


def test_a_mail_that_the_mailbox_refuses_for_good_is_no_letter_for_leads(
    office: PostOffice,
) -> None:
    case_id = office.open_case()
    office.approve_mail(case_id)
    office.fault("smtp", "reject")

    office.deliver_all()

    assert office.mails() == []
    assert office.states() == {"sent": 1, "obsolete": 1}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _interrupted(office: PostOffice, until: Callable[[Delivery, Claimed], None]) -> None:
    """Claim the first notice and do a part of sending it, as a process that is killed would."""
    with office.ledger.turn() as turn:
        (claimed,) = turn.claim(now=office.time(), lease=office.delivery.patience.lease)
    until(office.delivery, claimed)


def test_a_mail_whose_sender_was_killed_before_data_is_sent_once(office: PostOffice) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)
    office.approve_mail(case_id)
    _interrupted(office, lambda _delivery, _claimed: None)

    office.deliver_all(for_seconds=200)

    assert len(office.mails()) == 1


def test_a_mail_whose_sender_was_killed_after_data_is_held(office: PostOffice) -> None:
    case_id = office.open_case()
    office.deliver_all(for_seconds=5)
    office.approve_mail(case_id)

    def pass_return(_delivery: Delivery, claimed: Claimed) -> None:
        with office.ledger.turn() as turn:
            assert turn.pass_return([claimed], until=office.time() + 70)

    _interrupted(office, pass_return)
    office.deliver_all(for_seconds=200)

    assert office.mails() == []
    assert office.states() == {"sent": 1, "held": 1}


def test_a_post_whose_sender_was_killed_is_looked_up_and_only_after_its_lease(
    office: PostOffice,
) -> None:
    office.open_case()

    def post(delivery: Delivery, claimed: Claimed) -> None:
        sender = delivery.sender_of["channel"]
        sender.send(claimed.notice, point_of_no_return=lambda: True)

    _interrupted(office, post)
    office.deliver_all(for_seconds=60)
    before = office.states()
    office.deliver_all(for_seconds=60)

    assert before == {"sending": 1}
    assert office.states() == {"sent": 1}
    assert len(office.messages()) == 1


def test_what_another_process_took_over_is_not_posted(office: PostOffice) -> None:
    office.open_case()
    sender = office.delivery.sender_of["channel"]
    with office.ledger.turn() as turn:
        (late,) = turn.claim(now=office.time(), lease=70)
    office.time.seconds += timedelta(minutes=5).total_seconds()
    office.delivery.deliver_one()

    with office.ledger.turn() as turn:
        may_go_on = turn.pass_return([late], until=office.time() + 70)
    sender.send(late.notice, point_of_no_return=lambda: may_go_on)

    assert not may_go_on
    assert len(office.messages()) == 1


def test_two_updates_of_a_card_that_wait_are_one_call(office: PostOffice) -> None:
    case_id = office.open_case()

    for _again in range(3):
        with office.ledger.turn() as turn:
            case = turn.case(case_id)
            turn.record(case)
            refresh_card(turn, case, office.journey)
    office.deliver_all(for_seconds=20)

    calls = office.http.get("/_workspace/log", params={"method": "chat.update"}).json()["calls"]
    assert len(calls) == 1
