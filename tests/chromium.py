"""The browser of the tests: the machine's own Chromium, or one that Playwright fetched."""

import os
import shutil

from playwright.sync_api import Browser, Error, Playwright


class NoChromium(Exception):
    """Neither the machine nor Playwright has a Chromium that starts."""


def launch_chromium(playwright: Playwright) -> Browser:
    """Start Chromium: that of `CHROMIUM`, the machine's own, or Playwright's.

    Raises `NoChromium` with what each of them complained of.
    """
    machine = shutil.which("chromium", path=f"/usr/bin:{os.defpath}")
    complaints: list[str] = []
    for path in [*filter(None, (os.environ.get("CHROMIUM"), machine)), None]:
        try:
            return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as missing:
            complaints.append(str(missing).splitlines()[0])
    raise NoChromium("; ".join(complaints))
