"""One workspace for all tests of the page; each test has a channel of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from page_window import Desk, Window
from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 20_000  # ms that the page may take to show something, on a busy machine
USUAL_WIDTH = 1200
# What a test may have opened: a window in which it still stands is not used again.
OPENED = "dialog[open], [role=dialog], [role=menu], .drawer, aside.thread:not([hidden])"


class RestingWindows:
    """Windows of earlier tests, one per person: to go to a channel is quicker than to load."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self._pages: dict[str, Page] = {}

    def wake(self, user: str, channel: str) -> Page | None:
        """The window of this person, gone to a channel as a person does; None: open one."""
        if not channel.startswith("salle-") or user not in self._pages:
            return None
        page = self._pages.pop(user)
        page.bring_to_front()  # Chromium lets a window in the background wait
        page.locator("nav a", has=page.get_by_text(channel, exact=True)).click()
        page.locator("main header h1", has_text=re.compile(f"{channel}$")).wait_for()
        page.mouse.move(0, 0)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        return page

    def keep_or_close(self, page: Page) -> None:
        """Keep a window that is as it was opened."""
        user = parse_qs(urlsplit(page.url).query)["as"][0]
        is_usual = page.viewport_size == {"width": USUAL_WIDTH, "height": 800}
        if user in self._pages or not is_usual or page.locator(OPENED).count():
            page.close()
        else:
            self._pages[user] = page


@pytest.fixture(scope="module")
def browsing(chromium: Browser) -> BrowserContext:
    return chromium.new_context(reduced_motion="reduce")


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def room(desk: Desk) -> str:
    return desk.new_channel()


@pytest.fixture(scope="module")
def resting(browsing: BrowserContext) -> RestingWindows:
    return RestingWindows()


@pytest.fixture
def window(desk: Desk, browsing: BrowserContext, resting: RestingWindows) -> Iterator[Window]:
    """Opens the page as somebody; after the test no script may have failed in it."""
    pages: list[Page] = []

    def open_window(user: str = "ana", at: str = "general", width: int = 1200) -> Page:
        page = resting.wake(user, at) if width == USUAL_WIDTH else None
        if page is None:
            page = browsing.new_page()
            page.set_viewport_size({"width": width, "height": 800})
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: resting.failures.append(str(error)))
            page.goto(f"{desk.workspace.url}/?as={user}#/{at}")
            page.locator("main header h1").wait_for()
        pages.append(page)
        return page

    yield open_window
    desk.close_forms()
    for page in pages:
        resting.keep_or_close(page)
    failures, resting.failures = resting.failures, []
    assert not failures
