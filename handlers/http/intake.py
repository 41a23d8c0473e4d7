"""A company's own systems bring feedback: one record, an array, or a line of JSON for each."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.again import again
from bot.loop import TakenIn, take_in
from bot.record import Intake, RecordRefused, read_record
from bot.wording import Language, say
from handlers.desk import Desk
from handlers.http.bodies import with_body
from handlers.http.limits import Limits, address_of
from handlers.http.links import delivery_signature, intake_keys, is_recent, same_secret
from handlers.http.pages import browser_language

# A day of feedback of most companies; more comes in several deliveries or by `boucle import`.
MOST_BYTES = 1_000_000
# A turn holds the only write lock: so many records take some ten milliseconds, and nobody waits.
_RECORDS_A_TURN = 20

# Turns follow one another: more threads would only wait, each with a megabyte in hand.
_AT_ONCE = 4

_SOURCE = re.compile(r"\w[\w.-]{0,63}")


@dataclass(frozen=True)
class Outcome:
    """What became of one record: accepted, revised, duplicate, or rejected for some reasons."""

    number: int
    outcome: str
    reasons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as the sender reads it; `number` counts records (or lines) from 1."""
        said: dict[str, Any] = {"number": self.number, "outcome": self.outcome}
        return said | {"reasons": list(self.reasons)} if self.reasons else said


class NotAdmitted(HTTPException):
    """This delivery is not taken; `sentence` is the key of what the sender is told."""

    def __init__(self, status: int, sentence: str) -> None:
        # The rest of it is not read.
        headers = {"Connection": "close"}
        if status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        super().__init__(status, headers=headers)
        self.sentence = sentence


def intake_routes(desk: Desk, limits: Limits) -> list[Route]:
    """Return the route by which systems deliver feedback."""

    def admit(request: Request) -> None:
        # All that can be known before the body is read.
        keys = _keys_of(desk, request)
        if (token := _bearer(request)) is not None:
            may = _is_one_of(token, keys)
            _check(request, limits, None if may else "page-intake-key")
        elif "x-boucle-signature" not in request.headers:
            _check(request, limits, "page-intake-key")
        else:
            timestamp = request.headers.get("x-boucle-timestamp", "")
            _check(request, limits, None if is_recent(timestamp) else "page-intake-late")

    def receive(request: Request, body: bytes) -> Response:
        source = request.path_params["source"]
        if _bearer(request) is None:
            may = _is_signed(request, body, _keys_of(desk, request))
            _check(request, limits, None if may else "page-intake-key")
        limits.sources.take(source)
        language = browser_language(request, otherwise="en")
        outcomes = _take_in(desk, list(_records_in(body)), source=source, language=language)
        for each in outcomes:
            desk.tally.record(each.outcome)
        return _told(outcomes)

    endpoint = with_body(receive, at_most=MOST_BYTES, at_once=_AT_ONCE, admit=admit)
    return [Route("/intake/{source}", endpoint, methods=["POST"])]


def _check(request: Request, limits: Limits, refusal: str | None) -> None:
    """Refuse a sender who may not deliver; one who tries again and again has to wait."""
    if refusal is not None:
        limits.strangers.take(address_of(request))
        raise NotAdmitted(401, refusal)


def _keys_of(desk: Desk, request: Request) -> tuple[str, ...]:
    source = request.path_params["source"]
    if not _SOURCE.fullmatch(source):
        raise NotAdmitted(404, "page-intake-source")
    keys = intake_keys(desk.settings, source)
    if not keys:
        raise NotAdmitted(503, "page-intake-no-secret")
    return keys


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _is_signed(request: Request, body: bytes, keys: tuple[str, ...]) -> bool:
    timestamp = request.headers.get("x-boucle-timestamp", "")
    wanted = tuple(delivery_signature(key, timestamp, body) for key in keys)
    return _is_one_of(request.headers.get("x-boucle-signature", ""), wanted)


def _is_one_of(given: str, wanted: tuple[str, ...]) -> bool:
    # All are compared, so that the time tells not even which one it was.
    return sum(same_secret(given, each) for each in wanted) > 0


def _records_in(body: bytes) -> Iterable[Any]:
    """Return the records of a body; what is no JSON stands as an exception in its place."""
    text = body.decode("utf-8-sig", errors="surrogateescape").strip()
    whole = _parsed(text)
    if isinstance(whole, list):
        return whole
    lines = text.splitlines()
    if isinstance(whole, Exception) and len(lines) > 1:
        return [_parsed(line) for line in lines if line.strip()]
    return [whole]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    # Nested a thousand deep, or a number of five thousand digits: no record either way.
    except (ValueError, RecursionError) as wrong:
        return wrong


def _take_in(desk: Desk, records: list[Any], *, source: str, language: Language) -> list[Outcome]:
    now = desk.now()
    outcomes: list[Outcome] = []
    good: list[tuple[int, Intake]] = []
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            outcomes.append(Outcome(number, "rejected", (say(language, "page-intake-json"),)))
            continue
        try:
            intake = read_record(record, source=source, zone=desk.journey.timezone, now=now)
        except RecordRefused as refused:
            reasons = tuple(problem.sentence(language) for problem in refused.problems)
            outcomes.append(Outcome(number, "rejected", reasons))
        else:
            good.append((number, intake))
    for start in range(0, len(good), _RECORDS_A_TURN):
        outcomes += _taken_in(desk, good[start : start + _RECORDS_A_TURN])
    if good:
        desk.wake()
    return sorted(outcomes, key=lambda each: each.number)


def _taken_in(desk: Desk, intakes: list[tuple[int, Intake]]) -> list[Outcome]:
    said = [intake for _, intake in intakes]
    closely = desk.read_closely([intake.verbatim for intake in said])

    def turn_loop() -> list[TakenIn]:
        with desk.ledger.turn() as turn:
            now = desk.now()
            taken = take_in(turn, said, reader=closely.reader, journey=desk.journey, now=now)
            closely.keep(turn, taken)
            return taken

    taken = again(turn_loop)
    return [Outcome(number, each.how) for (number, _), each in zip(intakes, taken, strict=True)]


def _told(outcomes: list[Outcome]) -> Response:
    counts = {
        name: sum(each.outcome == name for each in outcomes)
        for name in ("accepted", "revised", "duplicate", "rejected")
    }
    nothing_good = counts["rejected"] == len(outcomes) > 0
    return JSONResponse(
        counts | {"records": [each.as_json() for each in outcomes]},
        status_code=422 if nothing_good else 200,
    )
