"""The words of a mail that came in: decoded, out of its HTML, whatever it is made of."""

import re
from email.header import decode_header
from email.message import Message
from html import unescape
from string import ascii_lowercase, ascii_uppercase

# A long letter has 5,000 characters; what quotes a whole exchange may have twenty times that.
MOST_CHARACTERS = 200_000
# Parts nest: a mail, its HTML and pictures, a mail it passes on.
_MOST_PARTS = 100
# Names under which Python knows character sets of the world; it knows others that are none, or
# that take minutes for a page ("punycode", "unicode_escape").
_CHARSETS = re.compile(
    r"""us-?ascii|utf-?(?:7|8|16|16-?[bl]e|32)|(?:iso-?)?(?:8859|latin)[-_]?\d{1,2}|iso-8859-\d{1,2}
    |(?:cp|windows-?|x-cp)(?:125\d|1006|437|850|852|858|866|874|932|936|949|950)
    |koi8-?[rtu]|gb2312|gbk|gb18030|big5(?:-?hkscs)?|shift[-_]jis|sjis|euc-?(?:jp|kr)
    |iso-?2022-?(?:jp|kr)|mac-?(?:roman|cyrillic|greek)|macintosh""",
    re.IGNORECASE | re.VERBOSE,
)
_HALF_A_SIGN = re.compile(r"[\x00\ud800-\udfff]")
_BLOCKS = frozenset(
    {
        *("p", "div", "br", "hr", "section", "blockquote", "table", "tr", "ul", "ol", "li"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_UNSEEN = re.compile(r"<(?:!--|(script|style|head|title|template)\b)")
_ASCII_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
# A tag with what stands in it; ">" in an attribute ends it early, which nobody reads.
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*|!)([^<>]*)>")
# How mail programs mark what they quote.
_QUOTED = re.compile(r"gmail_quote|moz-cite-prefix|yahoo_quoted|divRplyFwdMsg|protonmail_quote")


def header(message: Message, name: str) -> str:
    """Return a header as a person reads it, on one line; "" without it."""
    written = message.get(name)
    if written is None:
        return ""
    parts = []
    try:
        for value, charset in decode_header(str(written)):
            parts.append(value if isinstance(value, str) else decoded(value, charset))
    except (ValueError, LookupError, TypeError):
        parts = [str(written)]
    return " ".join(clean("".join(parts)).split())


def decoded(content: bytes, charset: str | None) -> str:
    """Return text in the character set it claims, or in the one it is likely to be in."""
    for name in (charset or "", "utf-8"):
        if not _CHARSETS.fullmatch(name.strip()):
            continue
        try:
            return content.decode(name.strip())
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Return text without NUL bytes and halves of signs, with lines that end alike."""
    return _HALF_A_SIGN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_of(message: Message) -> tuple[str, int]:
    """Return the text of a mail, and how many files come with it.

    Plain text is taken before HTML; a mail that is passed on inside is a file.
    """
    plain, html, files = "", "", 0
    for part in _parts(message):
        kind = part.get_content_type()
        if part.get_filename() or part.get_content_disposition() == "attachment":
            files += 1
        elif kind == "text/plain" and not plain.strip():
            plain = _content(part)
        elif kind == "text/html" and not html:
            html = _content(part)
        elif not kind.startswith(("text/", "multipart/")):
            files += 1
    return (plain if plain.strip() else text_of_html(html)), files


def text_of_html(html: str) -> str:
    """Return what a reader of HTML sees, one line a block; what it quotes begins with ">".

    In one pass, however hostile: a parser that follows all rules of HTML can be kept busy for
    hours by a page.
    """
    said: list[str] = []
    is_quoted, seen_to = False, 0
    html = _without_unseen(html[:MOST_CHARACTERS])
    for tag in _TAG.finditer(html):
        said.append(unescape(html[seen_to : tag.start()]).replace("\n", " "))
        seen_to = tag.end()
        # What is quoted stays so to the end: mail programs put it last.
        is_quoted = is_quoted or tag[1].lower() == "blockquote" or bool(_QUOTED.search(tag[2]))
        if tag[1].lower().lstrip("/") in _BLOCKS:
            said.append("\n> " if is_quoted else "\n")
    said.append(unescape(html[seen_to:]).replace("\n", " "))
    lines = (" ".join(line.split()) for line in clean("".join(said)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_unseen(html: str) -> str:
    """Return HTML without comments, scripts and styles; what does not end goes on to the end."""
    # Other letters may have another length in lower case.
    lower, kept, at = html.translate(_ASCII_LOWER), [], 0
    for begin in _UNSEEN.finditer(lower):
        if begin.start() < at:
            continue
        kept.append(html[at : begin.start()])
        found = lower.find("--" if begin[0] == "<!--" else f"</{begin[1]}", begin.end())
        closed = lower.find(">", found) if found >= 0 else -1
        at = closed + 1 if closed >= 0 else len(html)
    return "".join([*kept, html[at:]])


def _parts(message: Message) -> list[Message]:
    """Return the parts of a mail, without those of mails inside of it."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop(0)
        found.append(part)
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() == "multipart":
            waiting = [one for one in inside if isinstance(one, Message)] + waiting
    return found


def _content(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_param("charset")
    name = charset if isinstance(charset, str) else None
    return clean(decoded(content[: 4 * MOST_CHARACTERS], name))[:MOST_CHARACTERS]
