"""Who asks too much waits; who is slow holds up nobody; keys change without a gap."""

import json
import socket
import threading
import time

import pytest

from bot.settings import SettingWrong, settings_of
from handlers.clock import machine_now
from handlers.http import bodies, lines
from handlers.http.limits import MOST_SENDERS, Buckets, TooManyRequests
from handlers.http.links import delivery_signature, intake_key

OLD, NEW = "old-" + "k" * 32, "new-" + "k" * 32
RECORD = {"id": "s-1", "text": "Debited twice.", "score": 2, "scale": "nps"}


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


def signed(key, body, *, at=None):
    timestamp = str(int(machine_now() if at is None else at))
    return {
        "X-Boucle-Timestamp": timestamp,
        "X-Boucle-Signature": delivery_signature(key, timestamp, body),
    }


def test_while_keys_change_the_old_and_the_new_one_are_good(make_house):
    house = make_house(given={"boucle_intake_keys": f"survey:{OLD}, survey:{NEW}"})
    body = json.dumps(RECORD).encode()

    statuses = [
        house.client.post("/intake/survey", content=body, headers=headers).status_code
        for headers in (bearer(OLD), bearer(NEW), signed(OLD, body), signed(NEW, body))
    ]

    assert statuses == [200] * 4


def test_a_source_with_keys_of_its_own_has_no_other(make_house):
    house = make_house(given={"boucle_intake_keys": f"survey:{NEW}"})
    made = intake_key(house.desk.settings, "survey")

    refused = house.client.post("/intake/survey", json=RECORD, headers=bearer(made))
    other = house.client.post(
        "/intake/shop", json=RECORD, headers=bearer(intake_key(house.desk.settings, "shop"))
    )

    assert (refused.status_code, other.status_code) == (401, 200)


@pytest.mark.parametrize(
    "given", ["survey", "survey:short", f":{OLD}", " ".join([f"s:{OLD}"] * 3)]
)
def test_keys_that_cannot_be_used_are_named_without_being_shown(given):
    settings = settings_of(boucle_intake_keys=given)

    with pytest.raises(SettingWrong) as wrong:
        settings.intake_keys()

    assert wrong.value.name == "BOUCLE_INTAKE_KEYS"
    assert OLD not in str(wrong.value)


def test_a_delivery_that_is_played_again_is_a_duplicate_and_later_refused(house):
    body = json.dumps({"text": "No id, no date.", "customer_id": "c1"}).encode()
    key = intake_key(house.desk.settings, "survey")
    once = signed(key, body)

    answers = [house.client.post("/intake/survey", content=body, headers=once) for _ in range(2)]
    late = house.client.post(
        "/intake/survey", content=body, headers=signed(key, body, at=machine_now() - 301)
    )

    assert [one.json()["records"][0]["outcome"] for one in answers] == ["accepted", "duplicate"]
    assert late.status_code == 401


def test_who_guesses_keys_has_to_wait_and_who_has_one_has_not(house):
    guesses = [
        house.client.post("/intake/survey", json=RECORD, headers=bearer(f"guess {number}"))
        for number in range(40)
    ]
    right = house.client.post(
        "/intake/survey", json=RECORD, headers=bearer(intake_key(house.desk.settings, "survey"))
    )

    assert [one.status_code for one in guesses[:30]] == [401] * 30
    assert guesses[-1].status_code == 429
    assert int(guesses[-1].headers["Retry-After"]) >= 1
    assert right.status_code == 200


def test_a_source_that_sends_too_much_is_told_when_to_go_on(house):
    key = intake_key(house.desk.settings, "survey")
    request = (
        f"POST /intake/survey HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer {key}\r\n"
        "Content-Length: 2\r\n\r\n[]"
    )

    with line_to(house) as line:
        line.sendall(request.encode() * 400)
        answers = b""
        while b"HTTP/1.1 429" not in answers:
            answers += line.recv(65536)

    assert answers.count(b"HTTP/1.1 200") >= 100
    assert b"retry-after: 1\r\n" in answers.lower()


def test_a_bucket_fills_again_with_time_and_not_by_a_clock_set_back():
    clock = [1000.0]
    bucket = Buckets(a_second=2, at_once=2, clock=lambda: clock[0])
    bucket.take("a")
    bucket.take("a")

    with pytest.raises(TooManyRequests):
        bucket.take("a")
    clock[0] -= 3600
    with pytest.raises(TooManyRequests) as wait:
        bucket.take("a")
    clock[0] += 0.5
    bucket.take("a")

    assert wait.value.headers["Retry-After"] == "1"


def test_any_number_of_senders_takes_no_more_memory():
    bucket = Buckets(a_second=1, at_once=1)

    for number in range(MOST_SENDERS + 50):
        bucket.take(str(number))

    assert len(bucket) == MOST_SENDERS


def line_to(house):
    return socket.create_connection(("127.0.0.1", house.client.base_url.port), timeout=10)


def test_who_never_asks_and_who_never_ends_are_hung_up_on(house, monkeypatch):
    monkeypatch.setattr(lines, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.3)
    key = intake_key(house.desk.settings, "survey")
    silent, half_asked, endless = line_to(house), line_to(house), line_to(house)
    head = f"POST /intake/survey HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer {key}\r\n"

    half_asked.sendall(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
    endless.sendall(f'{head}Content-Length: 100\r\n\r\n{{"id"'.encode())

    assert silent.recv(100) == b""
    assert half_asked.recv(100) == b""
    assert endless.recv(1000).startswith(b"HTTP/1.1 408")
    for line in (silent, half_asked, endless):
        line.close()


def test_who_asks_without_end_is_hung_up_on(house, monkeypatch):
    monkeypatch.setattr(lines, "HEAD_BYTES", 100_000)
    endless_head, endless_lines = line_to(house), line_to(house)
    endless_head.sendall(b"GET /healthz HTTP/1.1\r\nX-Long: ")
    endless_lines.sendall(b"GET /healthz HTTP/1.1\r\n")

    for line, piece in ((endless_head, b"x" * 10_000), (endless_lines, b"X-More: x\r\n" * 1000)):
        with pytest.raises(ConnectionError), line:
            for _ in range(1000):
                line.sendall(piece)


def test_a_delivery_in_many_small_pieces_is_no_endless_head(house, monkeypatch):
    monkeypatch.setattr(lines, "HEAD_BYTES", 5_000)
    key = intake_key(house.desk.settings, "survey")
    record = json.dumps({"text": "Charged twice again, " * 500}).encode()
    pieces = (record[start : start + 100] for start in range(0, len(record), 100))

    answer = house.client.post("/intake/survey", content=pieces, headers=bearer(key))

    assert answer.status_code == 200


def test_slow_deliveries_hold_up_no_others(house):
    key = intake_key(house.desk.settings, "survey")
    head = f"POST /intake/survey HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer {key}\r\n"
    slow = [line_to(house) for _ in range(100)]
    for line in slow:
        line.sendall(f"{head}Content-Length: 5000\r\n\r\n[".encode())
    many = [{"id": f"n-{each}", "text": f"Charged twice, again, {each}"} for each in range(300)]
    imports = [
        threading.Thread(
            target=house.client.post,
            args=("/intake/survey",),
            kwargs={"json": many, "headers": bearer(key)},
        )
        for _ in range(8)
    ]
    for each in imports:
        each.start()

    began = time.perf_counter()
    alive = house.client.get("/healthz")
    ready = house.client.get("/readyz")
    took = time.perf_counter() - began

    for each in imports:
        each.join()
    for line in slow:
        line.close()
    assert (alive.status_code, ready.status_code) == (200, 200)
    assert took < 2.0
