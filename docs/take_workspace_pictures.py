"""Takes the pictures of docs/workspace.md: a small Bolt app in a local workspace, in Chromium.

`python -m docs.take_workspace_pictures` plays a morning in a bicycle workshop and writes the
pictures into docs/workspace/; it needs what the tests need.
"""

import io
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from docs.workspace import blocks
from docs.workspace.app import button, card, mrkdwn, workshop
from tests.chromium import launch_chromium
from workspace import Workspace

HERE = Path(__file__).parent / "workspace"
MORNING = datetime.fromisoformat("2026-11-24T09:15:00+01:00")
WIDE = {"width": 1200, "height": 760}
NARROW = {"width": 390, "height": 760}
# A PNG's palette holds 256 colours and takes half the space of true colour.
COMMON, RARE = 128, 128
PATIENCE = 15_000  # milliseconds
# Resolves once the pictures that can be seen are there; those below wait until one scrolls.
_ARE_DRAWN = """() => Promise.all([...document.images]
  .filter((it) => it.getBoundingClientRect().top < innerHeight)
  .map((it) => it.decode().catch(() => null)))"""

Json = dict[str, Any]


def main() -> None:
    """Play the morning once and write every picture."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, _running_workshop() as shop:
        browser = launch_chromium(playwright)
        shop.talk()
        page = shop.window(browser, as_="nora", at="workshop")
        shop.shoot_channel(page)
        shop.shoot_commands(page)
        shop.shoot_forms(page)
        shop.shoot_only_you(page)
        shop.shoot_reactions(page)
        shop.shoot_home(page)
        shop.shoot_calls(page)
        shop.shoot_inbox(page)
        shop.shoot_blocks(page)
        shop.shoot_narrow(browser)
        browser.close()


class Shop:
    """The workspace of the pictures, with its app online."""

    def __init__(self, workspace: Workspace, client: WebClient) -> None:
        self.workspace, self.client = workspace, client
        self.http = httpx.Client(base_url=f"{workspace.url}/_workspace", trust_env=False)

    def do(self, user: str, action: str, **asked: Any) -> Json:
        """Have a person do something, by the control API."""
        answer = self.http.post(f"/as/{user}/{action}", json=asked).raise_for_status()
        return dict(answer.json())

    def post(self, channel: str = "#workshop", **message: Any) -> str:
        """Post as the app; the `ts`."""
        return str(self.client.chat_postMessage(channel=channel, **message)["ts"])

    def window(self, browser: Browser, *, as_: str, at: str, size: Json = WIDE) -> Page:
        """Open the page as somebody."""
        page = browser.new_page(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type] # a TypedDict of the same keys
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.workspace.url}/?as={as_}#/{at}")
        page.locator("main header h1").wait_for()
        return page

    def talk(self) -> None:
        """Fill the channel with a morning's words."""
        self.do("sam", "say", channel="workshop", text="Morning @nora, the *28″ tubes* are here.")
        self.pass_time("6m")
        hello = self.do("nora", "say", channel="workshop", text="Great. I start with the red one.")
        self.do("sam", "react", channel="workshop", ts=hello["ts"], name="coffee")
        first = self.post(**card("Cargo bike, red", "Brakes", "Thu 26 Nov"))
        self.do("bruno", "react", channel="workshop", ts=first, name="eyes")
        self.do("sam", "react", channel="workshop", ts=first, name="raised_hands")
        self.do("nora", "react", channel="workshop", ts=first, name="raised_hands")
        self.pass_time("12m")
        for who, said in {
            "bruno": "The customer asks whether Thursday still holds. She needs it then.",
            "nora": "It does. Pads are on the shelf, I will do it `before noon`.",
            "sam": "I have a second pair of hands after ten :raised_hands:",
        }.items():
            self.do(who, "say", channel="workshop", thread_ts=first, text=said)
            self.pass_time("3m")
        self.post(**card("City bike 7", "Puncture", "Wed 25 Nov"))
        self.pass_time("18m")
        self.do("david", "say", channel="workshop", text="Two tandems come in at 11, thanks @sam!")
        self.do("lea", "say", channel="general", text="Good morning, everybody. @nora, lunch?")

    def pass_time(self, span: str) -> None:
        """Move business time on."""
        self.http.post("/clock", json={"advance": span}).raise_for_status()

    def shoot_channel(self, page: Page) -> None:
        """A channel with a thread open, light and dark."""
        _message(page, "Cargo bike, red").get_by_role("button", name="3 replies").click()
        expect(page.get_by_role("complementary", name="Thread")).to_contain_text("second pair")
        _shoot(page, "thread")
        page.emulate_media(color_scheme="dark")
        _shoot(page, "dark")
        page.emulate_media(color_scheme="light")
        page.get_by_role("button", name="Close thread").click()

    def shoot_commands(self, page: Page) -> None:
        """The commands that begin as one has begun to type."""
        field = page.get_by_role("textbox", name="Message #workshop")
        field.press_sequentially("/")
        expect(page.get_by_role("option", name="/repair")).to_be_visible()
        _shoot(page, "commands")
        field.fill("")

    def shoot_forms(self, page: Page) -> None:
        """A form that the app refuses at a field, and a second form on it."""
        field = page.get_by_role("textbox", name="Message #workshop")
        field.fill("/repair Tandem, green")
        field.press("Enter")
        form = page.get_by_role("dialog", name="Book a repair")
        form.get_by_role("combobox", name="What is to be done?").click()
        page.get_by_role("option", name="Gears").click()
        form.get_by_label("Ready on").fill("2026-11-29")
        form.get_by_role("button", name="Book", exact=True).click()
        expect(form).to_contain_text("closed on Sundays. Choose")
        _shoot(page, "form")
        form.get_by_role("button", name="Reserve parts…").click()
        second = page.get_by_role("dialog", name="Reserve parts")
        second.get_by_label("Inner tube").check()
        _shoot(page, "forms-stacked")
        second.get_by_role("button", name="Back").first.click()
        form.get_by_label("Ready on").fill("2026-11-28")
        form.get_by_role("button", name="Book", exact=True).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        _message(page, "Tandem, green").wait_for()

    def shoot_only_you(self, page: Page) -> None:
        """What the app says to one person alone."""
        card_of_tandem = _message(page, "Tandem, green")
        card_of_tandem.get_by_role("button", name="I’ll take it").click()
        note = _message(page, "It is yours")
        expect(note).to_contain_text("Only you can see this")
        _shoot(page, "only-you")
        note.get_by_role("button", name="Dismiss").click()

    def shoot_reactions(self, page: Page) -> None:
        """The picker of reactions, with its skin tones."""
        _message(page, "Two tandems").hover()
        tools = page.get_by_role("toolbar")
        tools.get_by_role("button", name="Add a reaction", exact=True).click()
        page.get_by_role("searchbox", name="Search emoji").fill("hand")
        page.get_by_role("radio", name="medium", exact=True).click()
        _shoot(page, "reactions")
        page.keyboard.press("Escape")

    def shoot_home(self, page: Page) -> None:
        """The App Home, with the people one can be."""
        page.get_by_role("link", name="workshop", exact=False).last.click()
        _resize(page, height=700)
        expect(page.get_by_role("heading", name="Today in the workshop")).to_be_visible()
        _shoot(page, "home")
        page.get_by_role("button", name="You are Nora Lind").click()
        expect(page.get_by_role("menuitemradio", name="Sam Okoye")).to_be_visible()
        _shoot(page, "people")
        page.keyboard.press("Escape")
        _resize(page)

    def shoot_calls(self, page: Page) -> None:
        """What apps asked of the Web API, one call opened; one failed on purpose."""
        _go(page, "workshop")
        fault = {"method": "chat.postMessage", "kind": "http_429", "nth": 1}
        self.http.post("/faults", json=fault)
        no_header = {"type": "header", "text": mrkdwn("A *header* takes plain text")}
        for shown in (None, [no_header]):
            with suppress(SlackApiError):
                self.client.chat_postMessage(channel="#workshop", text="News?", blocks=shown)
        self.http.delete("/faults")
        page.get_by_role("button", name="API calls").click()
        _resize(page, height=1000)
        drawer = page.get_by_role("complementary", name="API calls")
        drawer.locator("summary", has_text="invalid_blocks").first.click()
        _shoot(page, "calls")
        _resize(page)
        page.get_by_role("button", name="API calls").click()

    def shoot_inbox(self, page: Page) -> None:
        """A mail to a customer."""
        self._mail("m.dubois@example.org", "Your tandem is booked in", "See you on Saturday.")
        self._mail(
            "c.petit@example.org",
            "Your cargo bike is ready on Thursday",
            "Hello Claire,\n\nNew brake pads are in. We close at 18:00.\n\nNora, Vélo Libre",
        )
        _go(page, "Customers’ inbox")
        page.get_by_role("button", name="c.petit@example.org").click()
        expect(page.get_by_role("article").first).to_contain_text("Thursday")
        _shoot(page, "inbox")

    def shoot_blocks(self, page: Page) -> None:
        """Every kind of block and of field."""
        self.workspace.seed({"channels": [{"name": "blocks", "members": ["nora", "workshop"]}]})
        picture = self._uploaded(_bars())
        shown = f"{self.workspace.url}/_workspace/files/{picture}"
        self.post("#blocks", text="Usual blocks", blocks=blocks.usual(picture=picture))
        page.goto(f"{self.workspace.url}/?as=nora#/blocks")
        self._shoot_message(page, "The week in the workshop", "blocks")
        written = [*blocks.written(), blocks.table()]
        self.post("#blocks", text="Written blocks", blocks=written)
        self._shoot_message(page, "Before you lift", "blocks-written")
        newer = [*blocks.newer(picture=shown), blocks.data_table(), blocks.chart()]
        self.post("#blocks", text="Newer blocks", blocks=newer)
        self._shoot_message(page, "City bike 7", "blocks-newer")
        self._shoot_fields(page)

    def shoot_narrow(self, browser: Browser) -> None:
        """A telephone, in French."""
        page = self.window(browser, as_="ana", at="general", size=NARROW)
        self.do("ana", "join", channel="workshop")
        page.goto(f"{self.workspace.url}/?as=ana#/workshop")
        expect(_message(page, "Tandem, green")).to_be_visible()
        _shoot(page, "narrow")
        page.close()

    def _shoot_fields(self, page: Page) -> None:
        self.post("#blocks", text="A form", blocks=[_actions(button("Every field", "fields"))])
        page.get_by_role("button", name="Every field").click()
        form = page.get_by_role("dialog", name="Every field")
        form.wait_for()
        _resize(page, width=640, height=1500)
        page.add_style_tag(content=".dialog { max-height: none !important }")
        _shoot(page, "fields", part=form)
        _resize(page)

    def _shoot_message(self, page: Page, words: str, name: str) -> None:
        _resize(page, width=1000, height=1400)
        message = _message(page, words)
        message.wait_for()
        _shoot(page, name, part=message)
        _resize(page)

    def _uploaded(self, content: bytes) -> str:
        """Upload a picture as the app; its id."""
        shared = self.client.files_upload_v2(content=content, filename="week.png", title="Week")
        return str(shared["files"][0]["id"])

    def _mail(self, to: str, subject: str, words: str) -> None:
        mail = EmailMessage()
        mail["From"] = "Nora, Vélo Libre <workshop@velolibre.example>"
        mail["To"], mail["Subject"] = to, subject
        mail.set_content(words)
        server = urlsplit(self.workspace.smtp_url)
        with smtplib.SMTP(str(server.hostname), int(server.port or 0)) as smtp:
            smtp.send_message(mail)


@contextmanager
def _running_workshop() -> Iterator[Shop]:
    """Start the workspace and the app, and stop both after."""
    workspace = Workspace(0, seed=HERE / "seed.yaml", clock_start=MORNING, limits="off")
    workspace.start()
    client = WebClient("xoxb-workshop", base_url=f"{workspace.url}/api", retry_handlers=[])
    app = workshop(client)
    app.action("fields")(_open_every_field)
    handler = SocketModeHandler(app, "xapp-workshop")
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        yield Shop(workspace, client)
    finally:
        handler.close()  # type: ignore[no-untyped-call]
        workspace.stop()


def _open_every_field(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=blocks.every_field())


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _bars() -> bytes:
    """Draw the picture that the app shows: repairs on five days."""
    picture = Image.new("RGB", (720, 200), "#f4f2ed")
    pen = ImageDraw.Draw(picture)
    for at, repairs in enumerate((5, 7, 9, 4, 6)):
        left = 60 + at * 130
        pen.rounded_rectangle((left, 180 - repairs * 17, left + 80, 180), 8, fill="#17685f")
    pen.line((40, 181, 680, 181), fill="#8b8a85", width=2)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _go(page: Page, place: str) -> None:
    page.get_by_role("link", name=place).first.click()


def _resize(page: Page, *, width: int = WIDE["width"], height: int = WIDE["height"]) -> None:
    page.set_viewport_size({"width": width, "height": height})


def _message(page: Page, words: str) -> Locator:
    return page.locator("main article.message", has_text=words).last


def _shoot(page: Page, name: str, *, part: Locator | None = None) -> None:
    """Write what the page, or a part of it, shows at rest."""
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    page.evaluate(_ARE_DRAWN)
    shot = (part or page).screenshot(animations="disabled", caret="hide")
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    few = picture.quantize(palette=_palette_of(picture), dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def _palette_of(picture: Image.Image) -> Image.Image:
    """Choose colours: the common ones exactly, some for faces and emoji."""
    counted: Any = picture.getcolors(picture.width * picture.height)
    colours = [colour for _, colour in sorted(counted, reverse=True)]
    rest = Image.new("RGB", (max(1, len(colours) - COMMON), 1))
    rest.putdata(colours[COMMON:] or colours[:1])
    spots = rest.quantize(RARE, Image.Quantize.MEDIANCUT).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours[:COMMON] for part in colour] + spots)
    return palette


if __name__ == "__main__":
    main()
