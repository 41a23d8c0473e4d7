"""Which notice goes next: order within a lane, pace within a channel, patience after a failure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import NotSent, Obsolete, Outcome, Refused, Sent, Uncertain
from bot.engine.pace import Pace
from bot.notice import Notice, Settled
from storage.ledger import DatabaseLedger
from tests.engine.conftest import MachineTime

HERE, THERE = "channel:#here", "channel:#there"
PATIENCE = Patience(timeout=10, look_after=60, attempts=4, longest_pause=300)


@dataclass
class Postman:
    """Sends by a list of outcomes per notice; what is not on it is sent."""

    time: MachineTime
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    found: list[Sent | NotSent | Uncertain] = field(default_factory=list)
    sent: list[tuple[float, str]] = field(default_factory=list)

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        assert point_of_no_return()
        self.sent.append((self.time(), notice.id))
        left = self.outcomes.get(notice.id)
        return left.pop(0) if left else Sent({"channel": "C1", "ts": "1.0"})

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        del notice, past_return
        return self.found.pop(0)

    def may_repeat(self, notice: Notice) -> bool:
        return notice.kind == "card_update"


@dataclass
class Round:
    """One delivery with its postman."""

    ledger: DatabaseLedger
    time: MachineTime
    postman: Postman
    delivery: Delivery

    def stage(self, *notices: Notice) -> None:
        with self.ledger.turn() as turn:
            for notice in notices:
                turn.stage(notice)

    def walk(self, seconds: float, *, step: float = 0.25) -> None:
        for _step in range(int(seconds / step)):
            while self.delivery.deliver_one():
                pass
            self.time.seconds += step

    def order(self) -> list[str]:
        return [notice_id for _at, notice_id in self.postman.sent]

    def states(self) -> dict[str, int]:
        with self.ledger.look() as look:
            return dict(look.count_notices())


@pytest.fixture
def going(tmp_path: Path) -> Iterator[Round]:
    ledger = DatabaseLedger(f"sqlite:///{tmp_path / 'boucle.db'}")
    time = MachineTime()
    postman = Postman(time)
    delivery = Delivery(ledger, {"channel": postman}, time, lambda: 1.0, Pace(), PATIENCE)
    yield Round(ledger, time, postman, delivery)
    ledger.close()


def _line(name: str, *, case_id: int = 1, to: str = HERE, after: str | None = None) -> Notice:
    return Notice(name, "thread_line", to, case_id=case_id, after=after)


def test_a_notice_staged_twice_is_sent_once(going: Round) -> None:
    going.stage(_line("a"), _line("a"))
    going.walk(3)
    going.stage(_line("a"))
    going.walk(3)

    assert going.order() == ["a"]


def test_a_lane_keeps_its_order_while_its_head_is_tried_again(going: Round) -> None:
    going.postman.outcomes["a"] = [NotSent("away"), NotSent("away")]
    going.stage(_line("a"), _line("b"), _line("other", case_id=2))

    going.walk(20)

    assert going.order() == ["a", "other", "a", "a", "b"]


@pytest.mark.parametrize("end", [Refused("no"), Uncertain("?", can_be_known=False), Obsolete()])
def test_what_is_dead_held_or_obsolete_lets_its_lane_go_on(going: Round, end: Outcome) -> None:
    going.postman.outcomes["a"] = [end]
    going.stage(_line("a"), _line("b"))

    going.walk(5)

    assert going.order() == ["a", "b"]


def test_a_notice_waits_for_the_one_it_comes_after(going: Round) -> None:
    going.postman.outcomes["header"] = [NotSent("away")]
    going.stage(_line("card", case_id=2, after="header"), _line("free", to=THERE), _line("header"))

    going.walk(10)

    assert sorted(going.order()) == ["card", "free", "header", "header"]
    assert going.order()[-1] == "card"


def test_a_channel_rests_from_the_settle_and_others_do_not_wait_for_it(going: Round) -> None:
    going.stage(*[_line(f"h{number}", case_id=number) for number in range(1, 4)])
    going.stage(_line("t", case_id=9, to=THERE))

    going.walk(5)

    at = {notice_id: at for at, notice_id in going.postman.sent}
    assert at["h2"] - at["h1"] >= 1.0
    assert at["h3"] - at["h2"] >= 1.0
    assert at["t"] == at["h1"]


def test_the_pause_doubles_until_the_letter_is_dead(going: Round) -> None:
    going.postman.outcomes["a"] = [NotSent("away")] * 9
    going.stage(_line("a"))

    going.walk(30)

    times = [at - 1000.0 for at, _ in going.postman.sent]
    assert times == [0.0, 1.0, 3.0, 7.0]
    assert going.states() == {"dead": 1}


def test_being_asked_to_wait_is_no_failure(going: Round) -> None:
    going.postman.outcomes["a"] = [NotSent("ratelimited", wait=1.0)] * 40
    going.stage(_line("a"))

    going.walk(50)

    assert going.states() == {"sent": 1}


def test_a_very_patient_bot_counts_its_pauses_without_end() -> None:
    assert Patience().pause(5000, 1.0) == 300.0


def test_an_hour_without_slack_loses_nothing() -> None:
    patience = Patience()

    shortest = sum(patience.pause(failures, 0.0) for failures in range(1, patience.attempts))

    assert shortest >= 3600


def test_a_look_up_that_fails_is_made_again_and_nothing_is_sent_meanwhile(going: Round) -> None:
    going.postman.outcomes["a"] = [Uncertain("broke off")]
    going.postman.found = [Uncertain("away"), Sent({"channel": "C1", "ts": "1.0"})]
    going.stage(_line("a"))

    going.walk(200)

    assert going.order() == ["a"]
    assert going.states() == {"sent": 1}


def test_what_stays_uncertain_is_held_for_a_person(going: Round) -> None:
    going.postman.outcomes["a"] = [Uncertain("broke off")]
    going.postman.found = [Uncertain("away")] * 9
    going.stage(_line("a"))

    going.walk(400)

    assert going.order() == ["a"]
    assert going.states() == {"held": 1}


def test_an_uncertain_update_is_repeated_without_a_look_up(going: Round) -> None:
    going.postman.outcomes["u"] = [Uncertain("broke off"), Uncertain("again")]
    going.stage(Notice("u", "card_update", HERE, case_id=1))

    going.walk(10)
    soon = going.order()
    going.walk(going.delivery.patience.look_after)

    assert soon == ["u", "u", "u"]
    assert going.order() == [*soon, "u"]  # once what broke off must have arrived
    assert going.states() == {"sent": 1}


def test_what_is_new_does_not_wait_for_an_update_to_be_repeated_once_more(going: Round) -> None:
    going.postman.outcomes["u"] = [Uncertain("broke off")]
    going.stage(Notice("u", "card_update", HERE, case_id=1))
    going.walk(10)
    before = len(going.order())

    going.stage(Notice("v", "card_update", HERE, case_id=1))
    going.walk(2)

    assert len(going.order()) == before + 1


def test_a_late_settle_of_an_older_attempt_changes_nothing(going: Round) -> None:
    going.stage(_line("a"))
    with going.ledger.turn() as turn:
        (late,) = turn.claim(now=going.time(), lease=70)
    going.time.seconds += 71
    with going.ledger.turn() as turn:
        (newer,) = turn.claim(now=going.time(), lease=70)

    with going.ledger.turn() as turn:
        accepted = turn.settle([Settled(late, "dead", free_at=0.0, error="late")])
    assert not accepted
    assert newer.was_interrupted
    assert going.states() == {"sending": 1}
    with going.ledger.turn() as turn:
        assert turn.settle([Settled(newer, "sent", free_at=0.0)])
        assert not turn.settle([Settled(newer, "dead", free_at=0.0)])


def test_an_attempt_forgets_how_far_the_settled_one_before_it_got(going: Round) -> None:
    going.postman.outcomes["a"] = [NotSent("451")]
    going.stage(_line("a"))
    going.delivery.deliver_one()
    going.time.seconds += 60

    with going.ledger.turn() as turn:
        (claimed,) = turn.claim(now=going.time(), lease=70)

    assert not claimed.was_interrupted
    assert not claimed.past_return
    assert claimed.failures == 1


def test_a_notice_that_cannot_be_rendered_is_dead_and_blocks_nobody(
    going: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(Postman):
        def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
            if notice.id == "a":
                raise KeyError("Débitée deux fois de 39 €")
            return super().send(notice, point_of_no_return=point_of_no_return)

    postman = Broken(going.time)
    broken = Delivery(
        going.ledger, {"channel": postman}, going.time, lambda: 1.0, Pace(), PATIENCE
    )
    going.delivery, going.postman = broken, postman
    going.stage(_line("a"), _line("b"))

    going.walk(5)

    assert going.order() == ["b"]
    assert going.states() == {"dead": 1, "sent": 1}
    logged = capsys.readouterr().out
    assert "KeyError" in logged
    assert "test_order.py" in logged
    assert "Débitée" not in logged


def test_two_thousand_waiting_notices_are_claimed_without_reading_them_all(
    going: Round,
) -> None:
    going.stage(*[_line(f"n{n}", case_id=n, to=f"channel:#c{n % 20}") for n in range(1, 2001)])
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with going.ledger.turn() as turn:
        turn._db._db.conn.set_progress_handler(count, 1)
        for _channel in range(20):
            assert turn.claim(now=going.time(), lease=70)
        nothing = turn.claim(now=going.time(), lease=70)
        turn._db._db.conn.set_progress_handler(None, 1)

    assert nothing == []
    # A claim that reads all 2,000 takes over 100,000 steps of SQLite's machine.
    assert steps / 21 < 5_000
