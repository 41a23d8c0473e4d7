"""What Slack brings is acked by a short way; whatever is not so simple takes the usual one."""

import hashlib
import hmac
import json
import socket
import threading
import time
from urllib.parse import urlencode

import pytest
from slack_bolt.response import BoltResponse

from handlers.clock import machine_now
from handlers.http.app import http_side
from handlers.http.door import Door
from handlers.http.headers import COMMON_HEADERS
from handlers.http.server import HttpServer
from handlers.inbox import key_of
from handlers.reception import Reception

SECRET = "8f742231b10e"
GONE = b""


class Slack:
    """Slack's end of one line to the bot's HTTP side."""

    def __init__(self, line):
        self.line = line

    def sends(self, *pieces):
        for piece in pieces:
            self.line.sendall(piece)

    def hears(self):
        """Return the status and the headers of the next answer; its body is read, too."""
        head = GONE
        while not head.endswith(b"\r\n\r\n"):
            byte = self.line.recv(1)
            if not byte:
                return 0, {}
            head += byte
        status, *lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if line)
        left = int(headers.get("content-length", 0))
        while left:
            left -= len(self.line.recv(left))
        return int(status.split()[1]), headers

    def is_hung_up(self):
        return self.line.recv(1) == GONE


@pytest.fixture
def town(make_house):
    """A house with a door for Slack that keeps what comes, and whose Bolt answers 418."""
    house = make_house(given={"slack_signing_secret": SECRET})
    house.asked_bolt = []

    def bolt(request):
        house.asked_bolt.append(request.body)
        return BoltResponse(status=418, body="")

    door = Door(house.desk, Reception(None, house.desk, frozenset({"opens_form"})))
    app = http_side(house.desk, slack=bolt, door=door)
    server = HttpServer(app, "127.0.0.1", 0, short_way=door.short_way())
    server.start()
    house.desk.work.stop(until=0.0)  # what is kept stays so
    lines = []

    def call():
        lines.append(socket.create_connection(("127.0.0.1", server.port), timeout=20))
        return Slack(lines[-1])

    house.server, house.call = server, call
    yield house
    for line in lines:
        line.close()
    server.stop()


def press(number, **more):
    return {
        "type": "block_actions",
        "user": {"id": "U1"},
        "actions": [{"action_id": "take", "action_ts": f"1.{number}", "value": "31"}],
        "said": "é & = % + \\ \"'",
        **more,
    }


def request_of(payload, *, close=False, secret=SECRET, **more):
    body = urlencode({"payload": json.dumps(payload)}).encode()
    stamp = str(int(machine_now()))
    signed = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "Host": "b",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signed}",
        "Content-Length": str(len(body)),
        **({"Connection": "close"} if close else {}),
        **more,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{lines}\r\n".encode() + body


def kept(town):
    return {item.key: item.payload for item in town.desk.ledger.unfinished()}


def test_a_press_is_kept_as_it_was_said_and_answered_like_everything(town):
    slack = town.call()

    slack.sends(request_of(press(1), close=True))
    status, headers = slack.hears()

    assert status == 200
    assert {name.decode() for name, _ in COMMON_HEADERS} < headers.keys()
    assert headers["connection"] == "close"
    assert slack.is_hung_up()
    assert kept(town) == {key_of(press(1)): press(1)}
    assert town.asked_bolt == []


def test_one_line_brings_many_presses_and_other_requests_in_between(town):
    slack = town.call()

    for number in range(3):
        slack.sends(request_of(press(number)))
        assert slack.hears()[0] == 200
        slack.sends(b"GET /healthz HTTP/1.1\r\nHost: b\r\n\r\n")
        assert slack.hears()[0] == 200

    assert set(kept(town)) == {key_of(press(number)) for number in range(3)}


def test_a_press_may_come_in_any_pieces(town):
    asked = request_of(press(1))
    for size in (1, 7, 100, len(asked) - 1):
        slack = town.call()

        slack.sends(*(asked[start : start + size] for start in range(0, len(asked), size)))

        assert slack.hears()[0] == 200
    assert set(kept(town)) == {key_of(press(1))}


def test_who_does_not_wait_for_the_answer_gets_all_of_them_in_order(town):
    slack = town.call()
    asked = [request_of(press(number)) for number in range(4)]

    slack.sends(asked[0])
    slack.sends(b"".join(asked[1:]) + b"GET /nowhere HTTP/1.1\r\nHost: b\r\n\r\n")

    assert [slack.hears()[0] for _ in range(5)] == [200, 200, 200, 200, 404]
    assert set(kept(town)) == {key_of(press(number)) for number in range(4)}


def test_what_comes_twice_at_once_is_acked_twice_and_kept_once(town):
    lines = [town.call() for _ in range(5)]
    asked = request_of(press(1))

    for slack in lines:
        slack.sends(asked)

    assert [slack.hears()[0] for slack in lines] == [200] * 5
    assert set(kept(town)) == {key_of(press(1))}


def test_what_needs_an_answer_is_bolts(town):
    slack = town.call()
    form = {"type": "view_submission", "user": {"id": "U1"}, "view": {}, "trigger_id": "1.2"}

    slack.sends(request_of(form))

    assert slack.hears()[0] == 418
    assert len(town.asked_bolt) == 1
    assert kept(town) == {}


def test_what_cannot_be_kept_is_bolts_to_answer(town):
    town.desk.ledger.close()
    town.path.write_bytes(b"this is no database" * 100)
    slack = town.call()

    slack.sends(request_of(press(1)))

    assert slack.hears()[0] == 418
    assert len(town.asked_bolt) == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (request_of(press(1), secret="wrong"), 401),
        (request_of(press(1), **{"Content-Encoding": "gzip"}), 415),
        (request_of(press(1), **{"X-Slack-Request-Timestamp": "1"}), 401),
        (request_of(press(1)).replace(b"POST", b"PUT", 1), 405),
        (request_of(press(1)).replace(b"\r\n", b"\r\nno header\r\n", 1), 400),
        (request_of(press(1)).replace(b"Content-Length: ", b"Content-Length: 9999999", 1), 413),
    ],
    ids=["wrong key", "packed", "old", "put", "no header", "too long"],
)
def test_what_is_not_as_slack_sends_it_is_refused_and_not_kept(town, asked, status):
    slack = town.call()

    slack.sends(asked)

    assert slack.hears()[0] == status
    assert kept(town) == {}


@pytest.mark.parametrize("more", [{"Expect": "100-continue"}, {"Upgrade": "h2c"}])
def test_a_request_with_wishes_is_answered_the_usual_way(town, more):
    slack = town.call()

    slack.sends(request_of(press(1), **more))

    statuses = [slack.hears()[0]]
    if statuses == [100]:
        statuses.append(slack.hears()[0])
    assert statuses[-1] == 200
    assert set(kept(town)) == {key_of(press(1))}


def test_half_a_press_gets_the_time_of_a_body_and_no_more(town, monkeypatch):
    monkeypatch.setattr("handlers.http.lines.HEAD_SECONDS", 0.2)
    monkeypatch.setattr("handlers.http.bodies.BODY_SECONDS", 0.2)
    slack = town.call()

    slack.sends(request_of(press(1))[:-10])

    assert slack.hears()[0] == 408


def test_a_press_that_is_being_kept_is_acked_before_the_server_stops(town):
    slack = town.call()
    with town.desk.ledger.turn():  # whoever wants to write waits for its end
        slack.sends(request_of(press(1)))
        while town.desk.work._acks_due == 0:
            time.sleep(0.01)
        stopping = threading.Thread(target=town.server.stop)
        stopping.start()
        stopping.join(0.3)

    status, headers = slack.hears()
    stopping.join()
    assert (status, headers["connection"]) == (200, "close")
    assert set(kept(town)) == {key_of(press(1))}
