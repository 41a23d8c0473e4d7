"""The command line itself: help, wrong use, languages, streams that end, nothing half-said."""

import os
import pty
import subprocess

import pytest
from fluent.runtime import FluentResource
from typed_terminal import Terminal

from bot.wording import LANGUAGES, sentences
from handlers.terminal import COMMANDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_in_both_languages(
    terminal: Terminal, command: str, language: str
) -> None:
    terminal.set("LC_ALL", f"{language}_XX.UTF-8")

    answer = terminal(command, "--help")

    example = {"fr": "Exemples :", "en": "Examples:"}[language]
    assert answer.status == 0
    assert f"boucle {command}" in answer.shown.split(example)[1]
    assert "usage:" not in answer.out


def test_the_overview_names_every_command(terminal: Terminal) -> None:
    answer = terminal()

    assert answer.status == 0
    assert all(f"  {command} " in answer.out for command in COMMANDS)


def test_both_languages_say_the_same_things() -> None:
    french, english = (
        {
            (entry.id.name, tuple(attribute.id.name for attribute in entry.attributes))
            for entry in FluentResource(sentences(language)["terminal.ftl"]).body
            if hasattr(entry, "attributes")
        }
        for language in ("fr", "en")
    )

    assert french == english


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["imprt"], "did you mean “import”?"),
        (["xyzzyxyzzy"], "is not a command"),
        (["import"], "FILE"),
        (["import", "f", "--sorce", "x"], "--sorce"),
        (["import", "f", "--source"], "--source"),
        (["import", "f", "--json=1"], "--json"),
        (["workspace", "--port", "seven"], "“seven” is not a port"),
        (["workspace", "--port", "70000"], "“70000” is not a port"),
        (["demo", "--pace", "nan"], "“nan”"),
        (["run", "--patience", "0"], "“0” is not a time to wait"),
        (["when", "tomorrow", "--now", "soon"], "“soon” is not a moment"),
        (["digest", "--week", "2026-W60"], "“2026-W60” is not a week"),
    ],
)
def test_wrong_use_is_told_with_a_hint_and_status_2(
    terminal: Terminal, words: list[str], said: str
) -> None:
    answer = terminal(*words)

    assert answer.status == 2
    assert said in answer.err
    assert "--help" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "en_GB", "LC_ALL": "fr_FR"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminals_own_language_is_spoken(
    terminal: Terminal, variables: dict[str, str], language: str
) -> None:
    for name, value in variables.items():
        terminal.set(name, value)

    answer = terminal("import")

    assert ("Il manque" in answer.err) == (language == "fr")


def test_an_ascii_terminal_gets_utf_8(terminal: Terminal) -> None:
    terminal.set("LC_ALL", "C")
    terminal.set("PYTHONIOENCODING", "ascii")

    answer = terminal.program("read", "--json", "Ma facture payée en €")

    assert answer.status == 0
    assert answer.json["masked"] == "Ma facture payée en €"


def test_no_colours_reach_a_file(terminal: Terminal) -> None:
    answer = terminal("read", "Ma facture est fausse")

    assert "\x1b" not in answer.out


@pytest.mark.parametrize(("variable", "bold"), [("TERM", "\x1b[1m"), ("NO_COLOR", "")])
def test_a_person_gets_colours_unless_they_want_none(
    terminal: Terminal, variable: str, bold: str
) -> None:
    terminal.set(variable, "xterm")
    watched, screen = pty.openpty()

    subprocess.run(  # noqa: S603 # our own program
        terminal.command("--help"), cwd=terminal.folder, stdout=screen, timeout=60, check=True
    )

    assert f"  {bold}import " in os.read(watched, 10_000).decode()
    os.close(watched)
    os.close(screen)


def test_a_reader_that_goes_away_leaves_no_traceback(terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(  # noqa: S603 # our own program
        terminal.command("--help"),
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=terminal.folder,
        timeout=60,
    )
    os.close(writing)

    assert done.stderr == b""
    assert done.returncode == 128 + 13


def test_a_broken_env_file_is_one_sentence(terminal: Terminal) -> None:
    terminal.write(".env", b"BOUCLE_MAIL_FROM=V\xe9lo\n")

    answer = terminal("status")

    assert answer.status == 1
    assert answer.err == "The file .env is not UTF-8: save it again as UTF-8.\n"


def test_a_missing_token_is_named_with_its_cure(terminal: Terminal) -> None:
    answer = terminal("run")

    assert answer.status == 1
    assert "SLACK_BOT_TOKEN is not set" in answer.err
    assert "boucle demo" in answer.err
    assert not (terminal.folder / "boucle.db").exists()


def test_a_clock_that_is_away_is_named(terminal: Terminal) -> None:
    terminal.set("BOUCLE_CLOCK", "http://127.0.0.1:9")

    answer = terminal("read", "facture")

    assert answer.status == 1
    assert "http://127.0.0.1:9 does not tell the time" in answer.err
