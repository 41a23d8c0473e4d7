"""`boucle init` and `boucle check`: a folder to start from, and everything that is wrong in it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from ruamel.yaml import YAML
from typed_terminal import Terminal

from bot.journey_file import read_journey
from bot.loop import take_in
from bot.reading.reader import MapReader
from bot.record import read_record
from bot.steps.route import place
from handlers.command_line.check_slack import SCOPES
from storage.ledger import DatabaseLedger
from tests.helpdesk_server import TOKEN, help_desk
from tests.imap_server import imap_house
from workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A workspace whose app has every scope, and the channels of the map."""
    served = Workspace(port=0, limits="off")
    served.seed(
        {
            "apps": [{"name": "boucle", "scopes": list(SCOPES)}],
            "channels": [{"name": "voix-facturation"}, {"name": "voix-cx"}],
        }
    )
    served.start()
    yield served
    served.stop()


def use(terminal: Terminal, workspace: Workspace) -> None:
    terminal.set("SLACK_API_URL", f"{workspace.url}/api")
    terminal.set("SLACK_BOT_TOKEN", "xoxb-local")
    terminal.set("SLACK_APP_TOKEN", "xapp-local")


def test_a_new_folder_gets_every_file_to_start_from(terminal: Terminal) -> None:
    answer = terminal("init", "new/folder")

    names = {path.name for path in (terminal.folder / "new" / "folder").iterdir()}
    assert answer.status == 0
    assert names == {"journey.yaml", "replies", "app.yaml", ".env.example"}


def test_nothing_is_ever_overwritten(terminal: Terminal) -> None:
    before = (terminal.folder / "journey.yaml").read_bytes()

    answer = terminal("init", ".")

    assert answer.status == 1
    assert "journey.yaml" in answer.err
    assert (terminal.folder / "journey.yaml").read_bytes() == before
    assert not (terminal.folder / "app.yaml").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(terminal: Terminal) -> None:
    answer = terminal("init", "journey.yaml/below")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1


def test_what_init_writes_passes_the_check(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("init", "new")
    monkeypatch.chdir(terminal.folder / "new")

    answer = terminal("check", "--json")

    assert answer.status == 0
    assert answer.json == []


def test_all_that_is_wrong_is_named_at_once_with_its_place(terminal: Terminal) -> None:
    broken = (terminal.folder / "journey.yaml").read_text(encoding="utf-8")
    terminal.write("journey.yaml", broken.replace("owner: billing", "owner: biling"))
    terminal.write(".env", "BOUCLE_LISTEN=nowhere\n\nSLACK_BOT_TOKEN=xapp-wrong\n")

    answer = terminal("check", "--json")

    places = {(each["file"], each["line"], each["key"]) for each in answer.json}
    assert answer.status == 1
    assert sum(file == "journey.yaml" for file, _, _ in places) == 2
    assert (".env", 1, "BOUCLE_LISTEN") in places
    assert (".env", 3, "SLACK_BOT_TOKEN") in places
    assert "xapp-wrong" not in answer.out


def test_a_missing_map_is_named_with_its_cure(terminal: Terminal) -> None:
    terminal.set("BOUCLE_JOURNEY", "nowhere.yaml")

    answer = terminal("check")

    assert answer.status == 1
    assert "“nowhere.yaml” does not exist: “boucle init .”" in answer.out


def test_check_makes_no_database(terminal: Terminal) -> None:
    answer = terminal("check")

    assert answer.status == 0
    assert not (terminal.folder / "boucle.db").exists()


def test_mail_without_a_sender_and_an_unreadable_server_are_named(terminal: Terminal) -> None:
    terminal.set("BOUCLE_SMTP", "http://user:hush@mail.example")

    answer = terminal("check", "--json")

    keys = {each["key"] for each in answer.json}
    assert {"BOUCLE_SMTP", "BOUCLE_MAIL_FROM"} <= keys
    assert "hush" not in answer.shown


def test_the_mailbox_is_opened_and_what_is_wrong_with_it_named(terminal: Terminal) -> None:
    with imap_house() as house:
        terminal.set("BOUCLE_IMAP", house.url.replace("mailbox", "hush"))
        wrong = terminal("check", "--json")
        terminal.set("BOUCLE_IMAP", house.url)
        terminal.set("BOUCLE_SECRET", "a secret of tests, long enough")
        right = terminal("check", "--json")

    (found,) = [each for each in wrong.json if each["key"] == "BOUCLE_IMAP"]
    assert "wrong user or password" in str(found)
    assert "BOUCLE_SECRET" in {each["key"] for each in wrong.json}
    assert "hush" not in wrong.shown
    assert not {"BOUCLE_IMAP", "BOUCLE_SECRET"} & {each["key"] for each in right.json}


@pytest.mark.parametrize(
    ("change", "role", "said"),
    [
        (TOKEN, "agent", ""),
        ("wr0ng", "agent", "does not know this agent"),
        (TOKEN, "end-user", "is no agent"),
        ("429", "agent", "does not answer (HTTP 429)"),
    ],
    ids=["right", "wrong token", "no agent", "busy"],
)
def test_zendesk_is_asked_whether_it_takes_the_token(
    terminal: Terminal, change: str, role: str, said: str
) -> None:
    with help_desk() as desk:
        desk.role = role
        if change == "429":
            desk.fail_next("GET", "429")
        token = TOKEN if change == "429" else change
        terminal.set("BOUCLE_ZENDESK", desk.url.replace(TOKEN, token))

        answer = terminal("check")

    assert answer.status == (1 if said else 0)
    assert said in answer.out
    assert TOKEN not in answer.shown
    assert "wr0ng" not in answer.shown


@pytest.mark.parametrize(("role", "hinted"), [("agent", True), ("admin", False)])
def test_that_reading_takes_an_administrator_is_a_hint(
    terminal: Terminal, role: str, *, hinted: bool
) -> None:
    with help_desk() as desk:
        desk.role = role
        terminal.set("BOUCLE_ZENDESK", desk.url)

        answer = terminal("check", "--json")

    hints = [each for each in answer.json if each["key"] == "BOUCLE_ZENDESK"]
    assert answer.status == 0
    assert bool(hints) is hinted


def test_a_source_answered_by_a_way_that_nothing_opens_is_a_hint(terminal: Terminal) -> None:
    file = terminal.folder / "journey.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}sources:\n  app_desk: {{answer_by: zendesk}}\n", encoding="utf-8")

    answer = terminal("check", "--json")

    (hint,) = [each for each in answer.json if each["key"] == "app_desk"]
    assert answer.status == 0
    assert hint["line"] == text.count("\n") + 2
    assert "BOUCLE_ZENDESK" in hint["problem"]


def test_a_webhook_without_a_secret_and_one_without_tls_are_named(terminal: Terminal) -> None:
    terminal.set("BOUCLE_WEBHOOK", "http://replies.example/hush")

    without = terminal("check", "--json")
    terminal.set("BOUCLE_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    plain = terminal("check", "--json")

    assert [each["key"] for each in without.json if not each["hint"]] == ["BOUCLE_WEBHOOK_SECRET"]
    assert [each["key"] for each in plain.json if not each["hint"]] == ["BOUCLE_WEBHOOK"]
    assert "hush" not in without.shown + plain.shown


def test_a_slack_with_everything_the_map_names_is_fine(
    terminal: Terminal, workspace: Workspace
) -> None:
    use(terminal, workspace)

    answer = terminal("check")

    assert (answer.status, answer.err) == (0, "")
    assert "All is well: Vélo Libre" in answer.out


def test_a_channel_and_a_person_slack_does_not_know_are_named_with_their_line(
    terminal: Terminal, workspace: Workspace
) -> None:
    use(terminal, workspace)
    text = (terminal.folder / "journey.yaml").read_text(encoding="utf-8")
    text = text.replace("#voix-cx", "#voix-perdue").replace("lea@", "personne@")
    terminal.write("journey.yaml", text)

    answer = terminal("check", "--json")

    lines = text.splitlines()
    assert [each["key"] for each in answer.json] == ["#voix-perdue", "personne@velolibre.example"]
    assert all(each["key"] in lines[each["line"] - 1] for each in answer.json)


def test_missing_scopes_are_named(terminal: Terminal, workspace: Workspace) -> None:
    use(terminal, workspace)
    workspace.seed({"apps": [{"name": "boucle", "scopes": list(SCOPES[1:])}]})

    answer = terminal("check")

    assert answer.status == 1
    assert f"the app lacks: {SCOPES[0]}." in answer.out


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_token_that_slack_refuses_is_named(
    terminal: Terminal, workspace: Workspace, name: str
) -> None:
    use(terminal, workspace)
    terminal.set(name, {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}[name] + "old")

    answer = terminal("check")

    assert answer.status == 1
    assert f"{name}: Slack refuses this token (invalid_auth)" in answer.out


def test_a_slack_that_does_not_answer_is_one_sentence(terminal: Terminal) -> None:
    terminal.set("SLACK_API_URL", "http://127.0.0.1:9/api")
    terminal.set("SLACK_BOT_TOKEN", "xoxb-local")
    terminal.set("SLACK_APP_TOKEN", "xapp-local")

    answer = terminal("check", "--json")

    assert answer.status == 1
    assert [each["key"] for each in answer.json] == ["SLACK_API_URL"]
    assert "does not answer" in json.dumps(answer.json)


@pytest.mark.parametrize("kind", ["http_500", "drop_before"])
def test_a_slack_that_fails_half_way_takes_nobody_for_unknown(
    terminal: Terminal, workspace: Workspace, kind: str
) -> None:
    use(terminal, workspace)
    fault = {"method": "users.lookupByEmail", "kind": kind, "every": 1}
    httpx.post(f"{workspace.url}/_workspace/faults", json=fault, timeout=10).raise_for_status()

    answer = terminal("check", "--json")

    assert answer.status == 1
    assert [each["key"] for each in answer.json] == ["SLACK_API_URL"]


def test_a_slack_that_asks_for_patience_gets_it(terminal: Terminal, workspace: Workspace) -> None:
    use(terminal, workspace)
    fault = {"method": "users.lookupByEmail", "kind": "http_429", "nth": 1, "retry_after": 1}
    httpx.post(f"{workspace.url}/_workspace/faults", json=fault, timeout=10).raise_for_status()

    answer = terminal("check", "--json")

    assert (answer.status, answer.json) == (0, [])


def test_the_scopes_checked_are_those_of_the_manifest() -> None:
    manifest = YAML(typ="safe").load((ROOT / "app.yaml").read_text(encoding="utf-8"))

    assert set(SCOPES) <= set(manifest["oauth_config"]["scopes"]["bot"])


def test_a_map_of_few_words_gets_hints_with_their_lines_and_is_still_fine(
    terminal: Terminal,
) -> None:
    text = (terminal.folder / "journey.yaml").read_text(encoding="utf-8")
    terminal.write("journey.yaml", text.replace("money back, paid back, ", ""))

    answer = terminal("check", "--json")

    hints = [each for each in answer.json if each["hint"]]
    lines = (terminal.folder / "journey.yaml").read_text(encoding="utf-8").splitlines()
    assert answer.status == 0
    assert hints
    assert all(each["key"] in lines[each["line"] - 1] for each in hints)


def test_words_that_corrections_suggest_are_printed_as_lines_of_the_map(
    terminal: Terminal,
) -> None:
    none_yet = terminal("check", "--suggest")
    with DatabaseLedger(f"sqlite:///{terminal.folder / 'boucle.db'}").turn() as turn:
        journey = read_journey((terminal.folder / "journey.yaml").read_bytes())
        now = datetime(2026, 11, 24, tzinfo=UTC)
        records = [{"id": str(n), "text": f"La selle grince {n} fois"} for n in range(3)]
        intakes = [
            read_record(one, source="shop", zone=journey.timezone, now=now) for one in records
        ]
        taken = take_in(turn, intakes, reader=MapReader(journey), journey=journey, now=now)
        for one in taken:
            case = turn.case(one.case_id or 0)
            place(turn, case, "refund", journey, by="U1", now=now)

    answer = terminal("check", "--suggest")

    assert "No words to suggest" in none_yet.err
    assert '- key: refund\n  words: {fr: ["grince", "selle"]}' in answer.out
    assert json.loads(terminal("check", "--suggest", "--json").out) == {
        "refund": {"fr": ["grince", "selle"]}
    }

    before = (terminal.folder / "journey.yaml").read_text(encoding="utf-8")
    accepted = terminal("check", "--accept")

    after = (terminal.folder / "journey.yaml").read_text(encoding="utf-8")
    assert accepted.out == "refund, fr: grince, selle\n"
    assert after == before.replace("dû, rendu]", "dû, rendu, grince, selle]")
    assert "No words to suggest" in terminal("check", "--accept").err
