"""One feedback record, as columns or keys, becomes a verbatim and its customer, or is refused."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from typing import Any, TypeVar
from unicodedata import category
from zoneinfo import ZoneInfo

from bot.changed import changed, made
from bot.customer import Customer
from bot.record_fields import REJECTION_COLUMNS, SCALE_COLUMNS, field_of, plain
from bot.record_values import (
    NotUnderstood,
    WrittenScore,
    amount_of,
    channel_of,
    contact_of,
    currency_of,
    is_absent,
    language_of_record,
    moment_of_journey,
    scale_of,
    scales_that_hold,
    score_of,
    shown,
    word_of,
)
from bot.verbatim import SCALES, Channel, Scale, Score, Verbatim
from bot.wording import say
from bot.written_dates import DateNotUnderstood, day_of, moment_of

# A long letter has 5,000 characters; ten pages leave room, more is a file taken for a sentence.
LONGEST_TEXT = 40_000

# A clock that runs ahead or a zone that was forgotten makes hours, never more than a day.
CLOCKS_DIFFER_BY = timedelta(days=1)
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)

# JSON nested deeper than this is an attack or an accident, and breaks those who read it.
DEEPEST = 20

# Without a channel nothing is known about consent: "survey" is the one where silence means no.
CHANNEL_WHEN_UNTOLD: Channel = "survey"

_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"]{1,64}@(?:[^\s@.<>()\[\],;:\"]{1,63}\.)+[^\s@.<>()\[\],;:\"]{2,63}"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# Kinds of signs that show nothing: spaces, controls, formats, and marks with nothing to stand on;
# then those that Unicode counts as letters or symbols.
_INVISIBLE_KINDS = ("Z", "Cc", "Cf", "Cn", "Co", "M")
_INVISIBLE_SIGNS = frozenset("\u115f\u1160\u2800\u3164\uffa0")

Value = TypeVar("Value")


@dataclass(frozen=True)
class Problem:
    """Why something was refused: the field as the person named it, the sentence, its values."""

    field: str
    problem_key: str
    names: Mapping[str, str | int]

    def sentence(self, language: str) -> str:
        """Say the problem and its cure to a reader."""
        return say(language, self.problem_key, field=self.field, **self.names)


class RecordRefused(Exception):
    """A record cannot be taken in; `problems` are all of its problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{each.field}: {each.problem_key}" for each in problems))
        self.problems = problems


@dataclass(frozen=True)
class Intake:
    """What one record brings in; `customer` is None when it says nothing about who spoke."""

    verbatim: Verbatim
    customer: Customer | None


def read_record(
    record: Mapping[str, Any], *, source: str | None, zone: ZoneInfo, now: datetime
) -> Intake:
    """Read one record with the names and notations people use; unknown names become `extra`.

    `source` is where it was said to come from and wins; None leaves it to the record. A time
    without a zone is in `zone`; no time at all means `now`. An e-mail or link that cannot be used
    is kept in `extra` and refuses nothing: customers type those, and nobody can correct them.
    Raises `RecordRefused` with every problem.
    """
    reading = _Reading(record)
    reading.check_signs()
    happened_at = reading.take("happened_at", lambda value: _happened(value, zone=zone, now=now))
    channel = reading.take("channel", channel_of) or CHANNEL_WHEN_UNTOLD
    text = reading.take("text", _text_of, absent=_is_nothing) or ""
    score = _score(reading, channel)
    if not (text or score or reading.has("text", "score", "scale", "expected")):
        reading.refuse("text", "intake-nothing-said")
    value, currency = _money(reading)
    customer = made(
        Customer,
        id=reading.word("customer_id") or "",
        name=reading.take("customer_name", word_of, absent=_is_nothing),
        email=reading.usable("customer_email", _email_of),
        phone=reading.word("customer_phone"),
        since=reading.take("customer_since", lambda value: _since(value, zone=zone, now=now)),
        contact_ok=reading.take("contact_ok", contact_of),
    )
    verbatim = made(
        Verbatim,
        source=_source(reading, source),
        source_id=reading.word("id") or "",
        happened_at=happened_at or now,
        received_at=now,
        channel=channel,
        text=text,
        score=score,
        customer_id=customer.id or None,
        language=reading.take("language", language_of_record),
        moment=reading.take("moment", moment_of_journey),
        touchpoint=reading.word("touchpoint"),
        value=value,
        currency=currency,
        url=reading.usable("url", _link_of),
        extra=reading.extra,
    )
    if reading.problems:
        raise RecordRefused(reading.problems)
    return _with_ids(verbatim, customer, told_at=happened_at)


class _Reading:
    """A record while it is read: its values by field, and the problems found so far."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.problems: list[Problem] = []
        self.extra: dict[str, Any] = {}
        self._values: dict[str, Any] = {}
        self._columns: dict[str, str] = {}
        for column, value in record.items():
            self._sort(str(column), value)

    def check_signs(self) -> None:
        """Refuse what no database or screen can hold, wherever in the record it stands."""
        for field, value in (*self._values.items(), *self.extra.items()):
            if key := _sign_problem(value) or _text_problem(self._columns.get(field, field)):
                self.refuse(field, key)
                self._values.pop(field, None)

    def has(self, *fields: str) -> bool:
        """Tell whether a problem of one of these fields has been told already."""
        columns = {self.column(field) for field in fields}
        return any(each.field in columns for each in self.problems)

    def column(self, field: str) -> str:
        """Return how the record itself names a field, fit to be shown."""
        return shown(self._columns.get(field, field))

    def refuse(self, field: str, key: str, **names: str | int) -> None:
        """Remember a problem."""
        self.problems.append(Problem(self.column(field), key, names))

    def take(
        self,
        field: str,
        read: Callable[[Any], Value],
        *,
        absent: Callable[[Any], bool] = is_absent,
    ) -> Value | None:
        """Return what a field means; None where it has no value, or a problem remembered."""
        value = self._values.get(field)
        if value is None or absent(value):
            return None
        try:
            return read(value)
        except NotUnderstood as wrong:
            self.refuse(field, wrong.key, **wrong.names)
            return None

    def word(self, field: str) -> str | None:
        """Return a field that holds an id or another short word."""
        return self.take(field, word_of)

    def usable(self, field: str, read: Callable[[str], str | None]) -> str | None:
        """Return a field that is only a way back; one that cannot be used is kept as extra."""
        word = self.word(field)
        usable = read(word) if word else None
        if word and not usable:
            self.leave(field)
        return usable

    def leave(self, field: str) -> None:
        """Keep a field as extra after all."""
        self.extra[self._columns[field]] = self._values[field]

    def scale_of_column(self) -> Scale | None:
        """Return the scale that the score's own column names."""
        return SCALE_COLUMNS.get(plain(self._columns.get("score", "")))

    def _sort(self, column: str, value: Any) -> None:
        field = field_of(column)
        if _is_nothing(value) or (field is None and plain(column) in REJECTION_COLUMNS):
            return
        if field is None:
            self.extra[column] = value
        elif field not in self._values:
            self._values[field], self._columns[field] = value, column
        elif plain(column) == field:  # "text" wins over "comment", which was met first
            self.leave(field)
            self._values[field], self._columns[field] = value, column
        else:
            self.extra[column] = value


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not _is_visible(value))


def _is_visible(text: str) -> bool:
    # NUL shows nothing either, but has to be refused rather than passed over.
    return text[:1].isalnum() or any(
        sign == "\0"
        or not (category(sign).startswith(_INVISIBLE_KINDS) or sign in _INVISIBLE_SIGNS)
        for sign in text
    )


def _sign_problem(value: Any) -> str | None:
    """Return the sentence for a sign or number that cannot be kept, however deep it stands."""
    if isinstance(value, str):
        return _text_problem(value)
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, str) and (key := _text_problem(part)):
            return key
        if isinstance(part, float) and not math.isfinite(part):
            return "intake-not-finite"
        if isinstance(part, (Mapping, list)):
            if depth == DEEPEST:
                return "intake-too-deep"
            parts = [*part, *part.values()] if isinstance(part, Mapping) else part
            waiting.extend((each, depth + 1) for each in parts)
    return None


def _text_problem(text: str) -> str | None:
    if "\0" in text:
        return "intake-nul"
    if text.isascii():
        return None
    return "intake-surrogate" if _SURROGATE.search(text) else None


def _happened(value: Any, *, zone: ZoneInfo, now: datetime) -> datetime:
    try:
        happened_at = moment_of(value, zone=zone)
    except DateNotUnderstood as wrong:
        raise NotUnderstood("intake-date-unknown", value=shown(value)) from wrong
    if happened_at > now + CLOCKS_DIFFER_BY:
        raise NotUnderstood("intake-date-ahead", value=shown(value))
    if happened_at < EARLIEST:
        raise NotUnderstood("intake-date-too-old", value=shown(value))
    return happened_at


def _since(value: Any, *, zone: ZoneInfo, now: datetime) -> date:
    try:
        since = day_of(value, zone=zone)
    except DateNotUnderstood as wrong:
        raise NotUnderstood("intake-date-unknown", value=shown(value)) from wrong
    if since > (now + CLOCKS_DIFFER_BY).astimezone(zone).date():
        raise NotUnderstood("intake-date-ahead", value=shown(value))
    return since


def _text_of(value: Any) -> str:
    if not isinstance(value, str):
        raise NotUnderstood("intake-text-not-words")
    if len(value) > LONGEST_TEXT:
        raise NotUnderstood("intake-text-too-long", length=len(value), longest=LONGEST_TEXT)
    return value


def _score(reading: _Reading, channel: Channel) -> Score | None:
    told = reading.take("scale", scale_of) or reading.scale_of_column()
    given = reading.take("score", score_of)
    expected = reading.take("expected", score_of)
    if given is None:
        if expected is not None:
            reading.leave("expected")
        return None
    if reading.has("scale"):
        return None
    value = reading.take("score", lambda _: _on_a_scale(given, told=told, channel=channel))
    if value is None or expected is None:
        return value
    return reading.take(
        "expected",
        lambda _: Score(
            value.value,
            value.scale,
            _on_a_scale(expected, told=value.scale, channel=channel).value,
        ),
    )


def _on_a_scale(written: WrittenScore, *, told: Scale | None, channel: Channel) -> Score:
    scale = told or _scale_meant(written, channel)
    lowest, highest = SCALES[scale]
    if written.scales and all(SCALES[each] != SCALES[scale] for each in written.scales):
        raise NotUnderstood("intake-scale-differs", scale=scale, highest=highest)
    if not lowest <= written.value <= highest:
        raise NotUnderstood(
            "intake-score-out-of-range",
            value=f"{written.value:g}",
            scale=scale,
            lowest=lowest,
            highest=highest,
        )
    return Score(written.value, scale)


def _scale_meant(written: WrittenScore, channel: Channel) -> Scale:
    possible = written.scales or scales_that_hold(written.value)
    if written.scales and len(possible) > 1:
        # "4/5" is stars in a public review, and a question about satisfaction elsewhere.
        return "stars" if channel == "review" else "csat"
    if len(possible) != 1:
        raise NotUnderstood(
            "intake-scale-missing",
            value=f"{written.value:g}",
            scales=", ".join(
                f"{each} ({SCALES[each][0]}–{SCALES[each][1]})" for each in possible or SCALES
            ),
        )
    return possible[0]


def _money(reading: _Reading) -> tuple[float | None, str | None]:
    amount = reading.take("value", amount_of)
    currency = reading.take("currency", currency_of)
    if amount is None:
        return None, None
    return amount[0], currency or amount[1]


def _source(reading: _Reading, named: str | None) -> str:
    source = reading.word("source")
    if named:
        if source and source != named:
            reading.leave("source")
        return named
    if source is None and not reading.has("source"):
        reading.refuse("source", "intake-source-missing")
    return source or ""


def _link_of(word: str) -> str | None:
    return word if _LINK.fullmatch(word) else None


def _email_of(word: str) -> str | None:
    address = parseaddr(word)[1] if "<" in word else word.removeprefix("mailto:")
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) else None


def _with_ids(verbatim: Verbatim, customer: Customer, *, told_at: datetime | None) -> Intake:
    """Give the ids that the record left out, the same ones each time it is read."""
    customer_id = customer.id or _id_from_way_back(customer)
    source_id = verbatim.source_id or _id_from_words(verbatim, customer_id, told_at=told_at)
    if not customer_id and customer != Customer(id=""):
        # Only a name is known: two people of that name must not become one.
        customer_id = f"once-{_digest(verbatim.source, source_id)}"
    if customer_id != customer.id:
        customer = changed(customer, id=customer_id)
    if (source_id, customer_id or None) != (verbatim.source_id, verbatim.customer_id):
        verbatim = changed(verbatim, source_id=source_id, customer_id=customer_id or None)
    return made(Intake, verbatim=verbatim, customer=customer if customer_id else None)


def _id_from_way_back(customer: Customer) -> str:
    if customer.email:
        return f"mail-{_digest(customer.email.casefold())}"
    if customer.phone and (digits := re.sub(r"\D", "", customer.phone)):
        return f"phone-{_digest(digits)}"
    return ""


def _id_from_words(verbatim: Verbatim, customer_id: str, *, told_at: datetime | None) -> str:
    # Spaces are evened out: the same export has other line ends on another machine. A score
    # without words stands for them. `now` is left out: it differs at each import.
    said = " ".join(verbatim.text.split()) or str(verbatim.score)
    at = told_at.astimezone(UTC).isoformat() if told_at else ""
    return f"auto-{_digest(verbatim.source, customer_id, at, said)}"


def _digest(*parts: str) -> str:
    # 64 bits: among ten million records two meet by chance once in 370,000 companies.
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
