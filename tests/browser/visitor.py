"""A person at the page, who reads, presses and writes; every press and text is counted."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Visitor:
    """Somebody with a window of their own."""

    page: Page
    presses: int = 0
    texts: int = 0

    def go(self, place: str) -> None:
        """Go to a channel, an app or the inbox by the list at the left."""
        self.page.get_by_role("link", name=re.compile(rf"^{re.escape(place)}")).click()

    def read_messages_of(self, app: str) -> None:
        """Wait until an app has written to this person, and go and read it."""
        link = self.page.get_by_role("link", name=app)
        expect(link.get_by_label(re.compile("non lu|unread"))).to_be_visible()
        link.click()

    def card(self, words: str) -> Locator:
        """Return the message that holds these words."""
        return self.page.locator("main article.message", has_text=words).first

    def note(self, words: str) -> Locator:
        """Return what only this person sees."""
        return self.page.locator("article.message.ephemeral", has_text=words).last

    def form(self, title: str) -> Locator:
        """Return the form that is open under this title."""
        return self.page.get_by_role("dialog", name=title)

    def press(self, button: str, *, on: Locator | None = None) -> None:
        """Press a button, anywhere or on a card or form."""
        (on or self.page).get_by_role("button", name=button, exact=True).click()
        self.presses += 1

    def write(self, label: str, words: str) -> None:
        """Fill a field of the form that is open."""
        self.page.get_by_role("dialog").get_by_label(label).fill(words)
        self.texts += 1

    def move_time(self, jump: str) -> None:
        """Move business time, and wait until it stands still again."""
        clock = self.page.locator(".clock")
        clock.get_by_role("button", name=jump).click()
        expect(clock).to_have_attribute("aria-busy", "false", timeout=20_000)

    def open_mail(self, subject: str) -> Locator:
        """Open a mail in the customers' inbox, and return it as its plain text."""
        self.go("Boîte des clients" if self._reads_french() else "Customers’ inbox")
        self.page.get_by_role("button", name=subject).first.click()
        mail = self.page.get_by_role("article").filter(has_text=subject)
        mail.get_by_role("tab", name="Texte" if self._reads_french() else "Text").click()
        return mail

    def _reads_french(self) -> bool:
        return self.page.locator("html").get_attribute("lang") == "fr"
