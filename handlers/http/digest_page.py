"""The week of the customers on one page, for who holds its signed link, or in a file."""

from base64 import b64encode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.calendar import WeekNotUnderstood
from bot.digest import words
from bot.digest.figures import week_of
from bot.digest.week import Week
from bot.journey import JourneyMap
from bot.wording import LANGUAGES, Language
from bot.wording.dates import say_week
from handlers.desk import Desk
from handlers.http.bodies import in_threads
from handlers.http.limits import Limits, address_of
from handlers.http.links import LinkExpired, LinkWrong, check_digest_token
from handlers.http.pages import browser_language, message_page, page_text

# Drawing takes a processor for a moment.
_AT_ONCE = 2


def digest_routes(desk: Desk, limits: Limits) -> list[Route]:
    """Return the route of the digest's page."""

    def show(request: Request) -> Response:
        limits.readers.take(address_of(request))
        language = browser_language(request, otherwise=desk.journey.languages[0])
        name, key = request.path_params["week"], request.query_params.get("key", "")
        try:
            check_digest_token(desk.settings, name, key, now=desk.now())
            with desk.ledger.look() as look:
                week = week_of(look, week=name, journey=desk.journey, now=desk.now())
        except LinkExpired:
            return message_page("link-expired", language=language, status=410)
        except (LinkWrong, WeekNotUnderstood) as wrong:
            raise HTTPException(404) from wrong
        other = next(each for each in LANGUAGES if each != language)
        text = digest_html(
            week,
            journey=desk.journey,
            language=language,
            switch=f"?key={key}&lang={other}",
        )
        return HTMLResponse(text, headers={"Content-Language": language})

    return [Route("/digest/{week}", in_threads(show, at_once=_AT_ONCE), methods=["GET"])]


def digest_html(
    week: Week, *, journey: JourneyMap, language: Language, switch: str | None = None
) -> str:
    """Return the whole week as one HTML file with its style and picture inside.

    `switch` leads to the same page in the other language, where there is one.
    """
    # Drawing takes half a second to load: only who asks for a page waits for it, no start does.
    from bot.digest.pictures import journey_curve

    picture = journey_curve(week, journey=journey, language=language)
    return page_text(
        "digest.html",
        language=language,
        week=week,
        journey=journey,
        words=words,
        dates=say_week(week.week, language),
        stage_names={stage.key: stage.name.in_(language) for stage in journey.stages},
        touchpoint_names={
            mood.key: words.touchpoint_words(mood.key, journey, language)
            for mood in week.touchpoints
        },
        picture=f"data:image/png;base64,{b64encode(picture).decode()}",
        switch=switch,
        other_language=next(each for each in LANGUAGES if each != language),
    )
