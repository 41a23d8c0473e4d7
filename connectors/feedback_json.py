"""Feedback in JSON: an object a line, a list, `{"feedback": […]}`, or one object alone."""

import json
import re
from collections.abc import Iterator
from typing import Any

from connectors.feedback_line import (
    AS_IT_STANDS,
    FeedbackFileUnreadable,
    Line,
    line_of,
    line_refused,
)
from connectors.text_lines import FileTooLarge, TextLine, TextLines

# A JSON document is held in memory whole, about five times its size; more belongs in JSON Lines.
LARGEST_DOCUMENT_MB = 200

# The key under which a document may hold its records.
_RECORDS = "feedback"
_WRAPPED = re.compile(rf'"{_RECORDS}"\s*:\s*\[')
_BLANK = re.compile(r"[ \t\r\n]*")
_BLANK_OR_COMMA = re.compile(r"[ \t\r\n,]*")

# How much of a line that is no JSON is shown to who has to mend it.
_SHOWN = 1_000


def _constant(name: str) -> float | None:
    # Python and JavaScript tools write NaN where there is no value.
    return None if name == "NaN" else float(name)


# Line ends and tabs inside of quotes are wrong in JSON, common, and clear: strict=False.
_DECODER = json.JSONDecoder(parse_constant=_constant, strict=False)


def looks_like_json_lines(beginning: str, *, otherwise: bool) -> bool:
    """Tell an object a line from a document that begins with "{"; `otherwise` where it is open."""
    first, _, rest = beginning.partition("\n")
    try:
        found = _DECODER.decode(first.strip())
    except (ValueError, RecursionError):
        if not rest and _WRAPPED.search(first) is None:
            return True  # a line so long that its end is not in sight
        if first.rstrip().endswith(("{", "[", ",", ":")):
            return False
        return otherwise or rest.lstrip().startswith("{")
    return not isinstance(found.get(_RECORDS), list)


def read_json_lines(lines: TextLines) -> Iterator[Line]:
    """Return one record a line."""
    while line := lines.next():
        if line.text.strip():
            yield _json_line(line)


def read_document(lines: TextLines, *, name: str) -> Iterator[Line]:
    """Return the records of a JSON document, each with the line where it begins.

    What comes before a fault is read. Raises `FeedbackFileUnreadable` when it is too large.
    """
    try:
        document = lines.everything(at_most=LARGEST_DOCUMENT_MB * 1_000_000)
    except FileTooLarge as wrong:
        raise FeedbackFileUnreadable(
            "intake-file-document-too-large", file=name, megabytes=LARGEST_DOCUMENT_MB
        ) from wrong
    if document.problem_key:
        raise FeedbackFileUnreadable("intake-file-not-utf8", file=name)
    return _Document(document.text).records()


class _Document:
    """A JSON text that is read record by record."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counted_to = 0

    def records(self) -> Iterator[Line]:
        """Return every record, and where the text breaks if it does."""
        try:
            while self._next_sign(_BLANK):
                if self._next_sign(_BLANK) == "{":
                    yield from self._object()
                else:
                    yield from self._list()
        except (ValueError, RecursionError):
            at = self._line_at(self._at)
            as_it_stands = self._text[self._at : self._at + _SHOWN]
            yield line_refused(
                at, "intake-line-document-broken", as_read={AS_IT_STANDS: as_it_stands}
            )

    def _list(self) -> Iterator[Line]:
        self._take("[")
        while self._next_sign(_BLANK_OR_COMMA) != "]":
            number = self._line_at(self._at)
            yield _record(number, self._value())
        self._take("]")

    def _object(self) -> Iterator[Line]:
        number = self._line_at(self._at)
        record: dict[str, Any] = {}
        has_records = False
        self._take("{")
        while self._next_sign(_BLANK_OR_COMMA) != "}":
            key = self._value()
            self._take(":")
            if key == _RECORDS and self._next_sign(_BLANK) == "[":
                has_records = True
                yield from self._list()
            else:
                record[str(key)] = self._value()
        self._take("}")
        if not has_records:
            yield line_of(number, record)

    def _next_sign(self, blank: re.Pattern[str]) -> str:
        if found := blank.match(self._text, self._at):
            self._at = found.end()
        return self._text[self._at : self._at + 1]

    def _take(self, sign: str) -> None:
        if self._next_sign(_BLANK) != sign:
            raise ValueError(sign)
        self._at += 1

    def _value(self) -> Any:
        self._next_sign(_BLANK)
        value, self._at = _DECODER.raw_decode(self._text, self._at)
        return value

    def _line_at(self, at: int) -> int:
        self._line += self._text.count("\n", self._counted_to, at)
        self._counted_to = at
        return self._line


def _json_line(line: TextLine) -> Line:
    as_read = {AS_IT_STANDS: line.text.strip()[:_SHOWN]}
    if line.problem_key:
        return line_refused(line.number, line.problem_key, as_read=as_read)
    try:
        value = _DECODER.decode(line.text.strip())
    except (ValueError, RecursionError) as wrong:
        column = wrong.colno if isinstance(wrong, json.JSONDecodeError) else 1
        return line_refused(line.number, "intake-line-not-json", as_read=as_read, column=column)
    return _record(line.number, value)


def _record(number: int, value: Any) -> Line:
    if isinstance(value, dict):
        return line_of(number, value)
    as_read = {AS_IT_STANDS: json.dumps(value, ensure_ascii=False)[:_SHOWN]}
    return line_refused(number, "intake-line-not-an-object", as_read=as_read)
