"""Windows in which people visit the page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, WebError

from tests.browser.visitor import Visitor

# Milliseconds in which the page has to show something, on a machine that is busy.
PATIENCE = 20_000

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browsing(chromium: Browser) -> BrowserContext:
    """What all windows share: files of the page that were fetched already."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def visit(browsing: BrowserContext) -> Iterator[Visit]:
    """Lets somebody visit an address; after the test, no script may have failed there."""
    failures: list[str] = []

    def note(wrong: WebError) -> None:
        failures.append(str(wrong.error))

    def open_window(address: str, width: int = 1280, height: int = 860) -> Visitor:
        page = browsing.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        page.locator("main header h1").wait_for()
        return Visitor(page)

    browsing.on("weberror", note)
    yield open_window
    browsing.remove_listener("weberror", note)
    for page in browsing.pages:
        page.close()
    assert not failures
