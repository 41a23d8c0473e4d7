import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from handlers.clock import machine_now
from handlers.http.links import delivery_signature, intake_key

HANDBOOK = Path(__file__).parents[2] / "docs" / "intake.md"
DOUBLE_DEBIT = {
    "id": "s-1",
    "text": "Débitée deux fois de 39 €, personne ne sait quand je serai remboursée.",
    "channel": "ticket",
    "score": 2,
    "scale": "nps",
    "happened_at": "2026-11-23T18:00:00+01:00",
}


def bearer(house, source="survey"):
    return {"Authorization": f"Bearer {intake_key(house.desk.settings, source)}"}


def heard(house):
    with house.desk.ledger.look() as look:
        return look.open_cases()


def test_one_record_is_accepted_and_opens_a_case(house):
    answer = house.client.post("/intake/survey", json=DOUBLE_DEBIT, headers=bearer(house))

    assert answer.status_code == 200
    assert answer.json() == {
        "accepted": 1,
        "revised": 0,
        "duplicate": 0,
        "rejected": 0,
        "records": [{"number": 1, "outcome": "accepted"}],
    }
    assert [case.touchpoint for case in heard(house)] == ["invoice"]
    assert house.woken


def test_the_same_record_again_is_a_duplicate_and_other_words_are_a_revision(house):
    house.client.post("/intake/survey", json=DOUBLE_DEBIT, headers=bearer(house))

    answer = house.client.post(
        "/intake/survey",
        json=[DOUBLE_DEBIT, DOUBLE_DEBIT | {"text": "Toujours pas remboursée."}],
        headers=bearer(house),
    )

    outcomes = [each["outcome"] for each in answer.json()["records"]]
    assert outcomes == ["duplicate", "revised"]
    assert len(heard(house)) == 1


def test_lines_of_json_are_taken_and_a_bad_line_stops_none_of_the_others(house):
    lines = [
        json.dumps(DOUBLE_DEBIT),
        "{this is no JSON",
        "[1, 2]",
        json.dumps({"id": "s-2", "score": 99, "scale": "nps"}),
        json.dumps({"id": "s-3", "text": "The courier waited while I found my keys."}),
    ]

    answer = house.client.post("/intake/survey", content="\n".join(lines), headers=bearer(house))

    told = answer.json()
    assert (told["accepted"], told["rejected"]) == (2, 3)
    assert [each["outcome"] for each in told["records"]] == [
        "accepted",
        "rejected",
        "rejected",
        "rejected",
        "accepted",
    ]
    assert "99" in told["records"][3]["reasons"][0]


def test_reasons_are_told_in_the_language_of_who_asks(house):
    french = bearer(house) | {"Accept-Language": "de, fr-CA;q=0.8, en;q=0.5"}

    answer = house.client.post("/intake/survey", content="nonsense", headers=french)

    assert answer.status_code == 422
    assert "objet JSON" in answer.json()["records"][0]["reasons"][0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"text": ' + b"9" * 10_000 + b"}",
        b'{"text": "\\u0000"}',
        b'{"text": "\\ud800"}',
        b'{"text": NaN}',
        b"null",
        b'"only a text"',
    ],
)
def test_a_hostile_body_is_refused_with_a_reason_and_harms_nothing(house, body):
    answer = house.client.post("/intake/survey", content=body, headers=bearer(house))

    assert answer.status_code == 422
    assert all(each["reasons"] for each in answer.json()["records"])
    assert heard(house) == []


def test_an_empty_list_is_no_mistake(house):
    answer = house.client.post("/intake/survey", json=[], headers=bearer(house))

    assert answer.status_code == 200
    assert answer.json()["records"] == []


def test_too_much_at_once_is_refused_before_it_is_read(house):
    body = json.dumps(DOUBLE_DEBIT | {"text": "x" * 1_000_001})

    answer = house.client.post("/intake/survey", content=body, headers=bearer(house))

    assert answer.status_code == 413
    assert "error" in answer.json()


def test_a_body_that_hides_its_length_is_counted(house):
    def pieces():
        for _ in range(40):
            yield b"x" * 50_000

    # The refusal may reach us, or the closed door may: either way nothing was read to the end.
    try:
        answer = house.client.post("/intake/survey", content=pieces(), headers=bearer(house))
    except httpx.TransportError:
        return

    assert answer.status_code == 413


def test_a_signed_delivery_is_taken(house):
    body = json.dumps(DOUBLE_DEBIT).encode()
    timestamp = str(int(machine_now()))
    key = intake_key(house.desk.settings, "survey")
    signed = {
        "X-Boucle-Timestamp": timestamp,
        "X-Boucle-Signature": delivery_signature(key, timestamp, body),
    }

    answer = house.client.post("/intake/survey", content=body, headers=signed)

    assert answer.json()["accepted"] == 1


def test_an_old_signature_is_refused(house):
    body = json.dumps(DOUBLE_DEBIT).encode()
    timestamp = str(int(machine_now()) - 301)
    key = intake_key(house.desk.settings, "survey")
    signed = {
        "X-Boucle-Timestamp": timestamp,
        "X-Boucle-Signature": delivery_signature(key, timestamp, body),
    }

    answer = house.client.post("/intake/survey", content=body, headers=signed)

    assert answer.status_code == 401
    assert "clock" in answer.json()["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic czM6Y3JldA=="},
        {"X-Boucle-Signature": "v0=00", "X-Boucle-Timestamp": "soon"},
    ],
)
def test_who_has_no_key_delivers_nothing(house, headers):
    answer = house.client.post("/intake/survey", json=DOUBLE_DEBIT, headers=headers)

    assert answer.status_code == 401
    assert heard(house) == []


def test_the_key_of_one_source_is_no_key_for_another(house):
    answer = house.client.post(
        "/intake/survey", json=DOUBLE_DEBIT, headers=bearer(house, source="shop")
    )

    assert answer.status_code == 401


def test_without_a_secret_nothing_is_taken_in(make_house):
    house = make_house(secret=None)

    answer = house.client.post("/intake/survey", json=DOUBLE_DEBIT)

    assert answer.status_code == 503
    assert "BOUCLE_SECRET" in answer.json()["error"]


def test_many_records_are_told_in_their_order(house):
    records = [{"id": f"n-{each}", "text": f"Comment {each}"} for each in range(45)]

    answer = house.client.post("/intake/survey", json=records, headers=bearer(house))

    assert answer.json()["accepted"] == 45
    assert [each["number"] for each in answer.json()["records"]] == list(range(1, 46))


def test_the_commands_of_the_handbook_make_the_right_key_and_signature(house):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    handbook = HANDBOOK.read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.*?)```", handbook, re.DOTALL)
    make_key = next(block for block in commands if "KEY=" in block)
    sign = next(block for block in commands if "SIGNATURE=" in block).split("curl")[0]
    body = json.dumps(DOUBLE_DEBIT)

    said = subprocess.run(  # noqa: S603 # the handbook's own commands
        ["/bin/sh", "-c", f'{make_key}\n{sign}\nprintf "%s %s %s" "$KEY" "$NOW" "$SIGNATURE"'],
        env={"PATH": os.environ["PATH"], "BOUCLE_SECRET": "s3cret", "BODY": body},
        capture_output=True,
        check=True,
        text=True,
        timeout=20,
    )
    key, now, signature = said.stdout.split()
    answer = house.client.post(
        "/intake/survey",
        content=body,
        headers={"X-Boucle-Timestamp": now, "X-Boucle-Signature": signature},
    )

    assert key == intake_key(house.desk.settings, "survey")
    assert answer.json()["accepted"] == 1
