"""How fast posts leave: each channel at its own pace, all within what a workspace takes."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import NotSent, Outcome, Sent, Uncertain
from bot.engine.pace import Pace
from bot.notice import Notice
from storage.ledger import DatabaseLedger
from tests.engine.conftest import HOME, NOW, MachineTime, PostOffice

TOO_MUCH = NotSent("ratelimited", wait=30.0, is_for_posts=True)


@dataclass
class Slack:
    """Takes posts, and asks to wait where a test says so."""

    time: MachineTime
    asks: dict[str, list[Outcome]] = field(default_factory=dict)
    took: list[tuple[float, str]] = field(default_factory=list)
    lookups: list[Uncertain] = field(default_factory=list)

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        assert point_of_no_return()
        if left := self.asks.get(notice.destination):
            return left.pop()
        self.took.append((self.time(), notice.destination))
        return Sent({"channel": "C1", "ts": "1.0"})

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        del notice, past_return
        return self.lookups.pop() if self.lookups else NotSent("not found")

    def may_repeat(self, notice: Notice) -> bool:
        return notice.kind == "card_update"


@dataclass
class Post:
    """What delivers to that Slack, on a time that tests move."""

    ledger: DatabaseLedger
    slack: Slack
    delivery: Delivery

    def stage(self, *channels: str, times: int = 1) -> None:
        with self.ledger.turn() as turn:
            for number in range(times):
                for channel in channels:
                    to = f"channel:#{channel}"
                    turn.stage(Notice(f"{number}:{channel}", "thread_line", to, case_id=number))

    def walk(self, seconds: float, *, step: float = 0.05) -> None:
        for _step in range(round(seconds / step)):
            while self.delivery.deliver_one():
                pass
            self.slack.time.seconds += step

    def times(self) -> dict[str, list[float]]:
        """Return, by channel, when its posts left, in seconds from the start."""
        times = defaultdict(list)
        for at, destination in self.slack.took:
            times[destination.removeprefix("channel:#")].append(at - 1000.0)
        return times


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    ledger = DatabaseLedger(f"sqlite:///{tmp_path / 'boucle.db'}")
    time = MachineTime()
    slack = Slack(time)
    senders = {"channel": slack}
    yield Post(ledger, slack, Delivery(ledger, senders, time, lambda: 1.0, Pace(), Patience()))
    ledger.close()


def test_a_channel_that_is_asked_to_wait_holds_up_no_other(post: Post) -> None:
    post.slack.asks["channel:#a"] = [TOO_MUCH]
    post.stage("a", "b", "c", times=3)

    post.walk(20)
    before = post.times()
    post.walk(20)

    assert "a" not in before
    assert len(before["b"]) == len(before["c"]) == 3
    assert before["c"][-1] < 4
    assert post.times()["a"][0] >= 30.0


def test_a_limit_of_the_whole_workspace_holds_up_every_channel_and_only_as_long(
    post: Post,
) -> None:
    post.slack.asks = {"channel:#a": [TOO_MUCH], "channel:#b": [TOO_MUCH]}
    post.stage("a", "b", "c", times=2)

    post.walk(29)
    before = post.times()
    post.walk(10)

    assert before == {}
    assert {name: len(times) for name, times in post.times().items()} == {"a": 2, "b": 2, "c": 2}


def test_updates_of_cards_go_on_while_posts_rest(post: Post) -> None:
    post.slack.asks = {"channel:#a": [TOO_MUCH], "channel:#b": [TOO_MUCH]}
    post.stage("a", "b", "c")
    with post.ledger.turn() as turn:
        turn.stage(Notice("u", "card_update", "channel:#u", case_id=9))

    post.walk(5)

    assert list(post.times()) == ["u"]


def test_twenty_channels_each_keep_the_pace_that_slack_allows(post: Post) -> None:
    names = [f"c{number}" for number in range(20)]
    post.stage(*names, times=10)

    post.walk(12)

    for times in post.times().values():
        assert len(times) == 10
        assert min(later - earlier for earlier, later in pairwise(times)) >= 1.0
        assert times[-1] <= 9 / 0.95


def test_all_channels_together_stay_within_what_a_workspace_takes(post: Post) -> None:
    post.delivery = replace(post.delivery, pace=Pace(burst=40))
    post.stage(*[f"c{number}" for number in range(20)], times=10)

    post.walk(30)

    left = sorted(at for times in post.times().values() for at in times)
    assert len(left) == 200
    # The burst, and ten for each second that has passed.
    assert [at for number, at in enumerate(left, start=1) if number > 40 + 10 * at + 1] == []
    assert left[-1] <= (200 - 40) / 10 / 0.95 + 1


def test_a_look_up_that_is_put_off_is_no_failure(post: Post) -> None:
    post.slack.asks["channel:#a"] = [Uncertain("broke off")]
    post.slack.lookups = [Uncertain("look-up failed", wait=1.0)] * 40
    post.stage("a")

    post.walk(200, step=0.5)

    with post.ledger.look() as look:
        assert look.count_notices() == {"sent": 1}


def test_an_interrupted_post_is_found_behind_more_than_a_thousand_others(
    office: PostOffice,
) -> None:
    office.delivery = replace(office.delivery, business_now=lambda: NOW)
    case_id = office.open_case()
    office.fault("chat.postMessage", "drop_after", nth=1)
    office.delivery.deliver_one()
    api = httpx.Client(
        base_url=f"{office.workspace.url}/api/", headers={"Authorization": "Bearer xoxb-local"}
    )
    channel = next(
        one["id"]
        for one in api.get("conversations.list").json()["channels"]
        if HOME.endswith(one["name"])
    )
    for number in range(1050):
        api.post("chat.postMessage", json={"channel": channel, "text": f"word {number}"})

    office.deliver_all(for_seconds=100)

    calls = office.http.get("/_workspace/log", params={"method": "conversations.history"}).json()
    asked = [call["arguments"] for call in calls["calls"]]
    day_before = (NOW - timedelta(days=1)).timestamp()
    with office.ledger.look() as look:
        place = look.card_of(case_id, HOME)
    assert place is not None
    assert office.states() == {"sent": 1}
    assert len(asked) > 5
    assert {float(one["oldest"]) for one in asked} == {day_before}
    api.close()
