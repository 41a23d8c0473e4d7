"""The pages that customers and digest readers see, and how they are made."""

import re
from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.wording import LANGUAGES, Language, language_of, say

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

# No script runs and nothing is loaded from anywhere; the style stands in the page itself, so that
# a saved page is whole. Pictures are part of the page too (`data:`).
CONTENT_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_QUALITY = re.compile(
    r"\s*([a-z*]+)[-\w]*\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*", re.IGNORECASE
)


def page_text(name: str, *, language: Language, **values: object) -> str:
    """Return a page ("answer.html") as text; `say` in it speaks the language."""
    return (
        _pages()
        .get_template(name)
        .render(language=language, say=partial(say, language), style=_STYLE, **values)
    )


@cache
def _pages() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # here: until somebody looks

    return Environment(
        loader=PackageLoader("handlers.http", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(name: str, *, language: Language, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page as an answer over HTTP."""
    return HTMLResponse(
        page_text(name, language=language, **values),
        status_code=status,
        headers={"Content-Language": language},
    )


def message_page(key: str, *, language: Language, status: int) -> HTMLResponse:
    """Return a page that only says something: `page-{key}` is its title, `.text` the rest."""
    return page("message.html", language=language, status=status, key=f"page-{key}")


def language_asked(request: Request, *, otherwise: str) -> Language:
    """Return the language of the page: as the reader chose (`?lang=fr`), or the other one."""
    chosen = request.query_params.get("lang")
    return chosen if chosen in LANGUAGES else language_of(otherwise)


def browser_language(request: Request, *, otherwise: Language) -> Language:
    """Return the one of our languages that the reader's browser likes best."""
    liked: dict[str, float] = {}
    for part in request.headers.get("accept-language", "")[:200].split(","):
        if found := _QUALITY.fullmatch(part):
            liked.setdefault(found[1].lower(), float(found[2] or 1))
    known = [language for language in LANGUAGES if liked.get(language)]
    best = max(known, key=lambda language: liked[language], default=otherwise)
    return language_asked(request, otherwise=best)
