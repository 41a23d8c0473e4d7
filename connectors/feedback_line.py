"""What a reader of feedback files hands on: one line of a file, or why nothing can be read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.record import Problem

# Under this name stands what has no columns: a line that is no JSON.
AS_IT_STANDS = ""


class FeedbackFileUnreadable(Exception):
    """Nothing of a file can be read; `problem` says why, with the cure."""

    def __init__(self, key: str, *, file: str, **names: str | int) -> None:
        super().__init__(f"{file}: {key}")
        self.problem = Problem(file, key, {"file": file, **names})


class Line(NamedTuple):
    """One record of a file, or the reason why there is none.

    `number` is the line of the file where it begins, from 1. Exactly one of `record` and `problem`
    is None. `as_read` is what stood there, by column, also when it is refused.
    """

    number: int
    record: dict[str, Any] | None = None
    problem: Problem | None = None
    as_read: Mapping[str, Any] = MappingProxyType({})


def line_of(number: int, record: dict[str, Any]) -> Line:
    """Return a line that holds a record."""
    return Line(number, record=record, as_read=record)


def line_refused(number: int, key: str, *, as_read: Mapping[str, Any], **names: str | int) -> Line:
    """Return a line that holds no record, and why."""
    return Line(number, problem=Problem("", key, names), as_read=as_read)
