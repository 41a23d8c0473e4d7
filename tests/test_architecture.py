"""The shape of the whole: steps with their modules and buttons, listeners for all we show."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.loop import LOOP
from bot.wording import say

ROOT = Path(__file__).parents[1]
OURS = ("bot", "handlers", "storage", "connectors", "workspace")
# What `bot` does without: Slack, SQL, network, clocks; `__main__` wires the parts together.
NOT_IN_BOT = re.compile(
    r"slack_|sqlite|psycopg|httpx|requests|smtplib|socket$|handlers|storage|connectors|workspace"
)


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of some folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


@cache
def parsed(file: Path) -> ast.Module:
    """Return a file as a tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("step", LOOP, ids=lambda step: step.name)
def test_every_step_has_a_module_and_words(step: object) -> None:
    name = getattr(step, "name", "")

    module = importlib.import_module(f"bot.steps.{name}")

    assert hasattr(module, "plan" if name == "act" else name)
    for language in ("fr", "en"):
        assert say(language, f"card-state-{name}".replace("_", "-"))


def test_every_step_of_people_has_a_button_with_a_listener() -> None:
    listened = set(_listened("action"))

    for step in LOOP:
        if step.by_people:
            assert say("fr", f"button-{step.name}".replace("_", "-"))
            assert step.name in listened


def test_steps_never_import_steps() -> None:
    for file in python_files("bot/steps"):
        assert not [name for name in _imports(file) if name.startswith("bot.steps")], file.name


def test_what_happens_knows_nothing_of_the_outside() -> None:
    main = ROOT / "bot" / "__main__.py"
    for file in python_files("bot"):
        wrong = [name for name in _imports(file) if NOT_IN_BOT.match(name)]
        assert file == main or not wrong, (file.name, wrong)


def test_business_time_is_read_in_one_place() -> None:
    clock = ROOT / "handlers" / "clock.py"
    for file in python_files("bot", "handlers", "storage", "connectors"):
        read = re.findall(r"datetime\.now\(|date\.today\(|time\.time\(", file.read_text("utf-8"))
        assert file == clock or not read, file.name


def test_every_action_we_show_has_a_listener() -> None:
    shown = set(_shown_actions())

    assert shown
    assert shown - set(_listened("action")) == set()


def test_every_form_we_show_has_a_listener() -> None:
    callbacks = {
        value
        for file in python_files("handlers")
        for name, value in _constants(file).items()
        if name.endswith("CALLBACK")
    }

    assert callbacks
    assert callbacks == set(_listened("view"))


@pytest.mark.parametrize("file", python_files(*OURS), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_says_first_what_it_is_about(file: Path) -> None:
    said = ast.get_docstring(parsed(file))

    assert said, "no docstring"
    first = said.splitlines()[0]
    assert first.endswith("."), first


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _constants(file: Path) -> dict[str, str]:
    """Return the texts that a file names, by name; several on one line too."""
    found: dict[str, str] = {}
    for node in parsed(file).body:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = (
                zip(target.elts, node.value.elts, strict=True)
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                else [(target, node.value)]
            )
            for name, value in pairs:
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                    found[name.id] = str(value.value)
    return found


@cache
def _all_constants() -> dict[str, str]:
    return {
        name: value
        for file in python_files("handlers")
        for name, value in _constants(file).items()
        if name != "CALLBACK"
    }


def _listened(kind: str) -> Iterator[str]:
    """Yield the action ids or callback ids for which a listener is registered."""
    for file in python_files("handlers"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == f"app.{kind}":
                yield from _values(node.args[0], _constants(file))


def _shown_actions() -> Iterator[str]:
    """Yield the action ids of every button and menu that our blocks are made with."""
    for file in python_files("handlers"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"button": 1, "overflow": 0}.get(node.func.id)
                if at is not None and len(node.args) > at:
                    yield from _values(node.args[at], _constants(file))


def _values(node: ast.expr, here: dict[str, str]) -> list[str]:
    """Return the texts that an expression may be: a text, a name, or one of three by number."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        assert isinstance(first, ast.FormattedValue)
        (start,) = _values(first.value, here)
        return [f"{start}_{number}" for number in range(3)]
    name = ast.unparse(node).rpartition(".")[2]
    known = here.get(name) or _all_constants().get(name)
    # A step's own name, or an id handed on by a caller, is checked where it begins.
    return [known] if known else []


def test_a_bot_loads_nothing_before_it_answers_that_can_wait() -> None:
    until_somebody_needs_it = {
        "dateparser": "reads dates of the calendar",
        "jinja2": "makes pages and mails",
        "httpx": "asks Zendesk and the company's own system",
        "imaplib": "reads the mailbox",
        "matplotlib": "draws the digest's pictures",
        "holidays": "knows a country's days off",
        "psycopg": "talks to PostgreSQL",
    }
    code = (
        "import sys, bot.loop, bot.journey_file, bot.reading.reader, connectors.mail_sender, "
        "connectors.reply_senders, connectors.smtp, handlers.running, storage.ledger; "
        "print(*sys.modules)"
    )

    done = subprocess.run(  # noqa: S603 # our own code
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert set(done.stdout.split()) & set(until_somebody_needs_it) == set()
