"""Files of feedback records: CSV, JSON Lines and JSON as spreadsheets and programs write them.

What a file is, is told by its content; its name only decides where the content leaves it open. CSV
and JSON Lines are read line by line, so that a file of any length needs the same little memory.
"""

import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from connectors.feedback_csv import read_csv
from connectors.feedback_json import looks_like_json_lines, read_document, read_json_lines
from connectors.feedback_line import FeedbackFileUnreadable, Line, line_refused
from connectors.text_lines import CountedStream, TextLines

__all__ = ["STANDARD_INPUT", "FeedbackFile", "FeedbackFileUnreadable", "Line", "read_feedback"]

STANDARD_INPUT = "-"

# What a file begins with that people take for a text file, and what it is.
_FOREIGN = {
    b"PK\x03\x04": "workbook",
    b"\xd0\xcf\x11\xe0": "workbook",
    b"%PDF": "pdf",
    b"BZh": "packed",
    b"\xfd7zX": "packed",
    b"\x28\xb5\x2f\xfd": "packed",
    b"7z\xbc\xaf": "packed",
}
_GZIP = b"\x1f\x8b"


class FeedbackFile:
    """An open file of feedback: iterate over its lines, close it after (or use it with `with`)."""

    def __init__(self, name: str, *, stream: CountedStream) -> None:
        self.name = name
        self._stream = stream
        self._text = TextLines(_unpacked(stream, name=name))
        self._lines = _with_the_break(_reader_for(self._text, name=name), self._text)

    @property
    def bytes_read(self) -> int:
        """How many bytes of the file, as it lies on the disk, have been read so far."""
        return self._stream.bytes_read

    @property
    def size(self) -> int | None:
        """How many bytes the file has; None when nobody can tell (standard input)."""
        return self._stream.size

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        return next(self._lines)

    def close(self) -> None:
        """Let go of the file; standard input stays open."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_feedback(path: str | Path, *, standard_input: BinaryIO | None = None) -> FeedbackFile:
    """Open a file of feedback records ("-": standard input) and find out what it is.

    Reads CSV with `,` `;` tab or `|`, in UTF-8, UTF-16 with its mark or Windows-1252, JSON Lines
    and JSON (a list, `{"feedback": […]}` or one object); any of them packed by gzip.
    Raises `FeedbackFileUnreadable` when nothing of it can be read; a line that cannot be read has
    its problem, and the next one follows.
    """
    name = "stdin" if str(path) == STANDARD_INPUT else Path(path).name
    stream = None
    try:
        stream = _opened(path, standard_input=standard_input)
        return FeedbackFile(name, stream=stream)
    except OSError as wrong:
        _close(stream)
        raise _unreadable(wrong, name=name) from wrong
    except FeedbackFileUnreadable:
        _close(stream)
        raise


def _opened(path: str | Path, *, standard_input: BinaryIO | None) -> CountedStream:
    if str(path) == STANDARD_INPUT:
        return CountedStream(standard_input or sys.stdin.buffer, size=None, keep_open=True)
    file = Path(path)
    size = file.stat().st_size if file.is_file() else None
    return CountedStream(file.open("rb"), size=size)


def _close(stream: CountedStream | None) -> None:
    if stream is not None:
        stream.close()


def _unreadable(wrong: OSError, *, name: str) -> FeedbackFileUnreadable:
    if isinstance(wrong, FileNotFoundError):
        return FeedbackFileUnreadable("intake-file-missing", file=name)
    if isinstance(wrong, IsADirectoryError):
        return FeedbackFileUnreadable("intake-file-folder", file=name)
    why = wrong.strerror or type(wrong).__name__
    return FeedbackFileUnreadable("intake-file-unreadable", file=name, why=why)


def _unpacked(stream: CountedStream, *, name: str) -> io.RawIOBase | gzip.GzipFile:
    beginning = stream.beginning()
    for mark, kind in _FOREIGN.items():
        if beginning.startswith(mark):
            raise FeedbackFileUnreadable("intake-file-foreign", file=name, kind=kind)
    if beginning.startswith(_GZIP):
        return gzip.GzipFile(fileobj=io.BufferedReader(stream))
    return stream


def _reader_for(text: TextLines, *, name: str) -> Iterator[Line]:
    """Return the reader for what the beginning of the file looks like."""
    if text.is_broken:
        raise FeedbackFileUnreadable("intake-file-broken", file=name)
    beginning = text.beginning.lstrip()
    if not beginning:
        raise FeedbackFileUnreadable("intake-file-empty", file=name)
    if beginning.startswith("["):
        return read_document(text, name=name)
    is_named_lines = name.removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    if not beginning.startswith("{"):
        return read_json_lines(text) if is_named_lines else read_csv(text, name=name)
    if looks_like_json_lines(beginning, otherwise=is_named_lines):
        return read_json_lines(text)
    return read_document(text, name=name)


def _with_the_break(lines: Iterator[Line], text: TextLines) -> Iterator[Line]:
    """Return the lines, and after them the place where the file broke off, if it did."""
    yield from lines
    if text.is_broken:
        yield line_refused(text.number() + 1, "intake-line-file-broken", as_read={})
