"""Every test gets a terminal in a folder of its own."""

import os
from pathlib import Path

import pytest
from typed_terminal import MAP, Terminal

# What the shell that runs the tests may hold.
FOREIGN = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM")


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal in English, in a folder with a journey map and nothing else."""
    for name in [name for name in os.environ if name.startswith(("BOUCLE_", "SLACK_"))]:
        monkeypatch.delenv(name)
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOUCLE_SEMANTIC", "off")  # the same whether it is installed or not
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "journey.yaml").write_text(MAP, encoding="utf-8")
    return Terminal(tmp_path, monkeypatch, capsys)
