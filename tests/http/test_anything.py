"""Whatever is sent to the HTTP side, it answers, and never with a failure of its own."""

import gzip
import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qsl, quote_from_bytes, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.journey_file import read_journey
from bot.message import Message
from bot.reply import key_of as message_key_of
from bot.steps.answer import answer
from bot.webhook_signature import read_secrets, sign
from handlers.clock import machine_now
from handlers.http import lines
from handlers.http.links import answer_link, delivery_signature, digest_link, intake_key
from handlers.http.slack_payload import _payload_of, payload_in
from tests.house import MAP, House, living
from tests.records import PETIT
from tests.webhook_receiver import SECRET as WEBHOOK_SECRET
from workspace import Workspace

ANYTHING = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SECRET = "local-signing-secret"

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=4)
    ),
    max_leaves=8,
)
fields = st.sampled_from(
    ["id", "text", "score", "scale", "happened_at", "channel", "customer_id", "customer_email",
     "contact_ok", "language", "expected", "moment", "touchpoint", "value", "currency", "url"]
)  # fmt: skip
records = st.dictionaries(fields | st.text(max_size=8), anything, max_size=6)
tokens = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=":"))
headers = st.dictionaries(
    tokens.filter(lambda name: name.replace("-", "").isalnum())
    | st.sampled_from(["Content-Type", "Content-Encoding", "Accept-Language", "Authorization",
                       "X-Boucle-Signature", "X-Boucle-Timestamp", "X-Slack-Signature",
                       "X-Slack-Request-Timestamp", "X-Forwarded-For", "Expect", "Upgrade"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    max_size=4,
)  # fmt: skip
places = st.sampled_from(
    [b"/", b"/healthz", b"/readyz", b"/metrics", b"/intake/survey", b"/slack/events",
     b"/answer/x", b"/digest/2026-W47", b"/digest/2026-W99", b"/intake/", b"/webhook/outcome"]
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    workspace = Workspace(port=0, limits="off")
    workspace.start()
    journey = read_journey(MAP.read_bytes(), name="journey.yaml")
    folder, secret = tmp_path_factory.mktemp("h"), {"boucle_webhook_secret": WEBHOOK_SECRET}
    with (
        pytest.MonkeyPatch.context() as patched,
        living(folder, workspace, journey, over_http=True, **secret) as opened,
    ):
        patched.setattr(lines, "HEAD_SECONDS", 1.0)  # who asks for nothing is hung up on then
        yield opened
    workspace.stop()


def asked(house: House, request: bytes) -> int:
    """Send bytes as they are; return the status, 0 where the line was closed without one."""
    port = int(house.settings.boucle_listen.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        try:
            line.sendall(request)
            answer = line.recv(4096)
        except ConnectionError:
            return 0
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def request_of(method: str, path: bytes, body: bytes, extra: dict[str, str]) -> bytes:
    own = {"Host": "b", "Content-Length": str(len(body)), "Connection": "close"}
    kept = {name: value for name, value in extra.items() if name.lower() not in _OWN}
    head = [f"{name}: {value}".encode() for name, value in {**kept, **own}.items()]
    return b"\r\n".join([method.encode() + b" " + path + b" HTTP/1.1", *head, b"", body])


_OWN = frozenset({"host", "content-length", "connection", "transfer-encoding"})


@ANYTHING
@given(st.binary(max_size=300))
@example(b"GET / HTTP/1.1\r\n\r\n")
@example(b"POST /intake/survey HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
def test_any_bytes_are_answered_or_hung_up_on(house: House, sent: bytes) -> None:
    assert asked(house, sent + b"\r\n\r\n") < 500


@ANYTHING
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]),
    places,
    st.binary(max_size=12).map(lambda more: quote_from_bytes(more).encode()),
    headers,
    st.binary(max_size=100),
)
def test_any_request_is_answered(
    house: House, method: str, place: bytes, more: bytes, extra: dict[str, str], body: bytes
) -> None:
    status = asked(house, request_of(method, place + more, body, extra))

    assert status < 500 or (place + more).startswith(b"/readyz")


def delivered(house: House, body: bytes, **more: str) -> int:
    key = intake_key(house.settings, "survey")
    signed = {"Authorization": f"Bearer {key}", **more}
    return asked(house, request_of("POST", b"/intake/survey", body, signed))


BOMB = gzip.compress(b"0" * 10_000_000)


@ANYTHING
@given(anything | records | st.lists(records, max_size=4), st.sampled_from(["utf-8", "utf-16"]))
@example({"id": "\ud800", "text": "\ud800"}, "utf-8")
@example({"text": "x", "happened_at": 1e308, "score": float("nan")}, "utf-8")
@example({"text": "x", "value": 10**400}, "utf-8")
def test_any_json_is_taken_or_rejected(house: House, said: object, encoding: str) -> None:
    body = json.dumps(said).encode(encoding)

    assert delivered(house, body) in (200, 422, 429)


@ANYTHING
@given(st.lists(records, min_size=1, max_size=4), st.integers(0, 200), st.binary(max_size=10))
def test_lines_that_break_off_stop_none_of_the_others(
    house: House, said: list[object], where: int, noise: bytes
) -> None:
    lines = "\n".join(json.dumps(one) for one in said).encode()

    assert delivered(house, lines[:where] + noise + lines[where:]) in (200, 422, 429)


def test_nothing_packed_is_unpacked(house: House) -> None:
    assert delivered(house, BOMB, **{"Content-Encoding": "gzip"}) == 415
    assert delivered(house, BOMB) in (422, 429)


people = st.fixed_dictionaries({}, optional={"id": scalars, "name": scalars}) | anything
pressed = st.fixed_dictionaries(
    {},
    optional={
        "action_id": st.sampled_from(["take", "act", "more", "hand_back", "do_again"]) | scalars,
        "value": st.sampled_from(["1", "show:1", "release:999", "x:y:z"]) | scalars,
        "action_ts": scalars,
        "block_id": scalars,
        "type": st.sampled_from(["button", "overflow"]) | scalars,
        "selected_option": anything,
    },
)
views = st.fixed_dictionaries(
    {},
    optional={
        "callback_id": st.sampled_from(["act", "answer", "close"]) | scalars,
        "private_metadata": st.sampled_from(["{}", "[", '{"case": 1}']) | scalars,
        "state": anything,
        "blocks": anything,
        "id": scalars,
    },
)
events = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["reaction_added", "message", "app_home_opened", "user_change"])
        | scalars,
        "user": people,
        "item": anything,
        "reaction": scalars,
        "event_ts": scalars,
        "bot_id": scalars,
    },
)
payloads = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(
            ["event_callback", "block_actions", "view_submission", "url_verification",
             "shortcut", "block_suggestion", "view_closed", "message_action"]
        )
        | scalars,
        "user": people,
        "user_id": scalars,
        "team": anything,
        "team_id": scalars,
        "channel": anything,
        "container": anything,
        "message": anything,
        "actions": st.lists(pressed | anything, max_size=2) | anything,
        "view": views | anything,
        "event": events | anything,
        "event_id": scalars,
        "trigger_id": scalars,
        "response_url": st.just("http://127.0.0.1:9/") | scalars,
        "command": st.just("/boucle") | scalars,
        "text": scalars,
        "authorizations": anything,
    },
)  # fmt: skip


def from_slack(house: House, body: bytes, content_type: str) -> int:
    timestamp = str(int(machine_now()))
    signature = delivery_signature(SECRET, timestamp, body)
    signed = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }
    return asked(house, request_of("POST", b"/slack/events", body, signed))


@pytest.fixture(scope="module")
def message(house: House) -> Message:
    """An answer that a customer got, with a link in it."""
    said = {name: value for name, value in PETIT.items() if name != "happened_at"}
    (case_id,) = house.hear(said)
    text, now = "Réglé vendredi.", house.workspace.now()
    written = Message(case_id, "answer", "mail", "fr", text, "U1", now, to="c@exemple.example")
    with house.ledger.turn() as turn:
        return answer(turn, turn.case(case_id), written, house.journey, revision=1, now=now)


reports = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["delivered", "bounced", "failed", "replied"]) | scalars,
        "data": st.fixed_dictionaries({}, optional={"id": scalars, "text": scalars, "at": scalars})
        | anything,
        "timestamp": scalars,
    },
)


@ANYTHING
@given(reports | anything, st.sampled_from(["ours", "any"]), st.sampled_from(["utf-8", "utf-16"]))
@example({"type": "replied", "data": {"text": "\ud800\x00"}}, "ours", "utf-8")
@example(float("nan"), "any", "utf-8")
def test_any_report_of_another_system_is_taken_or_refused(
    house: House, message: Message, said: object, about: str, encoding: str
) -> None:
    if about == "ours" and isinstance(said, dict) and isinstance(said.get("data"), dict):
        said["data"]["id"] = message_key_of(message)
    body, report_id = json.dumps(said).encode(encoding), f"r-{hash(str(said))}"
    timestamp = str(int(machine_now()))
    signed = {
        "webhook-id": report_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(read_secrets(WEBHOOK_SECRET), report_id, timestamp, body),
    }

    status = asked(house, request_of("POST", b"/webhook/outcome", body, signed))

    assert status in (200, 422, 429)


chosen = st.sampled_from(["yes", "no", ""]) | st.text(max_size=8)
forms = st.dictionaries(
    st.sampled_from(["helped", "words", "understood", "clear", "respected", "wish", "thanks"])
    | st.text(max_size=8),
    chosen | st.text(max_size=60),
    max_size=7,
)


@ANYTHING
@given(forms, forms, st.binary(max_size=10), st.sampled_from(["GET", "POST"]))
@example({}, {"helped": "yes", "words": "\x00\udcff"}, b"", "POST")
def test_whatever_a_customer_fills_in_the_page_answers(
    house: House,
    message: Message,
    query: dict[str, str],
    form: dict[str, str],
    noise: bytes,
    method: str,
) -> None:
    until = house.workspace.now() + timedelta(days=60)
    link = answer_link(house.settings, message.case_id, message.id, until)
    assert link is not None
    path = urlsplit(link).path + "?" + urlencode(query, errors="replace")
    body = urlencode(form, errors="surrogatepass").encode() + noise
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    status = asked(house, request_of(method, path.encode(), body, kind))

    assert status in (200, 303, 400, 422, 429)


@ANYTHING
@given(st.integers(1, 9999), st.integers(0, 255), headers)
@example(9999, 53, {"Accept-Language": "fr;q=x,;"})
def test_any_week_with_a_good_link_is_shown_or_unknown(
    house: House, year: int, number: int, extra: dict[str, str]
) -> None:
    until = house.workspace.now() + timedelta(days=60)
    link = urlsplit(str(digest_link(house.settings, f"{year}-W{number}", until)))

    status = asked(house, request_of("GET", f"{link.path}?{link.query}".encode(), b"", extra))

    assert status in (200, 400, 404, 415, 429)


@pytest.mark.parametrize("timeout", ["0", "x", "", "nan", "-1", "inf", "1e400"])
def test_whoever_waits_for_idleness_may_say_any_time(house: House, timeout: str) -> None:
    path = f"/_boucle/idle?timeout={timeout}".encode()

    assert asked(house, request_of("GET", path, b"", {})) in (200, 503)


def test_each_address_of_the_app_is_among_those_that_are_asked(house: House) -> None:
    app = house.bot._http._server.config.app
    own = {route.path.partition("{")[0] for route in app.routes}

    assert own == {
        "/intake/", "/slack/events", "/webhook/outcome", "/answer/", "/digest/", "/healthz",
        "/readyz", "/metrics", "/_boucle/idle",
    }  # fmt: skip


@ANYTHING
@given(payloads, st.sampled_from(["json", "payload", "form"]))
@example({"type": "block_actions", "actions": [], "user": "U1"}, "payload")
@example({"type": "view_submission", "view": None, "user": {"id": "U1"}}, "payload")
def test_whatever_slack_may_send_is_acked_or_refused_and_nothing_of_it_is_left(
    house: House, payload: dict[str, object], way: str
) -> None:
    if way == "json":
        status = from_slack(house, json.dumps(payload).encode(), "application/json")
    else:
        form = {"payload": json.dumps(payload)} if way == "payload" else payload
        body = urlencode({name: str(value) for name, value in form.items()}).encode()
        status = from_slack(house, body, "application/x-www-form-urlencoded")

    assert status < 500


@ANYTHING
@given(st.dictionaries(st.text(max_size=12), anything, max_size=4))
@example({"text": "100 % + 1 & %22 = %2522 \\ é 😡", "more": ["{}", "a/b"]})
def test_what_stands_in_a_form_is_read_as_it_was_said(payload: dict[str, object]) -> None:
    body = urlencode({"payload": json.dumps(payload)}).encode()

    read, _ = payload_in(body)

    assert json.dumps(read) == json.dumps(payload)


@ANYTHING
@given(st.text("%+=&0aF é\r\n😡", max_size=30))
@example("%2")
@example("%\n%3D=")
def test_a_payload_is_unquoted_as_every_form_is(said: str) -> None:
    form = f"payload={said}"

    read = _payload_of(form.encode())

    assert read in (None, dict(parse_qsl(form, keep_blank_values=True)).get("payload"))


def test_a_command_may_speak_of_a_payload() -> None:
    said = {"command": "/boucle", "text": "payload=1 & 2", "trigger_id": "1.2"}

    read, _ = payload_in(urlencode(said).encode())

    assert read == said


def test_nothing_that_came_is_left_over(house: House) -> None:
    house.settle()

    assert house.ledger.unfinished() == []
