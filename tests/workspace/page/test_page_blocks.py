"""The page draws what apps post, as Slack does, and customers' words stay words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_window import Desk, Json, Window, message, plain
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[3] / "workspace" / "page"
PICTURE = "https://pictures.invalid/bike.png"
OPTIONS = [
    {"text": plain("Facture"), "value": "invoice"},
    {"text": plain("Vélo"), "value": "bike"},
]


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section_of(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


EVERY_BLOCK: dict[str, tuple[Json, str]] = {
    "header": ({"type": "header", "text": plain("Bonjour :wave:")}, "Bonjour 👋"),
    "section": (
        {
            "type": "section",
            "text": mrkdwn("*Facture* de novembre"),
            "fields": [mrkdwn("*Note*\n2/10"), plain("Espérait 8")],
            "accessory": {"type": "button", "text": plain("Ouvrir"), "action_id": "open"},
        },
        "Espérait 8",
    ),
    "divider": ({"type": "divider"}, ""),
    "context": (
        {
            "type": "context",
            "elements": [
                {"type": "image", "image_url": PICTURE, "alt_text": "Un vélo"},
                mrkdwn("Attend depuis *14 h*"),
            ],
        },
        "Attend depuis 14 h",
    ),
    "actions": (
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": plain("Prendre"),
                    "style": "primary",
                    "action_id": "a",
                },
                {
                    "type": "button",
                    "text": plain("Lire"),
                    "url": "https://example.org",
                    "action_id": "b",
                },
                {
                    "type": "static_select",
                    "placeholder": plain("Un service"),
                    "options": OPTIONS,
                    "action_id": "c",
                },
                {"type": "overflow", "options": OPTIONS, "action_id": "d"},
                {"type": "datepicker", "initial_date": "2026-11-27", "action_id": "e"},
                {"type": "radio_buttons", "options": OPTIONS, "action_id": "f"},
                {"type": "checkboxes", "options": OPTIONS, "action_id": "g"},
            ],
        },
        "Prendre",
    ),
    "image": (
        {"type": "image", "image_url": PICTURE, "alt_text": "Un vélo", "title": plain("Le vélo")},
        "Le vélo",
    ),
    "rich_text": (
        {
            "type": "rich_text",
            "elements": [
                section_of(words("Gras", bold=True), words(" et "), words("code", code=True)),
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "elements": [section_of(words("Un")), section_of(words("Deux"))],
                },
                {"type": "rich_text_quote", "elements": [words("Une citation")]},
                {"type": "rich_text_preformatted", "elements": [words("x = 1")]},
            ],
        },
        "Une citation",
    ),
    "table": (
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Étape"}, {"type": "raw_text", "text": "Retours"}],
                [{"type": "raw_text", "text": "Payer"}, {"type": "raw_text", "text": "12"}],
            ],
            "column_settings": [{"align": "left"}, {"align": "right"}],
        },
        "Retours",
    ),
    "data_visualization": (
        {
            "type": "data_visualization",
            "title": "Retours par étape",
            "chart": {"type": "pie", "segments": [{"label": "Livraison", "value": 31}]},
        },
        "Livraison31",
    ),
    "video": (
        {
            "type": "video",
            "title": plain("Visite de l’atelier"),
            "video_url": "https://example.org/embed",
            "title_url": "https://example.org/watch",
            "thumbnail_url": PICTURE,
            "alt_text": "L’atelier",
        },
        "Visite de l’atelier",
    ),
    "markdown": (
        {"type": "markdown", "text": "## Titre\n- **un**\n- [deux](https://a.io)"},
        "Titre",
    ),
    "input": (
        {
            "type": "input",
            "label": plain("Votre idée"),
            "element": {"type": "plain_text_input", "action_id": "idea"},
        },
        "Votre idée",
    ),
}


def test_every_kind_of_block_is_drawn(desk: Desk, room: str, window: Window) -> None:
    desk.post(room, *(block for block, _ in EVERY_BLOCK.values()))

    page = window(at=room)

    blocks = message(page, "Bonjour 👋")
    for kind, (_, shown) in EVERY_BLOCK.items():
        drawn = blocks.locator(f".block-{kind.replace('_', '-')}").first
        expect(drawn).to_contain_text(shown)
    assert blocks.locator(".not-drawn").count() == 0
    assert blocks.get_by_role("combobox").count() == 1
    assert blocks.locator("li").all_inner_texts() == ["Un", "Deux", "un", "deux"]


HOSTILE = [
    "<script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1'>",
    "<a href='javascript:window.broken=1'>ici</a>",
    "*<b onclick=alert(1)>*",
    "\u202eegassem",
    "&lt;!channel&gt;",
]


def test_hostile_words_stay_words(desk: Desk, room: str, window: Window) -> None:
    hostile = "\n".join(HOSTILE)
    escaped = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    desk.post(room, {"type": "section", "text": mrkdwn(escaped)})
    desk.post(room, {"type": "section", "text": plain(hostile)})
    desk.post(room, {"type": "markdown", "text": hostile})
    desk.post(room, {"type": "rich_text", "elements": [section_of(words(hostile))]})
    desk.post(room, text=escaped)

    page = window(at=room)

    shown = page.locator("article.message", has_text="egassem").all_inner_texts()
    assert len(shown) == 5
    assert all(line.strip("*") in text for text in shown for line in HOSTILE)
    assert page.evaluate("window.broken") is None
    assert page.locator(".message-main :is(script, img, a, b)").count() == 0


def test_a_link_that_would_run_a_script_is_no_link(desk: Desk, room: str, window: Window) -> None:
    desk.post(room, text="<javascript:alert(1)|ici>")

    page = window(at=room)

    expect(message(page, "ici")).to_be_visible()
    assert page.locator(".message-main a").count() == 0


MRKDWN = {
    "*gras* _penché_ ~barré~ `code`": "<strong>gras</strong> <em>penché</em> <s>barré</s> "
    "<code>code</code>",
    "*a _b_ c*": "<strong>a <em>b</em> c</strong>",
    "2*3*4 snake_case_name a~b~": "2*3*4 snake_case_name a~b~",
    "* pas gras *": "* pas gras *",
    "> dit\n> deux\naprès": "<blockquote>dit\ndeux</blockquote>après",
    "&gt; dit": "<blockquote>dit</blockquote>",
    ">>> un\n\ndeux": "<blockquote>un\n\ndeux</blockquote>",
    "avant ```x *y* <z>``` après": 'avant <pre class="code-block">x *y* &lt;z&gt;</pre> après',
    "&lt;b&gt; &amp;amp; &quot;": "&lt;b&gt; &amp;amp; &amp;quot;",
    "a < b > c": "a &lt; b &gt; c",
    ":inconnu: 10:30:45": ":inconnu: 10:30:45",
    "<https://a.io|A &amp; B>": '<a href="https://a.io/" target="_blank" '
    'rel="noopener noreferrer">A &amp; B</a>',
    "<javascript:alert(1)|x>": "<span>x</span>",
    "<!here>": '<span class="mention mention-me">@here</span>',
}


def test_mrkdwn_reads_as_it_does_in_slack(window: Window) -> None:
    page = window()
    draw = """async (words) => {
      const { mrkdwn } = await import("/page/mrkdwn.js");
      const box = document.createElement("div");
      box.append(...mrkdwn(words));
      return box.innerHTML;
    }"""

    shown = {given: page.evaluate(draw, given) for given in MRKDWN}

    assert shown == MRKDWN


def test_the_page_never_parses_html_and_asks_nobody_outside() -> None:
    sources = {path.name: path.read_text("utf-8") for path in PAGE.rglob("*.[jch][st]*")}
    parsers = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser"
    )
    outside = r"https?://(?!www\.w3\.org/2000/svg)[a-z]"

    parsing = [name for name, source in sources.items() if re.search(parsers, source)]
    calling = [name for name, source in sources.items() if re.search(outside, source)]

    assert len(sources) > 30
    assert parsing == []
    assert calling == []


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    table = (PAGE / "words.js").read_text("utf-8")
    known = set(re.findall(r"^  (\w+): \[", table, re.MULTILINE))
    scripts = "\n".join(path.read_text("utf-8") for path in PAGE.glob("*.js"))
    used = set(re.findall(r"\b(?:t|nth)\(\"(\w+)\"", scripts))
    used |= {
        key for pair in re.findall(r'count\([^;]*?"(\w+)", "(\w+)"\)', scripts) for key in pair
    }

    assert used <= known
