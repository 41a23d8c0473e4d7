"""A customer says, without an account, whether what was done helped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.again import again
from bot.case import Case
from bot.hear_back import HeardBack, Wish
from bot.hearing import hear
from bot.ledger import NotRemembered
from bot.message import Message
from bot.reading import Reading
from bot.verbatim import Verbatim
from bot.wording import Language, say
from bot.wording.dates import say_day
from handlers.desk import Desk
from handlers.http.bodies import in_threads, with_body
from handlers.http.limits import Limits, address_of
from handlers.http.links import LinkExpired, LinkWrong, read_answer_token
from handlers.http.pages import language_asked, message_page, page

# A page of writing: enough for a story, and a form that was filled by a machine stays small.
MOST_CHARACTERS = 2_000
# Every character of the words may take twelve bytes in a form ("%F0%9F%98%80").
_MOST_BYTES = 32_000
_AT_ONCE = 8
# Three things that may be tapped, or left out.
TAPS = ("understood", "clear", "respected")
_YES_NO = {"yes": True, "no": False}

_OTHER: dict[Language, tuple[Language, str]] = {"fr": ("en", "English"), "en": ("fr", "Français")}


@dataclass(frozen=True)
class _Asked:
    """Whom a link asks, about what, in which language."""

    case: Case
    message: Message
    language: Language
    before: HeardBack | None

    @property
    def is_question(self) -> bool:
        """Tell whether the message asked the customer something."""
        return self.message.kind == "question"


@dataclass(frozen=True)
class _Form:
    """What the customer filled in; None where nothing was chosen."""

    helped: bool | None
    words: str = ""
    taps: Mapping[str, bool | None] = field(default_factory=dict)
    wish: Wish | None = None


def answer_routes(desk: Desk, limits: Limits) -> list[Route]:
    """Return the routes of the answer page. GET changes nothing: mail scanners open links."""

    def admit(request: Request) -> None:
        limits.readers.take(address_of(request))

    def show(request: Request) -> Response:
        admit(request)
        asked = _asked(desk, request)
        if isinstance(asked, Response):
            return asked
        thanks = "thanks" in request.query_params and asked.before is not None
        return _page(desk, asked, _given(asked.before), thanks=thanks)

    def answer(request: Request, body: bytes) -> Response:
        asked = _asked(desk, request)
        if isinstance(asked, Response):
            return asked
        form = _form_in(body)
        if problem := _problem_of(form, asked):
            return _page(desk, asked, form, problem=problem)
        now = desk.now()
        reading = _read(desk, asked, form, now=now)
        heard = HeardBack(
            asked.case.id,
            None if asked.is_question else form.helped,
            form.words,
            now,
            wish=form.wish,
            polarity_after=reading.emotion.polarity if reading else None,
            **form.taps,
        )
        again(lambda: _remember(desk, heard, reading))
        desk.wake()
        return RedirectResponse(f"?thanks&lang={asked.language}", status_code=303)

    return [
        Route("/answer/{token}", in_threads(show, at_once=_AT_ONCE), methods=["GET"]),
        Route(
            "/answer/{token}",
            with_body(answer, at_most=_MOST_BYTES, at_once=_AT_ONCE, admit=admit),
            methods=["POST"],
        ),
    ]


def _read(desk: Desk, asked: _Asked, form: _Form, *, now: datetime) -> Reading | None:
    """Read the customer's words like any others: how they feel now, and whether they are grave."""
    if not form.words:
        return None
    said = Verbatim("answer", str(asked.message.id), now, now, "mail", text=form.words)
    return desk.reader.read_all([said])[0]


def _remember(desk: Desk, heard: HeardBack, reading: Reading | None) -> None:
    grave = reading.grave if reading else None
    with desk.ledger.turn() as turn:
        hear(turn, heard, desk.journey, grave=grave, now=heard.heard_at)


def _asked(desk: Desk, request: Request) -> _Asked | Response:
    """Return whom the link asks, or the page that says why it opens nothing."""
    # Until the message is known, the reader's language is guessed from the company's.
    language = language_asked(request, otherwise=desk.journey.languages[0])
    try:
        token = read_answer_token(desk.settings, request.path_params["token"], now=desk.now())
        with desk.ledger.look() as look:
            message = look.message(token.message_id)
            case = look.case(token.case_id)
            before = look.heard_back(token.case_id)
    except LinkExpired:
        return message_page("link-expired", language=language, status=410)
    except (LinkWrong, NotRemembered) as wrong:
        raise HTTPException(404) from wrong
    return _Asked(case, message, language_asked(request, otherwise=message.language), before)


def _given(before: HeardBack | None) -> _Form:
    """Return the form as the customer left it, so that it can be changed."""
    if before is None:
        return _Form(None)
    taps = {name: getattr(before, name) for name in TAPS}
    return _Form(before.helped, before.words, taps, before.wish)


def _form_in(body: bytes) -> _Form:
    try:
        fields = parse_qs(body.decode(errors="replace"), max_num_fields=10)
    except ValueError:  # more fields than the form has
        return _Form(None)
    chosen = {name: values[0] for name, values in fields.items()}
    words = chosen.get("words", "").replace("\r\n", "\n").replace("\0", "").strip()
    return _Form(
        helped=_YES_NO.get(chosen.get("helped", "")),
        words=words,
        taps={name: _YES_NO.get(chosen.get(name, "")) for name in TAPS},
        wish=next((wish for wish in get_args(Wish) if wish == chosen.get("wish")), None),
    )


def _problem_of(form: _Form, asked: _Asked) -> str | None:
    if len(form.words) > MOST_CHARACTERS:
        return "page-answer-too-long"
    if asked.is_question:
        return None if form.words or form.wish else "page-reply-empty"
    return "page-answer-choose" if form.helped is None else None


def _page(
    desk: Desk, asked: _Asked, form: _Form, *, problem: str | None = None, thanks: bool = False
) -> Response:
    language = asked.language
    other_language, other_language_name = _OTHER[language]
    wrote_on = asked.message.approved_at.astimezone(desk.journey.timezone).date()
    return page(
        "answer.html",
        language=language,
        status=422 if problem else 200,
        company=desk.journey.company,
        other_language=other_language,
        other_language_name=other_language_name,
        about=say(
            language,
            "page-answer-about",
            signed=asked.message.signed or desk.journey.company,
            day=say_day(wrote_on, language),
        ),
        problem=problem and say(language, problem, most=MOST_CHARACTERS),
        thanks=thanks,
        helped=form.helped,
        words=form.words,
        is_question=asked.is_question,
        taps=TAPS,
        tapped=form.taps,
        wishes=get_args(Wish),
        wish=form.wish,
        most_characters=MOST_CHARACTERS,
    )
