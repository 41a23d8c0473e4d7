"""Input as hostile as it comes, through the real program: taken or refused, never a crash."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.house import BEFORE_THE_ROUND, MAP, living
from tests.records import PETIT
from tests.scale.demonstration import free_port
from tests.scale.mornings import Answer, boucle, town
from workspace import Workspace

TAKEN = {
    "of exactly forty thousand characters": "facture " * 5_000,
    "emoji only": "👎🏽😡👨‍👩‍👧‍👦🇫🇷",
    "right to left": "الفاتورة خاطئة \u202egnorw si siht\u202c",
    "combining marks without end": "Z" + "\u0301" * 3_000,
    "markup and mentions": "<!channel> <https://evil.example|facture> &amp; <script>*_~`",
    "separators of lines": "facture\u2028fausse\u2029encore\x85et\x0bfin",
    "without a space": "f" * 39_999,
    "private use and beyond": "\U0010fffd\ue000\ufffd facture",
}
REFUSED = {
    "of one character too many": "x" * 40_001,
    "of spaces only": " \t\n\u00a0\u202f\u3000 ",
    "with a NUL": "facture\0fausse",
    "with half a surrogate pair": "facture \ud83d",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "journey.yaml").write_bytes(MAP.read_bytes())
    return tmp_path


def take_in(folder: Path, content: bytes, *, name: str = "f.jsonl") -> Answer:
    (folder / name).write_bytes(content)
    return boucle(folder, "import", name, "--source", "survey", "--json")


def test_texts_of_every_kind_are_taken_or_refused_one_by_one(folder: Path) -> None:
    rows = [{"id": kind, "text": text} for kind, text in {**TAKEN, **REFUSED}.items()]
    content = "".join(json.dumps(row) + "\n" for row in rows)

    answer = take_in(folder, content.encode())

    assert answer.status == 1
    assert (answer.json["accepted"], answer.json["rejected"]) == (len(TAKEN), len(REFUSED))
    assert "Traceback" not in answer.err
    refused = (folder / answer.json["rejected_file"]).read_text(encoding="utf-8-sig")
    assert all(kind in refused for kind in REFUSED)
    assert not any(kind in refused for kind in TAKEN)


def test_what_was_taken_is_read_and_posted_as_slack_takes_it(tmp_path: Path) -> None:
    with town(tmp_path, MAP) as there:
        rows = [
            {"id": kind, "text": text, "touchpoint": "invoice", "happened_at": "2026-11-23"}
            for kind, text in TAKEN.items()
        ]
        file = tmp_path / "f.jsonl"
        file.write_text("".join(json.dumps({**row, "source": "survey"}) + "\n" for row in rows))

        there.take_in(file)
        there.live_three_mornings()

    posted = [call for call in there.posts if "card:" in str(call["arguments"].get("metadata"))]
    # The one letter under its marks says nothing.
    assert len(posted) == there.number("select count(*) from cases") == len(TAKEN) - 1
    assert all(call["answer"]["ok"] for call in there.posts)
    # In plain and rich text it is only letters; where Slack reads markup it would call everybody.
    parsed = [text for call in there.posts for text in parsed_texts(call["arguments"])]
    assert parsed
    assert not any("<!channel>" in text for text in parsed)


def parsed_texts(part: Any) -> Iterator[str]:
    """Return every text of a message in which Slack looks for mentions and links."""
    if isinstance(part, list):
        for one in part:
            yield from parsed_texts(one)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str) and part.get("type", "mrkdwn") == "mrkdwn":
            yield part["text"]
        for one in part.values():
            yield from parsed_texts(one)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut off", gzip.compress(b'{"id": "1", "text": "Ma facture"}\n' * 500, mtime=0)[:40]),
        ("damaged inside", gzip.compress(bytes(range(256)) * 200, mtime=0)[:-9] + b"\0" * 9),
    ],
)
def test_a_broken_packed_file_is_one_sentence(folder: Path, name: str, content: bytes) -> None:
    answer = take_in(folder, content, name="f.jsonl.gz")

    assert answer.status == 1
    assert "Traceback" not in answer.err
    assert 0 < len(answer.err.strip().splitlines()) <= 5


def test_the_bot_finds_its_channel_among_a_thousand(tmp_path: Path) -> None:
    with town(tmp_path, MAP) as there:
        others = [{"name": f"a-room-{number:04}"} for number in range(1_000)]
        there.workspace.seed({"channels": others})

        with living(tmp_path, there.workspace, there.journey) as house:
            (case_id,) = house.hear(PETIT)
            house.move_to("2026-11-24T09:20:00+01:00")

            assert house.card("voix-facturation", case_id)


@contextmanager
def silent_server() -> Iterator[str]:
    """A server that takes every connection and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        kept: list[socket.socket] = []

        def accept() -> None:
            try:
                while True:
                    kept.append(listening.accept()[0])
            except OSError:  # closed: the test is over
                return

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api"
        for connection in kept:
            connection.close()


@contextmanager
def nobody() -> Iterator[str]:
    """An address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/api"
    yield address


@pytest.mark.parametrize("slack", [silent_server, nobody])
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_slack_that_does_not_answer_is_one_sentence_soon(
    folder: Path, command: str, slack: object
) -> None:
    started = time.monotonic()
    with slack() as address:  # type: ignore[operator] # one of the two above
        answer = boucle(
            folder,
            command,
            SLACK_BOT_TOKEN="xoxb-local",
            SLACK_APP_TOKEN="xapp-local",
            SLACK_API_URL=address,
            BOUCLE_LISTEN=f"127.0.0.1:{free_port()}",
        )
    seconds = time.monotonic() - started

    assert answer.status == 1
    assert address in answer.err + answer.out
    assert "Traceback" not in answer.err
    # Ten seconds of patience, and what the program takes to start on a busy machine.
    assert seconds < 40


def test_a_workspace_that_keeps_time_and_went_away_is_one_sentence(folder: Path) -> None:
    gone = Workspace(port=0, clock_start=BEFORE_THE_ROUND)
    gone.start()
    gone.stop()
    (folder / "f.csv").write_text("id,text\n1,Ma facture\n")

    answer = boucle(folder, "import", "f.csv", "--source", "x", BOUCLE_CLOCK=gone.url)

    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) == 1
    assert not (folder / "boucle.db").exists()
