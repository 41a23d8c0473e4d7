"""`boucle run` says why it cannot begin, and ends so that whoever watches over it tries again."""

from collections.abc import Iterator

import pytest
from typed_terminal import Terminal

from tests.attack.proxy import Proxy
from workspace import Workspace


@pytest.fixture(scope="module")
def line() -> Iterator[Proxy]:
    """A line to a workspace."""
    workspace = Workspace(port=0, limits="off")
    workspace.start()
    proxy = Proxy(web=workspace.url, smtp=workspace.smtp_url, seed=0)
    proxy.start()
    yield proxy
    proxy.stop()
    workspace.stop()


@pytest.fixture
def settled(terminal: Terminal, line: Proxy) -> Terminal:
    """A terminal with every setting of the bot."""
    terminal.set("SLACK_API_URL", f"{line.url}/api")
    terminal.set("SLACK_BOT_TOKEN", "xoxb-local")
    terminal.set("SLACK_APP_TOKEN", "xapp-local")
    return terminal


def test_a_token_that_slack_refuses_is_called_so(settled: Terminal) -> None:
    settled.set("SLACK_BOT_TOKEN", "xoxb-of-somebody-else")

    answer = settled.program("run")

    assert answer.status == 1
    assert "Slack does not let Boucle in (invalid_auth)" in answer.shown


@pytest.mark.parametrize("fault", ["dropped before", "half an answer", "silence before"])
def test_a_line_that_breaks_at_the_start_is_called_so(
    settled: Terminal, line: Proxy, fault: str
) -> None:
    line.strike_next(fault, method="auth.test")

    answer = settled.program("run", "--patience", "0.5")

    assert answer.status == 1
    assert "Slack does not answer at" in answer.shown
