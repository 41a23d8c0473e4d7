"""One workspace and one Chromium for all tests of the page; each test has a channel of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from page_window import Desk, Window
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

PATIENCE = 5_000  # ms that the page may take to show something


def _chromium() -> str | None:
    """The machine's Chromium; None leaves it to Playwright's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium", path=f"/usr/bin:{os.defpath}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=_chromium(), args=["--no-sandbox"]
            )
        except Error as missing:
            reason = str(missing).splitlines()[0]
            pytest.skip(f"No Chromium for the page (set CHROMIUM to one): {reason}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browsing(chromium: Browser) -> BrowserContext:
    return chromium.new_context(reduced_motion="reduce")


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def room(desk: Desk) -> str:
    return desk.new_channel()


@pytest.fixture
def window(desk: Desk, browsing: BrowserContext) -> Iterator[Window]:
    """Opens the page as somebody; after the test no script may have failed in it."""
    pages, failures = [], []

    def open_window(user: str = "ana", at: str = "general", width: int = 1200) -> Page:
        page = browsing.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 800})
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(f"{desk.workspace.url}/?as={user}#/{at}")
        page.locator("main header h1").wait_for()
        return page

    yield open_window
    for page in pages:
        page.close()
    desk.close_forms()
    assert not failures
