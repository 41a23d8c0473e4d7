"""A company's own systems bring feedback: one record, an array, or a line of JSON for each."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.again import again
from bot.loop import TakenIn, take_in
from bot.record import Intake, RecordRefused, read_record
from bot.wording import Language, say
from handlers.clock import machine_now
from handlers.desk import Desk
from handlers.http.bodies import with_body
from handlers.http.links import delivery_signature, intake_key, same_secret
from handlers.http.pages import browser_language

# A day of feedback of most companies; more comes in several deliveries or by `boucle import`.
MOST_BYTES = 1_000_000
# A signature this old may have been overheard; five minutes is also Slack's own limit.
SIGNATURE_SECONDS = 300
# A turn holds the only write lock: so many records take some ten milliseconds, and nobody waits.
_RECORDS_A_TURN = 20

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


def intake_routes(desk: Desk) -> list[Route]:
    """Return the route by which systems deliver feedback."""

    def receive(request: Request, body: bytes) -> Response:
        language = browser_language(request, otherwise="en")
        source = request.path_params["source"]
        if refusal := _refusal(desk, request, source, body):
            status, key = refusal
            headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
            return JSONResponse({"error": say(language, key)}, status_code=status, headers=headers)
        records = list(_records_in(body))
        outcomes = _take_in(desk, records, source=source, language=language)
        return _told(outcomes)

    return [Route("/intake/{source}", with_body(receive, at_most=MOST_BYTES), methods=["POST"])]


def _refusal(desk: Desk, request: Request, source: str, body: bytes) -> tuple[int, str] | None:
    """Return status and sentence for a sender who may not deliver, or None for one who may."""
    key = intake_key(desk.settings, source)
    if key is None:
        return 503, "page-intake-no-secret"
    if not _SOURCE.fullmatch(source):
        return 404, "page-intake-source"
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return None if same_secret(token.strip(), key) else (401, "page-intake-key")
    signature = request.headers.get("x-boucle-signature", "")
    timestamp = request.headers.get("x-boucle-timestamp", "")
    if not same_secret(signature, delivery_signature(key, timestamp, body)):
        return 401, "page-intake-key"
    return None if _is_recent(timestamp) else (401, "page-intake-late")


def _is_recent(timestamp: str) -> bool:
    # Signatures live on machine time: nobody outside follows a clock that was moved.
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 13):
        return False
    return abs(machine_now() - int(timestamp)) <= SIGNATURE_SECONDS


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

    def turn_loop() -> list[TakenIn]:
        with desk.ledger.turn() as turn:
            now = desk.now()
            return take_in(turn, said, reader=desk.reader, journey=desk.journey, now=now)

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
