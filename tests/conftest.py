"""What every test may ask for: a whole house, open for one test; examples stay the same."""

import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog
from playwright.sync_api import Browser, sync_playwright

from bot.journey import JourneyMap
from storage.ledger import DatabaseLedger
from tests.chromium import NoChromium, launch_chromium
from tests.house import MAP, House, map_of, open_house

pytest_plugins = ["tests.postgres", "tests.certificate"]

# Whoever is started in the background ignores Ctrl-C; what the tests start has to hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in each run: what fails here fails for everybody, and can be mended.
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile("steady")


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """What a command sets of the log ends with its test."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def journey() -> JourneyMap:
    """The map of the example company."""
    return map_of(MAP)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[DatabaseLedger]:
    """A new memory in a file of the test's own."""
    opened = DatabaseLedger(f"sqlite:///{tmp_path / 'boucle.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file that look at a page.

    Its event loop counts as running until it is closed, so no other file may inherit it.
    """
    with sync_playwright() as playwright:
        try:
            browser = launch_chromium(playwright)
        except NoChromium as missing:
            pytest.skip(f"No Chromium to see the page with (set CHROMIUM to one): {missing}")
        yield browser
        browser.close()
