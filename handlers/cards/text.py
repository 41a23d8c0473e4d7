"""How text that others wrote is put into Slack: it mentions nobody and hides no link."""

import re
from typing import Any

# A card of 3,000 characters is a wall; the rest stands behind "show all". Slack's SDK writes each
# accented letter as six characters, so a cut quote also keeps a post below its limits.
QUOTE_AT_MOST = 600

# Control characters but the line feed.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# Marks that turn the direction of what follows, or that nobody sees: with them a word could read
# backwards into the text around it.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def escape(text: str) -> str:
    """Return text for a mrkdwn field: `<!channel>` and `<http://a|b>` are read as they stand."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str, *, at_most: int = QUOTE_AT_MOST) -> str:
    """Return text as a quotation for a mrkdwn field: escaped, cut, each of its lines quoted."""
    lines = cut(clean(text), at_most=at_most).split("\n")
    return "\n".join(f"> {escape(line)}" for line in lines)


def quote_block(text: str, *, at_most: int = QUOTE_AT_MOST) -> dict[str, Any]:
    """Return text as a quotation in a block of its own, where Slack reads nothing into it.

    Rich text knows no marks: stars, links, mentions and `:emoji:` are shown as they stand.
    """
    words = {"type": "text", "text": cut(clean(text), at_most=at_most) or "…"}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [words]}]}


def cut(text: str, *, at_most: int = QUOTE_AT_MOST) -> str:
    """Return text of at most so many characters, ended at a word with "…" when it was longer."""
    if len(text) <= at_most:
        return text
    start = text[: at_most - 1]
    at_word = start.rsplit(maxsplit=1)[0] if " " in start[at_most // 2 :] else start
    return f"{at_word.rstrip()}…"


def clean(text: str) -> str:
    """Return text without control or turning characters, with plain and at most two line ends."""
    lines = _CONTROLS.sub(" ", _TURNS.sub("", _LINE_ENDS.sub("\n", text)))
    return _BLANK_LINES.sub("\n\n", lines).strip()
