import hashlib
import hmac
import json
import re
import socket
from base64 import b64encode

import httpx
import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse

from handlers.clock import machine_now
from handlers.http.server import CannotListen, HttpServer, PortInUse

SIGNED = {"slack_signing_secret": "8f742231b10e"}


def test_the_bot_says_that_it_lives(house):
    assert house.client.get("/healthz").json() == {"alive": True}


def test_ready_means_that_database_and_slack_answer(make_house):
    house = make_house(slack_answers=lambda: True)

    answer = house.client.get("/readyz")

    lanes = {"moving": True, "oldest_seconds": 0.0, "waiting": 0, "held": 0, "dead": 0}
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "slack": True, "lanes": lanes}


def test_a_slack_that_does_not_answer_is_not_ready(make_house):
    def gone():
        raise TimeoutError

    house = make_house(slack_answers=gone)

    answer = house.client.get("/readyz")

    assert answer.status_code == 503
    assert (answer.json()["database"], answer.json()["slack"]) == (True, False)


def test_probes_ask_slack_once_in_a_while_only(make_house):
    asked = []

    def slack_answers():
        asked.append(1)
        return True

    house = make_house(slack_answers=slack_answers)

    for _ in range(20):
        assert house.client.get("/readyz").status_code == 200

    assert len(asked) == 1


def test_a_database_that_does_not_answer_is_not_ready(house):
    house.desk.ledger.close()
    house.path.write_bytes(b"this is no database" * 100)

    answer = house.client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": False})


def test_idleness_can_be_waited_for_where_it_is_offered(make_house):
    waits = []

    def idle(seconds):
        waits.append(seconds)
        return len(waits) > 1

    house = make_house(idle=idle)

    busy = house.client.get("/_boucle/idle?timeout=0.5")
    idle_now = house.client.get("/_boucle/idle?timeout=nan")

    assert (busy.status_code, busy.json()) == (503, {"idle": False})
    assert (idle_now.status_code, idle_now.json()) == (200, {"idle": True})
    assert waits == [0.5, 10.0]


def test_idleness_is_not_offered_to_the_world(house):
    assert house.client.get("/_boucle/idle").status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/answer/x", "/digest/2026-W47", "/nowhere"])
def test_every_answer_is_neither_kept_nor_framed_nor_sniffed(house, path):
    headers = house.client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_the_style_of_a_page_is_the_only_one_its_policy_allows(house):
    page = house.client.get("/answer/x")

    (style,) = re.findall("<style>(.*?)</style>", page.text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("/answer/x", "fr", "Cette page n’existe pas"),
        ("/answer/x", "en-GB,fr;q=0.5", "There is no such page"),
        ("/intake/x/y", "en", "There is no such page"),
    ],
)
def test_errors_are_told_in_the_readers_language(house, path, language, said):
    answer = house.client.get(path, headers={"Accept-Language": language})

    assert answer.status_code == 404
    assert said in answer.text


def test_a_wrong_method_says_which_is_right(house):
    answer = house.client.get("/intake/survey")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


def test_a_failure_tells_the_outside_nothing_of_the_inside(make_house):
    def fails(request: BoltRequest) -> BoltResponse:
        raise RuntimeError("a secret of the inside")

    house = make_house(slack=fails, given=SIGNED)

    answer = house.client.post("/slack/events", content=b"{}", headers=slack_signed(b"{}"))

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def bolt_app() -> App:
    """A real Bolt app that checks signatures and answers one command."""
    app = App(
        signing_secret="8f742231b10e",
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
        request_verification_enabled=True,
        ssl_check_enabled=False,
    )

    @app.command("/boucle")
    def answer(ack, command):
        ack(f"{command['text']} é")

    return app


def slack_signed(body: bytes) -> dict[str, str]:
    timestamp = str(int(machine_now()))
    base = f"v0:{timestamp}:".encode() + body
    signature = hmac.new(b"8f742231b10e", base, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signature}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def test_what_slack_signed_reaches_bolt_and_is_answered(make_house):
    house = make_house(slack=bolt_app().dispatch, given=SIGNED)
    body = b"command=%2Fboucle&text=aide%20%C3%A9t%C3%A9&user_id=U1&team_id=T1"

    answer = house.client.post("/slack/events", content=body, headers=slack_signed(body))

    assert (answer.status_code, answer.text) == (200, "aide été é")


def test_what_slack_did_not_sign_is_refused(make_house):
    house = make_house(slack=bolt_app().dispatch, given=SIGNED)
    body = b"command=%2Fboucle&text=aide"

    answer = house.client.post("/slack/events", content=body + b"x", headers=slack_signed(body))

    assert answer.status_code == 401


def test_a_body_slack_never_sends_is_refused(make_house):
    house = make_house(slack=bolt_app().dispatch, given=SIGNED)

    body = b"\xff\xfe"

    answer = house.client.post("/slack/events", content=body, headers=slack_signed(body))

    assert answer.status_code == 400
    assert "error" in json.loads(answer.text)


def test_in_socket_mode_no_events_are_taken_over_http(house):
    assert house.client.post("/slack/events", content=b"{}").status_code == 404


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = HttpServer(nothing, "127.0.0.1", port)

        with pytest.raises(PortInUse) as refused:
            server.start()

    assert refused.value.port == port
    server.stop()


def test_an_address_of_another_machine_cannot_be_listened_on():
    server = HttpServer(nothing, "203.0.113.7", 0)

    with pytest.raises(CannotListen):
        server.start()


def test_a_stopped_server_answers_no_more_and_its_port_is_free_again(make_house):
    server = HttpServer(nothing, "127.0.0.1", 0)
    server.start()
    port = server.port
    server.stop()

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/", timeout=5)
    again = HttpServer(nothing, "127.0.0.1", port)
    again.start()
    again.stop()


async def nothing(scope, receive, send):
    """An application that is never asked."""
