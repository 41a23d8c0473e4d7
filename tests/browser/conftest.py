"""One Chromium for the tests of this folder, and windows in which people visit the page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.demo import NoChromium, launch_chromium
from tests.browser.visitor import Visitor

# Milliseconds in which the page has to show something, on a machine that is busy.
PATIENCE = 10_000

Visit = Callable[..., Visitor]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = launch_chromium(playwright)
        except NoChromium as missing:
            pytest.skip(f"No Chromium to see the page with (set CHROMIUM to one): {missing}")
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Lets somebody visit an address; after the test, no script may have failed there."""
    contexts, failures = [], []

    def open_window(address: str, width: int = 1280, height: int = 860) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda wrong: failures.append(str(wrong.error)))
        page = context.new_page()
        page.goto(address)
        page.locator("main header h1").wait_for()
        return Visitor(page)

    yield open_window
    for context in contexts:
        context.close()
    assert not failures
