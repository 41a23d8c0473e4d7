"""`boucle status`, `boucle digest`, `boucle workspace` show what is there and make nothing."""

import json
import signal
import socket
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from typed_terminal import MAP, Terminal

from bot.journey_file import read_journey
from bot.late import is_late_for_customer, is_late_for_team
from bot.ledger import NotRemembered
from storage.ledger import DatabaseLedger


@pytest.fixture
def fed(terminal: Terminal) -> Terminal:
    """A terminal whose database holds three customers' words of a week."""
    rows = [
        {"id": "1", "text": "Ma facture est fausse", "happened_at": "2026-11-18T10:00"},
        {"id": "2", "text": "Le chat dort", "happened_at": "2026-11-19T10:00"},
        {"id": "3", "text": "n/a", "score": 9, "scale": "nps", "happened_at": "2026-11-19"},
    ]
    terminal.write("f.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    terminal("import", "f.jsonl", "--source", "survey")
    return terminal


def test_open_feedback_is_counted_by_step_and_department(fed: Terminal) -> None:
    answer = fed("status", "--json")

    assert answer.json == {
        "open": 2,
        "cases": {"share": {"billing": 1, "cx": 1}},
        "late": {"team": 0, "customer": 0},
        "notices": {"waiting": 0, "held": 0, "dead": 0},
        "paused": None,
    }


def test_status_is_told_in_words(fed: Terminal) -> None:
    answer = fed("status")

    assert "2 open feedbacks" in answer.out
    assert "Billing 1" in answer.out


def test_what_is_paused_is_said_until_it_goes_on(fed: Terminal) -> None:
    begun, twice = fed("pause"), fed("pause")
    said, counted = fed("status"), fed("status", "--json")
    ended, too_often = fed("resume", "--json"), fed("resume")

    assert "nothing leaves any more" in begun.out
    assert (twice.status, too_often.status) == (1, 1)
    assert "Paused since" in said.out
    assert counted.json["paused"]["by"] == "terminal"
    assert ended.json == {"paused": False}
    assert fed("status", "--json").json["paused"] is None


@pytest.mark.parametrize("command", ["status", "digest"])
def test_looking_at_nothing_makes_no_database(terminal: Terminal, command: str) -> None:
    answer = terminal(command)

    assert answer.status == 1
    assert "is not there yet" in answer.err
    assert not (terminal.folder / "boucle.db").exists()


def test_the_week_is_told_and_written(fed: Terminal) -> None:
    told = fed("digest", "--week", "2026-W47")
    data = fed("digest", "--week", "2026-W47", "--json")
    written = fed("digest", "--week", "2026-W47", "--html", "w.html", "--png", "w.png")

    assert "week of 16–22 November 2026" in told.out
    assert (data.json["week"], data.json["heard"]) == ("2026-W47", 3)
    assert written.status == 0
    assert (fed.folder / "w.html").read_text(encoding="utf-8").startswith("<!")
    assert (fed.folder / "w.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_that_cannot_be_written_is_one_sentence(fed: Terminal) -> None:
    answer = fed("digest", "--week", "2026-W47", "--html", "nowhere/w.html")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1


def test_a_shown_case_is_late_for_the_team_and_an_untold_customer_waits(
    terminal: Terminal,
) -> None:
    journey = read_journey(MAP)
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    terminal.write("f.csv", "id,text,channel,customer_email\n1,Facture,ticket,c@client.example\n")
    terminal("import", "f.csv", "--source", "desk")
    ledger = DatabaseLedger("sqlite:///boucle.db")
    with ledger.look() as look:
        case = look.open_cases()[0]
        with pytest.raises(NotRemembered):
            look.case(case.id + 1)
    ledger.close()
    shown = replace(case, shared_at=monday, clock_from=monday)

    assert not is_late_for_team(shown, journey, now=monday + timedelta(hours=3))
    assert is_late_for_team(shown, journey, now=monday + timedelta(hours=5))
    assert not is_late_for_team(
        replace(shown, taken_at=monday), journey, now=monday + timedelta(days=9)
    )
    assert not is_late_for_customer(shown, journey, now=monday + timedelta(hours=47))
    assert is_late_for_customer(shown, journey, now=monday + timedelta(hours=49))
    promised = replace(shown, answered_at=monday, promised_on=monday.date())
    assert not is_late_for_customer(promised, journey, now=monday)
    assert is_late_for_customer(promised, journey, now=monday + timedelta(days=1))


def test_a_workspace_gives_an_app_its_three_lines_and_stops_with_ctrl_c(
    terminal: Terminal,
) -> None:
    running = subprocess.Popen(  # noqa: S603 # our own program
        terminal.command("workspace", "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=terminal.folder,
        text=True,
    )
    assert running.stdout is not None
    lines = [running.stdout.readline().strip() for _ in range(5)]
    settings = dict(line.split("=", 1) for line in lines if "=" in line)
    answer = httpx.post(
        f"{settings['SLACK_API_URL']}/auth.test",
        headers={"Authorization": f"Bearer {settings['SLACK_BOT_TOKEN']}"},
        timeout=10,
    )
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)

    assert answer.json()["ok"] is True
    assert settings["SLACK_APP_TOKEN"] == "xapp-local"
    assert (running.returncode, err) == (130, "")


def test_a_port_in_use_is_named(terminal: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        answer = terminal("workspace", "--port", port)

    assert answer.status == 1
    assert f"Port {port} is in use" in answer.err


@pytest.mark.parametrize("text", ["- a list", "people: [ana]", "users: [{name: x, nose: big}]"])
def test_a_seed_that_says_nothing_known_is_named(terminal: Terminal, text: str) -> None:
    terminal.write("seed.yaml", text)

    answer = terminal("workspace", "--port", "0", "--seed", "seed.yaml")

    assert answer.status == 1
    assert "seed.yaml" in answer.err


def test_a_missing_seed_is_named(terminal: Terminal) -> None:
    answer = terminal("workspace", "--port", "0", "--seed", "nowhere.yaml")

    assert answer.status == 1
    assert "nowhere.yaml" in answer.err
